"""The page on which a story is written: what stands in its fields, and what is told beside."""

import re
from typing import Any

import msgspec

from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import Desk
from broadsheet.adapters.http.desk.form_answers import wrong_in
from broadsheet.adapters.http.desk.life_forms import with_choices
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.story_form import embargo_in
from broadsheet.adapters.http.problem import status_of
from broadsheet.domain.articles.life import Action
from broadsheet.domain.articles.listing import Card, card_key
from broadsheet.domain.articles.submitted import MOST_AUTHORS, MOST_TAGS
from broadsheet.domain.desk.measures import measures_of
from broadsheet.domain.desk.merging import Passage, differing, said_of
from broadsheet.domain.desk.typed import BYLINE, GROUPS, Typed, one, rows_of
from broadsheet.domain.desk.working_copy import Typing, WorkingCopy
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.desk.begun_story import Begun
from broadsheet.usecases.desk.known_names import known_names, near_misses
from broadsheet.usecases.shared.services import Services

MORE_TAGS, MORE_AUTHORS = 3, 1
"""Empty fields after those that are filled."""
_MOST_LINKED = 10
_ID = re.compile("[0-9a-f-]{36}")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows beside the story: all of it may be nothing.

    `seen` is the copy whose words the page has (`Typing.seen`); `found` are stories that were
    looked for with `asked`, `begun` other new ones that were typed and not saved. `is_saved` is
    whether a `problem` is one of what was to follow the saving.
    """

    seen: str = ""
    problem: BroadsheetError | None = None
    is_saved: bool = False
    notes: tuple[Note, ...] = ()
    found: tuple[Card, ...] | None = None
    asked: str = ""
    begun: tuple[WorkingCopy, ...] = ()
    new_tags: tuple[str, ...] = ()
    more: bool = False


NOTHING = Shown()


def story_page(
    desk: DeskRequest, pages: Desk, services: Services, begun: Begun, shown: Shown = NOTHING
) -> Answer:
    """The story in its fields."""
    problem, typed = shown.problem, begun.typed
    language = one(typed, "language") or services.language
    known = known_names(services)
    return pages.page(
        desk,
        "write.html",
        status=status_of(problem).value if problem else 200,
        begun=begun,
        shown=shown,
        screen=services.ids(),
        seen=shown.seen or (begun.recovered.mark if begun.recovered else ""),
        known=known,
        alike=near_misses(typed.get("byline_name", ()), known.authors),
        linked=_linked(services, typed),
        text_direction=direction_of(language),
        text_language=language,
        zone=services.time_zone,
        may_publish=desk.who.may(Scope.ARTICLES_PUBLISH),
        is_open=begun.article is None or Action.REPLACE in begun.actions,
        can=frozenset(map(str, begun.actions)),
        **_fields(typed, shown),
    )


def _fields(typed: Typed, shown: Shown) -> dict[str, Any]:
    """What stands in the fields, and what is wrong with it."""
    wrong = wrong_in(shown.problem)
    return {
        "typed": typed,
        "one": lambda name: one(typed, name),
        "many": lambda name: typed.get(name, ()),
        "authors": _authors(typed),
        "tag_fields": _tag_fields(typed, shown),
        "measures": measures_of(typed),
        "wrong": wrong,
        "elsewhere": [error for error in wrong.errors if not _has_field(error.pointer)],
        "embargo": with_choices(embargo_in(typed), "embargo", wrong.errors),
        "asked_tags": [error for error in wrong.errors if error.code == "new_tag"],
    }


def comparison_page(
    desk: DeskRequest,
    pages: Desk,
    passages: list[Passage],
    typing: Typing,
    **told: Any,
) -> Answer:
    """Both versions side by side, with a choice for each passage in which they differ."""
    return pages.page(
        desk,
        "compare.html",
        **{"problem": None, "article": None, "copy": None, "status": 200} | told,
        passages=passages,
        to_choose=differing(passages),
        typing=typing,
        wrong=wrong_in(told.get("problem")),
        chosen=lambda key: desk.form.text(f"choice-{key}") if desk.http.method == "POST" else "",
        text_direction=direction_of(one(typing.fields, "language") or pages.site.language),
    )


def own_words(desk: DeskRequest, pages: Desk, copy: WorkingCopy, status: int = 200) -> Answer:
    """What somebody typed of a story that they cannot open: to be read, taken away and dropped."""
    direction = direction_of(one(copy.fields, "language") or pages.site.language)
    said = [(group, said_of(copy.fields, names)) for group, names in GROUPS.items()]
    return pages.page(
        desk,
        "own_words.html",
        status=status,
        copy=copy,
        words=[(group, text) for group, text in said if text.strip()],
        text_direction=direction,
    )


def _authors(typed: Typed) -> list[dict[str, str]]:
    rows = rows_of(typed)
    return rows + [dict.fromkeys(BYLINE, "")] * _room(len(rows), MORE_AUTHORS, MOST_AUTHORS)


def _tag_fields(typed: Typed, shown: Shown) -> list[str]:
    tags = list(typed.get("tags", ()))
    more = MOST_TAGS if shown.more else MORE_TAGS
    return tags + [""] * _room(len(tags), more, MOST_TAGS)


def _room(there: int, more: int, most: int) -> int:
    return max(0, min(more, most - there))


def _linked(services: Services, typed: Typed) -> dict[str, str]:
    """The titles of the published stories that are named by their ids."""
    fields = ("also_read", "dont_miss", "translation_of")
    ids = [name for field in fields for name in typed.get(field, ()) if _ID.fullmatch(name)]
    keys = [card_key(name) for name in dict.fromkeys(ids)][:_MOST_LINKED]
    found = services.table.get_many(Card, keys) if keys else {}
    return {card.id: card.title for card in found.values()}


_FIELDS = (
    *("/title", "/standfirst", "/body", "/section", "/tags", "/byline", "/lead_image", "/slug"),
    *("/language", "/also_read", "/dont_miss", "/translation_of", "/breaking", "/comments"),
    *("/live", "/unlisted", "/drop_cap", "/series", "/embargo"),
)


def _has_field(pointer: str) -> bool:
    """Whether what is wrong there is said at a field."""
    return any(pointer == field or pointer.startswith(field + "/") for field in _FIELDS)
