"""Whoever is banned is not let in: looked up with each comment, in one read."""

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
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.comments.known_reader import Token, browsers_of
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.ports import Keys

_NETWORK = "network"


def network_hashes(keys: Keys, ip: str) -> tuple[str, ...]:
    """What the network of an address is and was known by; nothing for one that anybody may have."""
    network = network_of(ip)
    return keys.signatures(_NETWORK, network) if network else ()


def ban_of(
    services: CommentServices, email: str, token: Token | None, network: Sequence[str]
) -> datetime | None:
    """Until when the address is banned that a comment comes under; None where it is not.

    Raises Banned for the browser or the network of somebody who is. Whoever types a banned address
    in another browser may be anybody, and hears what every stranger hears.
    """
    keys, now = services.keys, services.clock()
    browser = browsers_of(keys, token.code) if token else ()
    hashes = dict.fromkeys((*keys.senders(email), *browser, *network))
    found = services.table.get_many(BannedHash, [banned_key(hashed) for hashed in hashes])
    banned = [one for one in found.values() if one.holds_at(now)]
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
