"""What of front matter keeps a story from readers: where nobody can tell, it is kept back."""

from contextlib import suppress
from typing import Any

from client.errors import WrongField
from client.fields import Fields
from client.moments import moment_of

_DRAFTS = ("draft", "isDraft", "is_draft", "private")
_UNLISTED = ("hidden", "eleventyExcludeFromCollections")
KEEPS_BACK = frozenset(
    {one.lower() for one in _DRAFTS}
    | {"published", "status", "visibility", "password", "expirydate", "expiry_date"}
)
"""Of these a story must not be shown that has one which nobody understands."""
_NOTHING: tuple[Any, ...] = (None, "", [], {})


def is_unlisted(given: Fields, notes: list[str]) -> bool:
    """Whether no list may lead to it. What was taken for something is noted."""
    return any(_is_on(given, one, notes) for one in _UNLISTED)


def is_a_draft(given: Fields, notes: list[str]) -> bool:
    """Whether it is not for all readers, as it says, or as far as can be told. Notes as above."""
    is_kept_back = any(_is_on(given, one, notes) for one in _DRAFTS)
    seen_by = given.text("visibility")
    if seen_by.lower() not in ("", "public", "private"):
        notes.append(f"visibility: {seen_by!r} is not for everybody, so it is a draft")
    if has_password := given.text("password") != "":
        notes.append("password: what is behind one is not for everybody, so it is a draft")
    is_open = seen_by.lower() in ("", "public") and not has_password
    return is_kept_back or not is_open or not _is_published(given, notes)


def _is_on(given: Fields, name: str, notes: list[str]) -> bool:
    if given.flag(name) is not None or given.value(name) in _NOTHING:
        return given.flag(name) is True
    notes.append(f"{name}: {given.words(name)!r} is neither true nor false, and taken for true")
    return True


def _is_published(given: Fields, notes: list[str]) -> bool:
    """For some, `published` is a date."""
    value = given.value("published")
    if value in _NOTHING or given.flag("published") is not None:
        return given.flag("published") is not False
    with suppress(WrongField):
        moment_of(value, "UTC", "published")
        return True
    notes.append(f"published: {value!r} is neither true nor a date, so it is a draft")
    return False
