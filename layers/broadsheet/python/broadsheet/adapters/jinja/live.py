"""The entries of a running story as they stand on a page."""

import re
from collections.abc import Iterable

import msgspec

from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.translations import Words
from broadsheet.domain.articles.article import Article, SafeHtml
from broadsheet.domain.articles.listing import run_of
from broadsheet.domain.live.entry import LIVE_RUN, LiveEntry
from broadsheet.domain.site.views import LiveView

_FOOTNOTE = re.compile(r'( id="| href="#)(fn)')
"""Each entry has footnotes of its own, and a page has each id once."""


class ShownEntry(msgspec.Struct, frozen=True):
    """An entry, the page that it stands on for ever, and its HTML on this one."""

    entry: LiveEntry
    run: int
    html: SafeHtml


def shown_entries(words: Words, entries: Iterable[LiveEntry]) -> list[ShownEntry]:
    """The entries in their order."""
    return [
        ShownEntry(entry, run_of(entry.number, LIVE_RUN), _html(words, entry)) for entry in entries
    ]


def _html(words: Words, entry: LiveEntry) -> SafeHtml:
    html = on_the_page(words, entry.html)
    return SafeHtml(_FOOTNOTE.sub(rf"\1live-{entry.number}-\2", html))


def as_of_now(article: Article, live: LiveView | None) -> Article:
    """The article as readers see it: changed when it was itself, or its newest entry."""
    changed = live.count.modified_at if live else None
    if changed is None or changed <= article.modified_at:
        return article
    return msgspec.structs.replace(article, modified_at=changed)
