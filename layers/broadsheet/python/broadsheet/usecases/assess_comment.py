"""What speaks against a comment, before anybody has read it."""

import functools

from broadsheet.domain.comment import Comment
from broadsheet.domain.comment_links import links_in
from broadsheet.domain.comment_rating import Facts, signal_of_service, signals_of
from broadsheet.domain.comment_signals import SPAM, Signal, weight_of
from broadsheet.domain.comment_words import WordList, letters_of, spelled
from broadsheet.domain.discussion import Discussion
from broadsheet.domain.listing import Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.reserved_names import person_in, reserved
from broadsheet.domain.sender import Sender
from broadsheet.domain.slug import slug_of
from broadsheet.usecases.comment_desk import CommentDesk
from broadsheet.usecases.limit_comments import Counted
from broadsheet.usecases.ports import Visit
from broadsheet.usecases.proof_of_work import accept_proof
from broadsheet.usecases.signed_time import seconds_since

SAME = 24
"""Letters from which on the same words are no accident: below are thanks and congratulations."""
_DAY = 24 * 3600
_word_list = functools.lru_cache(maxsize=8)(WordList)


def assess(
    desk: CommentDesk,
    comment: Comment,
    visit: Visit,
    discussion: Discussion,
    sender: Sender | None,
    counted: Counted,
) -> tuple[Signal, ...]:
    """The signals of a comment that was just sent.

    Takes at most two reads and two tallies, however many comments there are. Raises Invalid for
    a proof of work that is none.
    """
    rules = desk.newsroom.rules
    signals = signals_of(_facts(desk, comment, visit, counted), rules, sender)
    # What is spam already is nobody else's business.
    if desk.service is None or weight_of(signals) >= SPAM:
        return signals
    verdict = desk.service(comment, visit, f"{desk.site_url}{discussion.path}")
    more = signal_of_service(verdict.is_spam, is_certain=verdict.is_certain, note=verdict.note)
    return (*signals, more) if more else signals


def _facts(desk: CommentDesk, comment: Comment, visit: Visit, counted: Counted) -> Facts:
    rules = desk.newsroom.rules
    # The name is a place for advertisements too.
    text = f"{comment.name}\n{comment.body}"
    letters = spelled(text) if rules.words or rules.blocked else ""
    return Facts(
        lacks_proof=not accept_proof(desk, visit.proof),
        trapped=bool(visit.trap.strip()),
        seconds=_seconds(desk, visit),
        links=max(links_in(text), comment.html.count("<a ")),
        words=_word_list(rules.words).found_among(letters),
        blocked=_word_list(rules.blocked).found_among(letters),
        same_text=_same_text(desk, comment.body),
        of_sender=counted.of_sender,
        on_article=counted.on_article,
        imitates=_imitated(desk, comment.name),
    )


def _seconds(desk: CommentDesk, visit: Visit) -> int | None:
    ours = seconds_since(desk.keys, visit.issued, desk.newsroom.clock())
    return visit.seconds if ours is None else ours


def _same_text(desk: CommentDesk, body: str) -> int:
    """How often these words came today, this time included. A retry may count twice."""
    letters = letters_of(body)
    if len(letters) < SAME:
        return 1
    now = desk.newsroom.clock()
    # With a key: a hash alone would let who has the table try out what somebody wrote.
    text = desk.keys.signature("same text", letters)
    return desk.newsroom.table.count_up(
        f"text#{text}#{now.date().isoformat()}", int(now.timestamp()) + _DAY
    )


def _imitated(desk: CommentDesk, name: str) -> str | None:
    own = tuple(filter(None, (desk.title, *desk.newsroom.rules.staff)))
    return reserved(name, own) or _author(desk, name)


def _author(desk: CommentDesk, name: str) -> str | None:
    for slug in dict.fromkeys((slug_of(name), slug_of(person_in(name)))):
        key = listing_key(ListingName(ListingKind.AUTHOR, slug))
        author = desk.newsroom.table.get(Listing, key)
        if author:
            return author.title
    return None
