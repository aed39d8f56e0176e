"""What is held of a reader, and what was erased, as JSON."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.privacy.erase_sender import Erased
from broadsheet.usecases.privacy.export_sender import Export, Held

Json = dict[str, Any]


def exported(export: Export) -> Json:
    """Everything that is held of a sender. Of an address itself only hashes are held, or a seal."""
    sender = export.sender
    return {
        "standing": {
            "approved": sender.approved,
            "rejected": sender.rejected,
            "spam": sender.spam,
            "forgotten_at": _moment(sender.expires_at),
        }
        if sender
        else None,
        "erased_at": stamp(export.erasure.at) if export.erasure else None,
        "comments": [_comment(held) for held in export.comments],
        "next": export.after,
    }


def erased(done: Erased) -> Json:
    """How much was erased, and whether to ask again for the rest."""
    return {
        "erased": done.comments,
        "complete": done.is_complete,
        "paths": list(done.paths),
    }


def _comment(held: Held) -> Json:
    comment, asked = held.comment, held.subscription
    return {
        "id": comment.id,
        "article_id": comment.article_id,
        "path": held.path,
        "number": str(comment.number) if comment.number else None,
        "parent": str(comment.answers) if comment.answers else None,
        "state": comment.state.value,
        "name": comment.name,
        "body": comment.body,
        "original": comment.original,
        "signals": [msgspec.to_builtins(signal) for signal in comment.signals],
        "reports": comment.reports,
        "submitted_at": stamp(comment.submitted_at),
        "edited_at": stamp(comment.edited_at) if comment.edited_at else None,
        "decided_at": stamp(comment.decided_at) if comment.decided_at else None,
        "reason": comment.reason,
        "forgotten_at": _moment(comment.expires_at),
        "notify": {"confirmed": asked.is_confirmed, "until": _moment(asked.expires_at)}
        if asked
        else None,
        "trail": [
            {
                "action": entry.action,
                "at": stamp(entry.at),
                "reason": entry.reason,
                "before": entry.before.value,
                "after": entry.after.value,
                "body": entry.body,
            }
            for entry in held.trail
        ],
    }


def _moment(seconds: int | None) -> str | None:
    return stamp(datetime.fromtimestamp(seconds, UTC)) if seconds is not None else None
