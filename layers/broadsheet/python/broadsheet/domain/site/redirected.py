"""Which page of the site stands at the path of a redirect."""

from urllib.parse import unquote

from broadsheet.domain.redirects.redirect import LONGEST_PATH, tidied
from broadsheet.domain.shared.web_address import NotAnAddress, web_address
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.feed import LED_ON
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.listing import ListingPage, listing_path
from broadsheet.domain.site.page import index
from broadsheet.domain.site.pages import page_at

_RESERVED = (
    "/api/",
    "/assets/",
    "/desk/",
    "/media/",
    "/search/",
    "/sitemaps/",
    "/comments-policy/",
    "/offline/",
    "/.",
)

_FIXED = (
    *("/404.html", "/unavailable.html", "/robots.txt", "/manifest.webmanifest", "/sw.js"),
    *("/favicon.ico", "/apple-touch-icon.png"),
)
"""Files that are always there, and would hide a redirect."""


def is_free_for_redirects(path: str) -> bool:
    """Whether an editor may say where the path leads: no page of ours can ever stand there."""
    return _is_free(path) and isinstance(page_at(_file(path)), ArticlePage | FixedPage)


def is_free_for_old_lists(path: str) -> bool:
    """Whether the list of another system may have stood there: its name here may be another one.

    The head of a list is one of those; where one of ours comes to stand there, it is seen and not
    the redirect.
    """
    return _is_free(path) and isinstance(
        page_at(_file(path)), ArticlePage | FixedPage | ListingPage
    )


def _is_free(path: str) -> bool:
    if path in ("/", "/index.html", *_FIXED) or path.startswith(_RESERVED):
        return False
    if LED_ON.fullmatch(path):
        return False
    return len(path) <= LONGEST_PATH and _is_address(path)


def _is_address(path: str) -> bool:
    try:
        return web_address(path) == path
    except NotAnAddress:
        return False


def page_of(path: str) -> ArticlePage | FixedPage | ListingPage:
    """The page that stands at a redirect's path."""
    file = _file(path)
    page = page_at(file)
    if isinstance(page, ListingPage) and listing_path(page.listing) == unquote(path):
        return page
    return ArticlePage(unquote(path)) if page_at(file) != FixedPage(file) else FixedPage(file)


def _file(path: str) -> str:
    name = unquote(path)
    return index(name) if name.endswith("/") else name[1:]


def path_of(file: str) -> str:
    """The path at which a file of the site is asked for: the inverse of `page_of`, for keys."""
    return tidied(f"/{file.removesuffix('index.html')}")
