"""The shapes that the API takes and gives, as JSON Schema 2020-12: for the documentation alone.

What is taken comes from the models that check it, what is given from the structs that are encoded.
"""

import inspect
from enum import StrEnum
from typing import Any, get_args

import msgspec
from msgspec import Struct

from broadsheet.adapters.http.articles.answers import Article, Card, Listing
from broadsheet.adapters.http.articles.receipts import ArticleReceipt
from broadsheet.adapters.http.articles.remark_answers import Remark
from broadsheet.adapters.http.articles.renaming_answers import Renaming
from broadsheet.adapters.http.articles.revision_answers import Comparison, Revision, RevisionStep
from broadsheet.adapters.http.articles.story_answers import Story
from broadsheet.adapters.http.articles.submitted import ArticleEdit, ArticleSubmission
from broadsheet.adapters.http.articles.submitted_actions import (
    AssigneeSubmission,
    CorrectionSubmission,
    NoteSubmission,
    RemarkSubmission,
    RetractSubmission,
    ScheduleSubmission,
)
from broadsheet.adapters.http.articles.submitted_renaming import RenamingSubmission
from broadsheet.adapters.http.comments.ban_answers import Ban, CommentContext, Words
from broadsheet.adapters.http.comments.comment_answers import (
    Comment,
    CommentList,
    CommentPreview,
    CommentReceipt,
    ReportReceipt,
)
from broadsheet.adapters.http.comments.moderation_answers import (
    Decided,
    Moderation,
    ModerationResults,
    TrailStep,
    Undecided,
)
from broadsheet.adapters.http.comments.reader_fields import CommentSubmission, ReportSubmission
from broadsheet.adapters.http.comments.submitted_decisions import (
    BanSubmission,
    BulkSubmission,
    EditSubmission,
    ReasonSubmission,
    WordsSubmission,
)
from broadsheet.adapters.http.desk.receipt_answers import Receipt
from broadsheet.adapters.http.desk.share_answers import Share, ShareMade, ShareOpening
from broadsheet.adapters.http.desk.submitted import ShareSubmission
from broadsheet.adapters.http.fields import REF
from broadsheet.adapters.http.lists import ItemList
from broadsheet.adapters.http.live.answers import LiveEntry
from broadsheet.adapters.http.live.receipts import LiveReceipt
from broadsheet.adapters.http.live.submitted import LiveEdit, LiveSubmission
from broadsheet.adapters.http.media.answers import Media, MediaAnnounced, MediaRead
from broadsheet.adapters.http.media.submitted import MediaSubmission, MediaWords
from broadsheet.adapters.http.openapi.as_read import with_what_is_read
from broadsheet.adapters.http.openapi.taken import taken
from broadsheet.adapters.http.people.answers import FrontPage, Profile, ProfileReceipt
from broadsheet.adapters.http.people.submitted import FrontPageSubmission, ProfileSubmission
from broadsheet.adapters.http.privacy.answers import PrivacyErasure, PrivacyExport
from broadsheet.adapters.http.privacy.submitted import EraseSubmission, ExportSubmission
from broadsheet.adapters.http.problem import Problem, WrongField
from broadsheet.adapters.http.redirects.answers import Redirect
from broadsheet.adapters.http.redirects.submitted import PathSubmission, RedirectSubmission
from broadsheet.adapters.http.search.answers import Hit, HitList
from broadsheet.adapters.http.submitted import Model
from broadsheet.domain.articles.article import Author, Focus, ImageSource, LeadImage, Term
from broadsheet.domain.articles.life import Action, Status
from broadsheet.domain.comments.bans import BanOf
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.signals.signal import Signal, SignalName
from broadsheet.domain.desk.receipt import PageState
from broadsheet.domain.shared.notes import Note
from broadsheet.usecases.articles.remarks import RemarkReceipt
from broadsheet.usecases.articles.rename_term import RenamingReceipt
from broadsheet.usecases.comments.ban_sender import BanReceipt
from broadsheet.usecases.comments.comment_changes import ModerationReceipt
from broadsheet.usecases.comments.proof_of_work import Challenge
from broadsheet.usecases.comments.word_lists import WordsReceipt
from broadsheet.usecases.media.manage_media import MediaReceipt
from broadsheet.usecases.people.edit_front_page import FrontPageReceipt
from broadsheet.usecases.people.end_sessions import SessionsEnded
from broadsheet.usecases.redirects.edit_redirects import PathReceipt, RedirectReceipt

