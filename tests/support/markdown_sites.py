"""Folders of Markdown as static site generators have them, small and made up."""

from collections.abc import Mapping
from pathlib import Path

PIXEL = b"\xff\xd8\xff\xe0 a picture"
HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://old.example/"\ndefaultContentLanguage = "en"\n'
    '[languages.en]\n[languages.fr]\n[permalinks]\nnews = "/:year/:month/:slug/"\n',
    "data/authors/amina.yaml": "name: Amina Yusuf\nbio: Writes of lakes.\n",
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/about.md": "+++\ntitle = 'About'\n+++\nWho we are.\n",
    "content/posts/lake/index.md": "+++\ntitle = 'The lake'\ndate = 2019-01-31T10:00:00+02:00\n"
    "lastmod = 2019-02-02\nauthors = ['amina']\ncategories = ['World', 'Water']\n"
    "tags = ['Lakes']\naliases = ['/old/lake/', 'lac']\n+++\n"
    '![Boats](boats.jpg)\n\n[Harbour]({{< ref "harbour.md" >}})\n',
    "content/posts/lake/boats.jpg": PIXEL,
    "content/posts/lake/index.fr.md": "+++\ntitle = 'Le lac'\ndate = 2019-02-03\n+++\nLe texte.\n",
    "content/news/harbour.md": "---\ntitle: 2024\ndate: Jan 31, 2019\nimage: /img/h.jpg\n"
    "slug: port\n---\n{{< youtube abc123 >}}\n",
    "content/posts/later.md": "---\ntitle: Later\ndate: 2092-01-01\n---\nTo come.\n",
    "content/posts/draft.md": "---\ntitle: Draft\ndate: 2019-01-01\ndraft: 'true'\n---\nNot yet.\n",
    "static/img/h.jpg": PIXEL,
    "themes/some/content/theme.md": "---\ntitle: Theme\n---\nNo article.\n",
}
JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "url: https://jekyll.example\nauthor: The Desk\ntimezone: Europe/Berlin\n",
    "_data/authors.yml": "ann:\n  name: Ann Author\n  email: ann@example.org\n",
    "_posts/2019-07-01-night-train.md": "---\nlayout: post\ntitle: The night train\nauthor: ann\n"
    "date: 2019-07-01 10:00:00\ncategories: World Travel\nredirect_from: [/train, /nacht/]\n---\n"
    "![Dawn]({{ site.baseurl }}/assets/dawn.jpg){: .wide}\n\n"
    "{% highlight ruby %}\nputs '{{ x }}'\n{% endhighlight %}\n\n"
    "{% post_url 2019-07-02-second %}\n",
    "_posts/2019-07-02-second.md": "---\ntitle: Second\n---\n"
    "{% include chart.html id=3 %} Words.\n",
    "_posts/2019-07-03-page.html": "---\ntitle: In HTML\n---\n"
    "<div>\n\n    <p>Words in HTML.</p>\n</div>\n",
    "_drafts/idea.md": "---\ntitle: An idea\n---\nSome day.\n",
    "assets/dawn.jpg": PIXEL,
    "README.md": "# How to build\n",
}


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
