"""Which of our articles another system speaks of."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from broadsheet.domain.articles.article import Address, Article, address_key, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.record import is_id
from broadsheet.domain.shared.slug import (
    article_path,
    former_slug_of,
    is_article_path,
    is_slug,
    slug_of,
)
from broadsheet.domain.site.site import month_of
from broadsheet.domain.transfer.comment_lines import ArticleRef
from broadsheet.usecases.shared.ports import Reads

_MONTH_IN_PATH = re.compile(r"/(\d{4})/(\d\d)/", re.ASCII)
_ENDING = re.compile(r"\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_ZONES = timedelta(hours=14)
"""So far is some place's date from UTC's: a month begins as much earlier or later."""


class Matcher:
    """Finds articles. `mapping` leads from addresses, slugs or ids of theirs to paths or ids."""

    def __init__(self, reads: Reads, mapping: Mapping[str, str]) -> None:
        self._reads = reads
        self._mapping = mapping

    def __call__(self, ref: ArticleRef) -> str | None:
        """The id of the article, or None where there is none."""
        for name in (ref.url, _path_of(ref.url), ref.identifier, ref.slug, ref.key):
            if name and name in self._mapping:
                return self._named(self._mapping[name])
        return self._named(ref.identifier, only_id=True) or next(
            (found for path in paths_of(ref) if (found := self._at(path))), None
        )

    def _named(self, name: str, *, only_id: bool = False) -> str | None:
        if is_id(name):
            return self._existing(name)
        return None if only_id else self._at(_closed(_path_of(name)))

    def _at(self, path: str) -> str | None:
        address = self._reads.get(Address, address_key(path)) if is_article_path(path) else None
        return self._existing(address.article_id) if address else None

    def _existing(self, article_id: str) -> str | None:
        article = self._reads.get(Article, article_key(article_id))
        return article.id if article and article.status is not Status.DELETED else None


def paths_of(ref: ArticleRef) -> list[str]:
    """Where the article may stand here, the likeliest first."""
    return list(dict.fromkeys(_candidates(ref)))


def _candidates(ref: ArticleRef) -> Iterator[str]:
    path = _path_of(ref.url)
    yield _closed(path)
    last = _ENDING.sub("", path.rstrip("/").rpartition("/")[2])
    slugs = [slug for name in (ref.slug, last) if name for slug in _slugs(name)]
    for month in (*_months_in(path), *_months_at(ref.at)):
        yield from (article_path(month, slug) for slug in slugs)


def _months_in(path: str) -> Iterator[str]:
    found = _MONTH_IN_PATH.search(path)
    if found:
        yield f"{found[1]}-{found[2]}"


def _months_at(at: datetime | None) -> Iterator[str]:
    if at is not None:
        for shift in (timedelta(0), -_ZONES, _ZONES):
            with suppress(OverflowError):
                yield month_of(at + shift, "UTC")


def _slugs(name: str) -> Iterator[str]:
    """As it is, as it would be made here, and as it was: WordPress has other scripts
    percent-encoded."""
    if is_slug(name):
        yield name
    yield slug_of(unquote(name))
    yield former_slug_of(unquote(name))


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _closed(path: str) -> str:
    return path if path.endswith("/") else f"{path}/"
