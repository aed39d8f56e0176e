"""What readers may send as a comment, as a model: for the documentation, and for other models."""

from typing import Annotated

from broadsheet.adapters.http.comments.reader_fields import (
    ADDRESS,
    BODY,
    NAME,
    PARENT,
    TYPED_ADDRESS,
)
from broadsheet.adapters.http.submitted import ByRule, Model

CommentBody = Annotated[str, ByRule(BODY)]
"""What a comment says, whoever wrote or edited it."""
TypedAddress = Annotated[str, ByRule(TYPED_ADDRESS)]
"""An address as somebody may have typed it once, in small letters: theirs is found by it."""


class CommentSubmission(Model):
    """A comment as a reader sends it."""

    name: Annotated[str, ByRule(NAME)]
    email: Annotated[str, ByRule(ADDRESS)]
    body: CommentBody
    parent: Annotated[str, ByRule(PARENT)] | None = None
    """The comment that is answered: its number, such as `12-3`, or its id."""
    notify: bool = False
    """Whether its writer asks to hear of replies."""
