"""WordPress files as they come: packed, broken off, of other versions, hostile."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.xml_stream import LONGEST
from broadsheet.domain.articles.article import Article
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.redirects.redirect import Redirect
from operate.import_archive import Moved
from operate.import_site import as_json, words_of
from operate.import_wordpress import bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.wordpress import attachment, author, comment, item, meta, term, wxr

FIRST = item(7)
SECOND = item(8, title="The second")
BOMB = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


def bring(table: MemoryTable, folder: Path, content: bytes, **wishes: Any) -> Moved:
    path = folder / "wordpress.xml"
    path.write_bytes(content)
    return bring_in_wordpress(make_desk(make_newsroom(table)), path, **wishes)


def titles(table: MemoryTable) -> set[str]:
    return {one.content.title for one in table.records.values() if isinstance(one, Article)}


def count(table: MemoryTable, kind: type[Any]) -> int:
    return sum(isinstance(record, kind) for record in table.records.values())


@pytest.mark.parametrize(
    "end", ["\t<item><title>Half", "</channel></wrong>", "\t<item><title>a < b</title></item>"]
)
def test_what_was_whole_before_a_file_breaks_off_comes_in_and_the_rest_is_told(
    table: MemoryTable, tmp_path: Path, end: str
) -> None:
    at = make_newsroom(table).clock()
    whole = wxr(item(7, within=[comment(1, at)]), SECOND).decode().removesuffix("</rss>\n")
    cut = whole.removesuffix("</channel>\n") + end
    moved = bring(table, tmp_path, cut.encode())
    assert titles(table) == {"Post 7", "The second"}
    assert count(table, Comment) == 1
    assert "not well-formed" in moved.broken
    assert "8 The second" in moved.broken
    assert moved.broken in words_of(moved, is_dry_run=False)
    assert json.loads(as_json(moved))["broken"] == moved.broken


def test_the_rest_comes_in_with_the_whole_file(table: MemoryTable, tmp_path: Path) -> None:
    whole = wxr(FIRST, SECOND)
    bring(table, tmp_path, whole[: whole.index(b"The second")])
    assert titles(table) == {"Post 7"}
    moved = bring(table, tmp_path, whole)
    assert titles(table) == {"Post 7", "The second"}
    assert (moved.articles.there, moved.broken) == (1, "")


def test_a_packed_file_that_breaks_off_is_read_as_far_as_it_goes(
    table: MemoryTable, tmp_path: Path
) -> None:
    packed = gzip.compress(wxr(*(item(n) for n in range(1, 400))), compresslevel=1)
    moved = bring(table, tmp_path, packed[: len(packed) * 3 // 4])
    assert 0 < len(titles(table)) < 399
    assert "packed file" in moved.broken


def test_a_packed_file_is_read_as_it_is(table: MemoryTable, tmp_path: Path) -> None:
    assert bring(table, tmp_path, gzip.compress(wxr(FIRST))).broken == ""
    assert titles(table) == {"Post 7"}


@pytest.mark.parametrize(
    "content", [BOMB + b"<rss><channel>&b;</channel></rss>", b"no XML at all", b""]
)
def test_a_hostile_file_or_none_at_all_is_refused(
    table: MemoryTable, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(BadFile):
        bring(table, tmp_path, content)
    assert table.records == {}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("http://wordpress.org/export/1.2/", "http://wordpress.org/export/1.1/"),
        # As in the data that WordPress itself gives to those who test themes.
        ("http://wordpress.org/export/", "https://wordpress.org/export/"),
    ],
)
def test_other_names_of_the_format_mean_the_same(
    table: MemoryTable, tmp_path: Path, name: str, written: str
) -> None:
    at = make_newsroom(table).clock()
    content = wxr(author("amina", "Amina Yusuf"), item(7, within=[comment(1, at)], excerpt="So."))
    bring(table, tmp_path, content.decode().replace(name, written).encode())
    assert titles(table) == {"Post 7"}
    (article,) = (one for one in table.records.values() if isinstance(one, Article))
    assert article.content.standfirst == "So."
    assert count(table, Comment) == 1


def test_a_body_that_is_longer_than_what_is_kept_of_it_is_refused_whole(
    table: MemoryTable, tmp_path: Path
) -> None:
    body = "<p>Short.</p><!--" + "x" * LONGEST + "-->The end."
    moved = bring(table, tmp_path, wxr(item(7, content=body), SECOND))
    assert titles(table) == {"The second"}
    (told,) = moved.articles.left_out
    assert (told.id, told.title, told.reason) == ("7", "Post 7", "refused")


def test_what_is_wrong_with_one_post_is_told_of_it_and_does_not_stop_the_rest(
    table: MemoryTable, tmp_path: Path
) -> None:
    never = {"date": "0000-00-00 00:00:00", "date_gmt": "nonsense", "modified_gmt": "nonsense"}
    wrong = [
        item(1, title="", **never),
        item(2, within=[term("post_tag", f"Tag {n}") for n in range(25)]),
        item(3, type="wp_unheard_of"),
        item(4, link="http://[broken/"),
        item(5, content="<div>" * 200),
        item(6, title="\u202e" + "x" * 400),
    ]
    moved = bring(table, tmp_path, wxr(*wrong, SECOND))
    assert len(titles(table)) == 6
    assert {"Post 1", "Post 2", "Post 4", "Post 5", "The second"} < titles(table)
    told = [(one.id, one.reason) for one in (*moved.articles.left_out, *moved.articles.notes)]
    assert {("1", "no_title"), ("1", "date_from"), ("2", "too_many_tags")} <= set(told)
    assert {("4", "address_not_free"), ("5", "no_body"), ("6", "field_shortened")} <= set(told)
    assert moved.articles.left_out == []
    assert moved.skipped == {"wp_unheard_of": 1}


def test_no_story_is_lost_for_a_character_and_new_sections_are_named(
    table: MemoryTable, tmp_path: Path
) -> None:
    odd = item(
        7, title="\u202eTide", within=[term("category", "Wrld"), term("post_tag", "a\u202db")]
    )
    moved = bring(table, tmp_path, wxr(odd, SECOND))
    assert titles(table) == {"Tide", "The second"}
    told = [one.detail for one in moved.articles.notes if one.reason == "characters_left_out"]
    assert told == ["/title U+202E", "/tags/0 U+202D"]
    assert "Wrld" in moved.articles.sections
    assert "new sections: " in words_of(moved, is_dry_run=False)
    again = bring(table, tmp_path, wxr(odd, SECOND))
    assert again.articles.sections == []


def test_all_attachments_are_in_the_report(table: MemoryTable, tmp_path: Path) -> None:
    url = "https://www.old.example/wp-content/uploads/paper.pdf"
    moved = bring(table, tmp_path, wxr(FIRST, attachment(9, url)))
    assert json.loads(as_json(moved))["attachments"] == [{"id": "9", "url": url}]


def test_a_gallery_without_names_has_the_pictures_that_belong_to_its_post(
    table: MemoryTable, tmp_path: Path
) -> None:
    def upload(number: int, name: str, parent: int) -> str:
        within = [f"<wp:attachment_url>https://www.old.example/{name}</wp:attachment_url>"]
        within.append(f"<wp:post_parent>{parent}</wp:post_parent>")
        return item(number, type="attachment", within=within)

    uploads = [upload(11, "a.jpg", 7), upload(12, "b.jpg", 8), upload(13, "c.pdf", 7)]
    bring(table, tmp_path, wxr(item(7, content="[gallery]"), *uploads))
    (article,) = (one for one in table.records.values() if isinstance(one, Article))
    assert "/a.jpg" in article.body.html
    assert not any(name in article.body.html for name in ("/b.jpg", "/c.pdf"))


def test_addresses_of_other_scripts_lead_on(table: MemoryTable, tmp_path: Path) -> None:
    slug = "%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1"
    link = f"https://www.old.example/2024/{slug}/"
    moved = bring(table, tmp_path, wxr(item(7, name=slug, link=link)))
    (redirect,) = (
        one for one in table.records.values() if isinstance(one, Redirect) and one.article_id
    )
    assert redirect.path == f"/2024/{slug.upper()}/"
    (note,) = moved.articles.notes
    assert (note.reason, note.detail) == ("slug_changed", "أخبار: akhbar")


def test_a_sticky_post_and_the_main_category_of_rank_math(
    table: MemoryTable, tmp_path: Path
) -> None:
    sticky = ["\t\t<wp:is_sticky>1</wp:is_sticky>\n", term("category", "News")]
    main = [term("category", "News"), term("category", "Ports")]
    main.append(meta("rank_math_primary_category", "5"))
    named = "<wp:category><wp:term_id>5</wp:term_id><wp:cat_name>Ports</wp:cat_name></wp:category>"
    moved = bring(table, tmp_path, wxr(named, item(7, within=sticky), item(8, within=main)))
    assert [(note.id, note.reason) for note in moved.articles.notes] == [("7", "was_sticky")]
    sections = {
        one.content.title: one.content.section.name
        for one in table.records.values()
        if isinstance(one, Article)
    }
    assert sections == {"Post 7": "News", "Post 8": "Ports"}
