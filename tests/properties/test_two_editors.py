"""Two editors at one story, in any order of what they read and send: no edit is lost silently."""

import random
from dataclasses import replace
from typing import Any, NamedTuple

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, Revision, article_key, revision_key
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import VersionMismatch
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from tests.fakes.moderation import make_newsroom
from tests.fakes.table import MemoryTable

INTERLEAVINGS = 1_000
EDITS = 4
"""Of each editor."""


class Editor:
    """Reads, writes a word of their own to what was read, and sends it with the version read."""

    def __init__(self, name: str, newsroom: Services, article_id: str) -> None:
        self.who = Principal(name, frozenset({Role.EDITOR}))
        self.newsroom, self.article_id = newsroom, article_id
        self.accepted: list[str] = []
        self.told: list[str] = []
        self.since: list[list[int]] = []
        self.read: Article | None = None
        self.sent = 0

    def step(self) -> None:
        if self.read is None:
            self.read = self.newsroom.table.get(Article, article_key(self.article_id))
            return
        word = f"{self.who.name}{self.sent}"
        self.sent += 1
        before, self.read = self.read, None
        request = Request(id=word, who=self.who, if_match=before.version)
        edit = submission(f"{before.content.body} {word}")
        try:
            replace_article(self.newsroom, request, self.article_id, edit)
        except VersionMismatch as refused:
            self.told.append(word)
            self.since.append([int(str(step["version"])) for step in refused.since])
        else:
            self.accepted.append(word)


class Outcome(NamedTuple):
    accepted: list[str]
    told: list[str]
    since: list[list[int]]
    words: list[str]
    revisions: int


def submission(body: str) -> SubmittedArticle:
    fields = {"title": "T", "body": body, "section": "News", "byline": [{"name": "Ann"}]}
    return article_from_fields(fields)


def played(seed: int) -> Outcome:
    """One story, and both editors' steps in an order that the seed decides."""
    chance = random.Random(seed)
    newsroom = replace(make_newsroom(MemoryTable()), markup=CommonMark())
    opening = Request(id="open", who=Principal("ann", frozenset({Role.EDITOR})))
    article_id = submit_article(newsroom, opening, submission("begin")).id
    editors = [Editor(name, newsroom, article_id) for name in ("ann", "ben")]
    turns = [editor for editor in editors for _ in range(2 * EDITS)]
    chance.shuffle(turns)
    for editor in turns:
        editor.step()
    article = newsroom.table.get(Article, article_key(article_id))
    assert article is not None
    keys = [revision_key(article_id, number) for number in range(1, article.version + 1)]
    return Outcome(
        accepted=[word for editor in editors for word in editor.accepted],
        told=[word for editor in editors for word in editor.told],
        since=[versions for editor in editors for versions in editor.since],
        words=article.content.body.split()[1:],
        revisions=len(newsroom.table.get_many(Revision, keys)),
    )


def test_every_edit_is_in_the_story_or_its_editor_was_told(
    record_property: Any,
) -> None:
    refused = 0
    for seed in range(INTERLEAVINGS):
        outcome = played(seed)
        assert sorted(outcome.words) == sorted(outcome.accepted), seed
        assert len(outcome.accepted) + len(outcome.told) == 2 * EDITS, seed
        assert all(outcome.since), "whoever is refused is told what came since"
        assert outcome.revisions == 1 + len(outcome.accepted), seed
        refused += len(outcome.told)
    assert refused > INTERLEAVINGS, "the editors hardly met"
    record_property("refused", refused)
    print(f"\n{INTERLEAVINGS:,} interleavings: {refused:,} edits refused and told, none lost")
