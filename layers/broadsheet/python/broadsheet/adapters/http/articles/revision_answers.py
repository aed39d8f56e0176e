"""What authors and editors see of an article's revisions."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from broadsheet.adapters.http.fields import Time, told
from broadsheet.domain.articles import article as articles
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.revisions import FieldChange
from broadsheet.domain.articles.word_diff import Part
from broadsheet.domain.shared.fields import Positive


class RevisionStep(msgspec.Struct, frozen=True):
    """A revision in a list: what was done, by whom and when."""

    version: Positive
    action: str
    status: Status
    by: str
    by_id: str
    at: Time
    note: str
    title: str


class Revision(RevisionStep, frozen=True):
    """The whole of it."""

    content: dict[str, Any]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A field that differs: its words, or what it was and is."""

    field: str
    words: tuple[Part, ...] | UnsetType = UNSET
    before: Any = UNSET
    after: Any = UNSET


class Comparison(msgspec.Struct, frozen=True):
    """What differs between two revisions."""

    items: list[Change]


def step(shown: articles.Revision) -> RevisionStep:
    """A revision in a list."""
    return told(RevisionStep, shown, title=shown.content.title)


def revision(shown: articles.Revision) -> Revision:
    """The whole of it."""
    content = msgspec.to_builtins(shown.content)
    return told(Revision, shown, title=shown.content.title, content=content)


def change(shown: FieldChange) -> Change:
    """A field that differs: its words, or what it was and is."""
    if shown.words:
        return Change(field=shown.field, words=shown.words)
    return Change(field=shown.field, before=shown.before, after=shown.after)
