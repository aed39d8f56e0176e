"""What a page says of itself to those who show a link to it: descriptions, images, languages."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from broadsheet.adapters.jinja.assets import asset_path
from broadsheet.adapters.jinja.filters import absolute
from broadsheet.adapters.jinja.translations import title_of
from broadsheet.domain.articles.article import Article, LeadImage
from broadsheet.domain.articles.listing import SITE, Card, shorten
from broadsheet.domain.articles.translation import group_of
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.plain_text import plain_text
from broadsheet.domain.site.kinds.listing import ListingView
from broadsheet.domain.site.site import Site

DESCRIPTION = 200
"""Characters of a description; search engines show fewer."""
ICON = "icon-512.png"
"""Stands for the site where a machine wants a picture of it."""
ICON_SIZE = 512
_OPENING = 4000
"""Characters of HTML that are looked at for the first words of a story."""

_MIME = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
# A language and a territory (ISO 3166-1): https://ogp.me/#optional names no other form.
_LOCALE = pattern(r"([a-z]{2,3})(?:-[a-z]{4})?-([a-z]{2})(?:-.*)?", re.IGNORECASE)


class SharedImage(NamedTuple):
    """The picture that is shown beside a link. What is not known is None."""

    url: str
    alt: str
    kind: str | None
    width: int | None
    height: int | None
    large: bool
    """Whether it is of the story, and may be shown large."""


def article_description(article: Article) -> str:
    """The standfirst or, where there is none, the story's first words; may be empty."""
    said = article.content.standfirst or plain_text(article.body.html[:_OPENING])
    return shorten(" ".join(said.split()), DESCRIPTION)


def listing_description(site: Site, view: ListingView) -> str:
    """The site's own words on the front page, an author's on theirs, or the newest headlines."""
    said = site.description or site.tagline if view.listing.listing == SITE else ""
    said = " ".join(view.profile.bio.split()) if view.profile else said
    said = said or " · ".join(card.title for card in view.cards[:5])
    return shorten(said or title_of(site, view.listing.listing, view.listing.title), DESCRIPTION)


def shared_image(site: Site, image: LeadImage | None) -> SharedImage:
    """The story's own picture, else the site's icon."""
    if image:
        url = absolute(site, image.url)
        path = url.partition("#")[0].partition("?")[0]
        kind = _MIME.get(path.rpartition(".")[2].lower())
        return SharedImage(url, image.alt, kind, image.width, image.height, large=True)
    url = site.url + asset_path(site, ICON)
    return SharedImage(url, site.title, "image/png", ICON_SIZE, ICON_SIZE, large=False)


def locale_of(language: str) -> str:
    """The language in Open Graph's form (`en_GB`), or nothing where the tag names no territory.

    A guess would tell of a country that the author did not name.
    """
    match = _LOCALE.fullmatch(language)
    return f"{match[1].lower()}_{match[2].upper()}" if match else ""


def alternates(
    site: Site, article: Article, translations: Sequence[Card]
) -> tuple[tuple[str, str], ...]:
    """Each language of the story with its address, this one and `x-default` included.

    Empty where the story is told in one language. The same from each of its pages, as
    https://developers.google.com/search/docs/specialty/international/localized-versions wants.
    """
    if not translations:
        return ()
    found = {article.path: article.content.language}
    found |= {card.path: card.language for card in translations}
    told = sorted((language, site.url + path) for path, language in found.items())
    original = original_of(article, translations)
    return (*told, *([("x-default", site.url + original)] if original else []))


def original_of(article: Article, translations: Sequence[Card]) -> str | None:
    """The path of the story that the others are translations of; None while it is not public."""
    paths = {card.id: card.path for card in translations} | {article.id: article.path}
    return paths.get(group_of(article))
