"""Two revisions of an article side by side."""

from typing import Any

import msgspec

from broadsheet.domain.articles.article import Content, Revision
from broadsheet.domain.articles.word_diff import Part, word_diff

TEXTS = frozenset({"title", "standfirst", "body"})
"""Fields of which people want to see the words that changed."""


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field that differs: `words` of a text, or what it was and is."""

    field: str
    words: tuple[Part, ...] = ()
    before: Any = None
    after: Any = None


class RevisionStep(msgspec.Struct, frozen=True, kw_only=True):
    """What one version did: who, when, and the fields that it changed."""

    version: int
    action: str
    by: str
    at: str
    fields: tuple[str, ...]


def changed_fields(older: Content, newer: Content) -> tuple[str, ...]:
    """The names of the fields that differ, in the order of the content."""
    names = Content.__struct_fields__
    return tuple(name for name in names if getattr(older, name) != getattr(newer, name))


def compared(older: Revision, newer: Revision) -> list[FieldChange]:
    """What differs between two revisions, the state among it."""
    changes = []
    if older.status is not newer.status:
        changes.append(
            FieldChange(field="status", before=older.status.value, after=newer.status.value)
        )
    for name in changed_fields(older.content, newer.content):
        was, now = getattr(older.content, name), getattr(newer.content, name)
        if name in TEXTS:
            changes.append(FieldChange(field=name, words=tuple(word_diff(was, now))))
        else:
            before, after = msgspec.to_builtins(was), msgspec.to_builtins(now)
            changes.append(FieldChange(field=name, before=before, after=after))
    return changes
