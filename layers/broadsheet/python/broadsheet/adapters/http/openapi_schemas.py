"""The shapes that the API takes and gives, as JSON Schema 2020-12: for the documentation alone.

What is taken comes from the models that check it. What is given is written down here beside
`present.py`; a test holds real answers against it, and no answer may have more or less.
"""

from typing import Any

import msgspec
from pydantic import BaseModel

from broadsheet.domain.article import Author, LeadImage, Status, Term
from broadsheet.domain.comment import CommentState
from broadsheet.domain.comment_reports import ReportReason
from broadsheet.domain.comment_signals import SignalName
from broadsheet.domain.moderation_submission import (
    BulkSubmission,
    EditSubmission,
    ReasonSubmission,
)
from broadsheet.domain.privacy_submission import EraseSubmission, ExportSubmission
from broadsheet.domain.report import ReportSubmission
from broadsheet.domain.submission import ArticleSubmission, CommentSubmission
from broadsheet.usecases.proof_of_work import ALGORITHM

Schema = dict[str, Any]

REF = "#/components/schemas/"
TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "integer", "minimum": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
ID: Schema = {"type": "string", "format": "uuid"}
MAYBE_ID: Schema = {"type": ["string", "null"], "format": "uuid"}
PATH: Schema = {"type": "string", "pattern": r"^/[0-9]{4}/[0-9]{2}/[a-z0-9-]+/$"}
URL: Schema = {"type": "string", "format": "uri"}
TIME: Schema = {"type": "string", "format": "date-time"}
MAYBE_TIME: Schema = {"type": ["string", "null"], "format": "date-time"}
HTML: Schema = {"type": "string", "description": "Sanitised HTML"}
MARK: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
    "description": "Where in `excerpt` a stretch that was searched for begins and ends, in "
    "Unicode characters",
}
LANGUAGE: Schema = {"type": "string", "description": "BCP 47"}
DIRECTION: Schema = {"enum": ["ltr", "rtl"]}


IMAGE: Schema = {"anyOf": [{"$ref": f"{REF}LeadImage"}, {"type": "null"}]}


def ref(name: str) -> Schema:
    """A reference to a schema by its name."""
    return {"$ref": f"{REF}{name}"}


def schemas() -> dict[str, Schema]:
    """Every schema of the API by its name."""
    _, shared = msgspec.json.schema_components(
        [Term, Author, LeadImage], ref_template=REF + "{name}"
    )
    return {
        **_taken(ArticleSubmission),
        **_taken(CommentSubmission),
        **_taken(ReportSubmission),
        **_taken(ReasonSubmission),
        **_taken(EditSubmission),
        **_taken(BulkSubmission),
        **_taken(EraseSubmission),
        **_taken(ExportSubmission),
        # A default is a tuple as msgspec gives it, and an array only in JSON.
        **msgspec.json.decode(msgspec.json.encode(shared)),
        **_articles(),
        **_comments(),
        **_privacy(),
        "Listing": _record(slug=TEXT, name=TEXT, path=TEXT),
        **{f"{n}List": _list(n) for n in ("Moderation", "TrailStep", "Listing")},
        "CommentList": _list(
            "Comment", open=FLAG | {"description": "Whether readers may comment now"}
        ),
        "ArticleList": _list("Card"),
        "HitList": _list("Hit"),
        **_problems(),
    }


def _taken(model: type[BaseModel]) -> dict[str, Schema]:
    schema = model.model_json_schema(ref_template=REF + "{model}")
    return {**schema.pop("$defs", {}), model.__name__: schema}


def _articles() -> dict[str, Schema]:
    shown = {
        "id": ID,
        "path": PATH,
        "url": URL,
        "title": TEXT,
        "section": ref("Term"),
        "language": LANGUAGE,
        "direction": DIRECTION,
        "breaking": FLAG,
        "modified_at": TIME,
    }
    status: Schema = {"enum": [status.value for status in Status if status is not Status.DELETED]}
    article = {
        **shown,
        "version": NUMBER,
        "status": status,
        "standfirst": TEXT,
        "tags": _many(ref("Term")),
        "byline": _many(ref("Author")),
        "lead_image": IMAGE,
        "slug": TEXT,
        "also_read": _many(ID),
        "comments": {"enum": ["open", "closed", None]},
        "translation_of": MAYBE_ID,
        "html": HTML,
        "published_at": MAYBE_TIME,
    }
    staff = {"body": TEXT, "created_at": TIME, "created_by": TEXT, "modified_by": TEXT}
    card = {**shown, "excerpt": TEXT, "tags": _many(TEXT), "authors": _many(TEXT), "image": IMAGE}
    card["published_at"] = TIME
    return {
        "ArticleReceipt": _record(id=ID, path=PATH, url=URL, status=status, version=NUMBER),
        "Card": _record(**card),
        "Hit": _record(**card, marks=_many(MARK)),
        "Article": {
            **_record(**article),
            "properties": {**article, **staff},
            "description": "Authors and editors also see `body`, the Markdown, and who wrote it",
        },
    }


