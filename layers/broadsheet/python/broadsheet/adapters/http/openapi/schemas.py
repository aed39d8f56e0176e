"""The shapes that the API takes and gives, as JSON Schema 2020-12: for the documentation alone.

What is taken comes from the models that check it, what is given from the structs that are encoded.
"""

from enum import StrEnum
from typing import Any

import msgspec
from pydantic import BaseModel

from broadsheet.adapters.http.articles.answers import (
    Article,
    ArticleList,
    Card,
    Listing,
    ListingList,
)
from broadsheet.adapters.http.articles.receipts import ArticleReceipt
from broadsheet.adapters.http.articles.revision_answers import (
    Comparison,
    Revision,
    RevisionList,
    RevisionStep,
)
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
    ModerationList,
    ModerationResults,
    TrailStep,
    TrailStepList,
    Undecided,
)
from broadsheet.adapters.http.fields import REF
from broadsheet.adapters.http.live.answers import LiveEntry, LiveList
from broadsheet.adapters.http.live.receipts import LiveReceipt
from broadsheet.adapters.http.media.answers import Media, MediaAnnounced, MediaList, MediaRead
from broadsheet.adapters.http.people.answers import FrontPage, Profile, ProfileList, ProfileReceipt
from broadsheet.adapters.http.privacy.answers import PrivacyErasure, PrivacyExport
from broadsheet.adapters.http.problem import Problem, WrongField
from broadsheet.adapters.http.redirects.answers import Redirect, RedirectList
from broadsheet.adapters.http.search.answers import Hit, HitList
from broadsheet.domain.articles.article import Author, ImageSource, LeadImage, Term
from broadsheet.domain.articles.correction_submission import CorrectionSubmission
from broadsheet.domain.articles.life import Action, Status
from broadsheet.domain.articles.life_submission import (
    NoteSubmission,
    RetractSubmission,
    ScheduleSubmission,
)
from broadsheet.domain.articles.submission import ArticleSubmission
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.moderation_submission import (
    BulkSubmission,
    EditSubmission,
    ReasonSubmission,
)
from broadsheet.domain.comments.report_submission import ReportSubmission
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.signals.signal import Signal, SignalName
from broadsheet.domain.comments.submission import CommentSubmission
from broadsheet.domain.live.submission import LiveSubmission
from broadsheet.domain.media.submission import MediaSubmission, MediaWords
from broadsheet.domain.people.submission import FrontPageSubmission, ProfileSubmission
from broadsheet.domain.privacy.submission import EraseSubmission, ExportSubmission
from broadsheet.domain.redirects.submission import PathSubmission, RedirectSubmission
from broadsheet.usecases.comments.comment_changes import ModerationReceipt
from broadsheet.usecases.comments.proof_of_work import Challenge
from broadsheet.usecases.media.manage_media import MediaReceipt
from broadsheet.usecases.people.edit_front_page import FrontPageReceipt
from broadsheet.usecases.redirects.manage_redirects import PathReceipt, RedirectReceipt

Schema = dict[str, Any]


class Unauthorized(msgspec.Struct, frozen=True):
    """API Gateway's own words, where it lets nobody through to a function."""

    message: str


