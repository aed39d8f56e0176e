"""Dates as people and static site generators write them: the moment that is meant."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from client.errors import WrongField

_SHAPES = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y"),
    *("%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y"),
    *("%a %b %d %Y", "%a, %b %d, %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%a, %d %b %Y"),
)
_HOURS = ("", "%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
_FRACTION = re.compile(r"(?<=:[0-9]{2})\.[0-9]+")
_ZONE = re.compile(
    r"[ ]?(?:(?P<utc>Z|UTC|GMT)|(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})?"
    r"|(?P<name>[A-Z][A-Za-z_]+/[A-Za-z_/]+))$"
)
_ON_ITS_OWN = re.compile(r"(?<=[0-9])[T_](?=[0-9])| at |, (?=[0-9]{1,2}:)")
_TWO_WAYS = re.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}\b")


def moment_of(value: object, zone: str, field: str = "date") -> datetime | None:
    """The moment in UTC of a date as YAML, TOML or a text has it; None of what says none.

    An hour without an offset is one of clocks in `zone`, and a day alone begins at midnight there.
    Raises WrongField, which names `field`, for what is no date, or two.
    """
    if value is None or value == "":
        return None
    found = value
    if isinstance(value, str):
        found = _of_text(" ".join(value.split()))
        if found is None and _TWO_WAYS.match(value.strip()):
            raise WrongField(f"{field} may be two days: {value!r}; write 2026-11-24", field)
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time())
    if not isinstance(found, datetime):
        raise WrongField(f"{field} is no date: {value!r}", field)
    try:
        local = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
        return local.astimezone(UTC)
    except OverflowError:
        words = f"{field} is in no year of the calendar: {value!r}"
        raise WrongField(words, field) from None


def _of_text(text: str) -> datetime | None:
    with suppress(ValueError):
        # What is all digits may be a number of anything.
        return None if text.isdigit() and len(text) != 8 else datetime.fromisoformat(text)
    zoned = _ZONE.search(text) if ":" in text else None
    plain = _FRACTION.sub("", text[: zoned.start()] if zoned else text)
    plain = _ORDINAL.sub("", _ON_ITS_OWN.sub(" ", plain))
    for shape in _SHAPES:
        for hour in _HOURS:
            with suppress(ValueError):
                found = datetime.strptime(plain, f"{shape} {hour}".strip())
                return found.replace(tzinfo=_zone(zoned)) if zoned else found
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(text)
    return None


def _zone(found: re.Match[str]) -> tzinfo:
    if found["utc"]:
        return UTC
    if found["name"]:
        try:
            return ZoneInfo(found["name"])
        except (ZoneInfoNotFoundError, OSError):
            raise ValueError from None
    written = f"{found['sign']}{found['hours']}{found['minutes'] or '00'}"
    zone = datetime.strptime(written, "%z").tzinfo
    return zone or UTC
