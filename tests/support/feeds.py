"""Articles of every kind, the feeds of them, and what a feed reader makes of those."""

from calendar import timegm
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser  # type: ignore[import-untyped]
import msgspec

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article, LeadImage
from broadsheet.domain.articles.listing import Listing
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.site import Site
from tests.builders import NOON, make_article, make_id, make_site
from tests.every_page import evil_article
from tests.view_builders import make_feed_view

SOURCE = """Boats left [at dawn](/2026/11/dawn/ "the href=\\"/x\\" of it").[^1]

![Boats](/images/boats.jpg) and <img src="https://x.example/a.png" alt="A"> href="/not/a/link"

| a | b |
|---|---|
| 1 | 2 |

& ]]> &lt;b&gt; <script>alert(1)</script> [mail](mailto:a@b.example) [far](//cdn.example/x)

[^1]: A note.
"""
RTL: dict[str, Any] = {
    "language": "ar",
    "title": "الميناء يفتح",
    "standfirst": "غادرت القوارب عند الفجر.",
}


def whole(article: Article, source: str = SOURCE, number: int = 1) -> Article:
    """The article with a body that came out of the sanitiser, edited an hour after it appeared."""
    return msgspec.structs.replace(
        article,
        id=make_id(number),
        body=CommonMark().article(source),
        modified_at=NOON + timedelta(hours=1),
    )


PLAIN = whole(make_article())
BARE = whole(make_article(standfirst="", lead_image=None, tags=()), "One.")
HOSTILE = whole(evil_article())
RIGHT_TO_LEFT = whole(make_article(direction="rtl", **RTL))
SIZED = whole(make_article(lead_image=LeadImage(url="/i.jpg", alt="Boats", width=1200, height=800)))
ARTICLES = {
    "plain": PLAIN,
    "bare": BARE,
    "hostile": HOSTILE,
    "right to left": RIGHT_TO_LEFT,
    "with a size": SIZED,
}


def feeds(
    *articles: Article, listing: Listing | None = None, site: Site | None = None
) -> dict[str, bytes]:
    view = make_feed_view(listing, articles=articles)
    files = JinjaRenderer(site or make_site()).render(FeedPage(view.listing.listing), view)
    return {key.rpartition("/")[2]: file.body for key, file in files.items()}


def read(body: bytes) -> Any:
    """What feedparser makes of it, with what it reads left as it is."""
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def moment(parsed: Any) -> datetime:
    return datetime.fromtimestamp(timegm(parsed), UTC)
