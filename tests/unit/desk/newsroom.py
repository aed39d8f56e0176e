"""A newsroom in memory with two authors and an editor."""

from typing import Any

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from tests.properties.newsroom_machine import World

ANN = Principal("pool:ann", frozenset({Role.AUTHOR}), called="ann")
BEN = Principal("pool:ben", frozenset({Role.AUTHOR}), called="ben")
EDITH = Principal("pool:edith", frozenset({Role.EDITOR}), called="edith")
READER = Principal("pool:olga", frozenset({"readers"}), called="olga")


def asked(world: World, who: Principal) -> Request:
    """A request of theirs, some time after the one before."""
    later = world.request()
    return Request(id=later.id, who=who, if_match=ANY_VERSION)


def story(title: str = "Ferry", **fields: Any) -> SubmittedArticle:
    """What is sent."""
    given = {"title": title, "body": "Words.", "section": "News", "byline": [{"name": "Ada"}]}
    return article_from_fields(given | fields)


def write(world: World, who: Principal, title: str = "Ferry", **fields: Any) -> str:
    """A story of theirs; its id."""
    return submit_article(world.newsroom, asked(world, who), story(title, **fields)).id


def entries(world: World) -> list[StoryEntry]:
    """All that the newsroom lists, whoever's."""
    return [r for r in world.table.records.values() if isinstance(r, StoryEntry)]
