"""Which page of the site stands at the path of a redirect."""

from urllib.parse import unquote

from broadsheet.domain.redirects.redirect import LONGEST_PATH, tidied
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.page import index
from broadsheet.domain.site.pages import page_at

_RESERVED = ("/api/", "/assets/", "/media/", "/search/", "/sitemaps/", "/comments-policy/", "/.")


def is_free_for_redirects(path: str) -> bool:
    """Whether an editor may say where the path leads: no page of ours can ever stand there."""
    odd = "//" in path or "/./" in path or "/../" in path or len(path) > LONGEST_PATH
    if path in ("/", "/index.html") or odd or path.startswith(_RESERVED):
        return False
    return isinstance(page_at(_file(path)), ArticlePage | FixedPage)


def page_of(path: str) -> ArticlePage | FixedPage:
    """The page that stands at a redirect's path."""
    file = _file(path)
    return ArticlePage(unquote(path)) if page_at(file) != FixedPage(file) else FixedPage(file)


def _file(path: str) -> str:
    name = unquote(path)
    return index(name) if name.endswith("/") else name[1:]


def path_of(file: str) -> str:
    """The path at which a file of the site is asked for: the inverse of `page_of`, for keys."""
    return tidied(f"/{file.removesuffix('index.html')}")
