"""Cards as they stand on a page: what their provider said of them, and what shows them there."""

import functools
import html
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from broadsheet.adapters.jinja.translations import Words
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.embed import CARD, Embed
from broadsheet.domain.articles.provider import Provider
from broadsheet.domain.media.media import Media, Size, file_of, sizes_of
from broadsheet.domain.shared.sentence import N_

if TYPE_CHECKING:
    from broadsheet.domain.articles.providers import Player, Providers

SIZES = "(min-width: 46rem) 42rem, 100vw"
"""How wide a picture in the text is shown."""
_PLAYS = " data-frame="


class PageCards:
    """Of one page. `told` is what is known of the addresses on it."""

    def __init__(
        self,
        words: Words,
        own: tuple[Provider, ...],
        told: Iterable[Embed] = (),
        pictures: Iterable[Media] = (),
    ) -> None:
        self._words, self._own = words, own
        self._told = {embed.url: embed for embed in told}
        self._pictures = {media.id: media for media in pictures}

    def shown(self, body: SafeHtml) -> SafeHtml:
        """The text with its cards as they are on the page; the same where it has none."""
        return SafeHtml(CARD.sub(self._card, body)) if 'class="b-embed"' in body else body

    def _card(self, card: re.Match[str]) -> str:
        url = html.unescape(card[2])
        inside = f"{self._picture(url)}<p><strong>{card[1]}</strong> {self._link(url, card)}</p>"
        player = _providers(self._own).player_of(url)
        return f'<div class="b-embed">{inside}{self._button(player) if player else ""}</div>'

    def _link(self, url: str, card: re.Match[str]) -> str:
        title, author = _said(self._told.get(url))
        if not (title or author):
            return f'<a href="{card[2]}" rel="noopener">{card[3]}</a>'
        words, kind = (html.escape(title), ' class="titled"') if title else (card[3], "")
        by = f" <span><bdi>{html.escape(author)}</bdi></span>" if author else ""
        # Its words may run the other way.
        return f'<bdi><a{kind} href="{card[2]}" rel="noopener">{words}</a></bdi>{by}'

    def _picture(self, url: str) -> str:
        """Beside its title it says nothing more to who cannot see it."""
        embed = self._told.get(url)
        media = self._pictures.get(embed.picture) if embed else None
        if media is None:
            return ""
        sources = source_set(media.id, sizes_of(media.width), "jpg")
        return (
            f'<img src="{media.path}" srcset="{sources}" sizes="{SIZES}" alt="" loading="lazy"'
            f' decoding="async" width="{media.width}" height="{media.height}">'
        )

    def _button(self, player: "Player") -> str:
        """Hidden until there is a module that makes it work; it says whom it asks."""
        said = self._words.plain(N_("Show it here, from {host}"), host=player.host)
        return (
            f'<button type="button" hidden data-frame="{html.escape(player.frame)}"'
            f' data-shape="{player.shape}"{self._words.tongue}>{html.escape(said)}</button>'
        )


def source_set(media_id: str, sizes: Sequence[Size], kind: str) -> str:
    """The files of a picture of our own in one format, for a browser to choose from."""
    return ", ".join(f"/{file_of(media_id, size.step, kind)} {size.width}w" for size in sizes)


def plays(*bodies: str) -> bool:
    """Whether something on the page needs the module of players."""
    return any(_PLAYS in body for body in bodies)


@functools.lru_cache(8)
def _providers(own: tuple[Provider, ...]) -> "Providers":
    # Few pages have a card, and the table is long.
    from broadsheet.domain.articles.providers import Providers  # noqa: PLC0415

    return Providers(own)


def _said(of: Embed | None) -> tuple[str, str]:
    return (of.title, of.author) if of else ("", "")
