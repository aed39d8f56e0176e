"""Where comments of other systems belong: articles are found by address, name or a list."""

from datetime import UTC, datetime
from typing import Any

import pytest

from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.transfer.comment_lines import ArticleRef
from broadsheet.usecases.transfer.match_articles import Matcher
from tests.builders import make_id
from tests.fakes.table import MemoryTable
from tests.support.imported_comments import PATH, with_article


@pytest.fixture
def table() -> MemoryTable:
    return with_article(MemoryTable())


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        ({"url": f"https://old.example{PATH}"}, PATH),
        ({"url": "http://old.example/2026/11/harbour?x=1#c"}, PATH),
        ({"url": "https://old.example/2026/11/22/harbour/"}, PATH),
        ({"url": "https://old.example/2026/11/harbour.html"}, PATH),
        ({"slug": "harbour", "at": datetime(2026, 11, 3, tzinfo=UTC)}, PATH),
        # Midnight came there before it came here.
        ({"slug": "harbour", "at": datetime(2026, 10, 31, 22, tzinfo=UTC)}, PATH),
        (
            {"url": "https://old.example/news/harbour", "at": datetime(2026, 11, 3, tzinfo=UTC)},
            PATH,
        ),
        (
            {"slug": "%d8%b9%d8%a7", "at": datetime(2026, 11, 3, tzinfo=UTC)},
            f"/2026/11/{slug_of('عا')}/",
        ),
        ({"url": "https://old.example/2026/11/other/", "slug": "harbour"}, PATH),
        ({"identifier": make_id()}, PATH),
        ({"slug": "elsewhere"}, PATH),
        ({"url": "https://old.example/?p=41"}, PATH),
    ],
)
def test_articles_are_found(ref: dict[str, Any], path: str) -> None:
    table = with_article(MemoryTable(), path)
    mapping = {"elsewhere": PATH, "https://old.example/?p=41": make_id()}
    assert Matcher(table, mapping)(ArticleRef(key="1", **ref)) == make_id()


@pytest.mark.parametrize(
    "ref",
    [
        {"url": "https://old.example/"},
        {"slug": "harbour", "at": datetime(2025, 1, 3, tzinfo=UTC)},
        {"url": "http://[bad", "slug": "harbour"},
        {"url": "https://old.example/2026/11/other/"},
        {"identifier": "41"},
    ],
)
def test_others_are_not(table: MemoryTable, ref: dict[str, Any]) -> None:
    assert Matcher(table, {})(ArticleRef(key="1", **ref)) is None
