"""Readers search a newspaper in memory, whose index is as the last rendering left it."""

from datetime import timedelta

import pytest

from broadsheet.domain.articles.listing import SITE, Listing, listing_key
from broadsheet.domain.search.asked import MOST_TERMS
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.shared.errors import Malformed, TooLarge
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.search import search as search_module
from broadsheet.usecases.search.search import BATCHES
from tests.fakes import table
from tests.support.paper import Paper


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
