"""What templates can do beyond Jinja's own."""

import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from markupsafe import Markup

from broadsheet.domain.articles.article import Hour
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.site.site import Site

UPDATED_AFTER = timedelta(minutes=1)
"""A later change than this is told to readers."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without items was updated: Atom wants a date, and a page may not ask the time."""
COLOURS = 8
"""In `comments.css`, as `c0` to `c7`."""
_NEWS_CHINESE = {"zh-tw": "zh-tw", "zh-hant": "zh-tw", "zh-hk": "zh-tw"}


def trusted(html: SafeHtml) -> Markup:
    """Sanitised HTML as it is: the only way past the templates' escaping."""
    return Markup(html)  # noqa: S704 - only SafeHtml comes here, and only the sanitiser makes it


def colour(name: str) -> int:
    """The number of the colour that stands for a name: the same on each page and each day."""
    return zlib.crc32(name.encode("utf-8", "replace")) % COLOURS


def iso(moment: datetime) -> str:
    """RFC 3339 in UTC, in whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:-6] + "Z"


def offset(hour: Hour) -> str:
    """See `offset_of`."""
    # Only the desk shows such hours: no page of readers imports what it takes.
    from broadsheet.domain.articles.hours import offset_of  # noqa: PLC0415

    return offset_of(hour)


def rfc822(moment: datetime) -> str:
    """The date as RSS wants it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def updated(published: datetime, modified: datetime) -> bool:
    """Whether readers should be told of the later date."""
    return modified - published >= UPDATED_AFTER


def absolute(site: Site, url: str) -> str:
    """The address with its origin. Never raises: authors' addresses are odd at times."""
    if url.startswith("//"):
        return f"https:{url}"
    return site.url + url if url.startswith("/") else url


def news_language(tag: str) -> str:
    """The language as the news sitemap's schema allows: ISO 639, or zh-cn and zh-tw."""
    parts = tag.lower().split("-")
    if parts[0] == "zh":
        return _NEWS_CHINESE.get("-".join(parts[:2]), "zh-cn")
    return parts[0] if 2 <= len(parts[0]) <= 3 else "und"
