"""What texts of generators say in forms that Markdown of ours has not: kept, or named."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.transfer.site_lines import ImportedArticle
from client.texts.body import in_markdown
from client.texts.setting import Setting
from operate.markdown.archive import MarkdownArchive
from tests.support.machine_clock import is_light
from tests.support.markdown_sites import PIXEL, written


def article(tmp_path: Path, files: Mapping[str, str | bytes]) -> ImportedArticle:
    archive = MarkdownArchive(written(tmp_path, files), section="News", zone="UTC")
    return next(one for one in archive.articles() if isinstance(one, ImportedArticle))


def told(one: ImportedArticle) -> list[tuple[str, str]]:
    return [(note.reason, note.detail) for note in one.notes]


def shown(text: str, kind: str = "") -> str:
    body = in_markdown(text, Setting(kind=kind))
    return CommonMark().article(body).html.replace("\n", "").replace(' rel="noopener"', "")


PELICAN = """Title: The ferry: a story
Date: 2020-01-02 10:20
Category: World
Tags: boats, sea
Authors: Ann, Bo
Summary: In short,
    and on.
Foo: bar

![x]({attach}p.jpg) ![y]({static}/images/a.jpg) [l]({filename}b.md)
"""


def test_fields_in_the_first_lines_are_fields(tmp_path: Path) -> None:
    one = article(
        tmp_path,
        {
            "pelicanconf.py": "",
            "content/a.md": PELICAN,
            "content/b.md": "Title: B\nDate: 2020-02-02\n\nx",
            "content/p.jpg": PIXEL,
            "content/images/a.jpg": PIXEL,
        },
    )
    assert (one.title, one.standfirst) == ("The ferry: a story", "In short, and on.")
    assert one.at == datetime(2020, 1, 2, 10, 20, tzinfo=UTC)
    assert (one.section, one.tags, one.authors) == ("World", ("boats", "sea"), ("Ann", "Bo"))
    assert told(one) == [("field_left_out", "foo")]
    assert "[l](/b.html)" in one.body
    assert "{" not in one.body


@pytest.mark.parametrize(
    "text", ["Note: all of this is prose.\n", "Title\n\nx\n", "Words: title\n"]
)
def test_a_text_that_begins_with_a_word_and_a_colon_is_a_text(text: str, tmp_path: Path) -> None:
    assert article(tmp_path, {"a.md": text}).body == text


@pytest.mark.parametrize(
    ("call", "html"),
    [
        (
            '{{< figure src="/a.jpg" alt="A" caption="By **Pat** [x](https://x.example)" >}}',
            '<figcaption>By <strong>Pat</strong> <a href="https://x.example">x</a></figcaption>',
        ),
        (
            '{{< figure src="/a.jpg" alt="A" caption="C" link="https://l.example" >}}',
            '<figure><a href="https://l.example"><img src="/a.jpg" alt="A"',
        ),
        (
            '{{< figure src="/a.jpg" alt="A" attr="Pat" attrlink="https://p.example" >}}',
            '<figcaption><a href="https://p.example">Pat</a></figcaption>',
        ),
        ('{{< figure src="/a.jpg" title="T" caption="C" >}}', "<figcaption>T C</figcaption>"),
        ('{% img left /a.jpg 10 10 "T" "A" %}', 'alt="A"'),
        ('{% include video id="abcdef12345" provider="youtube" %}', "v=abcdef12345"),
        ('{{< tab "Lagos" >}}Words{{< /tab >}}', "<p><strong>Lagos</strong></p><p>Words</p>"),
        ('<TabItem label="Lagos">Words</TabItem>', "<p><strong>Lagos</strong></p><p>Words</p>"),
    ],
)  # fmt: skip
def test_a_call_keeps_all_that_it_says(call: str, html: str) -> None:
    assert html in shown(call)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Term\n: One\n: Two\n    more\n\nAfter",
            "<dl><dt><p>Term</p></dt><dd><p>One</p></dd><dd><p>Twomore</p></dd></dl><p>After</p>",
        ),
        ("At: 1\n: 2 *b*", "<dl><dt><p>At: 1</p></dt><dd><p>2 <em>b</em></p></dd></dl>"),
        ("~~~{.python .wide}\nx\n~~~", '<pre><code class="language-python">x</code></pre>'),
        ("```{r, echo=FALSE}\nx\n```", '<pre><code class="language-r">x</code></pre>'),
        ("`^[a]` ~~b~~", "<p><code>^[a]</code> <del>b</del></p>"),
        (
            "## Head {#own .x}\n\n[x](#own)",
            '<h2 id="h-head"><span id="h-own">Head</span></h2><p><a href="#h-own">x</a></p>',
        ),
        ("## Head {#own .x}\n\nx", '<h2 id="h-head">Head</h2><p>x</p>'),
    ],
)
def test_marks_of_others_are_what_they_mean(text: str, html: str) -> None:
    assert shown(text) == html


def test_a_note_in_the_line_is_a_footnote() -> None:
    html = shown("A^[by [x](https://x.example)] b^[two]")
    assert html.count('class="footnote-ref"') == 2
    assert '<a href="https://x.example">x</a>' in html


def test_what_obsidian_shows_nobody_is_shown_to_nobody() -> None:
    assert shown("a %%not\n\nyet%% b", "obsidian") == "<p>a  b</p>"
    assert shown("100%% and 200%%", "hugo") == "<p>100%% and 200%%</p>"


@pytest.mark.parametrize(("end", "status"), [("2021-01-01", "draft"), ("2092-01-01", "published")])
def test_a_story_that_had_ended_is_not_public_again(end: str, status: str, tmp_path: Path) -> None:
    front = f"---\ntitle: A\ndate: 2020-01-01\nexpiryDate: {end}\n---\nx"
    one = article(tmp_path, {"a.md": front})
    assert one.status == status
    assert ("field_left_out", f"its end: {end} 00:00") in told(one)
    assert (("is_draft_now", f"it ended {end}") in told(one)) == (status == "draft")


def test_of_several_dates_and_pictures_those_that_go_are_named(tmp_path: Path) -> None:
    front = (
        "---\ntitle: A\ndate: 2020-01-01\npublishDate: 2020-03-01\nimage: /a.jpg\n"
        "thumbnail: /a.jpg\nimages: [/b.jpg, /c.jpg]\n---\nx"
    )
    assert [one for one in told(article(tmp_path, {"a.md": front})) if one[0] == "read_as"] == [
        ("read_as", "images: /b.jpg is left out, /a.jpg is its picture"),
        ("read_as", "images: /c.jpg is left out, /a.jpg is its picture"),
        ("read_as", "date: 2020-01-01 is left out, publishDate is its date"),
    ]


def test_people_of_a_blog_are_called_by_their_names(tmp_path: Path) -> None:
    one = article(
        tmp_path,
        {
            "blog/2020-01-02-a.md": "---\ntitle: A\nauthors: [ex]\n---\nx",
            "blog/authors.yml": "ex:\n  name: Ex Ample\n",
        },
    )
    assert one.authors == ("Ex Ample",)


@pytest.mark.parametrize("typed", ["~~~ { .a ", "```{.python}\nx\n```\n", "^[a[b]", "a\n: b\n"])
def test_what_generators_mark_is_read_in_no_time(typed: str) -> None:
    text = typed * (128 * 1024 // len(typed))
    assert is_light(lambda: in_markdown(text, Setting(kind="hugo")), 1_000)
