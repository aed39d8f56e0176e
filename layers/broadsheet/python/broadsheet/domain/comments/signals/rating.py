"""From facts to signals: what weighs how much, and what a moderator reads about it.

One oddity alone holds a comment; three ordinary ones together are spam, and so is one that no
person produces. Nothing here weighs in a comment's favour: a known sender is the policy's affair.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.signals.noticed import (
    AGAIN,
    ARTICLES,
    BLOCKED,
    BLOCKED_MORE,
    CROWDED,
    HASTY,
    HELD,
    HELD_MORE,
    IMITATED,
    KEPT_OUT,
    MANY_LINKS,
    SAYS,
    SENDERS,
    SILENT,
    STANDING,
    TRAPPED,
    UNPROVED,
)
from broadsheet.domain.comments.signals.signal import HOLD, SPAM, Signal, SignalName
from broadsheet.domain.comments.signals.wording import Found, spelled
from broadsheet.domain.shared.sentence import Sentence

ODD = 4
"""The weight of an oddity that people have too: three of them are spam."""
FASTEST = 3
"""Seconds in which nobody reads a form, writes a sentence and sends it."""
NAMED = 5
"""Entries of a list that a note names."""
FORGIVEN = 4
"""So many approved comments make up for one that was rejected."""


class Facts(NamedTuple):
    """What was found out about a comment. `same_text` counts this one too.

    `held_words` and `blocked_words` are the entries of the newsroom's two lists that it has.
    `banned_until` is of the address that it came under, where somebody else may have typed that.
    `seconds` and `is_spam` are None where nobody knows, `imitates` where the name is nobody's.
    """

    trapped: bool = False
    seconds: int | None = None
    links: int = 0
    held_words: tuple[Found, ...] = ()
    blocked_words: tuple[Found, ...] = ()
    same_text: int = 1
    of_sender: int = 1
    on_article: int = 1
    imitates: str | None = None
    lacks_proof: bool = False
    is_crowded: bool = False
    banned_until: datetime | None = None


_Rule = Callable[[Facts, CommentRules, Sender | None], Signal | None]


def signals_of(facts: Facts, rules: CommentRules, sender: Sender | None) -> tuple[Signal, ...]:
    """The signals of a comment."""
    found = (rule(facts, rules, sender) for rule in _RULES)
    return tuple(signal for signal in found if signal)


def _honeypot(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.trapped:
        return None
    return _signal(SignalName.HONEYPOT, SPAM, TRAPPED)


def _fast(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.seconds is None or facts.seconds >= FASTEST:
        return None
    return _signal(SignalName.FAST, ODD, HASTY.of(count=facts.seconds, least=FASTEST))


def _links(facts: Facts, rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.links <= rules.links:
        return None
    return _signal(SignalName.LINKS, ODD, MANY_LINKS.of(count=facts.links, most=rules.links))


def _held_words(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.held_words:
        return None
    return _signal(SignalName.WORDS, HOLD, _named(facts.held_words, HELD, HELD_MORE))


def _blocked_words(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.blocked_words:
        return None
    said = _named(facts.blocked_words, BLOCKED, BLOCKED_MORE)
    return _signal(SignalName.BLOCKED, SPAM, said)


def _duplicate(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.same_text < 2:
        return None
    return _signal(SignalName.DUPLICATE, ODD, AGAIN.of(count=facts.same_text - 1))


def _sender_rate(facts: Facts, rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.of_sender <= rules.sender_per_minute:
        return None
    said = SENDERS.of(count=facts.of_sender, most=rules.sender_per_minute)
    return _signal(SignalName.SENDER_RATE, ODD, said)


def _article_rate(facts: Facts, rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.on_article <= rules.article_per_minute:
        return None
    said = ARTICLES.of(count=facts.on_article, most=rules.article_per_minute)
    return _signal(SignalName.ARTICLE_RATE, HOLD, said)


def _reputation(_facts: Facts, _rules: CommentRules, sender: Sender | None) -> Signal | None:
    if sender is None or not (sender.spam or sender.rejected * FORGIVEN > sender.approved):
        return None
    counts = {"approved": sender.approved, "rejected": sender.rejected, "spam": sender.spam}
    return _signal(SignalName.REPUTATION, ODD, STANDING.of(**counts))


def _imitation(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.imitates is None:
        return None
    return _signal(SignalName.IMITATION, ODD, IMITATED.of(name=facts.imitates))


def _no_proof(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.lacks_proof:
        return None
    return _signal(SignalName.NO_PROOF, HOLD, UNPROVED)


def _crowd(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.is_crowded:
        return None
    return _signal(SignalName.CROWD, HOLD, CROWDED)


def _banned(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.banned_until is None:
        return None
    return _signal(SignalName.BANNED, SPAM, KEPT_OUT.of(date=f"{facts.banned_until:%Y-%m-%d}"))


_RULES: tuple[_Rule, ...] = (
    *(_banned, _honeypot, _fast, _links, _held_words, _blocked_words, _duplicate),
    *(_sender_rate, _article_rate, _reputation, _imitation, _no_proof, _crowd),
)


def signal_of_service(is_spam: bool | None, *, is_certain: bool, note: str) -> Signal | None:
    """What a spam service's answer is worth; None is that it could not be asked."""
    if is_spam is None:
        return _signal(SignalName.SERVICE_DOWN, HOLD, SILENT.of(answer=note))
    if not is_spam:
        return None
    weight = SPAM if is_certain else 2 * ODD
    return _signal(SignalName.SERVICE, weight, SAYS.of(answer=note))


def _signal(name: SignalName, weight: int, said: Sentence) -> Signal:
    return Signal(name, weight, str(said))


def _named(found: tuple[Found, ...], all_of_them: Sentence, some: Sentence) -> Sentence:
    """The very words that are there; the entry beside them, where it is written otherwise."""

    def parts() -> Iterator[str]:
        for entry, words in found[:NAMED]:
            same = spelled(entry) == spelled(words)
            yield f"“{entry}”" if same else f"“{words}” ({entry})"

    words = ", ".join(parts())
    more = len(found) - NAMED
    return some.of(words=words, number=more) if more > 0 else all_of_them.of(words=words)
