"""A newsletter of Substack stands here as it stood there, and nothing is known of who reads it."""

import json
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.recognise import Options, archive_in
from broadsheet.domain.transfer.site_lines import OldAddress
from tests.fakes.table import MemoryTable
from tests.support.old_archives import POSTS_CSV, brought, by_title, leads, reasons, write_zip

ROW = "{id},2021-03-0{n}T10:00:00.000Z,true,,,{type},{audience},{title},{subtitle},{url}\n"


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.zip"


def row(number: int, **fields: str) -> str:
    given = {"type": "newsletter", "audience": "everyone", "subtitle": "", "url": ""} | fields
    given.setdefault("title", f"Letter {number}")
    return ROW.format(id=given.pop("id", f"{number}.letter-{number}"), n=number, **given)


def written(path: Path, *rows: str, **files: str) -> Path:
    named = {f"posts/{name.replace('__', '.')}.html": html for name, html in files.items()}
    return write_zip(path, {"posts.csv": POSTS_CSV + "".join(rows), **named})


def test_a_letter_keeps_its_date_its_subtitle_and_its_address(
    table: MemoryTable, path: Path
) -> None:
    first = row(1, title='"One, ""two""\nand &#x201C;three&#x201D;"', subtitle="In &amp; short")
    written(path, first, **{"1__letter-1": "<h2>Head</h2><p>Words.</p>"})
    moved = brought(table, path)
    article = by_title(table)['One, "two" and “three”']
    assert article.content.standfirst == "In & short"
    assert article.published_at == datetime(2021, 3, 1, 10, tzinfo=UTC)
    assert '<h2 id="h-head">Head</h2>' in str(article.body)
    assert leads(table) == {"/p/letter-1/": article.path, "/feed/": "/feed.xml"}
    assert reasons(moved) == {("no_author", "the byline says Editors")}


def test_what_was_not_for_everybody_is_a_draft_and_said(table: MemoryTable, path: Path) -> None:
    rows = (
        row(1, audience="only_paid"),
        row(2, audience="only_free"),
        row(3, type="page", title="About"),
        row(4, type="thread"),
        row(5, type="podcast", url="https://a.example/5.mp3"),
        row(6).replace(",true,", ",FALSE,"),
        row(7, title=""),
    )
    names = {f"{n}__letter-{n}": "<p>Words.</p>" for n in range(1, 8)}
    moved = brought(table, written(path, *rows, **names))
    assert {title: one.status.value for title, one in by_title(table).items()} == {
        "Letter 1": "draft",
        "Letter 2": "draft",
        "About": "published",
        "Letter 4": "published",
        "Letter 5": "published",
        "Letter 6": "draft",
        "Post 7": "published",
    }
    assert by_title(table)["About"].content.section.name == "Pages"
    assert 'href="https://a.example/5.mp3"' in str(by_title(table)["Letter 5"].body)
    assert reasons(moved) == {
        ("is_draft_now", "it was for only_paid"),
        ("is_draft_now", "it was for only_free"),
        ("page_is_article", "3.letter-3"),
        ("is_article_now", "thread"),
        ("player_is_link", "https://a.example/5.mp3"),
        ("no_title", "7.letter-7"),
        ("no_author", "the byline says Editors"),
    }


def widget(kind: str, inside: str = "", **attrs: object) -> str:
    """A box whose `data-attrs` say what a script would show in it."""
    return f'<div class="{kind}" data-attrs="{escape(json.dumps(attrs))}">{inside}</div>'


