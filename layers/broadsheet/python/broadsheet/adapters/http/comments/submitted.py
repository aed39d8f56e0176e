"""What readers may send as a comment."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from broadsheet.adapters.http.submitted import Line, Model, not_blank, printable, printable_lines
from broadsheet.domain.comments.names.person_name import problem_of_name, tidied_name
from broadsheet.domain.comments.submitted import LONGEST_COMMENT, SubmittedComment


def _person_name(text: str) -> str:
    name = tidied_name(text)
    problem = problem_of_name(name)
    if problem:
        raise PydanticCustomError(problem.code, problem.detail)
    return name


CommentBody = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_COMMENT),
    AfterValidator(not_blank),
    AfterValidator(printable_lines),
]
"""What a comment says, whoever wrote or edited it."""


EmailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, to_lower=True),
    AfterValidator(printable),
    # The shape that browsers accept in <input type=email> (WHATWG HTML, 4.10.5.1.5).
    Field(pattern=r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+$"),
]
"""An address that mail can be sent to, in small letters."""


class CommentSubmission(Model):
    """A comment as a reader sends it."""

    name: Annotated[Line, Field(max_length=80), AfterValidator(_person_name)]
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
