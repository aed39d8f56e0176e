"""What an address is about is asked of whose it is, and kept.

Nothing of it is needed: a card without it says what the address says.
"""

from dataclasses import dataclass
from datetime import timedelta

from broadsheet.domain.articles.embed import TITLE, Embed, embed_key
from broadsheet.domain.shared.text import is_blank, readable
from broadsheet.usecases.articles.ports import Asks
from broadsheet.usecases.shared.ports import Cause, Clock, Put, Table

NOTHING_LASTS = timedelta(days=1)
"""For so long an address that nothing is said of is not asked about again, whoever writes it."""


@dataclass(frozen=True, kw_only=True)
class EmbedFetching:
    """What it takes to ask."""

    table: Table
    ask: Asks
    clock: Clock


def fetch_embed(fetching: EmbedFetching, url: str, cause_id: str) -> Embed | None:
    """What is kept of the address; None where nobody is to be asked.

    Asked once, whoever has a card of it, and again where nothing was said. Raises NoAnswer where
    that may be otherwise in a while: then nothing is kept.
    """
    known = fetching.table.get(Embed, embed_key(url))
    now = fetching.clock()
    if known and (known.title or known.author or now - known.at < NOTHING_LASTS):
        return known
    said = fetching.ask(url)
    if said is None:
        return None
    embed = Embed(url=url, title=_shown(said.title), author=_shown(said.author), at=now)
    fetching.table.commit([Put(embed)], Cause(cause_id, now))
    return embed


def _shown(said: str) -> str:
    """As much of it as a card shows, as one line; whoever said it is not asked to put it right."""
    text, _ = readable(said[: 4 * TITLE])
    line = " ".join(text.split())
    if is_blank(line):
        return ""
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"
