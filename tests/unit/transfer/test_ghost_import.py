"""A site of Ghost stands here as it stood there, from any of its releases."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.recognise import Options, archive_in
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.transfer.site_lines import OldAddress
from broadsheet.usecases.transfer.archives import Illustrated
from tests.fakes.table import MemoryTable
from tests.support.old_archives import brought, by_title, ghost, leads, reasons, write_zip

TAGS = [
    {"id": "t1", "name": "Ports", "slug": "ports", "visibility": "public"},
    {"id": "t2", "name": "Sea", "slug": "sea", "visibility": "public"},
    {"id": "t3", "name": "#hidden", "slug": "hash-hidden", "visibility": "internal"},
]
USERS: list[dict[str, Any]] = [
    {"id": "u1", "name": "Ann Author", "slug": "ann", "bio": "Writes of boats.", "email": "a@b.c"},
    {"id": "u2", "name": "Bo Editor", "slug": "bo", "bio": None},
    {"id": "u3", "name": "Nobody", "slug": "nobody"},
]
FIRST = f"{1:024x}"


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.ghost.2021-03-04.json"


def body(table: MemoryTable, title: str = "Post 1") -> str:
    return str(by_title(table)[title].body)


def test_a_post_keeps_its_tags_its_authors_and_its_address(table: MemoryTable, path: Path) -> None:
    linked = [("t3", 0), ("t2", 2), ("t1", 1)]
    path.write_bytes(
        ghost(
            {"custom_excerpt": "In short.", "updated_at": "2021-04-01T10:00:00.000Z"},
            tags=TAGS,
            users=USERS,
            posts_tags=[{"post_id": FIRST, "tag_id": t, "sort_order": n} for t, n in linked],
            posts_authors=[
                {"post_id": FIRST, "author_id": "u2", "sort_order": 1},
                {"post_id": FIRST, "author_id": "u1", "sort_order": 0},
            ],
            settings=[{"key": "lang", "value": "fr"}, {"key": "db_hash", "value": "abc"}],
        )
    )
    moved = brought(table, path)
    article = by_title(table)["Post 1"]
    assert (article.content.section.name, article.content.language) == ("Ports", "fr")
    assert [tag.name for tag in article.content.tags] == ["Sea"]
    assert [one.name for one in article.content.byline] == ["Ann Author", "Bo Editor"]
    assert article.content.standfirst == "In short."
    assert article.published_at == datetime(2021, 3, 1, 10, tzinfo=UTC)
    assert article.modified_at == datetime(2021, 4, 1, 10, tzinfo=UTC)
    assert leads(table) == {"/post-1/": article.path}
    profiles = {one.name: one.bio for one in table.records.values() if isinstance(one, Profile)}
    assert profiles == {"Ann Author": "Writes of boats.", "Bo Editor": ""}
    assert reasons(moved) == {("internal_tags_left_out", "#hidden")}
    with archive_in(path, Options("News", UTC)) as (_, archive):
        assert set(archive.old_addresses()) == {
            OldAddress("/tag/ports/", "section", "Ports"),
            OldAddress("/tag/ports/rss/", "feed", "Ports"),
            OldAddress("/tag/sea/", "tag", "Sea"),
            OldAddress("/author/ann/", "author", "Ann Author"),
            OldAddress("/author/bo/", "author", "Bo Editor"),
            OldAddress("/rss/", "feed"),
        }


def test_what_was_not_for_everybody_is_a_draft_and_said(table: MemoryTable, path: Path) -> None:
    path.write_bytes(
        ghost(
            {"status": "draft"},
            {"status": "scheduled", "published_at": "2031-01-01T10:00:00.000Z"},
            {"visibility": "paid"},
            {"status": "sent"},
            {"type": "page"},
            {"title": ""},
        )
    )
    moved = brought(table, path)
    states = {title: one.status.value for title, one in by_title(table).items()}
    untitled = f"Post {6:024x}"
    assert states == {
        "Post 1": "draft",
        "Post 2": "scheduled",
        "Post 3": "draft",
        "Post 4": "draft",
        "Post 5": "published",
        untitled: "published",
    }
    assert by_title(table)["Post 5"].content.section.name == "Pages"
    assert reasons(moved) == {
        ("is_draft_now", "it was for paid"),
        ("is_draft_now", "sent"),
        ("page_is_article", "/post-5/"),
        ("no_title", untitled),
        ("no_author", "the byline says Editors"),
    }


def test_what_no_article_has_is_named(table: MemoryTable, path: Path) -> None:
    path.write_bytes(
        ghost(
            {
                "canonical_url": "https://first.example/",
                "codeinjection_head": "<style>p{}</style>",
                "featured": 1,
                "feature_image": "__GHOST_URL__/content/images/2021/a b.jpg",
            },
            posts_meta=[
                {
                    "post_id": FIRST,
                    "meta_title": "For machines",
                    "feature_image_alt": "A quay",
                    "feature_image_caption": "Photo: <a href='https://p.example'>Pat</a>",
                }
            ],
            members=[{"id": "m1", "email": "secret@example.org"}],
            newsletters=[{"id": "n1"}],
        )
    )
    moved = brought(table, path, address="https://old.example")
    told = reasons(moved)
    assert {reason for reason, _ in told} == {
        *("canonical_left_out", "code_left_out", "was_sticky", "picture_stays", "no_author"),
        "description_left_out",
    }
    image = by_title(table)["Post 1"].content.lead_image
    assert image is not None
    assert image.url == "https://old.example/content/images/2021/a%20b.jpg"
    assert (image.alt, image.caption) == ("A quay", "Photo: Pat")
    assert moved.skipped == {
        "members, personal data that is not even read,": 1,
        "newsletters": 1,
    }
    assert not any("secret@" in str(record) for record in table.records.values())


CARDS = """<!--kg-card-begin: html--><p>Raw</p><!--kg-card-end: html-->
<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://b.example/">
<div class="kg-bookmark-content"><div class="kg-bookmark-title">A title</div>
<div class="kg-bookmark-description">What it says</div></div>
<div class="kg-bookmark-thumbnail"><img src="https://b.example/t.png"></div></a></figure>
<div class="kg-card kg-toggle-card"><div class="kg-toggle-heading">
<h4 class="kg-toggle-heading-text">Why</h4><button><svg></svg></button></div>
<div class="kg-toggle-content"><p>Because</p></div></div>
<div class="kg-card kg-audio-card"><div class="kg-audio-title">Song</div>
<audio src="__GHOST_URL__/content/media/a.mp3"></audio><button>1×</button></div>
<figure class="kg-card kg-gallery-card"><div class="kg-gallery-container">
<div class="kg-gallery-row"><div class="kg-gallery-image">
<img src="__GHOST_URL__/content/images/1.jpg" alt="One"></div></div></div>
<figcaption>Two</figcaption></figure>
<div class="kg-card kg-callout-card"><div class="kg-callout-emoji">💡</div>
<div class="kg-callout-text">Mind</div></div>
<div class="kg-card kg-signup-card"><form><h2>Join</h2></form></div>
<figure class="kg-card kg-embed-card"><iframe src="https://v.example/e/1"></iframe></figure>
<p><a href="__GHOST_URL__/post-2/">Two</a></p>"""


def test_cards_are_what_a_page_has_here(table: MemoryTable, path: Path) -> None:
    path.write_bytes(ghost({"html": CARDS}))
    moved = brought(table, path)
    html = body(table)
    for kept in (
        "<p>Raw</p>",
        '<a href="https://b.example/" rel="noopener">A title</a><br>What it says',
        "<summary>Why</summary>",
        "<p>Because</p>",
        '<a href="/content/media/a.mp3" rel="noopener">Song</a>',
        'src="/content/images/1.jpg" alt="One"',
        "<figcaption>Two</figcaption>",
        "💡",
        'href="https://v.example/e/1"',
        'href="/post-2/"',
    ):
        assert kept in html
    for gone in ("1×", "Join", "__GHOST_URL__"):
        assert gone not in html
    assert {
        ("embed_is_link", "https://b.example/"),
        ("player_is_link", "/content/media/a.mp3"),
        ("frame_is_link", "https://v.example/e/1"),
        ("element_left_out", "form to subscribe: Join"),
    } <= reasons(moved)


LEXICAL: dict[str, Any] = {
    "root": {
        "type": "root",
        "children": [
            {
                "type": "extended-heading",
                "tag": "h3",
                "children": [{"type": "text", "text": "Head"}],
            },
            {
                "type": "paragraph",
                "children": [
                    {"type": "extended-text", "text": "Bold & ", "format": 1},
                    {"type": "linebreak"},
                    {"type": "text", "text": "code<>", "format": 16},
                    {
                        "type": "link",
                        "url": "https://l.example/",
                        "children": [{"type": "text", "text": "on"}],
                    },
                ],
            },
            {
                "type": "list",
                "listType": "number",
                "children": [{"type": "listitem", "children": [{"type": "text", "text": "One"}]}],
            },
            {
                "type": "image",
                "src": "__GHOST_URL__/content/images/a.jpg",
                "alt": "A",
                "caption": "<i>C</i>",
            },
            {"type": "codeblock", "code": "if a < b:\n\n    pass", "language": "python"},
            {"type": "bookmark", "url": "https://b.example/", "metadata": {"title": "B"}},
            {"type": "email", "html": "<p>Dear {first_name}, hello</p>"},
            {"type": "markdown", "markdown": "*Marked*"},
            {"type": "horizontalrule"},
            {"type": "marquee", "text": "Words of tomorrow"},
        ],
    }
}
MOBILEDOC: dict[str, Any] = {
    "version": "0.3.1",
    "atoms": [["soft-return", "", {}]],
    "cards": [["image", {"src": "/a.jpg", "alt": "A"}], ["card-markdown", {"markdown": "## Two"}]],
    "markups": [["a", ["href", "https://l.example/"]], ["strong"]],
    "sections": [
        [1, "p", [[0, [1], 1, "Bold"], [1, [], 0, 0], [0, [0], 1, "a link"], [0, [], 0, " & on"]]],
        [3, "ul", [[[0, [], 0, "One"]], [[0, [], 0, "Two"]]]],
        [10, 0],
        [10, 1],
        [10, 7],
        [99, "x"],
    ],
}


def test_documents_without_html_are_read(table: MemoryTable, path: Path) -> None:
    path.write_bytes(
        ghost(
            {"html": None, "lexical": json.dumps(LEXICAL)},
            {"html": "", "mobiledoc": json.dumps(MOBILEDOC)},
            {"html": None, "markdown": "# Old\n\nGhost *0.11*"},
            {"html": None, "lexical": "{", "plaintext": "Words"},
        )
    )
    moved = brought(table, path)
    html = body(table)
    for kept in (
        *("<h3>Head</h3>", "<strong>Bold &amp;</strong> <br>", "<code>code&lt;&gt;</code>"),
        *('href="https://l.example/"', "<li>One</li>", "<figcaption><i>C</i></figcaption>"),
        *("if a &lt; b:", "language-python", 'href="https://b.example/"', "<em>Marked</em>"),
        *("<hr>", "Words of tomorrow"),
    ):
        assert kept in html
    assert "first_name" not in html
    html = body(table, "Post 2")
    for kept in (
        *("<strong>Bold</strong><br>", "a link</a> &amp; on", "<li>Two</li>", 'src="/a.jpg"'),
        "<h2>Two</h2>",
    ):
        assert kept in html
    assert "<em>0.11</em>" in body(table, "Post 3")
    assert "Words" in body(table, "Post 4")
    assert {reason for reason, _ in reasons(moved)} == {
        *("mail_only_left_out", "block_left_out", "embed_is_link", "picture_stays", "no_author"),
        "body_left_out",
    }


def test_releases_before_1_0_are_read(table: MemoryTable, path: Path) -> None:
    post = {
        "id": 1,
        "title": "Old",
        "slug": "old",
        "html": "<p>A</p>",
        "page": 0,
        "status": "published",
    }
    post |= {"published_at": 1383900000000, "image": "/content/images/a.jpg", "author_id": 1}
    data = {
        "posts": [post, post | {"id": 2, "title": "About", "slug": "about", "page": 1}],
        "users": [{"id": 1, "name": "Ann", "slug": "ann"}],
        "settings": [{"key": "permalinks", "value": "/:year/:month/:day/:slug/"}],
    }
    content = json.dumps({"meta": {"version": "003"}, "data": data})
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + content.encode()))
    brought(table, path)
    article = by_title(table)["Old"]
    assert article.published_at == datetime(2013, 11, 8, 8, 40, tzinfo=UTC)
    assert [one.name for one in article.content.byline] == ["Ann"]
    assert set(leads(table)) == {"/2013/11/08/old/", "/about/"}


def test_a_backup_has_its_pictures_and_its_redirects(table: MemoryTable, tmp_path: Path) -> None:
    redirects = [
        {"from": "^/former/$", "to": "/post-1/", "permanent": True},
        {"from": "/old\\/(.*)", "to": "/$1", "permanent": True},
    ]
    path = write_zip(
        tmp_path / "backup.zip",
        {
            "data/site.ghost.2020-01-01.json": ghost(),
            "data/site.ghost.2021-03-04.json": ghost({}),
            "data/redirects.json": json.dumps(redirects),
            "data/redirects.yaml": "301:\n  /earlier: /post-1/\n",
            "content/images/2021/03/a.jpg": b"made",
            "content/images/2021/03/a_o.jpg": b"as it came",
            "content/images/2021/04/b.jpg": b"April",
            "content/images/2021/05/b.jpg": b"May",
        },
    )
    moved = brought(table, path)
    assert set(leads(table)) == {"/post-1/", "/former/", "/earlier/"}
    assert moved.skipped == {"redirects by a rule, or to elsewhere,": 1}
    with archive_in(path, Options("News", UTC)) as (_, archive):
        assert isinstance(archive, Illustrated)
        assert archive.originals is not None
        for address, content in (
            ("/content/images/2021/03/a.jpg", b"as it came"),
            ("https://old.example/content/images/size/w600/format/webp/2021/04/b.jpg", b"April"),
            ("/content/images/2021/05/b.jpg?v=1", b"May"),
        ):
            found = archive.originals.find(address)
            assert found is not None
            assert found.read_bytes() == content
        for address in ("/content/images/2021/06/b.jpg", "/none.jpg", "https://[/"):
            assert archive.originals.find(address) is None


def test_comments_of_members_come_along(table: MemoryTable, path: Path) -> None:
    def said(number: str, **more: object) -> dict[str, object]:
        given = {"id": number, "post_id": FIRST, "member_id": "m1", "html": "<p>Yes</p>"}
        return {**given, "status": "published", "created_at": "2021-05-01 10:00:00", **more}

    path.write_bytes(
        ghost(
            {},
            comments=[
                said("c1"),
                said("c2", parent_id="c1", status="hidden"),
                said("c3", post_id=None),
            ],
            members=[{"id": "m1", "name": "Rea", "email": "secret@example.org"}],
        )
    )
    moved = brought(table, path)
    assert moved.comments.taken == {"approved": 1, "rejected": 1}
    assert [one.reason for one in moved.comments.left_out] == ["incomplete"]
    names = {one.name for one in table.records.values() if isinstance(one, Comment)}
    assert names == {"Rea"}


def test_a_row_that_is_none_is_named(table: MemoryTable, path: Path) -> None:
    path.write_bytes(ghost({}, {"title": {"en": "x"}}))
    with pytest.raises(BadFile, match=r"posts\[1\] in the export of Ghost.*title"):
        brought(table, path)
    path.write_bytes(ghost({}, {"id": None, "uuid": None}, {"html": "x" * 1_000_001}))
    assert {"incomplete", "refused"} <= {reason for reason, _ in reasons(brought(table, path))}


def test_started_again_nothing_comes_in_twice(table: MemoryTable, path: Path) -> None:
    path.write_bytes(ghost({}, {}))
    brought(table, path)
    before = dict(table.records)
    assert brought(table, path).articles.there == 2
    assert table.records == before
