"""Where the lists, feeds and files of a WordPress blog stood.

An export does not say how a blog's addresses were made: these are the ones that WordPress gives as
long as nobody asks for others, and redirects to from all others that it knows.
https://developer.wordpress.org/reference/classes/wp_rewrite/
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from broadsheet.adapters.imports.wxr_fields import is_nowhere
from broadsheet.adapters.imports.wxr_parts import Explained, Place
from broadsheet.domain.transfer.site_lines import OldAddress

_SHOWN = 10
"""Posts on a page of a list, unless somebody asked for another number."""
_MOST_PAGES = 100
"""Of one list."""
_FEEDS = ("feed/", "feed/atom/", "feed/rss2/", "feed/rss/", "feed/rdf/")
_DEEPEST = 10
"""Categories within each other."""
_NO_SLUG = re.compile(r"[^\w%-]|(?<!\w)-|-(?!\w)")
_BASES = {"category": ("category", "section"), "post_tag": ("tag", "tag")}
_BY_NUMBER = re.compile(r"(p|page_id|attachment_id)=([0-9]{1,12})")
_SLASHES = re.compile("/{2,}")


def path_in(link: str) -> str:
    """The path of an address here, or nothing where it has none.

    `/?p=7` is looked for at `/p/7/` by what runs at the edge (`PageAddresses` in the template).
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    path = _SLASHES.sub("/", parts.path)
    numbered = _BY_NUMBER.fullmatch(parts.query)
    if numbered and path in ("", "/"):
        return f"/{numbered[1]}/{numbered[2]}/"
    return "" if parts.query or len(path) < 2 else path


def old_addresses_of(explained: Explained, section: str) -> Iterator[OldAddress]:
    """All of them, each once; what had no category is in the `section`."""
    seen: set[str] = set()
    for old in _all(explained, section):
        if old.path not in seen:
            seen.add(old.path)
            yield old


def _all(explained: Explained, section: str) -> Iterator[OldAddress]:
    base = explained.base
    if base:
        yield OldAddress(f"{base}/", "front")
    for feed in (*_FEEDS, "comments/feed/", "comments/feed/atom/"):
        yield OldAddress(f"{base}/{feed}", "feed")
    for page in _pages(len(explained.links)):
        yield OldAddress(f"{base}/{page}", "front")
    for place in explained.places.values():
        listed = section if is_nowhere(place.slug, place.name) else _listed(place, explained)
        if listed:
            yield from _of_place(place, listed, explained)
    for login, name in explained.authors.items():
        yield from _of_author(login, name, explained)
    for file in explained.attached:
        path = path_in(file.link)
        if path and file.url and file.parent not in explained.links:
            yield OldAddress(path, "file", file.url)


def _listed(place: Place, explained: Explained) -> str:
    """Its name, if posts are in it; else that of the first below it that has some."""
    left, seen = [place], {place.slug}
    while left:
        one = left.pop(0)
        if explained.counts[one.domain, one.slug]:
            return one.name
        below = [
            other
            for other in explained.places.values()
            if other.domain == one.domain and other.parent == one.slug and other.slug not in seen
        ]
        seen |= {other.slug for other in below}
        left += below
    return ""


def _of_place(place: Place, name: str, explained: Explained) -> Iterator[OldAddress]:
    word, kind = _BASES[place.domain]
    pages = list(_pages(explained.counts[place.domain, place.slug]))
    for path in dict.fromkeys((_nested(place, explained), place.slug)):
        stood = f"{explained.base}/{word}/{path}/"
        yield OldAddress(stood, kind, name)  # type: ignore[arg-type]
        yield OldAddress(f"{stood}feed/", "feed", name)
        for page in pages:
            yield OldAddress(f"{stood}{page}", kind, name)  # type: ignore[arg-type]


def _nested(place: Place, explained: Explained) -> str:
    """Its slug after those of the categories that it is in."""
    slugs = [place.slug]
    above = explained.places.get((place.domain, place.parent))
    while above and len(slugs) < _DEEPEST and above.slug not in slugs:
        slugs.insert(0, above.slug)
        above = explained.places.get((above.domain, above.parent))
    return "/".join(slugs)


def _of_author(login: str, name: str, explained: Explained) -> Iterator[OldAddress]:
    # `sanitize_title`, which makes the last part of an author's address of a login.
    slug = _NO_SLUG.sub("", re.sub(r"[\s.]+", "-", unquote(login).lower()))
    stood = f"{explained.base}/author/{slug}/"
    if slug:
        yield OldAddress(stood, "author", name)
        yield OldAddress(f"{stood}feed/", "author", name)
        for page in _pages(explained.written[login]):
            yield OldAddress(f"{stood}{page}", "author", name)


def _pages(posts: int) -> Iterator[str]:
    last = min(-(-posts // _SHOWN), _MOST_PAGES)
    yield from (f"page/{n}/" for n in range(2, last + 1))
