"""Revisions as JSON."""

from typing import Any

import msgspec

from broadsheet.domain.articles.article import Revision
from broadsheet.domain.articles.revisions import FieldChange
from broadsheet.domain.shared.record import stamp

Json = dict[str, Any]


def step(shown: Revision) -> Json:
    """A revision in a list: what was done, by whom and when."""
    return {
        "version": shown.version,
        "action": shown.action,
        "status": shown.status.value,
        "by": shown.by,
        "at": stamp(shown.at),
        "note": shown.note,
        "title": shown.content.title,
    }


def revision(shown: Revision) -> Json:
    """The whole of it."""
    return {**step(shown), "content": msgspec.to_builtins(shown.content)}


def change(shown: FieldChange) -> Json:
    """A field that differs: its words, or what it was and is."""
    if shown.words:
        return {"field": shown.field, "words": msgspec.to_builtins(shown.words)}
    return {"field": shown.field, "before": shown.before, "after": shown.after}