_TEXT: Schema = {"type": "string"}
_NULL: Schema = {"type": "null"}
_SINGLE = ("string", "integer")
_AS_STORED = (Term, Author, LeadImage, ImageSource)
_ENUMS: tuple[type[StrEnum], ...] = (Status, Action, CommentState, SignalName, ReportReason)
_WRITTEN: dict[str, Schema] = {
    "SubscriptionAction": {
        "type": "object",
        "properties": {
            "action": {
                **_TEXT,
                "description": "`confirm` or `end`; with neither, the page asks again",
            },
            "List-Unsubscribe": {
                **_TEXT,
                "description": "`One-Click`, as a mail program sends it (RFC 8058)",
            },
        },
    },
    "OpenApi": {"type": "object", "description": "As the OpenAPI Specification 3.1 says"},
}
"""What no model checks, and what is no struct."""
_ABOUT = {
    "Article": "Authors and editors also see `body`, the Markdown, and who wrote it",
    "Problem": "RFC 9457",
}
_NAMED: tuple[Any, ...] = (
    *(ArticleSubmission, NoteSubmission, ScheduleSubmission, RetractSubmission),
    *(ArticleList, HitList, RevisionList, LiveList),
    *(CorrectionSubmission, RevisionStep, Revision, Comparison),
    *(LiveSubmission, LiveReceipt, LiveEntry),
    *(ArticleReceipt, Card, Hit, Article),
    *(CommentSubmission, ReportSubmission, ReasonSubmission, EditSubmission, BulkSubmission),
    *(EraseSubmission, ExportSubmission),
    *(ModerationList, TrailStepList, CommentList, CommentReceipt, CommentPreview, ReportReceipt),
    *(Challenge, Comment, Signal, ModerationReceipt, ModerationResults, Moderation, TrailStep),
    *("SubscriptionAction", PrivacyExport, PrivacyErasure),
    *(MediaSubmission, MediaWords, MediaAnnounced, Media, MediaRead, MediaReceipt, MediaList),
    *(Listing, ListingList, ProfileList, RedirectList),
    *(RedirectSubmission, PathSubmission, Redirect, RedirectReceipt, PathReceipt),
    *(ProfileSubmission, FrontPageSubmission, ProfileReceipt, Profile),
    *(FrontPageReceipt, FrontPage),
    *("OpenApi", WrongField, Problem, Unauthorized),
)
"""What is taken and given, in the order in which it is explained."""
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
    structs = [
        kind for kind in _NAMED if not (isinstance(kind, str) or issubclass(kind, BaseModel))
    ]
    _, generated = msgspec.json.schema_components(
        [*_AS_STORED, *structs, Decided, Undecided], ref_template=REF + "{name}"
    )
    # A default is a tuple as msgspec gives it, and an array only in JSON.
    parts: dict[str, Schema] = msgspec.json.decode(msgspec.json.encode(generated))
    found = {kind.__name__: parts.pop(kind.__name__) for kind in _AS_STORED}
    for part in parts.values():
        # What a class is to those who read the code is not what it is to a client.
        part.pop("description", None)
    given = {kind.__name__: parts.pop(kind.__name__) for kind in structs}
    # Of themselves the values of an enumeration are sorted.
    parts |= {kind.__name__: {"enum": [value.value for value in kind]} for kind in _ENUMS}
    for kind in _NAMED:
        if isinstance(kind, str):
            found[kind] = _WRITTEN[kind]
        elif issubclass(kind, BaseModel):
            found |= _taken(kind)
        else:
            about = {"description": _ABOUT[kind.__name__]} if kind.__name__ in _ABOUT else {}
            found[kind.__name__] = _plain(given[kind.__name__] | about, parts)
    return found


def _taken(model: type[BaseModel]) -> dict[str, Schema]:
    """What a model takes, and what that is made of."""
    schema = model.model_json_schema(ref_template=REF + "{model}")
    return {**schema.pop("$defs", {}), model.__name__: schema}


def _plain(schema: Schema, parts: dict[str, Schema]) -> Schema:
    """A generated schema in few words, with `parts` in their places: they have no names here.

    Of an object it says that there are no others than its properties.
    """
    schema = dict(schema)
    name = schema.get("$ref", "").removeprefix(REF)
    if name in parts:
        schema = {**parts[name], **schema}
        del schema["$ref"]
    choices = schema.get("anyOf", ())
    if len(choices) == 2 and choices[1] == _NULL and choices[0].get("type") in _SINGLE:
        schema = {**choices[0], **schema, "type": [choices[0]["type"], "null"]}
        del schema["anyOf"]
    if "enum" in schema or "const" in schema:
        schema = {key: value for key, value in schema.items() if key not in ("type", "anyOf")}
    if "properties" in schema:
        schema["additionalProperties"] = False
    return {key: _inner(key, schema[key], parts) for key in _KEYWORDS if key in schema}


def _inner(keyword: str, value: Any, parts: dict[str, Schema]) -> Any:
    """What a keyword says, if that is made of schemas: each of them in few words."""
    if keyword == "properties":
        return {name: _plain(schema, parts) for name, schema in value.items()}
    if keyword == "anyOf":
        return [_plain(schema, parts) for schema in value]
    return _plain(value, parts) if isinstance(value, dict) else value
