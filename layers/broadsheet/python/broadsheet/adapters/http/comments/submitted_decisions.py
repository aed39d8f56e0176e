"""What editors send with a decision on comments."""

from typing import Annotated, Literal

from msgspec import Meta

from broadsheet.adapters.http.comments.reader_fields import BODY
from broadsheet.adapters.http.rules import Entries, Whole
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import as_it_is, line
from broadsheet.adapters.http.text_rules import TextRule, Wrong, not_blank, one_line, printable
from broadsheet.domain.comments.bans import LONGEST, BanOf
from broadsheet.domain.comments.word_lists import MOST as MOST_WORDS
from broadsheet.domain.comments.word_lists import wrong_with
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.domain.shared.text import without_addresses

LONGEST_REASON = 500
"""The longest reason, in characters."""
MOST = 25
"""Comments in one request."""

_REASON = TextRule(LONGEST_REASON, meant=one_line, checks=(printable, without_addresses))
_Reason = Annotated[str, _REASON]
# What cannot be an id is answered like one that is not there: it holds up no other.
_Id = Annotated[str, as_it_is(64, printable, least=1)]


class ReasonSubmission(Model, frozen=True, kw_only=True):
    """Why; it stands in the comment's trail."""

    reason: _Reason = ""


class EditSubmission(Model, frozen=True, kw_only=True):
    """What the comment is to say, and why."""

    body: Annotated[str, BODY]
    reason: Annotated[str, _REASON._replace(least=1).then(not_blank)]


class BanSubmission(Model, frozen=True, kw_only=True):
    """Who is kept out because of a comment, for how long, and why."""

    of: BanOf
    days: Annotated[int, Whole(1, LONGEST)]
    reason: _Reason = ""


def _useful(entry: str) -> str:
    said = wrong_with(entry)
    if said:
        raise Wrong("useless_entry", said)
    return entry


_Entries = Annotated[tuple[Annotated[str, line(80, _useful)], ...], Entries(MOST_WORDS)]


class WordsSubmission(Model, frozen=True, kw_only=True):
    """The newsroom's own lists, whole. `*` stands for any letters within a word, or none."""

    words: Annotated[_Entries, Meta(description="An editor has to see what has one of them")] = ()
    blocked: Annotated[_Entries, Meta(description="What has one of them is spam")] = ()


def _distinct(ids: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(ids)) < len(ids):
        raise Wrong("duplicate", for_programs("must not name a comment twice"))
    return ids


class BulkSubmission(Model, frozen=True, kw_only=True):
    """The same for many comments."""

    ids: Annotated[
        tuple[_Id, ...], Entries(MOST, 1, checks=(_distinct,), told=(("uniqueItems", True),))
    ]
    action: Literal["approve", "reject", "spam", "delete", "hold", "undo"]
    reason: _Reason = ""
