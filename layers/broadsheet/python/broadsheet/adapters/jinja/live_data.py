"""A running story for machines (schema.org's LiveBlogPosting)."""

from typing import Any

from broadsheet.adapters.jinja.filters import iso
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import shorten
from broadsheet.domain.live.entry import LiveEntry
from broadsheet.domain.shared.plain_text import plain_text
from broadsheet.domain.site.kinds.live import LiveView
from broadsheet.domain.site.site import Site

HEADLINE = 110
"""Characters of a headline that search engines show."""


def live_data(site: Site, article: Article, live: LiveView) -> dict[str, Any]:
    """What a running story has beside an article's data: the newest entries, newest first.

    Nothing before its first entry: it is an article until then. https://schema.org/LiveBlogPosting
    """
    if not live.entries:
        return {}
    url = site.url + article.path
    ended = article.content.live == "ended"
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": iso(article.published_at or article.created_at),
        "coverageEndTime": iso(live.entries[0].at) if ended else None,
        "liveBlogUpdate": [_update(url, entry) for entry in live.entries],
    }


def _update(url: str, entry: LiveEntry) -> dict[str, Any]:
    text = plain_text(entry.html)
    return {
        "@type": "BlogPosting",
        "@id": f"{url}#live-{entry.number}",
        "url": f"{url}#live-{entry.number}",
        "headline": entry.headline or shorten(text, HEADLINE),
        "articleBody": text,
        "datePublished": iso(entry.at),
        "dateModified": iso(entry.edited_at or entry.at),
    }
