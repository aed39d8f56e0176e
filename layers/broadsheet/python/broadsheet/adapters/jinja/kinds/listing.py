"""The head of a listing; of the site, also what `site.js` puts under older stories."""

import json
from collections.abc import Sequence
from typing import Any

from broadsheet.adapters.jinja.filters import iso
from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.adapters.jinja.translations import words_for
from broadsheet.domain.articles.listing import Card
from broadsheet.domain.site.kinds.listing import ListingPage, ListingView
from broadsheet.domain.site.site import Site
from broadsheet.usecases.site.ports import File

LATEST = 8
"""Headlines in the file: enough for a strip of four on the page of any of them."""


def files(templates: Templates, page: ListingPage, view: ListingView) -> Files:
    """The page and, of the site, its newest headlines as a small JSON file."""
    html, *latest = page.files
    made = {html: templates.made_in_site("listing.html", view=view, listing=view.listing)}
    return made | {key: File(latest_json(templates.site, view.cards)) for key in latest}


def latest_json(site: Site, cards: Sequence[Card]) -> bytes:
    """The newest of the cards, newest first: the front page may have older ones before them."""
    newest = sorted(cards, key=lambda card: (card.published_at, card.id), reverse=True)
    items = [_item(site, card) for card in newest[:LATEST]]
    return f"{json.dumps({'items': items}, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _item(site: Site, card: Card) -> dict[str, Any]:
    item: dict[str, Any] = {
        "path": card.path,
        "title": card.title,
        "excerpt": card.excerpt,
        "section": card.section.name,
        "section_path": f"/section/{card.section.slug}/",
        "authors": ", ".join(card.authors),
        "language": card.language,
        "direction": card.direction,
        "published_at": iso(card.published_at),
        "date": words_for(site, card.language).date(card.published_at),
    }
    if card.image:
        item["image"] = card.image.sources[0].url if card.image.sources else card.image.url
    return item
