"""From facts to signals: what weighs how much, and what a moderator reads about it.

One oddity alone holds a comment; three ordinary ones together are spam, and so is one that no
person produces. Nothing here weighs in a comment's favour: a known sender is the policy's affair.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.signals.signal import HOLD, SPAM, Signal, SignalName
from broadsheet.domain.comments.signals.wording import Found, spelled

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
    note = "A field that no person sees was filled in."
    return Signal(SignalName.HONEYPOT, SPAM, note)


def _fast(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.seconds is None or facts.seconds >= FASTEST:
        return None
    note = f"Filled in within {_many(facts.seconds, 'second')}; people take {FASTEST} or more."
    return Signal(SignalName.FAST, ODD, note)


def _links(facts: Facts, rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.links <= rules.links:
        return None
    note = f"{_many(facts.links, 'link')}; more than {rules.links} are looked at."
    return Signal(SignalName.LINKS, ODD, note)


def _held_words(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.held_words:
        return None
    note = f"Has {_named(facts.held_words)} of the words that an editor has to see."
    return Signal(SignalName.WORDS, HOLD, note)


def _blocked_words(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.blocked_words:
        return None
    note = f"Has {_named(facts.blocked_words)} of the words that are spam here."
    return Signal(SignalName.BLOCKED, SPAM, note)


def _duplicate(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.same_text < 2:
        return None
    before = _many(facts.same_text - 1, "time")
    note = f"The same words were sent {before} before today, by anybody, on any article."
    return Signal(SignalName.DUPLICATE, ODD, note)


def _sender_rate(facts: Facts, rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.of_sender <= rules.sender_per_minute:
        return None
    note = (
        f"{_many(facts.of_sender, 'comment')} within a minute from this sender or network; "
        f"more than {rules.sender_per_minute} are looked at."
    )
    return Signal(SignalName.SENDER_RATE, ODD, note)


def _article_rate(facts: Facts, rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.on_article <= rules.article_per_minute:
        return None
    note = (
        f"{_many(facts.on_article, 'comment')} within a minute on this article; "
        f"more than {rules.article_per_minute} are looked at."
    )
    return Signal(SignalName.ARTICLE_RATE, HOLD, note)


def _reputation(_facts: Facts, _rules: CommentRules, sender: Sender | None) -> Signal | None:
    if sender is None or not (sender.spam or sender.rejected * FORGIVEN > sender.approved):
        return None
    note = (
        f"Of this sender's earlier comments {sender.approved} were approved, "
        f"{sender.rejected} rejected and {sender.spam} spam."
    )
    return Signal(SignalName.REPUTATION, ODD, note)


def _imitation(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.imitates is None:
        return None
    note = f"The name could be taken for “{facts.imitates}”, which is the newsroom's."
    return Signal(SignalName.IMITATION, ODD, note)


def _no_proof(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.lacks_proof:
        return None
    note = "Came without a proof of work; browsers without JavaScript send none."
    return Signal(SignalName.NO_PROOF, HOLD, note)


def _crowd(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if not facts.is_crowded:
        return None
    note = "Came while very many comments did, without a proof of work, and was sent once more."
    return Signal(SignalName.CROWD, HOLD, note)


def _banned(facts: Facts, _rules: CommentRules, _sender: Sender | None) -> Signal | None:
    if facts.banned_until is None:
        return None
    note = (
        f"This address is banned until {facts.banned_until:%Y-%m-%d}. "
        "Anybody may type an address, so its sender was not told."
    )
    return Signal(SignalName.BANNED, SPAM, note)


_RULES: tuple[_Rule, ...] = (
    *(_banned, _honeypot, _fast, _links, _held_words, _blocked_words, _duplicate),
    *(_sender_rate, _article_rate, _reputation, _imitation, _no_proof, _crowd),
)


def signal_of_service(is_spam: bool | None, *, is_certain: bool, note: str) -> Signal | None:
    """What a spam service's answer is worth; None is that it could not be asked."""
    if is_spam is None:
        return Signal(SignalName.SERVICE_DOWN, HOLD, f"The spam service gave no answer: {note}.")
    if not is_spam:
        return None
    weight = SPAM if is_certain else 2 * ODD
    return Signal(SignalName.SERVICE, weight, f"The spam service says: {note}.")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _named(found: tuple[Found, ...]) -> str:
    """The very words that are there; the entry beside them, where it is written otherwise."""

    def parts() -> Iterator[str]:
        for entry, words in found[:NAMED]:
            same = spelled(entry) == spelled(words)
            yield f"“{entry}”" if same else f"“{words}” ({entry})"
        if len(found) > NAMED:
            yield f"{len(found) - NAMED} more"

    return ", ".join(parts())
