"""Signals: what speaks for or against a comment, each with words for the moderator."""

from enum import StrEnum

import msgspec

from broadsheet.domain.comments.signals.noticed import words_of
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.sentence import Sentence


class SignalName(StrEnum):
    """Everything that is looked at."""

    HONEYPOT = "honeypot"
    FAST = "fast"
    LINKS = "links"
    WORDS = "words"
    BLOCKED = "blocked"
    DUPLICATE = "duplicate"
    SENDER_RATE = "sender_rate"
    ARTICLE_RATE = "article_rate"
    REPUTATION = "reputation"
    IMITATION = "imitation"
    NO_PROOF = "no_proof"
    CROWD = "crowd"
    BANNED = "banned"
    SERVICE = "service"
    SERVICE_DOWN = "service_down"
    REPORTED = "reported"


HOLD = 1
"""From this weight on an editor looks at it."""
SPAM = 10
"""From this weight on it is spam."""


class Signal(msgspec.Struct, frozen=True):
    """One thing that was noticed. `note` says to a moderator what, in English; `said` is the same
    for any language.
    """

    name: SignalName
    weight: Positive
    note: str

    @property
    def said(self) -> Sentence:
        """What a moderator reads of it."""
        return words_of(self.note)


def weight_of(signals: tuple[Signal, ...]) -> int:
    """How heavy they weigh together."""
    return sum(signal.weight for signal in signals)
