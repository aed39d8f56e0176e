"""What a provider says of an address that stands on a card, and which texts have that card."""

import hashlib
import html
from datetime import datetime

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.provider import EMBED
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.record import Key, Record

MOST_OF_STORY = 20
"""Cards of one story that somebody is asked about; what comes after them says what it is called."""
MOST_OF_ENTRY = 4
"""The same of an entry of a running story: a page has 25 of them, and 100 keys are one call."""
TITLE = 200
"""Characters of a title, or of a name, that are kept."""
_SAID = "EMBED"
USE = "USE#"
"""What the sort keys of all uses begin with."""
CARD = pattern(
    r'<div class="b-embed"><p><strong>([^<]*)</strong> <a href="([^"]*)" rel="noopener">([^<]*)</a>'
    r"</p></div>"
)
"""As `adapters/html/cards.py` makes it and the sanitiser leaves it."""


class Embed(Record, frozen=True, kw_only=True):
    """What was said of the address at `at`; without a title and an author nothing was."""

    url: str
    title: str = ""
    author: str = ""
    picture: str = ""
    """The id of the picture that was taken from there (`domain.media`); it may be ready or not."""
    at: datetime

    @property
    def key(self) -> Key:
        return embed_key(self.url)


class EmbedUse(Record, frozen=True, kw_only=True):
    """A text has a card of the address, or was about to at `at`: whether it does, it says itself.

    `shown_by` is an article's id, or an entry's of a running story (`domain.media.live_use`).
    """

    url: str
    shown_by: str
    at: datetime

    @property
    def key(self) -> Key:
        return Key(embed_pk(self.url), f"{USE}{self.shown_by}")


def embed_in(pk: str) -> Key:
    """The record in a partition of an address."""
    return Key(pk, _SAID)


def embed_pk(url: str) -> str:
    """The partition of all that is known of an address; which may be longer than a key."""
    return f"{EMBED}{hashlib.sha256(url.encode()).hexdigest()[:32]}"


def embed_key(url: str) -> Key:
    """Where what was said of an address lives."""
    return embed_in(embed_pk(url))


def embeds_in(body: SafeHtml, most: int) -> tuple[str, ...]:
    """The addresses of the cards in a text, each once, the first so many."""
    if 'class="b-embed"' not in body:
        return ()
    return tuple(dict.fromkeys(html.unescape(card[2]) for card in CARD.finditer(body)))[:most]


def embeds_of(article: Article | None) -> tuple[str, ...]:
    """The same of an article's body."""
    return embeds_in(article.body.html, MOST_OF_STORY) if article else ()
