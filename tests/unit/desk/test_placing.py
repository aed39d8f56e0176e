"""A picture that was chosen is put into what was typed, and nothing else of it is another."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.desk.placing import Place, with_picture
from broadsheet.domain.desk.typed import tidy
from broadsheet.domain.desk.working_copy import Typing
from broadsheet.domain.media.media import Media, markdown_of
from broadsheet.domain.shared.errors import Conflict, InFlight, NotFound
from broadsheet.usecases.desk import place_picture as placing
from broadsheet.usecases.desk.place_picture import place_picture
from broadsheet.usecases.desk.working_copies import save_working_copy, working_copy
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON
from tests.fakes.moderation import ANN, make_newsroom
from tests.fakes.table import MemoryTable

STORY = "019aa000-0000-7000-8000-000000000777"
PICTURE = "019aa000-0000-7000-8000-000000000778"
FILE = f"{PICTURE}-pdf"
TYPED = tidy(
    {
        "title": ("Harbour",),
        "body": ("One.\n\nTwo.",),
        "byline_name": ("Ann", "Ben"),
        "image_url": ("https://a.example/old.jpg",),
        "image_alt": ("An old boat",),
        "image_caption": ("Dusk",),
        "image_credit": ("Somebody",),
    }
)


def media(**changes: Any) -> Media:
    made = Media(
        id=PICTURE,
        version=1,
        status="ready",
        content_type="image/jpeg",
        alt="A boat",
        width=900,
        height=600,
        digest="d" * 16,
        created_at=NOON,
        created_by="ann",
        modified_at=NOON,
        modified_by="ann",
    )
    return msgspec.structs.replace(made, **changes)


@pytest.fixture
def newsroom() -> Services:
    table = MemoryTable()
    put = [Put(media()), Put(media(id=FILE, name="report.pdf", width=0, height=0, alt=""))]
    table.commit(put, Cause("test", NOON))
    made = replace(make_newsroom(table), markup=CommonMark())
    typing = Typing(story=STORY, screen="first", sequence=1, fields=TYPED)
    save_working_copy(made, by(), typing)
    return made


def by(key: str | None = "a-key-of-the-form") -> Request:
    return Request(id="request-1", who=ANN, idempotency_key=key)


def typed(newsroom: Services) -> dict[str, tuple[str, ...]]:
    copy = working_copy(newsroom, ANN, STORY)
    assert copy
    return copy.fields


def test_in_the_text_it_is_a_paragraph_at_the_end() -> None:
    line = f"![A boat](media:{PICTURE})"
    after = with_picture(TYPED, Place.TEXT, PICTURE, line, "A boat")
    assert after == {**TYPED, "body": (f"One.\n\nTwo.\n\n{line}\n",)}
    alone = with_picture({"title": ("T",)}, Place.TEXT, PICTURE, line, "")
    assert alone == {"title": ("T",), "body": (f"{line}\n",)}


def test_above_the_story_it_takes_the_place_and_the_words_of_the_one_before() -> None:
    after = with_picture(TYPED, Place.LEAD, PICTURE, "", "A boat")
    kept = {name: texts for name, texts in TYPED.items() if not name.startswith("image_")}
    assert after == {**kept, "image_media": (PICTURE,), "image_alt": ("A boat",)}


@pytest.mark.parametrize(
    ("own", "said", "line"),
    [
        ("A boat", "", "![A boat]"),
        ("A boat", " Two [old]\n boats ", r"![Two \[old\] boats]"),
        ("", "", "![]"),
    ],
)
def test_a_line_says_what_was_typed_or_else_what_the_picture_says(
    own: str, said: str, line: str
) -> None:
    assert markdown_of(media(alt=own), said) == f"{line}(media:{PICTURE})"


def test_it_stands_in_the_working_copy_once_however_often_the_form_is_sent(
    newsroom: Services,
) -> None:
    for _ in range(2):
        place_picture(newsroom, by(), STORY, Place.TEXT, PICTURE, "Two boats")
    assert typed(newsroom)["body"] == (f"One.\n\nTwo.\n\n![Two boats](media:{PICTURE})\n",)
    place_picture(newsroom, by("another-key"), STORY, Place.LEAD, PICTURE, "")
    place_picture(newsroom, by(None), STORY, Place.TEXT, FILE, "")
    assert typed(newsroom)["image_media"] == (PICTURE,)
    assert typed(newsroom)["body"][0].endswith(f")\n\n[report.pdf](media:{FILE})\n")


def test_what_cannot_stand_there_is_refused_and_nothing_typed_is_another(
    newsroom: Services,
) -> None:
    waiting = media(id=PICTURE.replace("778", "779"), status="waiting")
    newsroom.table.commit([Put(waiting)], Cause("test", NOON))
    for place, picture in ((Place.LEAD, FILE), (Place.TEXT, waiting.id)):
        with pytest.raises(Conflict):
            place_picture(newsroom, by(), STORY, place, picture, "")
    with pytest.raises(NotFound):
        place_picture(newsroom, by(), STORY, Place.TEXT, PICTURE.replace("778", "770"), "")
    with pytest.raises(NotFound):
        place_picture(newsroom, by(), "no-such-story", Place.TEXT, PICTURE, "")
    assert typed(newsroom) == TYPED


def test_words_that_another_page_typed_in_this_moment_are_not_lost(
    newsroom: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_args: object) -> str:
        fields = {**TYPED, "body": ("Newer.",)}
        typing = Typing(story=STORY, screen="first", sequence=2, fields=fields)
        save_working_copy(newsroom, by(), typing)
        return "screen"

    monkeypatch.setattr(placing, "_screen", meanwhile)
    with pytest.raises(InFlight):
        place_picture(newsroom, by(), STORY, Place.TEXT, PICTURE, "")
    assert typed(newsroom)["body"] == ("Newer.",)
