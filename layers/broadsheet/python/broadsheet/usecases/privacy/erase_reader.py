"""Everything of one sender is erased: comments lose their words, their writer's name and hash.

It goes through what the sender said, a comment at a time, and whatever was done stays done: asked
again it goes on where it ended. Answers of others stay, under a gravestone.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.comments.bans import origin_key
from broadsheet.domain.comments.comment import Comment, comment_key, placement_of
from broadsheet.domain.comments.moderation import TrailEntry, moderation_entries_of
from broadsheet.domain.comments.reports import reports_key
from broadsheet.domain.comments.sender import SAID, STANDINGS, SaidBy, Sender, sender_pk
from broadsheet.domain.mail.subscription import Notice, notices_pk, subscription_key
from broadsheet.domain.privacy.erasure import Erasure, erased, erasure_key, without_words
from broadsheet.domain.shared.counter import counter_key
from broadsheet.domain.shared.record import Key
from broadsheet.usecases.comments.comment_changes import trail_span
from broadsheet.usecases.comments.moderate_comment import place_now
from broadsheet.usecases.mail.subscribe import confirmations
from broadsheet.usecases.shared.committing import Request, commit_plan
from broadsheet.usecases.shared.ports import Cause, Equals, Put, Reads, Remove, Span, Write
from broadsheet.usecases.shared.services import Services

MOST = 100
"""Comments of one request: some ten seconds' work."""
_PAGE = 25
_AT_ONCE = 80
"""Trail and notices that fit into the transaction of their comment, which has at most ten more."""
_ALL = 10_000


class Erased(NamedTuple):
    """What was done: how many comments, where they had been shown, whether that was all."""

    comments: int
    paths: tuple[str, ...]
    is_complete: bool


def erase_reader(
    services: Services,
    request: Request,
    senders: Sequence[str],
    until: datetime | None = None,
    most: int = MOST,
    counted: Sequence[str] = (),
) -> Erased:
    """Erase what was said until then, or now; at most so many comments.

    `senders` are all hashes that the sender is or was known by, and `counted` what is and was
    counted for their mailbox, where that is known (`mailboxes`). That it was asked for is
    remembered by each of the hashes, for whoever restores a backup.
    """
    now = services.clock()
    until = until or now
    for sender in senders:
        _remember(services, request, sender, until)
    shown: dict[str, list[str]] = {}
    done, is_complete = 0, True
    for said in chain.from_iterable(_said(services.table, sender) for sender in senders):
        if done == most:
            is_complete = False
            break
        before = services.table.get(Comment, comment_key(said.comment_id))
        if before is not None and before.submitted_at > until:
            continue
        if before is not None and before.number is not None:
            shown.setdefault(before.article_id, []).append(before.id)
        _erase(services, request, said)
        done += 1
    place_now(services, request, shown)
    if is_complete:
        forgotten = [_forget(services, request, sender) for sender in senders]
        counters = [counter_key(confirmations(one, now)) for one in counted]
        _remove(services, request, counters if all(forgotten) else [])
    return Erased(done, _paths(services.table, list(shown)), is_complete)


def _remember(services: Services, request: Request, sender: str, until: datetime) -> None:
    known = services.table.get(Erasure, erasure_key(sender))
    if known is None or known.at < until:
        who = request.who
        erasure = Erasure(sender=sender, at=until, by=who.name, by_id=who.id)
        services.table.commit([Put(erasure)], Cause(request.id, services.clock()))


def _said(reads: Reads, sender: str) -> Iterator[SaidBy]:
    after = SAID
    while True:
        found = reads.query(SaidBy, Span(sender_pk(sender), after, f"{SAID}~"), limit=_PAGE)
        yield from found
        if len(found) < _PAGE:
            return
        after = f"{found[-1].key.sk} "


def _erase(services: Services, request: Request, said: SaidBy) -> None:
    def plan() -> tuple[list[Write], None]:
        table, comment_id = services.table, said.comment_id
        before = table.get(Comment, comment_key(comment_id))
        after = erased(before, services.clock(), services.rules.keep) if before else None
        beside = _writes_beside(table, comment_id, after)
        # Should it break off here, what the sender said is still known, and so is the rest.
        while len(beside) > _AT_ONCE:
            table.commit(beside[:_AT_ONCE], Cause(request.id, services.clock()))
            beside = beside[_AT_ONCE:]
        itself = _comment_writes(before, after) if before and after else []
        return [*beside, Remove(said.key), *itself], None

    commit_plan(services, request, plan)


def _writes_beside(reads: Reads, comment_id: str, after: Comment | None) -> list[Write]:
    """What was said of a comment is removed; its trail with it, or without words if that stays."""
    trail = reads.query(TrailEntry, trail_span(comment_id), limit=_ALL)
    notices = reads.query(Notice, Span(notices_pk(comment_id)), limit=_ALL)
    return [
        *(
            Put(without_words(entry, after.expires_at)) if after else Remove(entry.key)
            for entry in trail
        ),
        *(Remove(notice.key) for notice in notices),
        Remove(reports_key(comment_id)),
        Remove(subscription_key(comment_id)),
        Remove(origin_key(comment_id)),
    ]


def _comment_writes(before: Comment, after: Comment) -> list[Write]:
    writes: list[Write] = [
        Put(after, Equals("version", before.version)),
        *(Remove(entry.key) for entry in moderation_entries_of(before)),
    ]
    return writes if after.is_settled else [*writes, Put(placement_of(after))]


def _forget(services: Services, request: Request, sender: str) -> bool:
    """What was known of the sender beside the comments; what came since the erasure stays."""
    if next(_said(services.table, sender), None) is not None:
        return False
    standings = services.table.query(Sender, Span(sender_pk(sender), *STANDINGS), limit=_ALL)
    _remove(services, request, [standing.key for standing in standings])
    return True


def _remove(services: Services, request: Request, keys: Sequence[Key]) -> None:
    for start in range(0, len(keys), _AT_ONCE):
        some = [Remove(key) for key in keys[start : start + _AT_ONCE]]
        services.table.commit(some, Cause(request.id, services.clock()))


def _paths(reads: Reads, article_ids: Sequence[str]) -> tuple[str, ...]:
    """Every address that the articles had, as each may have earlier versions of its page.

    One after the other: a hundred articles at once are more than a function's memory may hold.
    """
    articles = (reads.get(Article, article_key(i)) for i in article_ids)
    return tuple(sorted(path for article in articles if article for path in article.paths))
