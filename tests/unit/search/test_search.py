"""Readers search a newspaper in memory, whose index is as the last rendering left it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.listing import SITE, Listing, listing_key
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.search.asked import MOST_TERMS
from broadsheet.domain.search.index import SearchWords, segment_of
from broadsheet.domain.shared.errors import Malformed, TooLarge
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.site.kinds.search_index import SearchIndexView
from broadsheet.domain.site.routing import affected
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.search import search as search_module
from broadsheet.usecases.search.search import BATCHES, Hit, search
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.paging import Cursor, Slice
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.page_views import page_views
from broadsheet.usecases.site.ports import File
from tests.builders import make_id, own_sections
from tests.fakes import table
from tests.fakes.site import MemoryFiles, MemorySearchIndex
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

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

    def search(self, query: str, limit: int = 20, cursor: Cursor | None = None) -> Slice[Hit]:
        return search(self.table, self.index, query, limit, cursor)

    def ids(self, query: str) -> list[str]:
        return [hit.card.id for hit in self.search(query, 100).items]


@pytest.fixture
def paper() -> Paper:
    return Paper()


def test_a_story_is_found_by_title_standfirst_body_section_tag_and_author(paper: Paper) -> None:
    story = paper.publish(
        title="Harbour reopens",
        standfirst="Boats left.",
        body="Past *the* pier.",
        section="World",
        tags=["Ports"],
        byline=[{"name": "Amina Yusuf"}],
    )
    paper.publish(title="Another")
    paper.render()
    for word in ("harbour", "boats", "pier", "world", "ports", "yusuf", "amina harbour pier"):
        assert paper.ids(word) == [story], word
    assert paper.ids("harbour another") == []


def test_the_newest_story_comes_first_also_over_months(paper: Paper) -> None:
    ids = []
    for _ in range(3):
        ids += [paper.publish(), paper.publish()]
        paper.clock.now += timedelta(days=31)
    paper.render()
    assert paper.ids("title") == ids[::-1]


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7])
def test_cursors_lead_through_all_hits_without_gaps_or_doubles(paper: Paper, limit: int) -> None:
    ids = [paper.publish(title="Ferry" if n % 2 else "Boat") for n in range(12)]
    paper.render()
    walked: list[str] = []
    cursor = None
    for _ in range(20):
        found = paper.search("ferry", limit, cursor)
        assert len(found.items) <= limit
        walked += [hit.card.id for hit in found.items]
        cursor = found.next
        if cursor is None:
            break
    assert walked == ids[1::2][::-1]


def test_what_is_withdrawn_is_not_shown_even_before_the_index_knows(paper: Paper) -> None:
    story = paper.publish(title="Ferry")
    paper.render()
    unpublish_article(paper.newsroom, paper.request(), story)
    assert paper.ids("ferry") == []
    paper.render()
    assert paper.files.files == {}
    publish_article(paper.newsroom, paper.request(), story)
    paper.render()
    assert paper.ids("ferry") == [story]


def test_what_was_edited_is_not_found_by_its_old_words_even_before_the_index_knows(
    paper: Paper,
) -> None:
    story = paper.publish(title="Ferry")
    paper.render()
    replace_article(paper.newsroom, paper.request(), story, paper.submission(title="Boat"))
    assert paper.ids("ferry") == []
    paper.render()
    assert paper.ids("boat") == [story]


def test_a_draft_is_never_found(paper: Paper) -> None:
    paper.publish(title="Ferry", status="draft")
    paper.render()
    assert paper.files.files == {}
    assert paper.ids("ferry") == []


def test_an_edit_that_changes_no_word_writes_no_words(paper: Paper) -> None:
    story = paper.publish(title="Ferry")
    paper.table.stream.clear()
    edit = paper.submission(title="Ferry", slug="another-address")
    replace_article(paper.newsroom, paper.request(), story, edit)
    changed = [type(r.change.new or r.change.old) for r in paper.table.stream]
    assert changed
    assert SearchWords not in changed


def archive_of(paper: Paper, months: int) -> None:
    """A site with nothing but slots: a run in each of so many months, and no file of any."""
    numbers = {f"{2000 + n // 12}-{n % 12 + 1:02}": 100 for n in range(months)}
    paper.table.records[listing_key(SITE)] = Listing(listing=SITE, title="", months=numbers)


def test_one_call_looks_at_a_bounded_number_of_files_and_says_where_to_go_on(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "MOST_FILES", 10)
    archive_of(paper, 25)
    cursor, calls = None, 0
    for looked_at in (10, 20, 25):
        found = paper.search("ferry", 20, cursor)
        assert found.items == []
        assert paper.index.looked_at == looked_at
        cursor, calls = found.next, calls + 1
    assert cursor is None


def test_what_is_frequent_is_found_in_the_first_files(paper: Paper) -> None:
    for _ in range(30):
        paper.publish(title="Ferry")
    paper.render()
    listing = paper.table.records[listing_key(SITE)]
    assert isinstance(listing, Listing)
    older = {f"{year}-06": 100 for year in range(1900, 2026)}
    paper.table.records[listing_key(SITE)] = Listing(
        listing=SITE, title="", months={**older, **listing.months}
    )
    assert len(paper.search("ferry").items) == 20
    assert paper.index.looked_at == BATCHES[0]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "no_words"),
        ("!?", "no_words"),
        ("a\x00b", "no_words"),
        ("x" * 101, "too_long"),
        (" ".join(f"w{n}" for n in range(MOST_TERMS + 1)), "too_many_words"),
    ],
)
def test_a_query_that_is_none_is_refused(paper: Paper, query: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        paper.search(query)
    (error,) = refused.value.errors
    assert (error.pointer, error.code) == ("?q", code)


def test_an_article_with_more_words_than_can_be_kept_is_refused_and_takes_no_slot(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A script without spaces: each pair of different characters is a word.
    rare = "".join(chr(0x4E00 + n * 7 % 20_000) + chr(0x20000 + n) for n in range(16_000))
    monkeypatch.setattr(table, "ITEM_BYTES", 245_000)
    paper.publish(body=rare, status="draft")
    before = dict(paper.table.records)
    with pytest.raises(TooLarge):
        paper.publish(body=rare)
    assert paper.table.records == before
