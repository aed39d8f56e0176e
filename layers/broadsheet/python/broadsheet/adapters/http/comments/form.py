"""The comment form, as browsers send it, and what is wrong with it in words for readers."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from broadsheet.adapters.http.comments.beside import taken_beside
from broadsheet.adapters.http.request import HttpRequest, IsEdge
from broadsheet.adapters.http.typed_form import FORM, form_pairs, single_fields
from broadsheet.domain.comments.sender import COOKIE
from broadsheet.domain.shared.errors import (
    FieldError,
    Forbidden,
    Invalid,
    TooLarge,
    UnsupportedMedia,
)
from broadsheet.domain.shared.sentence import N_, Sentence, Value, for_programs, sentence
from broadsheet.usecases.comments.ports import Visit

COMMENT_FIELDS = ("name", "email", "body")
REPORT_FIELDS = ("reason", "note")
_OPTIONAL = ("parent", "notify", "reason")
"""Left out where it is empty: a browser sends every field, also those that nobody filled in."""
_GIVEN_BACK = frozenset({*COMMENT_FIELDS, *REPORT_FIELDS, *_OPTIONAL})
"""What is given back to the sender where something is wrong."""
_MOST_FIELDS = 20
_MOST_BYTES = 128 * 1024
"""Twice what the longest comment takes when each of its characters is four bytes, each of them
percent-encoded: longer forms are not shown to their sender again, or the answer would be larger
than Lambda lets through."""
_MESSAGES = {
    ("name", "string_too_short"): N_("Please tell us your name."),
    ("name", "string_too_long"): N_("Please use at most 80 characters."),
    ("name", "too_many_marks"): N_("Please use fewer accents on one letter."),
    ("name", "no_letters"): N_("Please use at least one letter, number or emoji."),
    ("name", "address"): N_("Please use a name, not an address: everybody will see it."),
    ("email", "string_too_long"): N_("Please use at most 254 characters."),
    ("body", "string_too_short"): N_("Please write a comment."),
    ("body", "string_too_long"): N_("Please use at most 5,000 characters."),
    ("note", "string_too_long"): N_("Please use at most 500 characters."),
    ("proof", "expired_proof"): N_("The page was open for a long time. Please send it once more."),
}
_OF_FIELDS = {
    "email": N_("Please enter an e-mail address, like ada@example.org."),
    "parent": N_(
        "The comment that you answer is not there any more. Sent again, yours stands by itself."
    ),
    "reason": N_("Please choose a reason."),
    "proof": N_("Please send it once more."),
}
"""Whatever else is wrong with them."""
_OF_ANY = N_("This cannot be taken as it is. Please check it.")
_ODD = (
    N_("Please leave out the character {character}. It stands after “{before}”."),
    N_("Please leave out the character {character}. It stands before “{after}”."),
    N_("Please leave out the character {character}."),
)
_NAMED_ALONE = ("email", "parent", "reason", "proof")
"""In these nobody can put a single character right."""
_NOT_FROM_HERE = sentence(
    "This was sent from a page of another site. Please use the form on our page."
)
_OF_UNKNOWN_FIELDS = N_("The form has a field that is not known here.")


class SentForm(NamedTuple):
    """A form, or a JSON object, as it was sent.

    `fields` are the comment's or the report's by their names, not checked yet; `visit` is what
    came beside them, `is_preview` whether its sender only wants to see it, and `wrong` what of that
    cannot be taken.
    """

    fields: dict[str, Any]
    visit: Visit
    is_preview: bool = False
    wrong: tuple[FieldError, ...] = ()

    @property
    def typed(self) -> dict[str, str]:
        """What is given back to the sender, by the names of the fields."""
        return {n: v for n, v in self.fields.items() if n in _GIVEN_BACK and isinstance(v, str)}


def sent_form(
    request: HttpRequest, is_edge: IsEdge, expected: Sequence[str] = COMMENT_FIELDS
) -> SentForm:
    """What was sent; `expected` are in a form even if it was empty.

    Raises UnsupportedMedia, TooLarge, Malformed, and Forbidden for a form of another site's page.
    """
    sent = _fields(request, expected)
    beside = taken_beside(sent)
    visit = Visit(
        ip=request.viewer_ip(is_edge),
        user_agent=request.headers.get("user-agent", ""),
        seconds=beside.seconds,
        trap=beside.trap,
        proof=beside.proof,
        issued=beside.issued,
        again=beside.again,
        cookie=request.cookie(COOKIE),
    )
    return SentForm(sent, visit, beside.is_preview, beside.wrong)


def _fields(request: HttpRequest, expected: Sequence[str]) -> dict[str, Any]:
    if request.is_from_another_site():
        raise Forbidden(_NOT_FROM_HERE)
    if len(request.body) > _MOST_BYTES:
        raise TooLarge(sentence("This is much longer than a comment can be."))
    if request.media_type() == FORM:
        form = dict.fromkeys(expected, "") | _form(request)
        return {n: v for n, v in form.items() if v or n not in _OPTIONAL}
    if request.wants_json() or request.media_type() == "application/json":
        return request.json_object()
    raise UnsupportedMedia(for_programs(f"Send a form ({FORM}) or JSON."))


def _form(request: HttpRequest) -> dict[str, str]:
    return single_fields(form_pairs(request.text_bytes(), _MOST_FIELDS))


def messages_of(error: Invalid) -> dict[str, Sentence]:
    """What is wrong in words for readers, by the fields' names; with the whole, as `form`."""
    found: dict[str, Sentence] = {}
    for wrong in error.errors:
        found.setdefault(wrong.pointer.removeprefix("/") or "form", _message(wrong))
    return found or {"form": error.said}


def _message(error: FieldError) -> Sentence:
    field, code = error.pointer.removeprefix("/"), error.code
    if code == "extra_forbidden":
        return Sentence(_OF_UNKNOWN_FIELDS)
    if field not in _NAMED_ALONE and "before" in error.said.values:
        return _odd(error.said.values)
    return Sentence(_MESSAGES.get((field, code)) or _OF_FIELDS.get(field, _OF_ANY))


def _odd(told: Mapping[str, Value]) -> Sentence:
    """Which character cannot stay, by its number."""
    values = {"character": told["character"]}
    if told["before"]:
        return Sentence(_ODD[0], values | {"before": told["before"]})
    if told["after"]:
        return Sentence(_ODD[1], values | {"after": told["after"]})
    return Sentence(_ODD[2], values)
