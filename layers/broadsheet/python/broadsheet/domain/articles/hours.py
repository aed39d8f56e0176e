"""Wall clocks: the moment that somebody means who names an hour and a time zone.

Where clocks are put forward an hour does not exist; where they are put back one exists twice.
Neither is guessed: whoever named it is told, or asked back.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.articles.article import Hour
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import Sentence, sentence

LOCAL = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?$"
"""An hour as it is sent: ISO 8601, with the offset only where the hour exists twice."""
LAST_YEAR = 2999
"""A date after it was mistyped."""
FIRST = datetime(1, 1, 1, tzinfo=UTC)
"""The first hour that is in the calendar (`datetime.MINYEAR`)."""
_ZONE = re.compile(r"(?!(?:posix|right)/)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
"""What a name of the tz database is like. Where a system has its zones again with leap seconds, or
without, they are no other places."""
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})
"""What a system has beside them: its own clock, and that of one where nobody has set it."""


def is_in_the_calendar(moment: datetime) -> bool:
    """Whether it can be told when that was, wherever one is; a date without a zone tells it not."""
    return moment.tzinfo is not None and moment >= FIRST and moment.year <= LAST_YEAR


class LocalHour(msgspec.Struct, frozen=True):
    """An hour as somebody names it (`LOCAL`); without a zone it is in the newsroom's."""

    local: str
    zone: str | None = None


def hour_at(local: str, zone: str, pointer: str) -> Hour:
    """The moment at which a clock in `zone` (IANA tz database) shows `local` (`LOCAL`).

    Raises Invalid at `pointer`: `unknown_zone`, `no_such_date`, `too_far`, `nonexistent_time`,
    `ambiguous_time`, which names both moments, and `wrong_offset`.
    """
    place = _zone(zone, f"{pointer}/zone")
    moment = _moment(local, place, f"{pointer}/local")
    return Hour(at=moment.astimezone(UTC), local=_without_offset(moment), zone=zone)


def offset_of(hour: Hour) -> str:
    """Which of both it is, where clocks there show it twice: such as `+02:00`; else nothing."""
    zone = zone_called(hour.zone)
    with suppress(ValueError, OverflowError):
        if zone and len(_moments(datetime.fromisoformat(hour.local), zone)) > 1:
            return _offset(hour.at.astimezone(zone))
    return ""


def zone_called(name: str) -> ZoneInfo | None:
    """The time zone of this name in the tz database, older names too (`Japan`); None for others."""
    if _ZONE.fullmatch(name) and name not in _NO_PLACES:
        # A folder of the database is an OSError.
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(name)
    return None


def _moment(local: str, zone: ZoneInfo, pointer: str) -> datetime:
    text = local[: 19 if local[16:17] == ":" else 16]
    offset = local[len(text) :]
    try:
        if not re.fullmatch(LOCAL, local):
            raise ValueError
        shown = datetime.fromisoformat(text)
        moments = _moments(shown, zone)
    except (ValueError, OverflowError):
        raise _wrong(pointer, "no_such_date", sentence("is no date with a time of day")) from None
    if shown.year > LAST_YEAR:
        raise _wrong(pointer, "too_far", sentence("must be before the year 3000"))
    if not moments:
        # Read with the offset of before and of after, as RFC 5545 and others guess.
        near = [_without_offset(m) for m in _guesses(shown, zone)]
        words = sentence(
            "does not exist in {zone}, as clocks are put forward; did you mean {hours}?",
            zone=str(zone),
            hours=tuple(near),
        ).but(
            f"does not exist in {zone}, as clocks are put forward; did you mean"
            f" {' or '.join(near)}?"
        )
        raise _wrong(pointer, "nonexistent_time", words, near)
    if offset:
        wanted = "+00:00" if offset == "Z" else offset
        moments = [m for m in moments if _offset(m) == wanted]
    if not moments:
        words = sentence("has an offset that {zone} does not have at that time", zone=str(zone))
        raise _wrong(pointer, "wrong_offset", words)
    if len(moments) > 1:
        both = [f"{_without_offset(m)}{_offset(m)}" for m in moments]
        words = sentence(
            "is twice in {zone}, as clocks are put back: choose which", zone=str(zone)
        ).but(f"is twice in {zone}, as clocks are put back; send {' or '.join(both)}")
        raise _wrong(pointer, "ambiguous_time", words, both)
    return moments[0]


def _zone(name: str, pointer: str) -> ZoneInfo:
    found = zone_called(name)
    if found is None:
        words = sentence("must be a name of the tz database, such as Europe/Berlin")
        raise _wrong(pointer, "unknown_zone", words)
    return found


def _moments(shown: datetime, zone: ZoneInfo) -> list[datetime]:
    """When clocks in the zone show this: never, once, or twice; the earlier moment first."""
    return [m for m in _guesses(shown, zone) if m.replace(tzinfo=None) == shown]


def _guesses(shown: datetime, zone: ZoneInfo) -> list[datetime]:
    both = {shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return [moment.astimezone(zone) for moment in sorted(both)]


def _offset(moment: datetime) -> str:
    minutes = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


def _without_offset(moment: datetime) -> str:
    exactly = "seconds" if moment.second else "minutes"
    return moment.replace(tzinfo=None).isoformat(timespec=exactly)


def _wrong(pointer: str, code: str, said: Sentence, nearest: Sequence[str] = ()) -> Invalid:
    return Invalid([FieldError(pointer, code, said, nearest=tuple(nearest))])
