"""A story between the fields of a page and the JSON that the API takes: one way to be wrong."""

from typing import Any

import msgspec

from broadsheet.adapters.http.articles.as_sent import SentArticle, edited_article, new_article
from broadsheet.adapters.http.desk.form import Form, number_typed, whole_number
from broadsheet.adapters.http.desk.life_forms import TypedHour, half_hours, hour_entry, typed_hour
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.domain.articles.article import Article, LeadImage
from broadsheet.domain.desk.typed import (
    EMBARGO_FIELDS,
    HAS_EMBARGO,
    NAMES,
    Typed,
    one,
    rows_of,
    tidy,
)
from broadsheet.domain.desk.working_copy import Typing
from broadsheet.domain.shared.errors import FieldError, Invalid, Malformed
from broadsheet.domain.shared.names import same_name
from broadsheet.domain.shared.sentence import for_programs, sentence

SCREEN, SEQUENCE, SEEN, STORY = "_screen", "_sequence", "_seen", "_story"
"""What the page says of itself beside what was typed (`Typing`)."""
BASED_ON = "_based_on"
_PLACES = {"name": "byline_name", "role": "byline_role", "bio": "byline_bio", "url": "byline_url"}


def typed_in(form: Form) -> dict[str, tuple[str, ...]]:
    """What was typed into the fields of a story. A section that was typed goes before the one that
    was chosen from those that there are."""
    sections = [name for name in form.all("section") if name.strip()]
    hour = typed_hour(form, "embargo")
    embargo = zip(EMBARGO_FIELDS, (hour.day, hour.time, hour.zone, hour.offset), strict=True)
    fields = {name: form.all(name) for name in NAMES} | {name: [text] for name, text in embargo}
    return tidy(fields | {"section": sections[-1:]})


def embargo_in(typed: Typed) -> TypedHour:
    """The hour of the embargo as its fields have it."""
    day, time, zone, offset = (one(typed, name) for name in EMBARGO_FIELDS)
    return TypedHour(day, time, zone, offset)


def typing_of(desk: DeskRequest, story: str) -> Typing:
    """What the page has in its fields, and which page it is. Raises Malformed."""
    form = desk.form
    screen, seen = form.text(SCREEN), form.text(SEEN)
    if not _is_plain(screen) or len(seen) > 100:
        raise Malformed(
            [FieldError(f"/{SCREEN}", "bad_screen", for_programs("is not the page's own name"))]
        )
    return Typing(
        story=story,
        screen=screen,
        sequence=number_in(form, SEQUENCE),
        fields=typed_in(form),
        based_on=number_in(form, BASED_ON),
        seen=seen,
    )


def named_story(sent: str) -> str:
    """What a page calls its story, if that can be the name of one; else nothing."""
    return sent if _is_plain(sent) else ""


def number_in(form: Form, name: str) -> int:
    """A number that the page carries, 0 without one. Raises Malformed."""
    number = whole_number(form.text(name) or "0")
    if number is None:
        raise Malformed([FieldError(f"/{name}", "bad_number", sentence("must be a number"))])
    return number


def sent_story(
    typed: Typed, before: Article | None, desk: DeskRequest, site_url: str, status: str = ""
) -> SentArticle:
    """What was typed as the API understands it. Raises Invalid with every wrong field, TooLarge.

    `before` is the article that is edited. What the fields do not show of it stays as it is.
    """
    fields = _fields(typed, before) | ({"status": status} if status else {})
    raw, halved = msgspec.json.encode(fields), half_hours({"embargo": embargo_in(typed)})
    understood = new_article if before is None else edited_article
    try:
        sent = understood(raw, desk.who, site_url)
    except Invalid as wrong:
        raise Invalid([*wrong.errors, *halved]) from None
    if halved:
        raise Invalid(halved)
    return sent


def _fields(typed: Typed, before: Article | None) -> dict[str, Any]:
    """Fields that are empty are not sent where nothing is meant by that."""
    fields: dict[str, Any] = {
        **{name: one(typed, name) for name in ("title", "standfirst", "body", "section")},
        "tags": list(typed.get("tags", ())),
        "byline": [_author(row, before) for row in rows_of(typed)],
        "lead_image": _image(typed, before.content.lead_image if before else None),
        **{name: list(typed.get(name, ())) for name in ("also_read", "dont_miss")},
        **{name: name in typed for name in ("breaking", "unlisted", "drop_cap")},
        **{name: one(typed, name) or None for name in ("comments", "live", "translation_of")},
    }
    fields |= {name: one(typed, name) for name in ("language", "slug") if name in typed}
    fields["series"] = _series(typed)
    fields |= _embargo(typed) if HAS_EMBARGO in typed else {}
    return fields | ({"new_section": True} if "new_section" in typed else {})


def _series(typed: Typed) -> dict[str, Any] | None:
    """The series; a part that is no number is left for the API to refuse."""
    name, part = (one(typed, field).strip() for field in ("series_name", "series_part"))
    sent = {"name": name} | ({"part": number_typed(part)} if part else {})
    return sent if name or part else None


def _embargo(typed: Typed) -> dict[str, Any]:
    """What is sent of it; half an hour is none."""
    hour = embargo_in(typed)
    if not hour.local:
        return {"embargo": None}
    return {} if half_hours({"embargo": hour}) else {"embargo": hour_entry(hour)}


def _author(row: dict[str, str], before: Article | None) -> dict[str, str]:
    """An author; the slug that the page carries goes with the name that it was for."""
    known = before.content.byline if before else ()
    name, slug = row["byline_name"], row["byline_slug"]
    is_theirs = any(same_name(a.name, name) and a.slug == slug for a in known)
    said = {part: row[field] for part, field in _PLACES.items() if row[field].strip()}
    return {"name": name} | said | ({"slug": slug} if is_theirs else {})


def _image(typed: Typed, before: LeadImage | None) -> dict[str, Any] | None:
    names = ("media", "url", "alt", "caption", "credit")
    said = {name: one(typed, f"image_{name}") for name in names}
    said = {name: text for name, text in said.items() if text.strip()}
    if not said:
        return None
    if before and not before.media and said.get("url", "").strip() == before.url:
        kept = msgspec.to_builtins(before)
        sizes = {name: kept[name] for name in ("width", "height", "sources") if kept[name]}
        return sizes | said
    return said


def _is_plain(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.replace("-", "").isalnum()
