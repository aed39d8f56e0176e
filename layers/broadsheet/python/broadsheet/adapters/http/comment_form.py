"""The comment form, as browsers send it, and the page that says what was wrong with it."""

from typing import Any
from urllib.parse import parse_qsl

from broadsheet.adapters.http.answer import Answer, html_answer
from broadsheet.adapters.http.problem import TITLES, detail_for_readers, status_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.jinja.marks import N_
from broadsheet.domain.errors import (
    BroadsheetError,
    FieldError,
    Invalid,
    Malformed,
    NotFound,
    TooLarge,
    UnsupportedMedia,
)
from broadsheet.domain.site import Site
from broadsheet.usecases.ports import Reads
from broadsheet.usecases.read_comments import commented_article

FORM = "application/x-www-form-urlencoded"
FIELDS = ("name", "email", "body")
_MOST_FIELDS = 20
_MOST_BYTES = 128 * 1024
"""Twice what the longest comment takes when each of its characters is four bytes, each of them
percent-encoded: longer forms are not shown to their sender again, or the answer would be larger
than Lambda lets through."""
_MESSAGES = {
    ("name", "string_too_short"): N_("Please tell us your name."),
    ("name", "string_too_long"): N_("Please use at most 80 characters."),
    ("name", "unprintable"): N_("Please leave out the characters that cannot be shown."),
    ("email", "string_pattern_mismatch"): N_(
        "Please enter an e-mail address, like ada@example.org."
    ),
    ("email", "string_too_long"): N_("Please use at most 254 characters."),
    ("email", "unprintable"): N_("Please enter an e-mail address, like ada@example.org."),
    ("body", "string_too_short"): N_("Please write a comment."),
    ("body", "string_too_long"): N_("Please use at most 5,000 characters."),
    ("body", "unprintable"): N_("Please leave out the characters that cannot be shown."),
}
_OF_UNKNOWN_FIELDS = N_("The form has a field that is not known here.")


def fields_of(request: HttpRequest) -> dict[str, Any]:
    """The fields of a form or of a JSON object. Raises UnsupportedMedia, TooLarge, Malformed."""
    if len(request.body) > _MOST_BYTES:
        raise TooLarge(N_("This is much longer than a comment can be."))
    if request.media_type() == FORM:
        return {"name": "", "email": "", "body": ""} | _form(request)
    if request.wants_json() or request.media_type() == "application/json":
        return request.json_object()
    raise UnsupportedMedia(f"Send a form ({FORM}) or JSON.")


def _form(request: HttpRequest) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            request.body.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise Malformed([FieldError("", "bad_form", "is not a form in UTF-8")]) from None
    # Browsers send a text's line ends as CR LF.
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def refused(request: HttpRequest, error: BroadsheetError, reads: Reads, site: Site) -> Answer:
    """A readable page with what is wrong and, where the form is at fault, what was typed."""
    # Nothing of the template engine is needed by those whose comment is accepted.
    from broadsheet.adapters.jinja.comment_error import (  # noqa: PLC0415
        comment_error_page,
        error_page,
    )

    status = status_of(error)
    if not isinstance(error, Invalid) or isinstance(error, Malformed):
        return html_answer(
            status, error_page(site, status, TITLES[status], detail_for_readers(error))
        )
    try:
        article = commented_article(reads, request.parameter("id"))
    except NotFound as gone:
        status = status_of(gone)
        return html_answer(status, error_page(site, status, TITLES[status], gone.detail))
    page = comment_error_page(
        site,
        article_path=article.path,
        article_title=article.title,
        article_language=article.language,
        action=request.path,
        typed={n: v for n, v in fields_of(request).items() if n in FIELDS and isinstance(v, str)},
        errors={e.pointer.removeprefix("/"): _message(e) for e in error.errors}
        or {"form": error.detail},
    )
    return html_answer(status, page)


def _message(error: FieldError) -> str:
    field = error.pointer.removeprefix("/")
    if error.code == "extra_forbidden":
        return _OF_UNKNOWN_FIELDS
    return _MESSAGES.get((field, error.code), f"{error.detail[:1].upper()}{error.detail[1:]}.")
