"""What editors do about comments beside deciding on them: context, bans, and the queue."""

from bench import archive as paper
from bench.stage import Operation
from broadsheet.domain.comments.bans import BanOf
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import Banned
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.comments.ban_sender import ban
from broadsheet.usecases.comments.list_moderation import ModerationFilter, list_moderation
from broadsheet.usecases.comments.read_context import read_context
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.shared.services import Services
from tests.fakes.comments import VISIT, make_desk

_EDITOR = Principal("editor", frozenset({Role.EDITOR}))
_COMMENT = "019aa000-0000-7000-8000-c00000000001"
"""The first that `calls` submits."""
_PAGE = 50


def _queue(desk: Services, _target: str) -> object:
    asked = ModerationFilter(state="pending")
    return list_moderation(desk.table, _EDITOR, asked, _PAGE, None)


def _context(desk: Services, _target: str) -> object:
    return read_context(desk.table, _EDITOR, _COMMENT, desk.clock())


def _ban(desk: Services, _target: str) -> object:
    return ban(desk, paper.request(160), _COMMENT, BanOf.NETWORK, 1)


def _refused(desk: Services, target: str) -> object:
    sent = SubmittedComment(name="Cy", email="cy@example.org", body="Let me in.")
    try:
        submit_comment(make_desk(desk), paper.request(161), target, sent, VISIT)
    except Banned as refusal:
        return refusal
    raise RuntimeError("somebody who is banned was let in")


MODERATING = (
    Operation("a page of 50 comments in the queue", _queue),
    Operation("a comment's context", _context),
    Operation("a network banned", _ban, new_id="019aa000-0000-7000-8000-b00000000001"),
    Operation("comment refused, as its network is banned", _refused),
)
