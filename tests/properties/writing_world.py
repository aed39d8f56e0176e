"""A newsroom in which anything may die while somebody writes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.desk.working_copy import Typing
from broadsheet.usecases.desk.working_copies import save_working_copy
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Write
from tests.fakes.moderation import make_newsroom
from tests.fakes.table import MemoryTable, StoppedClock


class Died(Exception):
    """The function, the network or the session: the browser has no answer."""


class MortalTable(MemoryTable):
    """Dies before or after a transaction, as often as `chance` has it."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance, self.dies = chance, 0.0

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        """See `Table`."""
        if self.chance.random() < self.dies:
            raise Died
        super().commit(writes, cause)
        if self.chance.random() < self.dies:
            raise Died


class World:
    """A newsroom, its time, and requests that are still on their way."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.table = MortalTable(self.chance)
        self.clock = StoppedClock(make_newsroom(self.table).clock())
        ids = count(1)
        self.services = replace(
            make_newsroom(self.table),
            markup=CommonMark(),
            clock=self.clock,
            ids=lambda: f"019aa000-0000-7000-8000-{next(ids):012}",
        )
        self.words = count(1)
        self.late: list[tuple[Request, Typing]] = []
        self.is_calm = False

    def saved(self, article_id: str) -> str:
        """The body of the article as it is saved; nothing without one."""
        article = self.table.get(Article, article_key(article_id)) if article_id else None
        return article.content.body if article else ""

    def deliver(self) -> None:
        """One of the requests that were late, or came twice."""
        if self.late:
            request, typing = self.late.pop(self.chance.randrange(len(self.late)))
            save_working_copy(self.services, request, typing)


def submission(body: str) -> SubmittedArticle:
    """A story that can be saved."""
    fields = {"title": "T", "body": body, "section": "News", "byline": [{"name": "Ann"}]}
    return article_from_fields(fields)
