"""No story is lost for one field of it: what cannot stand there is shortened, moved or named."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.submitted import BODY_BYTES
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportedImage, ImportNote
from broadsheet.usecases.transfer.import_articles import import_articles
from broadsheet.usecases.transfer.moving import Moving, SiteImportReport, id_of
from broadsheet.usecases.transfer.split_body import split_body
from tests.fakes.table import MemoryTable
from tests.faults.editions import asked, make_newsroom

PLAIN = ImportedArticle(
    source="elsewhere",
    id="7",
    title="A title",
    body="Words.",
    section="World",
    slug="a-title",
    status="published",
    at=datetime(2024, 1, 3, tzinfo=UTC),
)


def moving_on(table: MemoryTable) -> Moving:
    """How what is brought is taken over into the table."""
    return Moving(
        services=make_newsroom(table),
        request=asked(),
        article=article_from_fields,
        profile=profile_from_fields,
    )


def taken(**fields: Any) -> tuple[MemoryTable, SiteImportReport]:
    table, report = MemoryTable(), SiteImportReport()
    import_articles(moving_on(table), [msgspec.structs.replace(PLAIN, **fields)], report)
    return table, report


def got(table: MemoryTable, number: str = "7") -> Article:
    article = table.get(Article, article_key(id_of("elsewhere", number)))
    assert article is not None
    return article


def notes(report: SiteImportReport) -> Iterator[tuple[str, str]]:
    return ((note.reason, note.detail) for note in report.notes)


LONG = "word " * 250
IMAGE = ImportedImage(url="https://old.example/a.jpg", alt="A boat")


@pytest.mark.parametrize(
    ("fields", "path", "kept", "note"),
    [
        ({"title": "A\x9d title\nin \u0092two"}, "title", "A title in ’two", "U+009D"),
        ({"title": LONG}, "title", "word word", "/title"),
        ({"title": "\u200b"}, "title", "Untitled", "Untitled"),
        ({"standfirst": "So\x00."}, "standfirst", "So.", "/standfirst U+0000"),
        ({"standfirst": LONG}, "standfirst", "word word", "/standfirst"),
        ({"standfirst": "\u200b"}, "standfirst", "", None),
        ({"body": "Don\x92t\x9d."}, "body", "Don\u2019t.", "/body U+009D"),
        ({"section": LONG}, "section.name", "word word", LONG.strip()),
        ({"section": " "}, "section.name", "News", None),
        ({"tags": ("a\x07b", " ", "Sea")}, "tags.0.name", "ab", "/tags/0 U+0007"),
        ({"tags": (LONG,)}, "tags.0.name", "word word", LONG.strip()),
        ({"authors": (LONG,)}, "byline.0.name", "word word", LONG.strip()),
        ({"authors": ("\u200b",)}, "byline.0.name", "Editors", None),
        ({"language": "klingon_!"}, "language", "en", "klingon_!"),
        ({"slug": "Kein Slug!"}, "slug", "kein-slug", None),
        ({"image": msgspec.structs.replace(IMAGE, alt=LONG)}, "lead_image.alt", "word", LONG[:90]),
        (
            {"image": msgspec.structs.replace(IMAGE, caption=LONG)},
            "lead_image.caption",
            "word",
            LONG[:90],
        ),
        ({"image": msgspec.structs.replace(IMAGE, url="ftp://x")}, "lead_image", None, "ftp://x"),
    ],
)
def test_a_wrong_field_loses_no_story_and_is_named(
    fields: dict[str, Any], path: str, kept: str | None, note: str | None
) -> None:
    table, report = taken(**fields)
    value: Any = got(table).content
    for step in path.split("."):
        value = value[int(step)] if step.isdecimal() else getattr(value, step)
    assert value == kept or (kept and value.startswith(kept))
    assert got(table).status is Status.PUBLISHED
    assert report.left_out == []
    assert note is None or any(note in detail for _, detail in notes(report))


def test_several_wrong_fields_are_all_named() -> None:
    image = ImportedImage(url="javascript:x", alt="A")
    table, report = taken(image=image, language="!!", tags=("T" * 61,), title="x\x01")
    assert got(table).content.lead_image is None
    assert [reason for reason, _ in notes(report)] == [
        "characters_left_out",
        "field_shortened",
        "field_left_out",
        "field_left_out",
    ]


def test_a_title_that_is_too_long_begins_the_body() -> None:
    table, _ = taken(title=LONG)
    assert got(table).content.body == f"<p>{LONG.strip()}</p>\n\nWords."
    assert got(table).content.title.endswith("…")


@pytest.mark.parametrize("body", ["", " \n", "<div><p>&nbsp;</p></div>", "\u200b"])
def test_a_story_without_a_body_keeps_its_place(body: str) -> None:
    table, report = taken(body=body, title="Tom & Jerry")
    assert (got(table).status, got(table).path) == (Status.PUBLISHED, "/2024/01/a-title/")
    assert got(table).body.html == "<p>Tom &amp; Jerry</p>\n"
    assert [reason for reason, _ in notes(report)] == ["no_body"]


def test_without_a_title_its_picture_stands_for_it_and_without_both_it_is_a_draft() -> None:
    untitled = (ImportNote("7", "", "no_title", "Post 7"),)
    table, _ = taken(body="", notes=untitled, image=IMAGE)
    assert got(table).status is Status.PUBLISHED
    assert 'src="https://old.example/a.jpg"' in got(table).body.html
    assert got(taken(body="", title=" ")[0]).status is Status.DRAFT
    table, report = taken(body="", notes=untitled)
    assert got(table).status is Status.DRAFT
    assert ("no_body", "has neither words nor a picture: is a draft now") in notes(report)


def test_a_body_that_is_too_long_is_several_articles_that_lead_on() -> None:
    paragraphs = [f"<p>{n} {'word ' * 200}</p>" for n in range(300)]
    table, report = taken(body="\n\n".join(paragraphs), addresses=("/old/",))
    parts = [got(table), got(table, "7#2"), got(table, "7#3")]
    assert [part.content.title for part in parts] == ["A title", "A title (2)", "A title (3)"]
    assert [part.path for part in parts] == [
        *("/2024/01/a-title/", "/2024/01/a-title-2/", "/2024/01/a-title-3/")
    ]
    for part, following in pairwise(parts):
        assert f'<a href="{following.path}" rel="noopener">' in part.body.html
    told = "".join(part.content.body for part in parts)
    assert all(paragraph in told for paragraph in paragraphs)
    assert max(len(part.content.body.encode()) for part in parts) <= BODY_BYTES
    assert [reason for reason, _ in notes(report)] == ["body_split"]
    assert (report.total, report.done) == (2, 3)


def test_code_is_not_split() -> None:
    code = "```\na\n\nb\n```"
    assert split_body(f"One.\n\n{code}\n\nTwo.", 18) == ["One.", code, "Two."]
    assert split_body("x" * 30 + "\n\ny", 20) == ["x" * 30 + "\n\ny"]
