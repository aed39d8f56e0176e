"""A site of Ghost stands here as it stood there, from any of its releases."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

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
    assert leads(table) == {
        "/post-1/": article.path,
        "/author/ann/": "/author/ann-author/",
        "/author/bo/": "/author/bo-editor/",
        "/tag/ports/": "/section/ports/",
        "/tag/ports/rss/": "/section/ports/feed.xml",
        "/rss/": "/feed.xml",
    }
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


def test_a_bio_that_is_too_long_costs_nobody_a_profile(table: MemoryTable, path: Path) -> None:
    users = [{"id": "u1", "name": "Ann Author", "slug": "ann", "bio": "x" * 100_000}]
    path.write_bytes(ghost({}, users=users, posts_authors=[{"post_id": FIRST, "author_id": "u1"}]))
    moved = brought(table, path)
    assert moved.articles.profiles == 1
    assert {reason for reason, _ in reasons(moved)} == {"field_left_out"}


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
        *("description_left_out", "link_left_out"),
    }
    image = by_title(table)["Post 1"].content.lead_image
    assert image is not None
    assert image.url == "https://old.example/content/images/2021/a%20b.jpg"
    assert (image.alt, image.caption) == ("A quay", "Photo: Pat")
    assert moved.skipped == {
        "members, whose personal data stays behind,": 1,
        "newsletters": 1,
    }
    assert not any("secret@" in str(record) for record in table.records.values())


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
    assert set(leads(table)) == {"/2013/11/08/old/", "/about/", "/rss/"}


def test_a_backup_has_its_pictures_and_its_redirects(table: MemoryTable, tmp_path: Path) -> None:
    redirects = [
        {"from": "^/former/$", "to": "/post-1/", "permanent": True},
        {"from": "/old\\/(.*)", "to": "/$1", "permanent": True},
        {"from": "/every/(.*)", "to": "/post-1/", "permanent": True},
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
            "content/images/2021/05/caf\u00e9.jpg": b"NFC",
        },
    )
    moved = brought(table, path)
    assert set(leads(table)) == {"/post-1/", "/former/", "/earlier/", "/rss/"}
    assert moved.skipped == {"redirects by a rule, or to elsewhere,": 2}
    with archive_in(path, Options("News", UTC)) as (_, archive):
        assert isinstance(archive, Illustrated)
        assert archive.originals is not None
        for address, content in (
            ("/content/images/2021/03/a.jpg", b"as it came"),
            ("https://old.example/content/images/size/w600/format/webp/2021/04/b.jpg", b"April"),
            ("/content/images/2021/05/b.jpg?v=1", b"May"),
            ("/content/images/2021/05/Cafe%CC%81.JPG", b"NFC"),
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


def test_a_row_that_is_none_is_named_and_the_others_come_in(table: MemoryTable, path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {},
        {"title": {"en": "x"}},
        {"id": None, "uuid": None},
        {"html": "x" * 1_000_001},
    ]
    path.write_bytes(ghost(*rows, tags=[{"name": ["x"]}]))
    moved = brought(table, path)
    assert moved.articles.articles == {"published": 1}
    left_out = {(one.id, one.reason) for one in moved.articles.left_out}
    assert left_out == {("posts[1]", "unreadable"), ("", "incomplete"), (f"{4:024x}", "refused")}
    assert moved.skipped == {"tags that cannot be read": 1}


def test_started_again_nothing_comes_in_twice(table: MemoryTable, path: Path) -> None:
    path.write_bytes(ghost({}, {}))
    brought(table, path)
    before = dict(table.records)
    assert brought(table, path).articles.there == 2
    assert table.records == before
