"""Links to a story for people without an account: made, listed, taken back, and opened."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk.share import (
    KEPT,
    MOST_NOTED,
    MOST_OPEN,
    SECRET_BYTES,
    Opening,
    Share,
    SharedLink,
    hash_of,
    link_of,
    openings_counted,
    openings_pk,
    share_key,
    shares_pk,
)
from broadsheet.domain.shared.counter import Counter, counter_key
from broadsheet.domain.shared.errors import Conflict, NotFound
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.shared.committing import Receipt, Request, commit_once
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import (
    MOST_KEYS,
    Absent,
    Cause,
    Equals,
    Put,
    Reads,
    Span,
    Write,
)
from broadsheet.usecases.shared.services import Services


class ShareReceipt(Receipt, frozen=True):
    """What is kept of the answer: the link itself is told once, and to nobody again."""

    id: str
    until: str


class Made(NamedTuple):
    """A link that was made. `link` is None where the same request had made it before."""

    receipt: ShareReceipt
    link: SharedLink | None


class Listed(NamedTuple):
    """A link, and how often it was opened."""

    share: Share
    openings: int


class Shared(NamedTuple):
    """What a link leads to."""

    share: Share
    article: Article


def share_article(
    services: Services,
    request: Request,
    article_id: str,
    label: str,
    days: int,
    *,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Made:
    """A link to the story that leads there for so many days. Raises NotFound and Conflict."""
    secret, share_id = random(SECRET_BYTES), services.ids()

    def plan() -> tuple[list[Write], ShareReceipt]:
        now = services.clock()
        article = seen_article(services.table, request.who, article_id)
        _must_be_few(services.table, article_id, now)
        until = now + timedelta(days=days)
        share = Share(
            article_id=article.id,
            id=share_id,
            hashed=hash_of(secret),
            label=label,
            made_at=now,
            made_by=request.who.name,
            made_by_id=request.who.id,
            until=until,
            expires_at=int((until + KEPT).timestamp()),
        )
        return [Put(share, Absent())], ShareReceipt(share_id, stamp(until))

    receipt = commit_once(services, request, plan, ShareReceipt)
    is_new = receipt.id == share_id
    return Made(receipt, SharedLink(article_id, share_id, secret) if is_new else None)


def _must_be_few(reads: Reads, article_id: str, now: datetime) -> None:
    newest = reads.query(Share, Span(shares_pk(article_id)), limit=MOST_KEYS, newest_first=True)
    if sum(share.is_open(now) for share in newest) >= MOST_OPEN:
        raise Conflict(
            sentence(
                "{most} links lead to this story already. Take one of them back first.",
                most=MOST_OPEN,
            )
        )


def list_shares(
    reads: Reads, who: Principal, article_id: str, limit: int, cursor: Cursor | None
) -> Slice[Listed]:
    """The story's links, newest first. Raises NotFound and Malformed."""
    seen_article(reads, who, article_id)
    span = Span(shares_pk(article_id))
    found = slice_of(reads, Share, span, limit, cursor, newest_first=True)
    keys = {share.id: counter_key(openings_counted(share.id)) for share in found.items}
    counters = reads.get_many(Counter, list(keys.values())) if keys else {}
    times = {of: counters[key].times for of, key in keys.items() if key in counters}
    return Slice([Listed(share, times.get(share.id, 0)) for share in found.items], found.next)


def list_openings(
    reads: Reads, who: Principal, article_id: str, share_id: str, limit: int, cursor: Cursor | None
) -> Slice[Opening]:
    """When a link of the story was opened, newest first. Raises NotFound and Malformed."""
    seen_article(reads, who, article_id)
    _share(reads, article_id, share_id)
    span = Span(openings_pk(share_id))
    return slice_of(reads, Opening, span, limit, cursor, newest_first=True)


def revoke_share(services: Services, request: Request, article_id: str, share_id: str) -> None:
    """From now on the link leads nowhere; one that was taken back already stays so.

    Raises NotFound.
    """

    def plan() -> tuple[list[Write], Receipt]:
        seen_article(services.table, request.who, article_id)
        share = _share(services.table, article_id, share_id)
        if share.revoked_at is not None:
            return [], Receipt()
        now, by = services.clock(), request.who.name
        revoked = msgspec.structs.replace(share, revoked_at=now, revoked_by=by)
        return [Put(revoked, Equals("hashed", share.hashed))], Receipt()

    commit_once(services, request, plan, Receipt)


def _share(reads: Reads, article_id: str, share_id: str) -> Share:
    share = reads.get(Share, share_key(article_id, share_id))
    if share is None:
        raise NotFound(sentence("There is no such link."))
    return share


def shared_with(reads: Reads, token: str, now: datetime) -> Shared:
    """What the link leads to; nothing is noted.

    Raises NotFound, in the same words for a link that has ended, was taken back, leads to a story
    that was deleted, or never was one.
    """
    link = link_of(token)
    share = reads.get(Share, share_key(link.article_id, link.share_id)) if link else None
    if not (link and share and share.is_opened_by(link.secret) and share.is_open(now)):
        raise NotFound(sentence("This link leads nowhere, or no longer."))
    article = reads.get(Article, article_key(share.article_id))
    if article is None or article.status is Status.DELETED:
        raise NotFound(sentence("This link leads nowhere, or no longer."))
    return Shared(share, article)


def open_shared(services: Services, request_id: str, token: str) -> Shared:
    """The same, and it is noted that somebody opened it, and which version they were shown.

    Raises NotFound.
    """
    now, opening_id = services.clock(), services.ids()
    found = shared_with(services.table, token, now)
    share, version = found.share, found.article.version
    # Noted before anything is shown: nobody reads it unseen.
    times = services.table.count_up(openings_counted(share.id), share.expires_at, opening_id)
    if times <= MOST_NOTED:
        opening = Opening(
            share_id=share.id,
            id=opening_id,
            at=now,
            version=version,
            expires_at=share.expires_at,
        )
        services.table.commit([Put(opening)], Cause(request_id, now))
    return found
