"""A newsroom in memory whose stories can be searched, its index as the last rendering left it."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.search.index import SearchWords, segment_of
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.site.kinds.search_index import SearchIndexView
from broadsheet.domain.site.routing import affected
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.search.search import Found, Within, search
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.page_views import page_views
from broadsheet.usecases.site.ports import File
from tests.builders import make_id, own_sections
from tests.fakes.site import MemoryFiles, MemorySearchIndex
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

SET = Path(__file__).parents[1] / "search_set"
"""Stories in six languages, and what readers type who look for one: a file for each language."""
SECOND_SET = SET / "second"
"""The same of another newspaper: more of signs, numbers, forms and slips."""
THIRD_SET = SET / "third"
"""And of a third, written by somebody who did not know what a search makes of words."""

EDITOR = Principal("editor", frozenset({Role.EDITOR}))


class Paper:
    """A newsroom, and the files of its search index."""

    def __init__(self) -> None:
        numbers = count(1)
        self.table = MemoryTable()
        self.clock = StoppedClock(datetime(2026, 11, 22, 12, tzinfo=UTC))
        self.newsroom = Services(
            table=self.table,
            markup=CommonMark(),
            clock=self.clock,
            ids=lambda: make_id(next(numbers)),
            pause=no_pause,
            own_sections=own_sections,
        )
        self.files = MemoryFiles()
        self.index = MemorySearchIndex(self.files)
        self._requests = count(1)

    def request(self) -> Request:
        return Request(id=f"r{next(self._requests)}", who=EDITOR, if_match=ANY_VERSION)

    def submission(self, **fields: Any) -> SubmittedArticle:
        given = {"title": "Title", "body": "Text.", "section": "News", "byline": [{"name": "Ada"}]}
        return article_from_fields(given | fields)

    def publish(self, **fields: Any) -> str:
        fields = {"status": "published"} | fields
        receipt = submit_article(self.newsroom, self.request(), self.submission(**fields))
        return receipt.id

    def article(self, article_id: str) -> Article:
        found = self.table.get(Article, article_key(article_id))
        assert found
        return found

    def render(self) -> None:
        """The index, of every change so far."""
        views = page_views(self.table, (), ())
        changed = [r.change for r in self.table.stream]
        words = [c for c in changed if isinstance(c.new or c.old, SearchWords)]
        for page in {page for change in words for page in affected(change)}:
            view = views(page)  # type: ignore[arg-type]
            file = page.files[0]  # type: ignore[union-attr]
            if isinstance(view, SearchIndexView):
                self.files.kept[file] = File(segment_of(view.entries, page.run))  # type: ignore[union-attr]
            else:
                self.files.kept.pop(file, None)

    def search(
        self, query: str, limit: int = 20, cursor: Cursor | None = None, **within: Any
    ) -> Found:
        return search(self.table, self.index, query, limit, cursor, Within(**within))

    def ids(self, query: str, **within: Any) -> list[str]:
        return [hit.card.id for hit in self.search(query, 100, **within).items]


class Asked(NamedTuple):
    """A query of the set: which story was meant, and at which place it came."""

    language: str
    typed: str
    meant: str
    place: int | None
    corrected: str | None


def asked_of_the_set(folder: Path = SET) -> Iterator[Asked]:
    """All stories of the set in one newspaper, and every query of it."""
    sets = [tomllib.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.toml"))]
    paper = Paper()
    ids: dict[tuple[str, str], str] = {}
    for one in sets:
        for story in one["stories"]:
            fields = {name: story[name] for name in story.keys() - {"key", "byline"}}
            byline = [{"name": name} for name in story["byline"]]
            given = fields | {"new_section": True, "language": one["language"], "byline": byline}
            ids[one["language"], story["key"]] = paper.publish(**given)
    paper.render()
    for one in sets:
        for query in one["queries"]:
            found = paper.search(query["typed"])
            listed = [hit.card.id for hit in found.items]
            meant = ids[one["language"], query["first"]]
            place = listed.index(meant) + 1 if meant in listed else None
            yield Asked(one["language"], query["typed"], query["first"], place, found.corrected)
