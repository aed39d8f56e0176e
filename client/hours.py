"""Hours as people say them: `tomorrow 07:30`, `friday 6am`, `in 90 minutes`.

What comes out is an hour of a clock, without a zone (ISO 8601): whose clock it is, the newsroom
says, or whoever names a zone.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from client.errors import CommandError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}
_IN = re.compile(r"in (?P<many>[0-9]{1,4}|an?) (?P<unit>minute|hour|day|week)s?")
_TIME = re.compile(r"(?:at )?(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?")
_DAY = timedelta(days=1)
_NAMED_TIMES = {"noon": time(12), "midnight": time(0)}
_SHAPES = ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_THIS_YEAR = ("%d.%m.", "%d %b", "%d %B", "%b %d", "%B %d")
_KNOWN = "tomorrow 07:30, friday 6am, in 90 minutes, 2026-11-24 06:00 or 2026-11-24T06:00"


class _Day(NamedTuple):
    day: date
    rest: str


def hour_entry(said: str, now: datetime, zone: str | None) -> dict[str, str]:
    """The hour that is meant, as the API takes it. `now` is what the clock shows, with its zone;
    `zone` is the name of that, and None the newsroom's, which is not known here.

    So many minutes or hours are as long where clocks are changed meanwhile; after days they show
    the same. Raises CommandError.
    """
    away = _away(said)
    if away is None:
        entry = {"local": hour_of(said, now.replace(tzinfo=None))}
        return entry | ({"zone": zone} if zone else {})
    at = now + away if not away % _DAY else now.astimezone(UTC) + away
    at = at.astimezone(now.tzinfo if zone else UTC)
    # An hour that clocks pass over is the one that they show instead.
    at = at.astimezone(UTC).astimezone(at.tzinfo)
    return {"local": at.isoformat(timespec="minutes"), "zone": zone or "UTC"}


def hour_of(said: str, now: datetime) -> str:
    """The hour that is meant, as `2026-11-24T06:00`; `now` is what the clock shows.

    One that names its offset, or is ISO 8601 already, stays as it is. Raises CommandError for what
    names no hour, or two: a time alone is the next one that comes.
    """
    text = " ".join(said.split())
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text):
        return text
    words = text.lower().replace(",", "")
    if (away := _away(said)) is not None:
        return _written(now + away)
    if (at := _time(words)) is not None:
        next_one = datetime.combine(now.date(), at)
        return _written(next_one if next_one > now else next_one + timedelta(days=1))
    found = _day(words, now.date())
    at = _time(found.rest) if found else None
    if found is None or at is None:
        raise CommandError(f"{said!r} names no hour; such are understood: {_KNOWN}")
    return _written(datetime.combine(found.day, at))


def _away(said: str) -> timedelta | None:
    """How long from now, where that is what was said."""
    soon = _IN.fullmatch(" ".join(said.split()).lower().replace(",", ""))
    if soon is None:
        return None
    many = 1 if soon["many"].startswith("a") else int(soon["many"])
    return timedelta(**{_UNITS[soon["unit"]]: many})


def _time(words: str) -> time | None:
    words = words.removeprefix("at ")
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    found = _TIME.fullmatch(words)
    # A number alone may be anything.
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(words: str, today: date) -> _Day | None:
    """The day at the beginning of the words, and what follows it."""
    first, _, rest = words.removeprefix("on ").partition(" ")
    named = {"today": 0, "tonight": 0, "tomorrow": 1}
    if first in named:
        return _Day(today + timedelta(days=named[first]), rest)
    if first == "next":
        first, _, rest = rest.partition(" ")
    if found := [n for n, day in enumerate(_DAYS) if len(first) > 2 and day.startswith(first)]:
        ahead = (found[0] - today.weekday()) % 7 or 7
        return _Day(today + timedelta(days=ahead), rest)
    return _date(words, today)


def _date(words: str, today: date) -> _Day | None:
    """A date; without a year the next day of that name."""
    pieces = words.split(" ")
    for length in (3, 2, 1):
        text, rest = " ".join(pieces[:length]), " ".join(pieces[length:])
        for shape in (*_SHAPES, *_THIS_YEAR):
            is_whole = shape in _SHAPES
            try:
                # A year that has a 29th of February: which it is, is found out below.
                found = datetime.strptime(
                    *(text, shape) if is_whole else (f"{text} 2000", f"{shape} %Y")
                )
                day = found.date() if is_whole else _next(found.date(), today)
            except ValueError:
                continue
            return _Day(day, rest)
    return None


def _next(day: date, today: date) -> date:
    there = day.replace(year=today.year)
    return there if there >= today else day.replace(year=today.year + 1)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")
