"""Feeds with whole articles. The JSON Feed is made here; RSS and Atom are templates.

Sources: RSS 2.0 (https://www.rssboard.org/rss-specification) with Media RSS
(https://www.rssboard.org/media-rss), Atom (RFC 4287), JSON Feed 1.1
(https://www.jsonfeed.org/version/1.1/).
"""

import functools
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from broadsheet.adapters.jinja.assets import asset_path
from broadsheet.adapters.jinja.filters import absolute, iso
from broadsheet.adapters.jinja.sharing import ICON
from broadsheet.adapters.jinja.tags import in_tags
from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.adapters.jinja.translations import title_of, words_for
from broadsheet.domain.articles.article import Article, Author, LeadImage
from broadsheet.domain.articles.body import Recording
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.media.media import file_name, file_named, kind_in
from broadsheet.domain.media.recordings import served_as
from broadsheet.domain.shared.plain_text import element_end
from broadsheet.domain.shared.sentence import N_
from broadsheet.domain.shared.web_address import encoded
from broadsheet.domain.site.kinds.feed import FeedPage, FeedView
from broadsheet.domain.site.kinds.listing import listing_path
from broadsheet.domain.site.site import Site
from broadsheet.usecases.site.ports import File

FAVICON = "icon-192.png"

_ATTRIBUTE = re.compile(r'(\s[^\s="<>/]+=")([^"]*)"')
# Of MathML and SVG many readers of feeds show the letters alone, which would be something else.
_FORMULA = re.compile(r'<math\b[^<>]*? alttext="([^"]*)"[^<>]*>.*?</math>', re.DOTALL)
_CHART = re.compile(
    r'<svg class="chart".*?</svg>(?=(<details><summary>[^<]*</summary>))', re.DOTALL
)
_BODIES = 256
"""Feeds have the newest stories again and again: those of the site, and each in its section's."""
_ADDRESSES = (' href="', ' src="')


class FeedAuthor(NamedTuple):
    """Somebody of a byline, with the page that tells of them."""

    name: str
    url: str


class Enclosure(NamedTuple):
    """A film or a sound of a story, as feeds name it."""

    url: str
    length: int
    type: str
    seconds: int
    title: str


class FeedItem(NamedTuple):
    """An article as every kind of feed shows it."""

    article: Article
    published: datetime
    url: str
    html: str
    image: str | None
    authors: tuple[FeedAuthor, ...]
    categories: tuple[str, ...]
    enclosures: tuple[Enclosure, ...] = ()


class Feed(NamedTuple):
    """A listing's feed."""

    title: str
    description: str
    home: str
    icon: str
    favicon: str
    updated: datetime | None
    items: tuple[FeedItem, ...]


def files(templates: Templates, page: FeedPage, view: FeedView) -> Files:
    """The feed as RSS; the site's as Atom and JSON, too."""
    feed = feed_of(templates.site, view)
    formats: tuple[Callable[[], File], ...] = (
        lambda: templates.made("feeds/rss.xml", feed=feed),
        lambda: templates.made("feeds/atom.xml", feed=feed),
        lambda: File(_json_feed(templates.site, feed)),
    )
    return {key: made() for key, made in zip(page.files, formats, strict=False)}


def feed_of(site: Site, view: FeedView) -> Feed:
    """What RSS, Atom and JSON Feed have in common."""
    name = view.listing.listing
    title = title_of(site, name, view.listing.title)
    about = site.description or site.tagline
    return Feed(
        title=site.title if name == SITE else f"{title} – {site.title}",
        description=about if name == SITE and about else title,
        home=site.url + listing_path(name),
        icon=site.url + asset_path(site, ICON),
        favicon=site.url + asset_path(site, FAVICON),
        updated=max((article.modified_at for article in view.articles), default=None),
        items=tuple(_item(site, article) for article in view.articles),
    )


def _item(site: Site, article: Article) -> FeedItem:
    content = article.content
    categories = (content.section.name, *(tag.name for tag in content.tags))
    return FeedItem(
        article=article,
        published=article.published_at or article.created_at,
        url=site.url + article.path,
        html=item_html(site, article),
        image=encoded(absolute(site, content.lead_image.url)) if content.lead_image else None,
        authors=tuple(_author(site, author) for author in content.byline),
        categories=tuple(dict.fromkeys(categories)),
        enclosures=tuple(enclosure(site, recording) for recording in article.body.recordings),
    )


