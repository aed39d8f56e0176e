"""The entries of a running story: a run of them, and how they stand on any page."""

import re
from collections.abc import Iterable

import msgspec

from broadsheet.adapters.jinja.below import run_below
from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.cards import PageCards, plays
from broadsheet.adapters.jinja.tags import in_tags
from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.adapters.jinja.translations import Words, words_for
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.live.entry import LiveEntry
from broadsheet.domain.site.kinds.live import LivePage, LiveRunView

_FOOTNOTE = re.compile(r'( id="| href="#)(fn|h-)')
"""Each entry has footnotes and places of its own, and a page has each id once."""


def files(templates: Templates, page: LivePage, view: LiveRunView) -> Files:
    """The entries of the run."""
    words = words_for(templates.site, view.article.content.language)
    cards = PageCards(words, templates.site.embeds, view.embeds, view.previews)
    entries = shown_entries(words, view.entries, cards)
    shows = plays(*(entry.html for entry in entries))
    return run_below(templates, page, view, "live.html", entries=entries, plays=shows)


def shown_entries(words: Words, entries: Iterable[LiveEntry], cards: PageCards) -> list[LiveEntry]:
    """The entries in their order, with their HTML as it stands on the page."""
    return [msgspec.structs.replace(entry, html=_html(words, entry, cards)) for entry in entries]


def _html(words: Words, entry: LiveEntry, cards: PageCards) -> SafeHtml:
    html = on_the_page(words, entry.html, cards)
    if not _FOOTNOTE.search(html):
        return html
    its_own = rf"\1live-{entry.number}-\2"
    return SafeHtml(in_tags(html, lambda tag: _FOOTNOTE.sub(its_own, tag)))
