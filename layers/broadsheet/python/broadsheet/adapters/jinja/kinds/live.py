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

ON_STORY, ON_RUN = 3, 2
"""The level of entries' headlines (`live_list`): on the story's page they have a title above."""
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_HIGHEST, _LOWEST = 2, 6
"""Of headings in a text: as the sanitiser leaves them, and as HTML has them."""


def files(templates: Templates, page: LivePage, view: LiveRunView) -> Files:
    """The entries of the run."""
    words = words_for(templates.site, view.article.content.language)
    cards = PageCards(words, templates.site.embeds, view.embeds, view.previews)
    entries = shown_entries(words, view.entries, cards, ON_RUN)
    shows = plays(*(entry.html for entry in entries))
    return run_below(templates, page, view, "live.html", entries=entries, level=ON_RUN, plays=shows)


def shown_entries(
    words: Words, entries: Iterable[LiveEntry], cards: PageCards, level: int
) -> list[LiveEntry]:
    """The entries in their order, with their HTML as it stands below headlines of this level."""
    return [
        msgspec.structs.replace(entry, html=_html(words, entry, cards, level)) for entry in entries
    ]


def _html(words: Words, entry: LiveEntry, cards: PageCards, level: int) -> SafeHtml:
    html = _below(on_the_page(words, entry.html, cards), level + bool(entry.headline))
    if not _FOOTNOTE.search(html):
        return html
    its_own = rf"\1live-{entry.number}-\2"
    return SafeHtml(in_tags(html, lambda tag: _FOOTNOTE.sub(its_own, tag)))


def _below(html: SafeHtml, level: int) -> SafeHtml:
    """With its headings from that level on: what is within an entry is no part beside it."""
    deeper = level - _HIGHEST

    def lower(tag: re.Match[str]) -> str:
        return f"<{tag[1]}h{min(int(tag[2]) + deeper, _LOWEST)}"

    return SafeHtml(_HEADING.sub(lower, html)) if deeper and "<h" in html else html