def _comments() -> dict[str, Schema]:
    state: Schema = {"enum": [state.value for state in CommentState]}
    return {
        "CommentReceipt": _record(id=ID, state=state),
        "CommentPreview": _record(html=HTML),
        "ReportReceipt": _record(id=ID),
        "Challenge": _record(
            algorithm={"enum": [ALGORITHM]},
            challenge=TEXT,
            maxnumber=NUMBER,
            salt=TEXT,
            signature=TEXT,
        ),
        "Comment": _record(
            id=ID,
            number=TEXT,
            thread=NUMBER,
            parent=MAYBE_TEXT,
            name=TEXT,
            html=HTML,
            submitted_at=TIME,
            edited_at=MAYBE_TIME,
        ),
        "Signal": _record(
            name={"enum": [name.value for name in SignalName]}, weight=NUMBER, note=TEXT
        ),
        **_moderation(state),
    }


def _moderation(state: Schema) -> dict[str, Schema]:
    report = _record(reason={"enum": [reason.value for reason in ReportReason]}, note=TEXT, at=TIME)
    stood = _record(state=state, body=MAYBE_TEXT)
    return {
        "ModerationReceipt": _record(id=ID, state=state, article_id=ID),
        "ModerationResults": _record(
            results=_many(
                {"anyOf": [_record(id=TEXT, state=state), _record(id=TEXT, code=TEXT, detail=TEXT)]}
            )
        ),
        "Moderation": _record(
            id=ID,
            article_id=ID,
            article={"anyOf": [_record(path=PATH, title=TEXT), {"type": "null"}]},
            state=state,
            name=TEXT,
            body=TEXT,
            original={**MAYBE_TEXT, "description": "What its writer said, if that was edited"},
            number=MAYBE_TEXT,
            parent=MAYBE_TEXT,
            signals=_many(ref("Signal")),
            reports=_record(count=COUNT, newest=_many(report)),
            submitted_at=TIME,
            edited_at=MAYBE_TIME,
            decided_at=MAYBE_TIME,
            decided_by=MAYBE_TEXT,
            reason=TEXT,
        ),
        "TrailStep": _record(action=TEXT, by=TEXT, at=TIME, reason=TEXT, before=stood, after=stood),
    }


def _privacy() -> dict[str, Schema]:
    state: Schema = {"enum": [state.value for state in CommentState]}
    step = {"action": TEXT, "at": TIME, "reason": TEXT, "body": MAYBE_TEXT}
    standing = _record(approved=COUNT, rejected=COUNT, spam=COUNT, forgotten_at=MAYBE_TIME)
    comment = {
        "id": ID,
        "article_id": ID,
        "path": MAYBE_TEXT,
        "number": MAYBE_TEXT,
        "parent": MAYBE_TEXT,
        "state": state,
        "name": TEXT,
        "body": TEXT,
        "original": MAYBE_TEXT,
        "signals": _many(ref("Signal")),
        "reports": COUNT,
        "submitted_at": TIME,
        "edited_at": MAYBE_TIME,
        "decided_at": MAYBE_TIME,
        "reason": TEXT,
        "forgotten_at": MAYBE_TIME,
        "notify": _maybe(_record(confirmed=FLAG, until=TIME)),
        "trail": _many(_record(**step, before=state, after=state)),
    }
    actions = {"enum": ["confirm", "end"]}
    one_click = {"enum": ["One-Click"]}
    return {
        "SubscriptionAction": {
            "type": "object",
            "properties": {"action": actions, "List-Unsubscribe": one_click},
        },
        "PrivacyExport": _record(
            standing=_maybe(standing),
            erased_at=MAYBE_TIME,
            comments=_many(_record(**comment)),
            next={**MAYBE_TEXT, "description": "What to send as `after` for the rest"},
        ),
        "PrivacyErasure": _record(
            erased=COUNT,
            complete={**FLAG, "description": "Where false: ask again, it goes on"},
            paths={**_many(PATH), "description": "Every address of the articles that showed it"},
        ),
    }


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _problems() -> dict[str, Schema]:
    wrong = _record(
        pointer={"type": "string", "description": "JSON Pointer (RFC 6901), or ?parameter"},
        code={"type": "string", "description": "Stable"},
        detail={"type": "string", "description": "For a person"},
    )
    problem = {
        "type": {"type": "string", "format": "uri"},
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "instance": {"type": "string", "format": "uri-reference"},
        "code": {"type": "string", "description": "Stable: the last part of `type`"},
    }
    described = {"description": "RFC 9457", **_record(**problem)}
    described["properties"] = {**problem, "errors": _many(ref("WrongField"))}
    return {"WrongField": wrong, "Problem": described}


def _record(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _list(name: str, **beside: Schema) -> Schema:
    following = {
        "type": ["string", "null"],
        "format": "uri-reference",
        "description": "Where the next items are",
    }
    return _record(items=_many(ref(name)), next=following, **beside)
