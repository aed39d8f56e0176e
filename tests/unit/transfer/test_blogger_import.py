"""A blog of Blogger stands here as it stood there, with what its readers said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.adapters.imports.recognise import Options, archive_in
from broadsheet.domain.articles.life import Status
from broadsheet.domain.comments.comment import Comment, CommentState, Number
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.transfer.site_lines import OldAddress
from broadsheet.usecases.transfer.archives import Discussed, Illustrated, Partial
from operate.import_site import as_json, words_of
from tests.fakes.table import MemoryTable
from tests.support.old_archives import (
    BLOG,
    alternate,
    atom,
    brought,
    by_title,
    entry,
    label,
    leads,
    on,
    reasons,
    setting,
    takeout,
    write_zip,
    written_by,
)

DRAFT = (
    "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"
)
CAPTIONED = (
    '<table class="tr-caption-container"><tbody><tr><td><a href="https://h.example/big.jpg">'
    '<img src="https://h.example/s320/a.jpg" alt="A quay"></a></td></tr><tr><td class="tr-caption">'
    "The <i>quay</i></td></tr></tbody></table>"
)


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "blog-01-03-2019.xml"


def test_a_post_keeps_its_date_its_words_its_labels_and_its_address(
    table: MemoryTable, path: Path
) -> None:
    at = "2019-01-03T23:30:00.001-08:00"
    inside = (label("Ports"), label("C++"), alternate("/2019/01/boats.html"), written_by("Ann"))
    post = entry("11", "post", *inside, published=at, title="Boats &amp; <i>quays</i>")
    path.write_bytes(atom(setting("BLOG_LOCALE", "pt_BR"), entry("0", "template"), post))
    moved = brought(table, path, section="Diary")
    article = by_title(table)["Boats & quays"]
    assert article.status is Status.PUBLISHED
    assert article.published_at == datetime(2019, 1, 4, 7, 30, 0, 1000, tzinfo=UTC)
    assert (article.content.section.name, article.content.language) == ("Diary", "pt-BR")
    assert [tag.name for tag in article.content.tags] == ["Ports", "C++"]
    assert [author.name for author in article.content.byline] == ["Ann"]
    assert leads(table)["/2019/01/boats.html"] == article.path == "/2019/01/boats/"
    assert [one.name for one in table.records.values() if isinstance(one, Profile)] == ["Ann"]
    assert moved.skipped == {"settings": 1, "template": 1}


def test_drafts_pages_and_what_has_no_title_are_what_they_were(
    table: MemoryTable, path: Path
) -> None:
    path.write_bytes(
        atom(
            entry("1", "post", DRAFT, title="A draft"),
            entry("2", "page", alternate("/p/about.html"), title="About"),
            entry("3", title=""),
            entry("4", title="Soon", published="2031-01-01T00:00:00Z"),
        )
    )
    moved = brought(table, path)
    found = by_title(table)
    assert {title: one.status.value for title, one in found.items()} == {
        "A draft": "draft",
        "About": "published",
        "Post 3": "published",
        "Soon": "scheduled",
    }
    assert found["About"].content.section.name == "Pages"
    assert {reason for reason, _ in reasons(moved)} == {"page_is_article", "no_title"}


def test_comments_keep_their_threads_and_their_dates(table: MemoryTable, path: Path) -> None:
    path.write_bytes(
        atom(
            entry("11", "post", alternate("/2019/01/boats.html")),
            entry("21", "comment", on("11"), written_by("Rea"), content="First<br />of all"),
            entry("22", "comment", on("11", "21"), written_by("Bo"), content="An <b>answer</b>"),
            entry("23", "comment", on("99"), written_by("Bo"), content="Nowhere"),
            entry("24", "comment", written_by("Bo"), content="Of nothing"),
        )
    )
    moved = brought(table, path)
    assert moved.comments.taken == {"approved": 2}
    assert {one.reason for one in moved.comments.left_out} == {"no_such_article", "incomplete"}
    comments = {one.name: one for one in table.records.values() if isinstance(one, Comment)}
    assert comments["Rea"].body == "First\nof all"
    assert comments["Rea"].sender == ""
    assert comments["Bo"].number == Number(1, 1)


ON_BOATS = {"blogger:parent": "tag:blogger.com,1999:blog-1.post-11"}
TAKEN_OUT = atom(
    takeout(
        "11",
        **{"blogger:filename": "/2019/01/boats.html", "blogger:metaDescription": "In short."},
    ),
    takeout("12", title="A draft", **{"blogger:status": "DRAFT"}),
    takeout("13", title="Gone", **{"blogger:status": "SOFT_TRASHED"}),
    takeout("14", "PAGE", title="About", **{"blogger:filename": "/p/about.html"}),
    takeout("21", "COMMENT", **ON_BOATS),
    takeout(
        "22",
        "COMMENT",
        **ON_BOATS,
        **{"blogger:inReplyTo": "tag:blogger.com,1999:blog-1.post-21", "blogger:status": "SPAM"},
    ),
)
PICTURE = b"\x89PNG"


@pytest.fixture
def taken_out(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "Takeout/Blogger/Blogs/Harbour/feed.atom": TAKEN_OUT,
        "Takeout/Blogger/Blogs/Harbour/settings.csv": "a,b\n",
        "Takeout/Blogger/Albums/Harbour/a b.png": PICTURE,
    }
    return write_zip(tmp_path / "takeout.zip", files)


def test_takeout_says_the_same_in_other_words(table: MemoryTable, taken_out: Path) -> None:
    moved = brought(table, taken_out)
    found = by_title(table)
    assert {title: one.status.value for title, one in found.items()} == {
        "Boats": "published",
        "A draft": "draft",
        "About": "published",
    }
    assert found["Boats"].content.standfirst == "In short."
    assert {"/2019/01/boats.html", "/p/about.html"} <= set(leads(table))
    assert moved.comments.taken == {"approved": 1, "spam": 1}
    assert ("is_trash", "") in reasons(moved)


def test_takeout_has_the_pictures_too(taken_out: Path) -> None:
    with archive_in(taken_out, Options("News", UTC)) as (_, archive):
        assert isinstance(archive, Illustrated)
        assert archive.originals is not None
        found = archive.originals.find("https://1.bp.blogspot.com/-x/s320/a%20b.png")
        assert found is not None
        assert found.read_bytes() == PICTURE
        assert archive.originals.find("https://1.bp.blogspot.com/-x/s320/c.png") is None


def test_pictures_keep_their_captions_and_what_is_played_is_a_link(
    table: MemoryTable, path: Path
) -> None:
    body = (
        f"{CAPTIONED}<div class='separator'></div>Text<a name='more'></a> on<br />a line"
        '<iframe src="https://www.youtube.com/embed/x"></iframe><object><embed src="https://a.b/c">'
        f'</object><a href="{BLOG}/2019/01/other.html">Other</a><!-- hidden -->'
        "<ul><li>One</li><br /></ul>"
    )
    path.write_bytes(atom(entry("11", "post", alternate("/2019/01/boats.html"), content=body)))
    moved = brought(table, path)
    html = str(by_title(table)["Boats"].body)
    assert "<figcaption>The <i>quay</i></figcaption>" in html
    assert 'alt="A quay"' in html
    assert "https://h.example/big.jpg" in html
    assert "https://www.youtube.com/embed/x" in html
    assert "hidden" not in html
    assert "<li>One</li></ul>" in html
    assert f'href="{BLOG}/2019/01/other.html"' in html
    assert {("frame_is_link", "https://www.youtube.com/embed/x")} <= reasons(moved)


def test_started_again_nothing_comes_in_twice_and_a_dry_run_writes_nothing(
    table: MemoryTable, path: Path
) -> None:
    comment = entry("21", "comment", on("11"), content="Yes")
    path.write_bytes(atom(entry("11", "post", alternate("/2019/01/boats.html")), comment))
    told = brought(table, path, is_dry_run=True)
    assert (told.articles.articles, told.comments.taken) == ({"published": 1}, {"approved": 1})
    assert table.records == {}
    brought(table, path)
    before = dict(table.records)
    again = brought(table, path)
    assert (again.articles.there, again.comments.there) == (1, 1)
    assert table.records == before


def test_a_file_that_breaks_off_is_taken_over_up_to_there(table: MemoryTable, path: Path) -> None:
    whole = atom(entry("11"), entry("21", "comment", on("11"), content="Yes"), entry("12"))
    path.write_bytes(whole[: whole.index(b"post-12")])
    moved = brought(table, path)
    assert moved.articles.articles == {"published": 1}
    assert moved.comments.taken == {"approved": 1}
    assert "The last that was read: 21 Boats." in words_of(moved, is_dry_run=False)
    assert b"not well-formed" in as_json(moved)


def test_where_its_lists_stood_is_known(path: Path) -> None:
    path.write_bytes(atom(entry("11", "post", label("Ports"))))
    with archive_in(path, Options("News", UTC)) as (name, archive):
        assert name == "Blogger"
        assert isinstance(archive, Discussed)
        assert isinstance(archive, Partial)
        assert OldAddress("/search/label/Ports", "tag", "Ports") in list(archive.old_addresses())
        assert OldAddress("/feeds/posts/default", "feed") in list(archive.old_addresses())


def test_a_comment_that_waited_waits_here(table: MemoryTable, path: Path) -> None:
    parent = {"blogger:parent": "tag:blogger.com,1999:blog-1.post-11"}
    states = {"PENDING": "pending", "EMPTIED": "deleted", "GHOSTED": "rejected", "NEW?": "pending"}
    rows = [
        takeout(f"2{n}", "COMMENT", content=f"Number {n}", **parent, **{"blogger:status": state})
        for n, state in enumerate(states)
    ]
    path.write_bytes(atom(takeout("11"), *rows))
    brought(table, path)
    found = {one.body: one.state for one in table.records.values() if isinstance(one, Comment)}
    kept = {f"Number {n}": CommentState(state) for n, state in enumerate(states.values())}
    assert found == kept
