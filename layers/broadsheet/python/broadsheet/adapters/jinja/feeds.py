"""The JSON Feed (1.1, https://www.jsonfeed.org/version/1.1/); XML feeds are templates."""

import json
from typing import Any

from broadsheet.adapters.jinja.filters import absolute, iso
from broadsheet.adapters.jinja.words import title_of
from broadsheet.domain.listing import SITE, Card
from broadsheet.domain.pages import listing_path
from broadsheet.domain.site import Site
from broadsheet.domain.views import ListingView


def feed_title(site: Site, view: ListingView) -> str:
    """What the feed is called in a reader's list."""
    name = title_of(site, view.listing.listing, view.listing.title)
    return name if view.listing.listing == SITE else f"{name} – {site.title}"


def json_feed(site: Site, view: ListingView) -> bytes:
    """The listing's head as a JSON Feed."""
    home = site.url + listing_path(view.listing.listing)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(site, view),
        "home_page_url": home,
        "feed_url": f"{home}feed.json",
        "language": site.language,
        "items": [_item(site, card) for card in view.cards],
    }
    return f"{json.dumps(feed, ensure_ascii=False, indent=1)}\n".encode()


def _item(site: Site, card: Card) -> dict[str, Any]:
    item = {
        "id": f"urn:uuid:{card.id}",
        "url": site.url + card.path,
        "title": card.title,
        # One of content_html and content_text must be there, and may not be empty.
        "content_text": card.excerpt or card.title,
        "date_published": iso(card.published_at),
        "date_modified": iso(card.modified_at),
        "authors": [{"name": name} for name in card.authors],
        "tags": [card.section.name, *card.tags],
        "language": card.language,
    }
    if card.image:
        item["image"] = absolute(site, card.image.url)
    return item
