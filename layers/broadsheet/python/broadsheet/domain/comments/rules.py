"""What a newsroom decides about its comments: `[comments]` of `site.toml`."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.signals.signal import HOLD, SPAM, Signal, weight_of

Days = Annotated[int, msgspec.Meta(ge=0, le=36500)]
Number = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Entry = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class Policy(StrEnum):
    """Which comments wait for an editor."""

    HOLD_ALL = "hold_all"
    HOLD_FIRST = "hold_first"
    HOLD_SUSPICIOUS = "hold_suspicious"


class CommentRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting, with what holds where the file says nothing."""

    policy: Policy = Policy.HOLD_FIRST
    close_after_days: Days = 0
    """Days after publication; 0 is never."""
    words: tuple[Entry, ...] = ()
    """Words and phrases that an editor has to see; `*` stands for any letters."""
    blocked: tuple[Entry, ...] = ()
    """The same, for what is spam at once."""
    staff: tuple[Entry, ...] = ()
    """Names that only the newsroom may use, beside those of its authors."""
    links: Number = 2
    """More links than this are looked at."""
    sender_per_minute: Number = 6
    """More from one sender in a minute are looked at; of a network, five times as many only come
    in with a proof of work."""
    article_per_minute: Number = 3000
    """More on one article in a minute are looked at."""
    article_unproven: Number = 20
    """More on one article in a minute need a proof of work, but for those of known readers."""
    site_unproven: Number = 40
    """The same of the whole site."""
    reports: Number = 3
    """Known readers who report a comment that no editor has seen, until it is held; 0 is never."""
    keep_days: Days = 30
    """After which rejected, spam and deleted comments are forgotten."""
    keep_sender_days: Days = 400
    """After which a sender who did not write again is a stranger."""
    proof_of_work: bool = False
    """Whether browsers solve a small puzzle; who sends no solution is held."""

    def closing_of(self, published_at: datetime | None) -> datetime | None:
        """When the comments of what was first published then are closed; None for never."""
        days = self.close_after_days
        return published_at + timedelta(days=days) if published_at and days else None

    @property
    def keep(self) -> timedelta:
        """How long what was not published is kept."""
        return timedelta(days=self.keep_days)

    @property
    def keep_sender(self) -> timedelta:
        """How long a sender is recognised."""
        return timedelta(days=self.keep_sender_days)

    def state_for(self, signals: tuple[Signal, ...], sender: Sender | None) -> CommentState:
        """The state that a new comment begins in."""
        weight = weight_of(signals)
        if weight >= SPAM:
            return CommentState.SPAM
        known = sender is not None and sender.is_trusted
        held = {
            Policy.HOLD_ALL: True,
            Policy.HOLD_FIRST: not known,
            Policy.HOLD_SUSPICIOUS: False,
        }[self.policy]
        return CommentState.PENDING if held or weight >= HOLD else CommentState.APPROVED


DEFAULT_RULES = CommentRules()
"""What holds where the newsroom says nothing."""
