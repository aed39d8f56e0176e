"""Texts of static site generators: what is known is Markdown of ours, all else is named."""

import pytest

from client.texts.body import in_markdown
from client.texts.setting import Setting

KNOWN: dict[str, tuple[str, str, str]] = {
    # name: the generator, what is written, what it is here
    "a figure": (
        "hugo",
        '{{< figure src="/a.jpg" alt="A" caption="C" attr="D" >}}',
        '![A](/a.jpg "C D")',
    ),
    "a figure of Octopress": (
        "jekyll",
        "{% img left /a.jpg 300 200 'A boat' %}",
        "![A boat](/a.jpg)",
    ),
    "an include": (
        "jekyll",
        '{% include figure.html image_path="/a.png" alt="A" caption="C" %}',
        '![A](/a.png "C")',
    ),
    "code": (
        "jekyll",
        "{% highlight go linenos %}\n{{ a }}\n{% endhighlight %}",
        "```go\n{{ a }}\n```",
    ),
    "code with fences": (
        "hugo",
        "{{< highlight md >}}\n```\nx\n```\n{{< /highlight >}}",
        "````md\n```\nx\n```\n````",
    ),
    "code that shows a shortcode": ("hugo", "`{{</* x */>}}`", "`{{< x >}}`"),
    "code in a fence": ("jekyll", "```\n{{ x }} {% y %}\n```", "```\n{{ x }} {% y %}\n```"),
    "code that is indented": ("jekyll", "a\n\n    {{ x }}", "a\n\n    {{ x }}"),
    "raw": ("jekyll", "{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
    "a comment": ("jekyll", "a{% comment %}b{% endcomment %}c", "ac"),
    "a note": ("hugo", "{{% notice tip %}}Read.{{% /notice %}}", "> **Tip**\n>\n> Read."),
    "a directive of ours": ("astro", ":::note[Look]\nRead.\n:::", ":::note Look\nRead.\n:::"),
    "a directive of theirs": ("", ":::spoiler[Look]\nRead.\n:::", "> **Look**\n>\n> Read."),
    "ours in theirs": ("", "::::a\n:::note\nx\n:::\n::::", "> **A**\n>\n> > **Note**\n> >\n> > x"),
    "directives in one another": (
        "",
        "::::a\n:::b\nx\n:::\n::::",
        "> **A**\n>\n> > **B**\n> >\n> > x",
    ),
    "code in a directive": (
        "astro",
        ":::note\n```js\na\n```\n:::",
        ":::note\n```js\na\n```\n:::",
    ),
    "a formula": ("", "a\n$$\n{{x}}_1\n$$\nb", "a\n\n```math\n{{x}}_1\n```\n\nb"),
    "a formula in a line": ("", "a $$x_1 * y$$ b", "a $`x_1 * y`$ b"),
    "a formula that is called": ("hugo", "{{< katex >}}x_1{{< /katex >}}", "$`x_1`$"),
    "a formula of ours": ("astro", ":::math\nx\n:::", ":::math\nx\n:::"),
    "a chart of ours": ("", ":::chart bar A\n| a | b |\n:::", ":::chart bar A\n| a | b |\n:::"),
    "an admonition": ("pelican", '!!! note "T"\n    one\n', "> **T**\n>\n> one"),
    "a callout": ("obsidian", "> [!tip] T\n> one", "> **T**\n>\n> one"),
    "a quotation": ("zola", '{% quote(author="Ann") %}One.{% end %}', "> One.\n>\n> — Ann"),
    "details": (
        "hugo",
        '{{< details "More" >}}x{{< /details >}}',
        "<details>\n<summary>More</summary>\n\nx\n\n</details>",
    ),
    "the site's address": ("jekyll", "[a]({{ site.baseurl }}/b/)", "[a](/b/)"),
    "a filter": ("eleventy", '[a]({{ "/b/" | url }})', "[a](/b/)"),
    "attributes": (
        "jekyll",
        "## T {#t}\n\np\n{: .lead}\n\n[a](/b/){: .c}",
        "## T\n\np\n\n[a](/b/)",
    ),
    "the end of an excerpt": ("hugo", "a\n\n<!--more-->\n\nb", "a\n\nb"),
    "a picture that is imported": (
        "astro",
        "import a from './a.jpg';\n\n<Image src={a} alt=\"A\" />",
        "![A](./a.jpg)",
    ),
    "a generic": ("astro", "List<Edge> x", "List&lt;Edge&gt; x"),
    "a wiki link": ("obsidian", "[[Page|words]]", "words"),
    "an embedded picture": ("obsidian", "![[a.png]]", "![](a.png)"),
    "noscript": ("", "<noscript>\n\n![A](/a.png)\n\n</noscript>", "![A](/a.png)"),
    "windows": ("", "a\r\n\r\nb\r\n", "a\n\nb"),
}


def made(kind: str, text: str, *, is_mdx: bool = False) -> tuple[str, Setting]:
    setting = Setting(kind=kind, is_mdx=is_mdx)
    return in_markdown(text, setting), setting


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_known_is_markdown(name: str) -> None:
    kind, text, wanted = KNOWN[name]
    found, _ = made(kind, text, is_mdx="import" in text)
    assert found.strip("\n").rstrip() == wanted


NAMED = {
    "a shortcode": (
        "hugo",
        "{{< chart 1 >}}in{{< /chart >}}",
        "in",
        "shortcode_left_out",
        "{{< chart 1 >}}",
    ),
    "a tag": ("jekyll", "{% chart %} a", " a", "shortcode_left_out", "{% chart %}"),
    "a loop": (
        "jekyll",
        "{% for a in b %}x{% endfor %}",
        "",
        "shortcode_left_out",
        "{% for a in b %}",
    ),
    "a variable": ("jekyll", "a {{ b }}", "a ", "expression_left_out", "{{ b }}"),
    "a variable that may be text": ("", "a {{ b }}", "a {{ b }}", "expression_stays", "{{ b }}"),
    "a component": (
        "astro",
        '<Chart of="x">in</Chart>',
        "in",
        "shortcode_left_out",
        '<Chart of="x">',
    ),
    "a video": (
        "hugo",
        "{{< youtube id=abc >}}",
        "<https://www.youtube.com/watch?v=abc>",
        "embed_is_link",
        "https://www.youtube.com/watch?v=abc",
    ),
    "a frame": (
        "",
        '<iframe src="//a.example/b"></iframe>',
        "[https://a.example/b](https://a.example/b)",
        "frame_is_link",
        "https://a.example/b",
    ),
    "the picture before a film": (
        "",
        '<video src="a.mp4" poster="a.jpg"></video>',
        "[a.mp4](a.mp4)",
        "beside_left_out",
        "a.jpg",
    ),
    "captions": (
        "",
        '<video src="a.mp4"><track src="a.vtt"></video>',
        "[a.mp4](a.mp4)",
        "beside_left_out",
        "a.vtt",
    ),
    "the picture before a film in a shortcode": (
        "hugo",
        '{{< video src="/a.mp4" poster="/a.jpg" >}}',
        "[/a.mp4](/a.mp4)",
        "beside_left_out",
        "/a.jpg",
    ),
    "a program": ("", "<script>a()</script>", "", "element_left_out", "<script>a()</script>"),
    "a reference": ("hugo", '[a]({{< ref "b.md" >}})', "[a](#)", "reference_unknown", "b.md"),
    "a relative link": ("", "[a](b.html)", "[a](b.html)", "link_left_out", "b.html"),
    "what may be a formula": ("", "$$x\n\ny$$", "$$x\n\ny$$", "formula_stays", "$$x y$$"),
    "an abbreviation": ("", "*[A]: B\n\nA", "A", "abbreviation_left_out", "A: B"),
    "a list of headings": (
        "jekyll",
        "* toc\n{:toc}\n\na",
        "a",
        "contents_left_out",
        "a list of its headings, which no page of ours has",
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_not_is_named_and_what_it_encloses_stays(name: str) -> None:
    kind, text, wanted, reason, detail = NAMED[name]
    found, setting = made(kind, text)
    assert found.strip("\n").rstrip() == wanted.rstrip()
    assert (reason, detail) in setting.notes


def test_a_program_in_mdx_is_no_text_of_ours() -> None:
    found, setting = made(
        "astro", "import X from '../x'\nexport const a = 1\n\nA {b} {'c'} {/* d */}", is_mdx=True
    )
    assert found == "A  c \n"
    assert setting.notes == [
        ("program_left_out", "export const a = 1"),
        ("expression_left_out", "{b}"),
    ]


PIECES = (
    *("{{< a ", "{{< a >}}", "{% if ", "<A ", "<A>", '<A b="', "![a](", "``` ", "` `` ", ":::a\n"),
    *("<iframe>", "<video", '<a href="', "{#", "$$", '{"', "{{", '{{ "', "<pre>", "{% raw %}"),
    *("{% highlight x %}", "<A {", "[a]: ", "!!! a\n    x\n", "import {", "> [!a]\n", "# {#"),
    *("[a](b) ", "![a](b) ", "[![a](b)](c) ", "[a][b] ", "(a) ", "![", "[a\\] "),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_any_make_up_is_read_in_one_go(piece: str) -> None:
    # Looked for from each beginning, ends that are not there would take minutes.
    for start in ("", "[", "![", "{{", "<a "):
        text, _ = made("jekyll", start + piece * (8_000 // len(piece)), is_mdx=True)
    assert text.endswith("\n")