Schema = dict[str, Any]


class Unauthorized(Struct, frozen=True):
    """API Gateway's own words, where it lets nobody through to a function."""

    message: str


def _text(about: str) -> Schema:
    return {"type": "string", "description": about}


_NULL: Schema = {"type": "null"}
_AS_STORED: tuple[type[Struct], ...] = (Term, Author, LeadImage, ImageSource, Focus, Note)
"""Parts of answers, which have them as they are kept: with what may be missing."""
_ENUMS: tuple[type[StrEnum], ...] = (
    *(Status, Action, CommentState, SignalName, ReportReason),
    *(PageState, BanOf),
)
_WRITTEN: dict[str, Schema] = {
    "SubscriptionAction": {
        "type": "object",
        "properties": {
            "action": _text("`confirm` or `end`; with neither, the page asks again"),
            "List-Unsubscribe": _text("`One-Click`, as a mail program sends it (RFC 8058)"),
        },
    },
    "OpenApi": {"type": "object", "description": "As the OpenAPI Specification 3.1 says"},
}
"""What no model checks, and what is no struct."""
_ABOUT = {
    "Article": "Authors and editors also see `body`, the Markdown, and who wrote it",
    "Problem": "RFC 9457",
}
"""Words about a whole shape."""
_LISTED = {"Card": "Article", "RevisionStep": "Revision", "LiveEntry": "Live"}
"""After what a list is called, where it is not what it lists."""
_NAMED: tuple[Any, ...] = (
    *(ArticleSubmission, ArticleEdit, NoteSubmission, ScheduleSubmission, RetractSubmission),
    *(ItemList[Card], HitList, ItemList[RevisionStep], ItemList[LiveEntry]),
    *(ItemList[Story], Story),
    *(AssigneeSubmission, RemarkSubmission, RemarkReceipt, Remark, ItemList[Remark]),
    *(CorrectionSubmission, RevisionStep, Revision, Comparison, Receipt),
    *(ShareSubmission, ShareMade, Share, ShareOpening, ItemList[Share], ItemList[ShareOpening]),
    *(LiveSubmission, LiveEdit, LiveReceipt, LiveEntry, ArticleReceipt, Card, Hit, Article),
    *(CommentSubmission, ReportSubmission, ReasonSubmission, EditSubmission, BulkSubmission),
    *(EraseSubmission, ExportSubmission, ItemList[Moderation], ItemList[TrailStep]),
    *(CommentList, CommentReceipt, CommentPreview, ReportReceipt, Challenge, Comment, Signal),
    *(ModerationReceipt, ModerationResults, Moderation, TrailStep),
    *(BanSubmission, WordsSubmission, CommentContext, BanReceipt, Words, WordsReceipt),
    *(Ban, ItemList[Ban]),
    *("SubscriptionAction", PrivacyExport, PrivacyErasure),
    *(MediaSubmission, MediaWords, MediaAnnounced, Media, MediaRead, MediaReceipt, ItemList[Media]),
    *(Listing, ItemList[Listing], ItemList[Profile], ItemList[Redirect]),
    *(RedirectSubmission, PathSubmission, Redirect, RedirectReceipt, PathReceipt),
    *(RenamingSubmission, RenamingReceipt, Renaming, ItemList[Renaming]),
    *(ProfileSubmission, FrontPageSubmission, ProfileReceipt, Profile),
    *(FrontPageReceipt, FrontPage, SessionsEnded, "OpenApi", WrongField, Problem, Unauthorized),
)
"""What is taken and given, in the order in which it is explained: models, structs, or names."""
_KEYWORDS = (
    *("type", "enum", "const", "format", "pattern", "minimum", "maximum", "items", "minItems"),
    *("maxItems", "anyOf", "$ref", "properties", "required", "additionalProperties", "description"),
)
"""What a schema says, in the order in which people read it."""


