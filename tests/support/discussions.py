"""A newsroom whose comments open and close, and what readers and pages see of that."""

import dataclasses
from datetime import timedelta
from typing import Any

import msgspec

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import CommentsClosed
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.comments.read_comments import open_discussion
from broadsheet.usecases.comments.renew_discussions import renew_discussions
from broadsheet.usecases.comments.submit_comment import CommentReceipt, submit_comment
from broadsheet.usecases.shared.ports import Cause
from tests.fakes.comments import VISIT, make_desk
from tests.properties.newsroom_machine import World

DAYS = 14
SAID = SubmittedComment(name="Ada", email="ada@example.org", body="Well said.")
CLOSED = b"Comments are closed."
FORM = b'name="body"'


def world_of(days: int = DAYS) -> World:
    world = World()
    set_days(world, days)
    return world


def set_days(world: World, days: int) -> None:
    """What a deployment with another site.toml does, before its rebuild."""
    rules = CommentRules(policy=Policy.HOLD_SUSPICIOUS, close_after_days=days)
    world.newsroom = dataclasses.replace(world.newsroom, rules=rules)
    world.desk = make_desk(world.newsroom)


def submission(**fields: Any) -> SubmittedArticle:
    given = {"title": "Storm", "body": "Words.", "section": "News", "byline": [{"name": "Bo"}]}
    return article_from_fields(given | fields)


def publish(world: World, **fields: Any) -> str:
    sent = submission(status="published", **fields)
    made = submit_article(world.newsroom, world.request(None), sent).id
    world.drain()
    return made


def edit(world: World, article_id: str, **fields: Any) -> None:
    replace_article(world.newsroom, world.request(), article_id, submission(**fields))


def comment(world: World, article_id: str, **fields: Any) -> CommentReceipt:
    sent = msgspec.structs.replace(SAID, **fields)
    return submit_comment(world.desk, world.request(None), article_id, sent, VISIT)


def is_open(world: World, article_id: str) -> bool:
    """Whether comments are taken at this moment."""
    try:
        open_discussion(world.table, article_id, world.clock())
    except CommentsClosed:
        return False
    return True


def page_is_open(world: World, article_id: str) -> bool:
    """Whether the page has a form, when the queues are empty."""
    world.drain()
    assert world.files.files == world.rebuilt()
    article = world.table.get(Article, article_key(article_id))
    assert article
    page = world.files.files[f"{article.path[1:]}index.html"]
    assert (FORM in page) is not (CLOSED in page)
    return FORM in page


def states(world: World, article_id: str) -> tuple[bool, bool]:
    """What is taken, and what the page says."""
    return is_open(world, article_id), page_is_open(world, article_id)


def closings(world: World) -> list[Due]:
    found = [r for r in world.table.records.values() if isinstance(r, Due)]
    return [due for due in found if due.action is DueAction.CLOSE_COMMENTS]


def wait(world: World, days: float) -> None:
    """Time passes, and the clock is late."""
    world.clock.now += timedelta(days=days)


def renew(world: World) -> int:
    return renew_discussions(world.newsroom, world.table, Cause("renewal", world.clock.now))


OPEN, SHUT = (True, True), (False, False)
