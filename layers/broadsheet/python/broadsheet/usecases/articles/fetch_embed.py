"""What an address is about is asked of whose it is, and kept.

Nothing of it is needed: a card without it says what the address says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from broadsheet.domain.articles.embed import TITLE, Embed, embed_key
from broadsheet.domain.media.media import REFUSED_SECONDS, WAITING_SECONDS, Media
from broadsheet.domain.shared.cut import shortened
from broadsheet.domain.shared.text import is_blank, readable
from broadsheet.usecases.articles.ports import Asks, TakesPictures, Uploads
from broadsheet.usecases.shared.ports import Absent, Cause, Clock, Put, Table

NOTHING_LASTS = timedelta(days=1)
"""For so long an address that nothing is said of is not asked about again, whoever writes it."""


@dataclass(frozen=True, kw_only=True)
class EmbedFetching:
    """What it takes to ask."""

    table: Table
    ask: Asks
    take: TakesPictures
    uploads: Uploads
    clock: Clock
    ids: Callable[[], str]


def fetch_embed(
    fetching: EmbedFetching, url: str, cause_id: str, *, came_again: bool = False
) -> Embed | None:
    """What is kept of the address; None where nobody is to be asked.

    Asked once, whoever has a card of it, and again where nothing was said. Raises NoAnswer where
    that may be otherwise in a while: then nothing is kept. Where it `came_again` its picture may
    not have been left, and is left again: a second one is thrown away.
    """
    known = fetching.table.get(Embed, embed_key(url))
    now = fetching.clock()
    if known and (known.title or known.author or now - known.at < NOTHING_LASTS):
        if came_again and known.picture:
            _leave_picture(fetching, known)
        return known
    said = fetching.ask(url)
    if said is None:
        return None
    embed = Embed(url=url, title=_shown(said.title), author=_shown(said.author), at=now)
    taken = fetching.take(said.picture) if said.picture and embed.title else None
    if taken is None:
        fetching.table.commit([Put(embed)], Cause(cause_id, now))
        return embed
    embed = msgspec.structs.replace(embed, picture=fetching.ids())
    picture = _picture(embed, taken.content_type)
    fetching.table.commit([Put(embed), Put(picture, Absent())], Cause(cause_id, now))
    # Whoever makes pictures throws away what nobody waits for.
    fetching.uploads.put_upload(embed.picture, taken.content_type, taken.body)
    return embed


def _leave_picture(fetching: EmbedFetching, embed: Embed) -> None:
    """Its picture, for the one that looks into it. Raises NoAnswer."""
    said = fetching.ask(embed.url)
    taken = fetching.take(said.picture) if said and said.picture else None
    if taken:
        fetching.uploads.put_upload(embed.picture, taken.content_type, taken.body)


def _picture(embed: Embed, content_type: str) -> Media:
    """What is waited for: it goes the way of all pictures, and is in no list of the newsroom's."""
    return Media(
        id=embed.picture,
        version=1,
        status="waiting",
        content_type=content_type,
        created_at=embed.at,
        created_by=embed.url[:TITLE],
        created_by_id=embed.key.pk,
        modified_at=embed.at,
        modified_by=embed.url[:TITLE],
        expires_at=int(embed.at.timestamp()) + WAITING_SECONDS + REFUSED_SECONDS,
    )


def _shown(said: str) -> str:
    """As much of it as a card shows, as one line; whoever said it is not asked to put it right."""
    text, _ = readable(said[: 4 * TITLE])
    line = " ".join(text.split())
    return "" if is_blank(line) else shortened(line, TITLE)