PLAYER = (
    '<div class="inner"><iframe src="https://www.youtube-nocookie.com/embed/abc"></iframe></div>'
)
WIDGETS = (
    '<div class="captioned-image-container"><figure><a class="image-link" '
    'href="https://s.example/big.png"><div class="image2-inset"><picture><source srcset="x.webp">'
    '<img src="https://s.example/a.png" alt="A" data-attrs="{}"></picture>'
    '<div class="image-link-expand"><svg></svg></div></div></a>'
    '<figcaption class="image-caption">The quay</figcaption></figure></div>'
    + widget("youtube-wrap", PLAYER, videoId="abc")
    + widget("tweet", url="https://twitter.com/a/status/1", full_text="Boats &amp; quays", n=3)
    + widget("youtube2", videoId="def")
    + widget("subscription-widget-wrap", "<form><p>Thanks for reading!</p><input></form>")
    + '<p class="button-wrapper" data-attrs="{}"><a href="https://s.example/x">Share</a></p>'
    + widget("latex-rendered", persistentExpression="a^2 + b^2")
    + widget("poll-embed", id=7)
    + '<div class="embedded-post-wrap" data-attrs="{broken"><p>Another letter</p></div>'
)


def test_widgets_are_links_with_their_words(table: MemoryTable, path: Path) -> None:
    moved = brought(table, written(path, row(1), **{"1__letter-1": WIDGETS}))
    html = str(by_title(table)["Letter 1"].body)
    for kept in (
        *('src="https://s.example/a.png" alt="A"', "<figcaption>The quay</figcaption>"),
        *('href="https://s.example/big.png"', "https://www.youtube-nocookie.com/embed/abc"),
        '<a href="https://twitter.com/a/status/1" rel="noopener">Boats &amp; quays</a>',
        *('href="https://www.youtube.com/watch?v=def"', ">Share</a>", "a^2 + b^2"),
        "Another letter",
    ):
        assert kept in html
    assert "Thanks for reading" not in html
    said = {detail for reason, detail in reasons(moved) if reason == "element_left_out"}
    assert {"form to subscribe: Thanks for reading!", "poll-embed"} <= said


def test_subscribers_are_counted_and_not_read(table: MemoryTable, path: Path) -> None:
    files = {
        "posts.csv": POSTS_CSV + row(1) + row(2),
        "posts/1.letter-1.html": "<p>Words.</p>",
        "posts/1.letter-1.opens.csv": "email\nsecret@example.org\n",
        "posts/3.letter-3.html": "<p>Of no line.</p>",
        "email_list.harbour.csv": "email\nsecret@example.org\n",
    }
    moved = brought(table, write_zip(path, files))
    assert moved.skipped == {
        "subscribers, personal data that is not even read,": 1,
        "opens and deliveries, personal data that is not even read,": 1,
    }
    told = reasons(moved)
    assert ("incomplete", "posts.csv does not name it") in told
    assert any(reason == "no_body" for reason, _ in told)
    assert not any("secret@" in str(record) for record in table.records.values())


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_that_was_saved_by_a_spreadsheet_is_read(
    mark: str, table: MemoryTable, tmp_path: Path
) -> None:
    folder = tmp_path / "newsletter"
    (folder / "posts").mkdir(parents=True)
    (folder / "posts" / "1.letter-1.html").write_text("<p>Words.</p>")
    text = (POSTS_CSV + row(1, title="Größe")).replace(",", mark).replace("\n", "\r\n")
    (folder / "posts.csv").write_bytes(text.encode("utf-8-sig" if mark == ";" else "utf-16"))
    assert brought(table, folder).articles.articles == {"published": 1}
    assert "Größe" in by_title(table)
    (folder / "posts.csv").write_bytes(text.encode("cp1252"))
    with pytest.raises(BadFile, match=r"posts.csv is not in UTF-8 \(byte \d+\)"):
        brought(table, folder)


def test_where_its_lists_stood_is_known(path: Path) -> None:
    with archive_in(written(path, row(1)), Options("News", UTC)) as (name, archive):
        assert name == "Substack"
        assert OldAddress("/feed", "feed") in list(archive.old_addresses())


def test_started_again_nothing_comes_in_twice(table: MemoryTable, path: Path) -> None:
    written(path, row(1), row(1), **{"1__letter-1": "<p>Words.</p>"})
    assert ("twice", "") in reasons(brought(table, path))
    before = dict(table.records)
    assert brought(table, path).articles.there == 1
    assert table.records == before
