"""Where errors meet HTTP: the only place that knows which error has which status."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from msgspec import UNSET, Meta, UnsetType

from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.fields import Time, Url, UrlReference
from broadsheet.domain.shared import errors
from broadsheet.domain.shared.errors import BroadsheetError, FieldError, Invalid, MethodNotAllowed
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.sentence import N_, Sentence, for_programs, sentence

STATUSES: dict[type[BroadsheetError], HTTPStatus] = {
    errors.Malformed: HTTPStatus.BAD_REQUEST,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnsupportedMedia: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    errors.VersionRequired: HTTPStatus.PRECONDITION_REQUIRED,
    errors.VersionMismatch: HTTPStatus.PRECONDITION_FAILED,
}
TITLES = {
    HTTPStatus.BAD_REQUEST: N_("The request cannot be understood"),
    HTTPStatus.UNPROCESSABLE_ENTITY: N_("Some fields are not valid"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: N_("This type of content is not understood"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("Too large"),
    HTTPStatus.UNAUTHORIZED: N_("Please sign in"),
    HTTPStatus.FORBIDDEN: N_("Not allowed"),
    HTTPStatus.NOT_FOUND: N_("Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("Not with this method"),
    HTTPStatus.CONFLICT: N_("Not possible as things stand"),
    HTTPStatus.TOO_MANY_REQUESTS: N_("Too much for now"),
    HTTPStatus.PRECONDITION_REQUIRED: N_("Say which version you edit"),
    HTTPStatus.PRECONDITION_FAILED: N_("Not the newest version"),
    HTTPStatus.INTERNAL_SERVER_ERROR: N_("Something went wrong on our side"),
}
_DETAILS = {
    errors.Malformed: sentence("Something in the form or in the address is not understood here."),
    errors.UnsupportedMedia: sentence("What was sent is not a form as browsers send it."),
    errors.NoSuchComment: sentence("There is no such comment."),
    errors.NotFound: sentence("There is no such article."),
    errors.CommentsClosed: sentence("Comments are closed."),
    errors.Banned: sentence(
        "The editors take no comments from you, or from your network, at this time. If you think"
        " that this is a mistake, write to the newsroom."
    ),
    errors.InFlight: sentence(
        "Others are changing the same thing at this moment. Please try again."
    ),
    errors.ProofRequired: sentence(
        "Very many comments are coming in at this moment. What you wrote is still here: please send"
        " it once more."
    ),
    errors.TooManyRequests: sentence("That was much in a short time. Please wait a minute."),
}
"""Where the details that programs get would tell readers nothing."""

Say = Callable[[Sentence], str]
_IN_PATHS = "/%:@!$&'()*+,;=~"
"""What may stand in a URI's path beside letters and digits (RFC 3986, 3.3)."""
_UNEXPECTED = BroadsheetError(for_programs("The error was logged. Please try again later."))


class WrongField(msgspec.Struct, frozen=True):
    """What is wrong with one field."""

    pointer: Annotated[str, Meta(description="JSON Pointer (RFC 6901), or ?parameter")]
    code: Annotated[str, Meta(description="Stable")]
    detail: Annotated[str, Meta(description="For a person")]
    nearest: Annotated[
        tuple[str, ...] | UnsetType, Meta(description="What may have been meant instead")
    ] = UNSET


class Since(msgspec.Struct, frozen=True):
    """What one version did."""

    version: Positive
    action: str
    by: str
    at: Time
    fields: tuple[str, ...]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong (RFC 9457)."""

    type: Url
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: str
    instance: UrlReference
    code: Annotated[str, Meta(description="Stable: the last part of `type`")]
    errors: tuple[WrongField, ...] | UnsetType = UNSET
    possible: Annotated[
        tuple[str, ...] | UnsetType, Meta(description="The actions that the article's state allows")
    ] = UNSET
    used_by: Annotated[
        tuple[str, ...] | UnsetType, Meta(description="The ids of articles that show the picture")
    ] = UNSET
    since: Annotated[
        tuple[Since, ...] | UnsetType,
        Meta(description="Who changed which fields since the version that was edited"),
    ] = UNSET


def status_of(error: Exception) -> HTTPStatus:
    """The status of an error: its class's, or that of the nearest class above it."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def detail_for_readers(error: BroadsheetError) -> Sentence:
    """What is wrong, in words for readers."""
    return next((said for kind, said in _DETAILS.items() if isinstance(error, kind)), error.said)


def problem(error: Exception, request_id: str, path: str, say: Say = str) -> Answer:
    """The error as `application/problem+json` (RFC 9457). Tells nothing of unexpected errors.

    `say` puts its sentences into words: in English, unless a page shows them to somebody.
    """
    status = status_of(error)
    known = error if isinstance(error, BroadsheetError) else _UNEXPECTED
    told = Problem(
        type=f"urn:broadsheet:problem:{known.code}",
        title=say(Sentence(TITLES[status])),
        status=status.value,
        detail=say(known.said),
        instance=f"{quote(path, _IN_PATHS, errors='replace')}#{request_id}",
        code=known.code,
        **_more(error, say),
    )
    return json_answer(status.value, told, headers_of(error), "application/problem+json")


def _more(error: Exception, say: Say) -> dict[str, Any]:
    """What errors of this kind tell beside."""
    match error:
        case Invalid(errors=[_, *_] as wrong):
            return {"errors": [_wrong(error, say) for error in wrong]}
        case errors.NotAllowedInState(possible=[_, *_] as possible):
            return {"possible": possible}
        case errors.InUse(used_by=used_by):
            return {"used_by": used_by}
        case errors.VersionMismatch(since=[_, *_] as since):
            return {"since": since}
    return {}


def _wrong(error: FieldError, say: Say) -> WrongField:
    nearest = error.nearest or UNSET
    return WrongField(_text(error.pointer), error.code, _text(say(error.said)), nearest)


def _text(sent: str) -> str:
    """What a client called a field, also where half of a surrogate pair in it makes it no text."""
    return sent.encode(errors="replace").decode()


def headers_of(error: Exception) -> dict[str, str]:
    """What else the client is told, whether as a page or as a problem."""
    if isinstance(error, MethodNotAllowed):
        return {"allow": ", ".join(error.allowed)}
    if isinstance(error, errors.Encoded):
        # RFC 9110, 12.5.3: what would be taken.
        return {"accept-encoding": "identity"}
    if isinstance(error, errors.TooManyRequests):
        return {"retry-after": str(error.retry_after)}
    if isinstance(error, errors.Unauthenticated):
        return {"www-authenticate": 'Bearer error="invalid_token"'}
    return {}
