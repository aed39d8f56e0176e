"""What editors send with a decision on comments."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from broadsheet.adapters.http.comments.submitted import CommentBody
from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import Line, MeantLine, Model, not_blank, printable
from broadsheet.domain.comments.bans import LONGEST, BanOf
from broadsheet.domain.comments.word_lists import MOST as MOST_WORDS
from broadsheet.domain.comments.word_lists import wrong_with
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.domain.shared.text import without_addresses

LONGEST_REASON = 500
"""The longest reason, in characters."""
MOST = 25
"""Comments in one request."""

_Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, strict=True, max_length=LONGEST_REASON),
    MeantLine,
    AfterValidator(printable),
    AfterValidator(without_addresses),
]
# What cannot be an id is answered like one that is not there: it holds up no other.
_Id = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=64), AfterValidator(printable)
]


class ReasonSubmission(Model):
    """Why; it stands in the comment's trail."""

    reason: _Reason = ""


class EditSubmission(Model):
    """What the comment is to say, and why."""

    body: CommentBody
    reason: Annotated[_Reason, Field(min_length=1), AfterValidator(not_blank)]


class BanSubmission(Model):
    """Who is kept out because of a comment, for how long, and why."""

    of: BanOf
    days: Annotated[int, Field(strict=True, ge=1, le=LONGEST)]
    reason: _Reason = ""


def _useful(entry: str) -> str:
    said = wrong_with(entry)
    if said:
        raise wrong("useless_entry", said)
    return entry


_Entry = Annotated[Line, Field(max_length=80), AfterValidator(_useful)]


class WordsSubmission(Model):
    """The newsroom's own lists, whole. `*` stands for any letters within a word, or none."""

    words: tuple[_Entry, ...] = Field(
        default=(), max_length=MOST_WORDS, description="An editor has to see what has one of them"
    )
    blocked: tuple[_Entry, ...] = Field(
        default=(), max_length=MOST_WORDS, description="What has one of them is spam"
    )


class BulkSubmission(Model):
    """The same for many comments."""

    ids: tuple[_Id, ...] = Field(
        min_length=1, max_length=MOST, json_schema_extra={"uniqueItems": True}
    )
    action: Literal["approve", "reject", "spam", "delete", "hold", "undo"]
    reason: _Reason = ""

    @field_validator("ids")
    @classmethod
    def _distinct(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(ids)) < len(ids):
            raise wrong("duplicate", for_programs("must not name a comment twice"))
        return ids
