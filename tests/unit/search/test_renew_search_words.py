"""A table of an earlier release is searched like any other, once its words are renewed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.search import searched_text
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.search.words import index_words
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.search.renew_search_words import renew_search_words
from broadsheet.usecases.shared.ports import Cause
from tests.properties.newsroom_machine import World

CAUSE = Cause("renewal", datetime(2026, 11, 22, tzinfo=UTC))


def submission(title: str, **fields: Any) -> SubmittedArticle:
    given = {"title": title, "body": "Words.", "section": "News", "byline": [{"name": "Ada"}]}
    return article_from_fields(given | {"status": "published"} | fields)


def publish(world: World, title: str, **fields: Any) -> str:
    sent = submission(title, **fields)
    return submit_article(world.newsroom, world.request(None), sent).id


def without_words(*titles: str) -> tuple[World, list[str]]:
    world = World()
    ids = [publish(world, title) for title in titles]
    for key, record in list(world.table.records.items()):
        if isinstance(record, SearchWords):
            del world.table.records[key]
    world.rebuild_into(world.files)
    world.table.stream.clear()
    return world, ids


def renew(world: World) -> int:
    renewed = renew_search_words(world.table, world.table, CAUSE)
    world.drain()
    return renewed


def test_what_has_no_words_gets_them_and_is_found() -> None:
    world, ids = without_words("Ferry", "Bread")
    assert world.found("ferry") == []
    assert renew(world) == 2
    assert (world.found("ferry"), world.found("bread")) == ([ids[0]], [ids[1]])
    assert world.files.files == world.rebuilt()


def test_what_has_its_words_is_left_alone() -> None:
    world, _ = without_words("Ferry")
    renew(world)
    written = len(world.table.stream)
    assert renew(world) == 0
    assert len(world.table.stream) == written


def test_what_is_not_published_gets_none() -> None:
    world, ids = without_words("Ferry")
    unpublish_article(world.newsroom, world.request(), ids[0])
    publish(world, "Draft", status="draft")
    assert renew(world) == 0


def test_an_edit_on_the_way_is_not_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    world, ids = without_words("Ferry")
    commit = world.table.commit

    def edited_first(*given: Any) -> None:
        monkeypatch.undo()
        replace_article(world.newsroom, world.request(), ids[0], submission("Tram"))
        commit(*given)

    monkeypatch.setattr(world.table, "commit", edited_first)
    renew(world)
    assert (world.found("ferry"), world.found("tram")) == ([], [ids[0]])


def test_the_words_of_a_publication_are_taken_from_its_text_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[tuple[str, ...]] = []

    def counted(texts: tuple[str, ...]) -> set[str]:
        read.append(texts)
        return index_words(texts)

    monkeypatch.setattr(searched_text, "index_words", counted)
    told = "Ferries leave at dawn, which no other article of these tests says."
    publish(World(), "Ferry", body=told)
    assert [told in texts for texts in read].count(True) == 1