def enclosure(site: Site, recording: Recording) -> Enclosure:
    """The file of a recording, at its own address."""
    path = file_named(recording.media, file_name(recording.media))
    return Enclosure(
        url=f"{site.url}/{path}",
        length=recording.size,
        type=served_as(kind_in(recording.media)),
        seconds=recording.seconds,
        title=recording.title,
    )


def _author(site: Site, author: Author) -> FeedAuthor:
    page = listing_path(ListingName(ListingKind.AUTHOR, author.slug))
    return FeedAuthor(author.name, encoded(absolute(site, author.url or page)))


def item_html(site: Site, article: Article) -> str:
    """The whole story: the lead image and the body, with addresses that hold anywhere."""
    content = article.content
    body = absolute_html(site, article.body.html, article.path) + _corrections(site, article)
    if content.lead_image:
        body = _figure(site, content.lead_image) + body
    if "rtl" in (content.direction, site.direction):
        # Feed readers show an item in their own direction, or the feed's, unless it says otherwise.
        opening = Markup('<div lang="{}" dir="{}">').format(content.language, content.direction)
        return f"{opening}{body}</div>"
    return body


def _corrections(site: Site, article: Article) -> str:
    words = words_for(site, article.content.language)
    said = [
        Markup("<li>{}: {}</li>").format(words.date(correction.at), correction.text)
        for correction in article.corrections
    ]
    if not said:
        return ""
    title = words.plain(N_("Corrections"))
    return str(Markup("<h2>{}</h2>\n<ul>{}</ul>\n").format(title, Markup("").join(said)))


def _figure(site: Site, image: LeadImage) -> str:
    size = Markup(' width="{}" height="{}"').format(image.width, image.height)
    words = [Markup("{}").format(text) for text in (image.caption, image.credit) if text]
    caption = Markup("<figcaption>{}</figcaption>").format(Markup(" · ").join(words))
    return str(
        Markup('<figure><img src="{}" alt="{}"{}>{}</figure>\n').format(
            encoded(absolute(site, image.url)),
            image.alt,
            size if image.width and image.height else "",
            caption if words else "",
        )
    )


@functools.lru_cache(_BODIES)
def absolute_html(site: Site, html: str, path: str) -> str:
    """Sanitised HTML with the site's origin in its addresses, and the page's in its footnotes'.

    A formula is its TeX, and a chart its table.
    """
    if "<math" in html:
        html = _FORMULA.sub(r"<code>\1</code>", html)
    if "<svg" in html:
        html = "".join(_with_tables(html))

    def attribute(found: re.Match[str]) -> str:
        name, value = found.groups()
        if name not in _ADDRESSES:
            return found[0]
        value = f"{site.url}{path}{value}" if value.startswith("#") else absolute(site, value)
        return f'{name}{value}"'

    return in_tags(html, lambda tag: _ATTRIBUTE.sub(attribute, tag))


def _with_tables(html: str) -> Iterator[str]:
    """With the tables of charts for their drawings; a cell may have something to fold, too."""
    at = 0
    for found in _CHART.finditer(html):
        end = element_end(html, found.end(), "details")
        if end > 0:
            yield html[at : found.start()]
            yield html[found.end(1) : end - len("</details>")]
            at = end
    yield html[at:]


def _json_feed(site: Site, feed: Feed) -> bytes:
    """The feed as a JSON Feed."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": f"{feed.home}feed.json",
        "icon": feed.icon,
        "favicon": feed.favicon,
        "authors": [{"name": site.title, "url": f"{site.url}/"}],
        "language": site.language,
        "items": [_json_item(item) for item in feed.items],
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def _attachment(enclosed: Enclosure) -> dict[str, Any]:
    told = {"url": enclosed.url, "mime_type": enclosed.type, "title": enclosed.title}
    lasts = {"duration_in_seconds": enclosed.seconds}
    return told | {"size_in_bytes": enclosed.length} | lasts


def _json_item(item: FeedItem) -> dict[str, Any]:
    content = item.article.content
    made = {
        "id": f"urn:uuid:{item.article.id}",
        "url": item.url,
        "title": content.title,
        "content_html": item.html,
        "summary": content.standfirst,
        "image": item.image,
        "date_published": iso(item.published),
        "date_modified": iso(item.article.modified_at),
        "authors": [author._asdict() for author in item.authors],
        "tags": list(item.categories),
        "attachments": [_attachment(one) for one in item.enclosures],
        "language": content.language,
    }
    return {name: value for name, value in made.items() if value}
