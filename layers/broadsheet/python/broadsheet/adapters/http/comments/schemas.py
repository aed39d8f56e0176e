"""The shapes of comments."""

from broadsheet.adapters.http.comments.submitted import CommentSubmission
from broadsheet.adapters.http.comments.submitted_decisions import (
    BulkSubmission,
    EditSubmission,
    ReasonSubmission,
)
from broadsheet.adapters.http.comments.submitted_report import ReportSubmission
from broadsheet.adapters.http.openapi.schema_parts import (
    COUNT,
    FLAG,
    HTML,
    ID,
    MAYBE_TEXT,
    MAYBE_TIME,
    NUMBER,
    PATH,
    TEXT,
    TIME,
    Schema,
    listed,
    many,
    maybe,
    record,
    ref,
    taken,
)
from broadsheet.adapters.http.privacy.submitted import EraseSubmission, ExportSubmission
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.usecases.comments.proof_of_work import ALGORITHM


def comment_schemas() -> dict[str, Schema]:
    """Comments, for readers, moderators and the office of data protection."""
    state: Schema = {"enum": [state.value for state in CommentState]}
    return {
        **taken(CommentSubmission),
        **taken(ReportSubmission),
        **taken(ReasonSubmission),
        **taken(EditSubmission),
        **taken(BulkSubmission),
        **taken(EraseSubmission),
        **taken(ExportSubmission),
        **{f"{name}List": listed(name) for name in ("Moderation", "TrailStep")},
        **_for_readers(state),
        **_moderation(state),
        **_subscriptions(),
        **_privacy(state),
    }


def _for_readers(state: Schema) -> dict[str, Schema]:
    is_open = FLAG | {"description": "Whether readers may comment now"}
    return {
        "CommentList": listed("Comment", open=is_open),
        "CommentReceipt": record(id=ID, state=state),
        "CommentPreview": record(html=HTML),
        "ReportReceipt": record(id=ID),
        "Challenge": record(
            algorithm={"enum": [ALGORITHM]},
            challenge=TEXT,
            maxnumber=NUMBER,
            salt=TEXT,
            signature=TEXT,
        ),
        "Comment": record(
            id=ID,
            number=TEXT,
            thread=NUMBER,
            parent=MAYBE_TEXT,
            name=TEXT,
            html=HTML,
            submitted_at=TIME,
            edited_at=MAYBE_TIME,
        ),
    }


def _moderation(state: Schema) -> dict[str, Schema]:
    report = record(reason={"enum": [reason.value for reason in ReportReason]}, note=TEXT, at=TIME)
    stood = record(state=state, body=MAYBE_TEXT)
    return {
        "Signal": record(
            name={"enum": [name.value for name in SignalName]}, weight=NUMBER, note=TEXT
        ),
        "ModerationReceipt": record(id=ID, state=state, article_id=ID),
        "ModerationResults": record(
            results=many(
                {"anyOf": [record(id=TEXT, state=state), record(id=TEXT, code=TEXT, detail=TEXT)]}
            )
        ),
        "Moderation": record(
            id=ID,
            article_id=ID,
            article={"anyOf": [record(path=PATH, title=TEXT), {"type": "null"}]},
            state=state,
            name=TEXT,
            body=TEXT,
            original={**MAYBE_TEXT, "description": "What its writer said, if that was edited"},
            number=MAYBE_TEXT,
            parent=MAYBE_TEXT,
            signals=many(ref("Signal")),
            reports=record(count=COUNT, newest=many(report)),
            submitted_at=TIME,
            edited_at=MAYBE_TIME,
            decided_at=MAYBE_TIME,
            decided_by=MAYBE_TEXT,
            reason=TEXT,
        ),
        "TrailStep": record(action=TEXT, by=TEXT, at=TIME, reason=TEXT, before=stood, after=stood),
    }


def _subscriptions() -> dict[str, Schema]:
    action = {**TEXT, "description": "`confirm` or `end`; with neither, the page asks again"}
    one_click = {**TEXT, "description": "`One-Click`, as a mail program sends it (RFC 8058)"}
    return {
        "SubscriptionAction": {
            "type": "object",
            "properties": {"action": action, "List-Unsubscribe": one_click},
        }
    }


def _privacy(state: Schema) -> dict[str, Schema]:
    standing = record(approved=COUNT, rejected=COUNT, spam=COUNT, forgotten_at=MAYBE_TIME)
    return {
        "PrivacyExport": record(
            standing=maybe(standing),
            erased_at=MAYBE_TIME,
            comments=many(_known_of(state)),
            next={**MAYBE_TEXT, "description": "What to send as `after` for the rest"},
        ),
        "PrivacyErasure": record(
            erased=COUNT,
            complete={**FLAG, "description": "Where false: ask again, it goes on"},
            paths={**many(PATH), "description": "Every address of the articles that showed it"},
        ),
    }


def _known_of(state: Schema) -> Schema:
    """All that is kept of somebody's comment."""
    step = {"action": TEXT, "at": TIME, "reason": TEXT, "body": MAYBE_TEXT}
    return record(
        id=ID,
        article_id=ID,
        path=MAYBE_TEXT,
        number=MAYBE_TEXT,
        parent=MAYBE_TEXT,
        state=state,
        name=TEXT,
        body=TEXT,
        original=MAYBE_TEXT,
        signals=many(ref("Signal")),
        reports=COUNT,
        submitted_at=TIME,
        edited_at=MAYBE_TIME,
        decided_at=MAYBE_TIME,
        reason=TEXT,
        forgotten_at=MAYBE_TIME,
        notify=maybe(record(confirmed=FLAG, until=TIME)),
        trail=many(record(**step, before=state, after=state)),
    )
