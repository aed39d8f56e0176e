"""What readers may send as a comment."""

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec
from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import (
    MeantLine,
    MeantLines,
    Model,
    Text,
    not_blank,
    odd_one,
    printable,
    readable_lines,
)
from broadsheet.domain.comments.names.person_name import problem_of_name, tidied_name
from broadsheet.domain.comments.submitted import LONGEST_COMMENT, SubmittedComment
from broadsheet.domain.shared.mailbox import LONGEST_ADDRESS, in_ascii, is_address
from broadsheet.domain.shared.sentence import sentence


def _person_name(text: str) -> str:
    name = tidied_name(text)
    problem = problem_of_name(name)
    if problem and problem.odd:
        raise odd_one(problem.odd)
    if problem:
        raise wrong(problem.code, problem.said)
    return name


CommentBody = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_COMMENT),
    MeantLines,
    AfterValidator(not_blank),
    AfterValidator(readable_lines),
]
"""What a comment says, whoever wrote or edited it."""


_WHATWG = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
"""The shape that browsers accept in <input type=email> (WHATWG HTML, 4.10.5.1.5)."""


def _typed_address(email: str) -> str:
    address = in_ascii(email)
    if not _WHATWG.fullmatch(address):
        raise _no_address()
    return address


def _reachable(address: str) -> str:
    if not is_address(address):
        raise _no_address()
    return address


def _no_address() -> PydanticCustomError:
    words = sentence("must be like {like}", like="ada@example.org")
    return wrong("string_pattern_mismatch", words)


TypedAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_ADDRESS, to_lower=True),
    AfterValidator(printable),
    AfterValidator(_typed_address),
    Field(json_schema_extra={"format": "email"}),
]
"""An address as somebody may have typed it once, in small letters: theirs is found by it."""
EmailAddress = Annotated[TypedAddress, AfterValidator(_reachable)]
"""An address that mail can be sent to, in small letters."""


class CommentSubmission(Model):
    """A comment as a reader sends it."""

    name: Annotated[
        Text,
        MeantLine,
        Field(min_length=1, max_length=80),
        AfterValidator(not_blank),
        AfterValidator(_person_name),
    ]
    email: EmailAddress
    body: CommentBody
    parent: Annotated[str, Field(max_length=64), AfterValidator(printable)] | None = None
    """The comment that is answered: its number, such as `12-3`, or its id."""
    notify: bool = False
    """Whether its writer asks to hear of replies."""


def comment_from_fields(fields: Mapping[str, object]) -> SubmittedComment:
    """The comment in a form or a JSON object. Raises Invalid with every wrong field."""
    sent = CommentSubmission.from_fields(fields)
    return msgspec.convert(sent.model_dump(), SubmittedComment)
