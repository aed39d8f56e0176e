"""What is typed into the forms of a story's life: the same fields as the API's, by the same models.

A field is named as the API points at it, so that what is wrong with it stands beside it; an hour is
typed as a day, a time and a zone.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import partial
from typing import NamedTuple

from broadsheet.adapters.http.articles.submitted_actions import (
    AssigneeSubmission,
    CorrectionSubmission,
    NoteSubmission,
    RemarkSubmission,
    RetractSubmission,
    ScheduleSubmission,
)
from broadsheet.adapters.http.desk.form import Form
from broadsheet.domain.articles.article import Hour
from broadsheet.domain.articles.hours import hour_at
from broadsheet.domain.shared.errors import FieldError, Invalid, every
from broadsheet.domain.shared.sentence import sentence

HOURS = ("publish_at", "unpublish_at")
EMBARGO = "embargo"
_CHOSEN = re.compile(r"(.{10})T([0-9:]*)(.*)", re.DOTALL)
"""Day and time of a wall clock's hour; its offset comes after."""
_MINUTES = 5
"""Characters of a time without seconds."""


class TypedHour(NamedTuple):
    """An hour as its fields have it. `choices` are hours that may have been meant instead."""

    day: str = ""
    time: str = ""
    zone: str = ""
    offset: str = ""
    choices: tuple[str, ...] = ()

    @property
    def local(self) -> str:
        """As the API takes it; empty where nothing was typed."""
        return f"{self.day}T{self.time}{self.offset}" if self.day or self.time else ""

    @property
    def has_seconds(self) -> bool:
        """Whether its time is more exact than a field for times is of itself."""
        return len(self.time) > _MINUTES

    @property
    def is_whole(self) -> bool:
        """Whether it is a day and a time, which fields for these can show; what somebody typed
        otherwise is shown as text."""
        try:
            return bool(date.fromisoformat(self.day) and time.fromisoformat(self.time))
        except ValueError:
            return False


def note_of(form: Form) -> str:
    """What is said about it. Raises Invalid."""
    return NoteSubmission.from_fields({"note": form.text("note")}).note


def reason_of(form: Form) -> str:
    """Why a story must not have been. Raises Invalid."""
    return RetractSubmission.from_fields({"reason": form.text("reason")}).reason


def correction_of(form: Form) -> str:
    """What was wrong and is right. Raises Invalid."""
    return CorrectionSubmission.from_fields({"text": form.text("text")}).text


def remark_of(form: Form) -> str:
    """What a colleague says. Raises Invalid."""
    return RemarkSubmission.from_fields({"text": form.text("text")}).text


def assignee_of(form: Form) -> str | None:
    """Whose turn it is: a name that was typed goes before a choice; None is nobody's.

    Raises Invalid.
    """
    typed = form.text("name").strip()
    return AssigneeSubmission.from_fields({"id": typed or form.text("id") or None}).id


def schedule_of(form: Form, time_zone: str) -> tuple[Hour | None, Hour | None, str]:
    """Begin, end and a note; `time_zone` is the newsroom's. Raises Invalid with every wrong one."""
    typed = {name: typed_hour(form, name) for name in HOURS}
    _, note, *hours = every(
        Invalid,
        lambda: _must_be_whole(typed),
        lambda: note_of(form),
        *(partial(_hour_of, name, hour, time_zone) for name, hour in typed.items()),
    )
    return hours[0], hours[1], note


def _hour_of(name: str, typed: TypedHour, time_zone: str) -> Hour | None:
    """What was typed of one of `HOURS`; nothing of half an hour, which is wrong by itself."""
    if not (typed.day and typed.time):
        return None
    submission = ScheduleSubmission.from_fields({name: hour_entry(typed)})
    begin, end = submission.hours(time_zone)
    return begin or end


def embargo_of(form: Form, time_zone: str) -> Hour | None:
    """Before which hour nobody may publish it; None is any. Raises Invalid."""
    typed = typed_hour(form, EMBARGO)
    _must_be_whole({EMBARGO: typed})
    if not typed.local:
        return None
    return hour_at(typed.local, typed.zone or time_zone, f"/{EMBARGO}")


def typed_hour(form: Form, name: str) -> TypedHour:
    """What was typed of an hour, or chosen of two that it may be."""
    chosen, zone = form.text(f"{name}/local"), form.text(f"{name}/zone")
    if found := _CHOSEN.fullmatch(chosen):
        return TypedHour(found[1], found[2], zone, found[3])
    day, time = (form.text(f"{name}/{part}").strip() for part in ("day", "time"))
    return TypedHour(day, time, zone, form.text(f"{name}/offset"))


def shown_hour(hour: Hour | None, time_zone: str) -> TypedHour:
    """An hour as its fields show it before somebody types."""
    if hour is None:
        return TypedHour(zone=time_zone)
    return TypedHour(hour.local[:10], hour.local[11:], hour.zone)


def with_choices(typed: TypedHour, name: str, errors: Sequence[FieldError]) -> TypedHour:
    """The same with what may have been meant, where that hour is not there, or there twice."""
    found = [error for error in errors if error.pointer == f"/{name}/local"]
    choices = tuple(choice for error in found for choice in error.nearest)
    # An offset is of the hour that was chosen before.
    return typed._replace(choices=choices, offset="" if found else typed.offset)


def hour_entry(typed: TypedHour) -> dict[str, object]:
    """The hour as the API takes it."""
    return {"local": typed.local, "zone": typed.zone or None}


def half_hours(typed: Mapping[str, TypedHour]) -> list[FieldError]:
    """Those of which there is a day or a time alone."""
    words = sentence("needs a day and a time")
    return [
        FieldError(f"/{name}/local", "half_an_hour", words)
        for name, hour in typed.items()
        if hour.local and not (hour.day and hour.time)
    ]


def _must_be_whole(typed: Mapping[str, TypedHour]) -> None:
    if wrong := half_hours(typed):
        raise Invalid(wrong)
