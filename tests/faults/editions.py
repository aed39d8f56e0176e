"""The same small newsroom at different moments, as whole tables."""

import functools
from datetime import UTC, datetime, timedelta
from itertools import count

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.ports import Table
from broadsheet.usecases.shared.services import Services
from tests.builders import own_sections
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

Edition = dict[Key, Record]

EDITOR = Principal("edith", frozenset({Role.EDITOR}))
START = datetime(2026, 11, 22, 11, 5, tzinfo=UTC)
ARTICLE = "/2026/11/story/"
"""The address of the article that the editions differ in."""


def make_newsroom(table: Table) -> Services:
    """A newsroom whose ids and times are the same in every run."""
    numbers = count(1)
    return Services(
        table=table,
        markup=CommonMark(),
        clock=StoppedClock(START),
        ids=lambda: f"00000000-0000-7000-8000-{next(numbers):012}",
        pause=no_pause,
        own_sections=own_sections,
    )


def asked(name: str = "r", **fields: object) -> Request:
    """An editor's request."""
    return Request(id=name, who=EDITOR, **fields)  # type: ignore[arg-type]


def story(title: str, **fields: object) -> SubmittedArticle:
    """What an editor sends; published, unless it is said otherwise."""
    sent = {"title": title, "body": title, "section": "News", "byline": [{"name": "Ann"}]}
    return article_from_fields({**sent, "status": "published", **fields})


@functools.cache
def editions() -> dict[str, Edition]:
    """A, B and C differ in the article's title; then there are those in which it is gone."""
    table = MemoryTable()
    newsroom = make_newsroom(table)
    any_version = asked(if_match=ANY_VERSION)
    submit_article(newsroom, any_version, story("Another story"))
    made = submit_article(newsroom, any_version, story("A", slug="story")).id
    found = {"A": dict(table.records)}
    for title in "BC":
        assert isinstance(newsroom.clock, StoppedClock)
        newsroom.clock.now += timedelta(minutes=1)
        replace_article(newsroom, any_version, made, story(title))
        found[title] = dict(table.records)
    unpublish_article(newsroom, any_version, made)
    found["gone"] = dict(table.records)
    delete_article(newsroom, any_version, made)
    return {**found, "deleted": dict(table.records)}
