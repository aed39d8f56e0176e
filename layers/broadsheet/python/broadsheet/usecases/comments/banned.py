"""Whoever is banned is not let in: looked up with each comment, with what else is read of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from broadsheet.domain.comments.bans import (
    NETWORK_KEPT,
    BannedHash,
    Origin,
    banned_key,
    is_their_own,
)
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.signals.network import network_of
from broadsheet.domain.shared.errors import Banned
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.comments.known_reader import Token, browsers_of
from broadsheet.usecases.shared.ports import Keys, Reads

_NETWORK = "network"


def network_hashes(keys: Keys, ip: str) -> tuple[str, ...]:
    """What the network of an address is and was known by; nothing for one that anybody may have."""
    network = network_of(ip)
    return keys.signatures(_NETWORK, network) if network else ()


def bans_on(
    keys: Keys, email: str, token: Token | None, network: Sequence[str]
) -> dict[Key, type[BannedHash]]:
    """Where it is written down if the address, the browser or the network is banned."""
    browser = browsers_of(keys, token.code) if token else ()
    return {banned_key(h): BannedHash for h in (*keys.senders(email), *browser, *network)}


def ban_of(reads: Reads, bans: Sequence[Key], now: datetime) -> datetime | None:
    """Until when the address is banned that a comment comes under; None where it is not.

    `bans` are as `bans_on` has them. Raises Banned for the browser or the network of somebody who
    is. Whoever types a banned address in another browser may be anybody, and hears what every
    stranger hears.
    """
    found = [reads.get(BannedHash, key) for key in bans]
    banned = [one for one in found if one and one.holds_at(now)]
    if not banned:
        return None
    until = max(one.until for one in banned)
    if is_their_own(banned):
        words = (
            "The editors take no comments from you, or from your network, "
            f"until {until:%Y-%m-%d %H:%M} UTC."
        )
        raise Banned(for_programs(words))
    return until


def origins(comment: Comment, network: Sequence[str]) -> Iterator[Origin]:
    """From which network a comment came, if that tells anybody apart."""
    if network:
        ends = int((comment.submitted_at + NETWORK_KEPT).timestamp())
        yield Origin(comment_id=comment.id, network=network[0], expires_at=ends)