def ref(name: str) -> Schema:
    """A reference to a schema by its name."""
    return {"$ref": f"{REF}{name}"}


def schemas() -> dict[str, Schema]:
    """Every schema of the API by its name."""
    named, parts = _generated()
    found = {kind.__name__: named[kind.__name__] for kind in _AS_STORED}
    for kind in _NAMED:
        if isinstance(kind, str):
            found[kind] = _WRITTEN[kind]
        elif _is_model(kind):
            found |= taken(kind)
        else:
            name = _name(kind)
            found[name] = _plain(named[name] | {"description": _ABOUT.get(name)}, parts)
    return with_what_is_read(found)


def _generated() -> tuple[dict[str, Schema], dict[str, Schema]]:
    """What msgspec says of structs by their names, and of their parts that have none here."""
    structs = (kind for kind in _NAMED if not isinstance(kind, str) and not _is_model(kind))
    given = [*_AS_STORED, *structs]
    references, generated = msgspec.json.schema_components(
        [*given, Decided, Undecided], ref_template=REF + "{name}"
    )
    # A default is a tuple as msgspec gives it, and an array only in JSON.
    parts: dict[str, Schema] = msgspec.json.decode(msgspec.json.encode(generated))
    for about in (part for part in parts.values() if "description" in part):
        # Before Python 3.13 docstrings come with what they are indented by.
        about["description"] = inspect.cleandoc(about["description"])
    keys = (reference["$ref"].removeprefix(REF) for reference in references)
    named = {_name(kind): parts.pop(key) for kind, key in zip(given, keys, strict=False)}
    # Of themselves the values of an enumeration are sorted.
    return named, parts | {e.__name__: {"enum": [one.value for one in e]} for e in _ENUMS}


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _name(kind: Any) -> str:
    """What the documentation calls a struct; a list by what it lists."""
    names: list[str] = [of.__name__ for of in get_args(kind)]
    return f"{_LISTED.get(names[0], names[0])}List" if names else kind.__name__


def _plain(schema: Schema, parts: dict[str, Schema]) -> Schema:
    """A generated schema in few words, with `parts` in their places: they have no names here.

    An object has no others than its properties. What a class is to those who read the code is not
    what it is to a client: only fields are described, and what `_ABOUT` has.
    """
    part = parts.get(schema.get("$ref", "").removeprefix(REF))
    if part is not None:
        schema = {**part, "description": None, **schema, "$ref": None}
    choices = schema.get("anyOf", ())
    if (
        len(choices) == 2
        and choices[1] == _NULL
        and choices[0].get("type") in ("string", "integer")
    ):
        schema = {**choices[0], **schema, "type": [choices[0]["type"], "null"], "anyOf": None}
    if "enum" in schema or "const" in schema:
        schema = {**schema, "type": None, "anyOf": None}
    if "properties" in schema:
        schema = {**schema, "additionalProperties": False}
    said = ((keyword, schema.get(keyword)) for keyword in _KEYWORDS)
    return {keyword: _inner(keyword, v, parts) for keyword, v in said if v is not None}


def _inner(keyword: str, value: Any, parts: dict[str, Schema]) -> Any:
    """What a keyword says, if that is made of schemas: each of them in few words."""
    if keyword == "properties":
        return {name: _plain(schema, parts) for name, schema in value.items()}
    if keyword == "anyOf":
        return [_plain(schema, parts) for schema in value]
    return _plain(value, parts) if isinstance(value, dict) else value
