"""Addresses that lead elsewhere because an editor said so: of an old system, or a campaign.

An address is kept in the same place as those of articles, so that neither can take the other's.
"""

import re
from datetime import datetime
from urllib.parse import quote, unquote

from broadsheet.domain.article import Address
from broadsheet.domain.pages import ArticlePage, FixedPage, index, page_at
from broadsheet.domain.record import Key, Record

LONGEST_PATH = 500
"""Characters of a path, percent-encoded: a key of S3 may have 1,024 bytes."""
MOST_LEADING = 30
"""Redirects that are turned to a new target together: three writes each in one transaction."""
_RESERVED = ("/api/", "/assets/", "/media/", "/search/", "/sitemaps/", "/comments-policy/", "/.")
_FILE = re.compile(r"[^/]+\.[A-Za-z0-9]{1,8}")


class Redirect(Record, frozen=True, kw_only=True):
    """An editor's redirect, as they see it in their list. `target` is a path, or of another site.

    With an `article_id` it leads to that article, wherever it moves to.
    """

    path: str
    target: str
    article_id: str = ""
    at: datetime
    by: str

    @property
    def key(self) -> Key:
        return Key("REDIRECTS", self.path)


class Leading(Record, frozen=True, kw_only=True):
    """`path` leads to `to`: an article's id, or a path."""

    to: str
    path: str

    @property
    def key(self) -> Key:
        return Key(leading_pk(self.to), self.path)


def leading_pk(to: str) -> str:
    """The partition of all that leads to an article or a path."""
    return f"LEADS#{to}"


def goal_of(redirect: Redirect | Address) -> str:
    """What a redirect is indexed under."""
    return redirect.article_id or redirect.target


def tidied(path: str) -> str:
    """The path as it is kept: percent-encoded once, with the slash at its end that pages have."""
    encoded = quote(unquote(path), safe="/!$&'()*+,;=:@~-._")
    name = encoded.rpartition("/")[2]
    return encoded if not name or _FILE.fullmatch(name) else f"{encoded}/"


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
