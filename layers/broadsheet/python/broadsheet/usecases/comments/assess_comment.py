"""What speaks against a comment, before anybody has read it."""

import functools

from broadsheet.domain.articles.listing import Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.comments.names.reserved_names import person_in, reserved
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.signals.links import links_in
from broadsheet.domain.comments.signals.rating import Facts, signal_of_service, signals_of
from broadsheet.domain.comments.signals.signal import SPAM, Signal, weight_of
from broadsheet.domain.comments.signals.wording import WordList, letters_of, spelled
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.slug import addresses_for, former_slug_of
from broadsheet.usecases.comments.limit_comments import Admission
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.comments.signed_time import seconds_since
from broadsheet.usecases.shared.ports import Reads

SAME = 24
"""Letters from which on the same words are no accident: below are thanks and congratulations."""
_DAY = 24 * 3600
_word_list = functools.lru_cache(maxsize=8)(WordList)


def assess(
    services: CommentServices,
    reads: Reads,
    comment: Comment,
    visit: Visit,
    sender: Sender | None,
    admission: Admission,
) -> tuple[Signal, ...]:
    """What we have against a comment that was just sent; `reads` have what is at `authors_on`.

    Takes a counter, however many comments there are, and from time to time a list of authors and
    the editors' lists of words.
    """
    rules = services.words.known(services.table, services.clock()).beside(services.rules)
    return signals_of(_facts(services, reads, rules, comment, visit, admission), rules, sender)


def with_second_opinion(
    services: CommentServices,
    signals: tuple[Signal, ...],
    comment: Comment,
    visit: Visit,
    discussion: Discussion,
) -> tuple[Signal, ...]:
    """The signals, and what the spam service has against it, where one is asked."""
    # What is spam already is nobody else's business.
    if services.service is None or weight_of(signals) >= SPAM:
        return signals
    verdict = services.service(comment, visit, f"{services.site_url}{discussion.path}")
    more = signal_of_service(verdict.is_spam, is_certain=verdict.is_certain, note=verdict.note)
    return (*signals, more) if more else signals


def _facts(
    services: CommentServices,
    reads: Reads,
    rules: CommentRules,
    comment: Comment,
    visit: Visit,
    admission: Admission,
) -> Facts:
    # The name is a place for advertisements too.
    text = f"{comment.name}\n{comment.body}"
    letters = spelled(text) if rules.words or rules.blocked else ""
    return Facts(
        lacks_proof=rules.proof_of_work and not admission.is_proved,
        is_crowded=admission.is_crowded,
        banned_until=admission.banned_until,
        trapped=bool(visit.trap.strip()),
        seconds=_seconds(services, visit),
        links=max(links_in(text), comment.html.count("<a ")),
        held_words=_word_list(rules.words).words_in(letters),
        blocked_words=_word_list(rules.blocked).words_in(letters),
        same_text=_same_text(services, comment.body, admission.came.by),
        of_sender=admission.came.of_sender,
        on_article=admission.came.on_article,
        imitates=_imitated(services, reads, comment.name),
    )


def _seconds(services: CommentServices, visit: Visit) -> int | None:
    ours = seconds_since(services.keys, visit.issued, services.clock())
    return visit.seconds if ours is None else ours


def _same_text(services: CommentServices, body: str, by: str) -> int:
    """How often these words came today, this time included."""
    letters = letters_of(body)
    if len(letters) < SAME:
        return 1
    now = services.clock()
    # With a key: a hash alone would let who has the table try out what somebody wrote.
    text = services.keys.signature("same text", letters)
    return services.table.count_up(
        f"text#{text}#{now.date().isoformat()}", int(now.timestamp()) + _DAY, by
    )


def _imitated(services: CommentServices, reads: Reads, name: str) -> str | None:
    authors = services.authors.known(services.table, services.clock())
    own = tuple(filter(None, (services.title, *services.rules.staff, *authors)))
    return reserved(name, own) or _author(reads, name)


def authors_on(name: str) -> dict[Key, type[Listing]]:
    """Where authors are written down who have an address that the name might have."""
    named = dict.fromkeys((name, person_in(name)))
    addresses = (slug for one in named for slug in (addresses_for(one)[0], former_slug_of(one)))
    return {listing_key(ListingName(ListingKind.AUTHOR, slug)): Listing for slug in addresses}


def _author(reads: Reads, name: str) -> str | None:
    """Whoever has an address that the name might have, if they are who it reads like."""
    authors = list(authors_on(name))
    found = reads.get_many(Listing, authors)
    titles = (found[key].title for key in authors if key in found)
    return next((title for title in titles if reserved(name, (title,))), None)
