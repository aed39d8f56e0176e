"""The shapes of articles."""

from broadsheet.adapters.http.articles.submitted import ArticleSubmission
from broadsheet.adapters.http.articles.submitted_actions import (
    CorrectionSubmission,
    NoteSubmission,
    RetractSubmission,
    ScheduleSubmission,
)
from broadsheet.adapters.http.live.submitted import LiveSubmission
from broadsheet.adapters.http.openapi.schema_parts import (
    DIRECTION,
    FLAG,
    HTML,
    ID,
    IMAGE,
    LANGUAGE,
    MARK,
    MAYBE_ID,
    MAYBE_TEXT,
    MAYBE_TIME,
    NUMBER,
    PATH,
    TEXT,
    TIME,
    URL,
    Schema,
    listed,
    many,
    maybe,
    record,
    ref,
    taken,
)
from broadsheet.domain.articles.life import Action, Status


def article_schemas() -> dict[str, Schema]:
    """Articles, their revisions, and entries of running stories."""
    status: Schema = {"enum": [status.value for status in Status if status is not Status.DELETED]}
    return {
        **taken(ArticleSubmission),
        **taken(NoteSubmission),
        **taken(ScheduleSubmission),
        **taken(RetractSubmission),
        "ArticleList": listed("Card"),
        "HitList": listed("Hit"),
        "RevisionList": listed("RevisionStep"),
        "LiveList": listed("LiveEntry"),
        **_revisions(),
        **_live(),
        "ArticleReceipt": record(id=ID, path=PATH, url=URL, status=status, version=NUMBER),
        **_cards(),
        "Article": _article(status),
    }


_SHOWN: dict[str, Schema] = {
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
"""What an article and its card both tell."""


def _cards() -> dict[str, Schema]:
    card = {**_SHOWN, "excerpt": TEXT, "tags": many(TEXT), "authors": many(TEXT), "image": IMAGE}
    card["published_at"] = TIME
    return {"Card": record(**card), "Hit": record(**card, marks=many(MARK))}


def _article(status: Schema) -> Schema:
    article = {
        **_SHOWN,
        "version": NUMBER,
        "status": status,
        "standfirst": TEXT,
        "tags": many(ref("Term")),
        "byline": many(ref("Author")),
        "lead_image": IMAGE,
        "slug": TEXT,
        "also_read": many(ID),
        "comments": {"enum": ["open", "closed", None]},
        "translation_of": MAYBE_ID,
        "dont_miss": many(ID),
        "live": {"enum": ["running", "ended", None]},
        "html": HTML,
        "corrections": many(record(text=TEXT, at=TIME)),
        "published_at": MAYBE_TIME,
        "updated_at": MAYBE_TIME,
    }
    staff = {"body": TEXT, "created_at": TIME, "created_by": TEXT, "modified_by": TEXT, **_life()}
    return {
        **record(**article),
        "properties": {**article, **staff},
        "description": "Authors and editors also see `body`, the Markdown, and who wrote it",
    }


def _life() -> dict[str, Schema]:
    hour = maybe(record(at=TIME, local=TEXT, zone=TEXT))
    return {
        "publish_at": hour,
        "unpublish_at": hour,
        "embargo": hour,
        "retraction": maybe(record(reason=TEXT, at=TIME, by=TEXT)),
        "possible": {
            **many({"enum": [action.value for action in Action]}),
            "description": "What whoever asks can do with it now",
        },
    }


def _revisions() -> dict[str, Schema]:
    step = {
        "version": NUMBER,
        "action": TEXT,
        "status": {"enum": [status.value for status in Status]},
        "by": TEXT,
        "at": TIME,
        "note": TEXT,
        "title": TEXT,
    }
    part = record(kind={"enum": ["same", "removed", "added"]}, text=TEXT)
    change: Schema = {
        "type": "object",
        "properties": {"field": TEXT, "words": many(part), "before": {}, "after": {}},
        "required": ["field"],
        "additionalProperties": False,
    }
    return {
        **taken(CorrectionSubmission),
        "RevisionStep": record(**step),
        "Revision": record(**step, content={"type": "object"}),
        "Comparison": record(items=many(change)),
    }


def _live() -> dict[str, Schema]:
    return {
        **taken(LiveSubmission),
        "LiveReceipt": record(article_id=ID, number=NUMBER, path=TEXT, url=URL, version=NUMBER),
        "LiveEntry": record(
            number=NUMBER,
            headline=MAYBE_TEXT,
            html=HTML,
            is_key=FLAG,
            byline=MAYBE_TEXT,
            at=TIME,
            edited_at=MAYBE_TIME,
            version=NUMBER,
        ),
    }
