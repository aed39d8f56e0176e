"""What a site of Ghost says beside its stories, and to some of its readers: kept, or named."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.table import MemoryTable
from tests.support.old_archives import brought, by_title, ghost, reasons

FIRST = f"{1:024x}"


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.ghost.2021-03-04.json"


def body(table: MemoryTable) -> str:
    return by_title(table)["Post 1"].body.html.replace("\n", "")


def lexical(*nodes: dict[str, Any]) -> dict[str, Any]:
    first = {"type": "paragraph", "children": [{"type": "text", "text": "First."}]}
    document = {"root": {"type": "root", "children": [first, *nodes]}}
    return {"html": None, "lexical": json.dumps(document)}


def test_notes_of_its_markdown_are_footnotes(table: MemoryTable, path: Path) -> None:
    path.write_bytes(ghost({"html": None, "markdown": "Boats[^1] left.\n\n[^1]: At dawn\n"}))
    brought(table, path)
    assert "At dawn" in body(table)
    assert 'href="#h-note-1"' in body(table)
    assert 'id="h-note-1"' in body(table)


@pytest.mark.parametrize(
    "post",
    [
        {
            "html": "<p>First.</p><!--kg-gated-block:begin nonMember:false memberSegment:"
            '"status:free" --><p>Only for <b>you</b></p><!--kg-gated-block:end--><p>Last.</p>'
        },
        lexical(
            {
                "type": "html",
                "html": "<p>Only for <b>you</b></p>",
                "visibility": {"web": {"nonMember": False, "memberSegment": "status:free"}},
            }
        ),
    ],
)
def test_what_only_members_saw_is_not_public_and_named(
    table: MemoryTable, path: Path, post: dict[str, Any]
) -> None:
    path.write_bytes(ghost(post))
    moved = brought(table, path)
    assert "First." in body(table)
    assert ("Last." in body(table)) == ("Last." in (post["html"] or ""))
    assert "you" not in body(table)
    told = dict(reasons(moved))
    assert told["paywall_left_out"].endswith("Only for you")


def test_what_everybody_saw_of_gated_blocks_stays(table: MemoryTable, path: Path) -> None:
    block = "<!--kg-gated-block:begin nonMember:true --><p>For all</p><!--kg-gated-block:end-->"
    path.write_bytes(ghost({"html": block}))
    brought(table, path)
    assert "For all" in body(table)


def test_cards_say_who_paid_how_many_stars_and_only_buttons_that_were_there(
    table: MemoryTable, path: Path
) -> None:
    sponsored = {"hasSponsorLabel": True, "sponsorLabel": "<p>SPONSORED</p>", "textValue": "Buy"}
    rated = {"productTitle": "A boat", "productRatingEnabled": True, "productStarRating": 4}
    shut = {"showButton": False, "buttonUrl": "https://shut.example/", "buttonText": "Go"}
    path.write_bytes(
        ghost(
            lexical(
                {"type": "call-to-action"} | sponsored | shut,
                {"type": "product"} | rated,
            )
        )
    )
    brought(table, path)
    assert "<p>SPONSORED</p><p>Buy</p>" in body(table)
    assert "<p>A boat</p><p>★★★★☆</p>" in body(table)
    assert "shut.example" not in body(table)


def test_lists_begin_where_they_did_and_say_what_is_done(table: MemoryTable, path: Path) -> None:
    def item(text: str, **more: Any) -> dict[str, Any]:
        return {"type": "listitem", "children": [{"type": "text", "text": text}]} | more

    counted = {"type": "list", "listType": "number", "start": 3, "children": [item("a")]}
    checked = [item("done", checked=True), item("open", checked=False)]
    path.write_bytes(
        ghost(lexical(counted, {"type": "list", "listType": "check", "children": checked}))
    )
    brought(table, path)
    assert '<ol start="3"><li>a</li></ol>' in body(table)
    assert "<ul><li>☑ done</li><li>☐ open</li></ul>" in body(table)


def test_what_is_said_of_people_tags_and_in_other_tables_is_named(
    table: MemoryTable, path: Path
) -> None:
    path.write_bytes(
        ghost(
            {"html": "<p>x</p>"},
            tags=[{"id": "t1", "name": "Sea", "slug": "sea", "description": "All of it"}],
            users=[{"id": "u1", "name": "Ann", "slug": "ann", "website": "https://ann.example"}],
            posts_tags=[{"post_id": FIRST, "tag_id": one} for one in ("t1", "gone")],
            posts_authors=[{"post_id": FIRST, "author_id": one} for one in ("u1", "away")],
            posts_meta=[{"post_id": FIRST, "og_title": "Shared", "email_subject": "Mailed"}],
            benefits=[{"id": "b"}],
        )
    )
    moved = brought(table, path)
    told = [(note.title, note.detail) for note in moved.articles.notes]
    for one in (
        ("Sea", "description: All of it"),
        ("Ann", "website: https://ann.example"),
        ("Post 1", "tag gone, which is not in the file"),
        ("Post 1", "author away, which is not in the file"),
        ("Post 1", "og_title: Shared"),
        ("Post 1", "email_subject: Mailed"),
    ):
        assert one in told
    assert moved.skipped["benefits"] == 1


@pytest.mark.parametrize(
    ("box", "kept", "told"),
    [
        ('data-kg-background-image="https://x.example/b.jpg"', "https://x.example/b.jpg", ""),
        ('style="background-image:url(/b.jpg)"', 'src="/b.jpg"', ""),
        ("hidden", "Boats", "hidden of <div>"),
        ('title="Read this"', "Boats", 'title="Read this" of <div>'),
    ],
)
def test_a_box_that_says_or_shows_something_by_itself_is_no_mere_box(
    table: MemoryTable, path: Path, box: str, kept: str, told: str
) -> None:
    path.write_bytes(ghost({"html": f"<div {box}><h2>Boats</h2></div>"}))
    moved = brought(table, path)
    assert kept in body(table)
    assert not told or ("attribute_left_out", told) in reasons(moved)
