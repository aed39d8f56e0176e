"""Editors keep somebody out for a while, because of a comment, and let them in again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from broadsheet.domain.comments.bans import (
    BANS,
    LONGEST,
    Ban,
    BannedHash,
    BanOf,
    HashOf,
    Origin,
    ban_key,
    banned_key,
    hashes_of,
    origin_key,
)
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.shared.errors import FieldError, Invalid, NotAllowedInState, NotFound
from broadsheet.domain.shared.fields import Id
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.comments.comment_changes import comment_by_id
from broadsheet.usecases.shared.committing import Receipt, Request, commit_once
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Absent, Put, Reads, Remove, Span, Write
from broadsheet.usecases.shared.services import Services


class BanReceipt(Receipt, frozen=True):
    """What an editor is told of a ban that was made, or lifted."""

    id: Id
    of: BanOf
    until: datetime


def ban(
    services: Services, request: Request, comment_id: str, of: BanOf, days: int, reason: str = ""
) -> BanReceipt:
    """Take nothing for so many days from whoever sent a comment, or from their network.

    What they said so far stays as it is. Raises Forbidden, NotFound, Invalid for more days than
    there may be, and NotAllowedInState where nothing is known of them, or they are banned already.
    """
    request.who.must(Scope.COMMENTS_MODERATE)
    if not 1 <= days <= LONGEST:
        detail = sentence("must be 1 to {longest}", longest=LONGEST)
        raise Invalid([FieldError("/days", "out_of_range", detail)])
    ban_id = services.ids()

    def plan() -> tuple[list[Write], BanReceipt]:
        now = services.clock()
        comment = comment_by_id(services.table, comment_id)
        new = _not_banned(services.table, _known_of(services.table, comment, of, now), now)
        until = now + timedelta(days=days)
        ends = int(until.timestamp())
        made = Ban(
            id=ban_id,
            of=of,
            hashes=tuple(new),
            comment_id=comment.id,
            until=until,
            at=now,
            by=request.who.name,
            by_id=request.who.id,
            reason=reason,
            expires_at=ends,
        )
        found_by = (
            BannedHash(hash=hashed, of=kind, ban_id=ban_id, until=until, expires_at=ends)
            for hashed, kind in new.items()
        )
        return [Put(made, Absent()), *map(Put, found_by)], BanReceipt(ban_id, of, until)

    return commit_once(services, request, plan, BanReceipt)


def lift_ban(services: Services, request: Request, ban_id: str) -> BanReceipt:
    """Take what they send again. Raises Forbidden and NotFound."""
    request.who.must(Scope.COMMENTS_MODERATE)

    def plan() -> tuple[list[Write], BanReceipt]:
        made = services.table.get(Ban, ban_key(ban_id))
        if made is None:
            raise NotFound(sentence("There is no such ban: it has ended, or was lifted."))
        keys = [banned_key(hashed) for hashed in made.hashes]
        found = services.table.get_many(BannedHash, keys)
        # Whoever was banned again since stays so.
        own = [key for key, one in found.items() if one.ban_id == ban_id]
        receipt = BanReceipt(made.id, made.of, made.until)
        return [Remove(made.key), *map(Remove, own)], receipt

    return commit_once(services, request, plan, BanReceipt)


def list_bans(
    reads: Reads, who: Principal, now: datetime, limit: int, cursor: Cursor | None
) -> Slice[Ban]:
    """The bans that hold, newest first; a slice may be short. Raises Forbidden, Malformed."""
    who.must(Scope.COMMENTS_MODERATE)
    found = slice_of(reads, Ban, Span(BANS), limit, cursor, newest_first=True)
    return Slice([one for one in found.items if now < one.until], found.next)


class Bannable(NamedTuple):
    """Who could be banned because of a comment, and until when they are; None: they are not."""

    until: Mapping[BanOf, datetime | None]


def bans_on(reads: Reads, comment: Comment, now: datetime) -> Bannable:
    """Who could be banned because of the comment: of whom something is known."""
    origin = _origin(reads, comment.id, now)
    hashes = {of: hashes_of(comment, of, origin) for of in BanOf}
    there = _banned(reads, [hashed for some in hashes.values() for hashed in some], now)
    untils: dict[BanOf, datetime | None] = {}
    for of, some in hashes.items():
        found = [there[key].until for key in map(banned_key, some) if key in there]
        if some:
            # Of whom not all is known yet that is known by now can be banned once more.
            untils[of] = max(found) if len(found) == len(some) else None
    return Bannable(untils)


def _origin(reads: Reads, comment_id: str, now: datetime) -> Origin | None:
    origin = reads.get(Origin, origin_key(comment_id))
    return origin if origin and origin.is_known_at(now) else None


def _known_of(reads: Reads, comment: Comment, of: BanOf, now: datetime) -> dict[str, HashOf]:
    origin = _origin(reads, comment.id, now) if of is BanOf.NETWORK else None
    hashes = hashes_of(comment, of, origin)
    if hashes:
        return hashes
    if of is BanOf.SENDER:
        raise NotAllowedInState(sentence("Nothing is known of who sent this comment."))
    raise NotAllowedInState(
        sentence(
            "The network of this comment is not known: it is forgotten after a week, and comments "
            "that were brought along from elsewhere have none."
        )
    )


def _not_banned(reads: Reads, hashes: Mapping[str, HashOf], now: datetime) -> dict[str, HashOf]:
    there = _banned(reads, list(hashes), now)
    new = {hashed: kind for hashed, kind in hashes.items() if banned_key(hashed) not in there}
    if not new:
        until = f"{max(one.until for one in there.values()):%Y-%m-%d %H:%M}"
        raise NotAllowedInState(sentence("They are banned until {until} UTC already.", until=until))
    return new


def _banned(reads: Reads, hashes: list[str], now: datetime) -> dict[Key, BannedHash]:
    found = reads.get_many(BannedHash, [banned_key(h) for h in hashes]) if hashes else {}
    return {key: one for key, one in found.items() if one.holds_at(now)}
