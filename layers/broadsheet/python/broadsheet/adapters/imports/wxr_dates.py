"""Dates in a WordPress file, in every form that its exporters and their imitators write."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from broadsheet.adapters.imports.xml_stream import Element

_PUBLIC = ("", "publish", "private", "future")
_IN_LINK = re.compile(r"/(\d{4})/(\d\d)/(?:(\d\d)/)?")
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S")


def date_of(item: Element, zone: tzinfo) -> tuple[datetime | None, str]:
    """When a post was published, and what says so where it has no date of its own.

    What was public had a date, which its address, its last change or the feed's own field tells.
    """
    own = moment_of(item, "wp:post_date", zone)
    if own or item.said("wp:status") not in _PUBLIC:
        return own, ""
    if moment := moment_from(item.said("pubDate"), UTC):
        return moment, ""
    if found := _IN_LINK.search(item.said("link")):
        day = f"{found[1]}-{found[2]}-{found[3] or '01'}"
        if moment := moment_from(day, zone):
            return moment, "its address"
    changed = moment_of(item, "wp:post_modified", zone)
    return changed, "when it was last changed" if changed else ""


def moment_of(element: Element, name: str, zone: tzinfo) -> datetime | None:
    """A date that WordPress wrote down, if it did: in UTC, else in the `zone` of the blog."""
    fields = ((f"{name}_gmt", UTC), (name, zone))
    return next(filter(None, (moment_from(element.said(field), of) for field, of in fields)), None)


def moment_from(text: str, zone: tzinfo) -> datetime | None:
    """A date as WordPress, ISO 8601 or RFC 822 has it; one without an offset is of the `zone`.

    None where it is none: `0000-00-00 00:00:00` is what WordPress writes where it knows no date.
    """
    for moment in _read(text.strip()):
        try:
            aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
            return aware.astimezone(UTC)
        except OverflowError:
            continue
    return None


def _read(text: str) -> Iterator[datetime]:
    for form in _FORMS:
        try:
            yield datetime.strptime(text, form)
        except ValueError:
            continue
    with suppress(ValueError):
        yield datetime.fromisoformat(text)
    # WordPress has `Wed, 30 Nov -0001` for a draft.
    if text[:1].isalpha() and " -0" not in text[:20]:
        with suppress(ValueError, IndexError, TypeError):
            yield parsedate_to_datetime(text)
