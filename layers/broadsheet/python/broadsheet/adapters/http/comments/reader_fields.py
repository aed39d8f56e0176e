"""What readers may send as a comment or a report."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.rules import Tick
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_rules import (
    TextRule,
    Wrong,
    more_lines,
    not_blank,
    odd_one,
    one_line,
    printable,
    readable_lines,
)
from broadsheet.domain.comments.names.person_name import problem_of_name, tidied_name
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.submitted import LONGEST_COMMENT, SubmittedComment, SubmittedReport
from broadsheet.domain.shared.errors import FieldError
from broadsheet.domain.shared.mailbox import LONGEST_ADDRESS, in_ascii, is_address
from broadsheet.domain.shared.text import without_addresses

_WHATWG = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
"""The shape that browsers accept in <input type=email> (WHATWG HTML, 4.10.5.1.5)."""


def _person_name(text: str) -> str:
    name = tidied_name(text)
    problem = problem_of_name(name)
    if problem and problem.odd:
        raise odd_one(problem.odd)
    if problem:
        raise Wrong(problem.code, problem.said)
    return name


def _typed_address(email: str) -> str:
    address = in_ascii(email)
    if not _WHATWG.fullmatch(address):
        raise _no_address()
    return address


def _reachable(address: str) -> str:
    if not is_address(address):
        raise _no_address()
    return address


def _no_address() -> Wrong:
    return Wrong("string_pattern_mismatch", like="ada@example.org")


NAME = TextRule(most=80, least=1, meant=one_line, checks=(not_blank, _person_name))
TYPED_ADDRESS = TextRule(
    most=LONGEST_ADDRESS,
    is_small=True,
    checks=(printable, _typed_address),
    told=(("format", "email"),),
)
"""An address as somebody may have typed it once, in small letters: theirs is found by it."""
ADDRESS = TYPED_ADDRESS._replace(checks=(*TYPED_ADDRESS.checks, _reachable))
"""An address that mail can be sent to, in small letters."""
BODY = TextRule(most=LONGEST_COMMENT, least=1, meant=more_lines, checks=(not_blank, readable_lines))
"""What a comment says, whoever wrote or edited it."""
PARENT = TextRule(most=64, is_stripped=False, checks=(printable,))
LONGEST_NOTE = 500
"""The longest note of a report, in characters."""
NOTE = TextRule(most=LONGEST_NOTE, meant=more_lines, checks=(readable_lines, without_addresses))


class CommentSubmission(Model, frozen=True, kw_only=True):
    """A comment as a reader sends it."""

    name: Annotated[str, NAME]
    email: Annotated[str, ADDRESS]
    body: Annotated[str, BODY]
    parent: Annotated[str, PARENT] | None = None
    """The comment that is answered: its number, such as `12-3`, or its id."""
    notify: Annotated[bool, Tick()] = False
    """Whether its writer asks to hear of replies."""


class ReportSubmission(Model, frozen=True, kw_only=True):
    """A report of a comment as a reader sends it."""

    reason: ReportReason
    note: Annotated[
        str, NOTE, Meta(description="What the editors should know; they alone read it")
    ] = ""


def comment_from_fields(
    fields: Mapping[str, object], wrong_beside: Iterable[FieldError] = ()
) -> SubmittedComment:
    """The comment in a form or a JSON object. Raises Invalid with every wrong field."""
    sent = CommentSubmission.from_fields(fields, wrong_beside)
    return SubmittedComment(**msgspec.structs.asdict(sent))


def report_from_fields(
    fields: Mapping[str, object], wrong_beside: Iterable[FieldError] = ()
) -> SubmittedReport:
    """The report in a form or a JSON object. Raises Invalid with every wrong field."""
    sent = ReportSubmission.from_fields(fields, wrong_beside)
    return SubmittedReport(**msgspec.structs.asdict(sent))
