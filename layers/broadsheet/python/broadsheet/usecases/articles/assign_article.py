"""Whose turn it is with a story."""

from collections.abc import Iterator

import msgspec

from broadsheet.domain.articles.article import Article, Colleague, Revision, revision_key
from broadsheet.domain.articles.life import Action, next_status
from broadsheet.domain.articles.rights import must_be_allowed
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.article_writes import article_writes
from broadsheet.usecases.articles.change_article import ArticleReceipt, must_be_of_the_newest
from broadsheet.usecases.articles.ports import Colleagues
from broadsheet.usecases.articles.read_articles import article_by_id
from broadsheet.usecases.shared.committing import Request, commit_once
from broadsheet.usecases.shared.ports import Reads, Span, Write
from broadsheet.usecases.shared.services import Services

_MOST = 50
"""The newest steps of a story's trail that are looked at for who worked on it."""


class WhoWorkedOnIt:
    """Implements `Colleagues` from what the table knows: whoever asks, who made the story, who has
    it, and who did something with it of late."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    def for_story(self, who: Principal, article: Article) -> tuple[Colleague, ...]:
        """See `Colleagues`."""
        known: dict[str, Colleague] = {}
        for one in self._all(who, article):
            if one.id:
                known.setdefault(one.id, one)
        return tuple(known.values())

    def find(self, person: str) -> Colleague | None:
        """See `Colleagues`: the table knows nobody else."""
        del person
        return None

    def _all(self, who: Principal, article: Article) -> Iterator[Colleague]:
        yield Colleague(who.id, who.name)
        yield Colleague(article.created_by_id, article.created_by)
        if article.assigned_to:
            yield article.assigned_to
        first, last = revision_key(article.id, 0), revision_key(article.id, 999_999)
        span = Span(first.pk, first.sk, last.sk)
        for step in self._reads.query(Revision, span, limit=_MOST, newest_first=True):
            # What works by itself, such as the clock, has a plain word for an id.
            if ":" in step.by_id:
                yield Colleague(step.by_id, step.by)


def assign_article(
    services: Services,
    request: Request,
    article_id: str,
    person: str | None,
    colleagues: Colleagues,
) -> ArticleReceipt:
    """Give the story to whoever has that id, or to nobody. They may do with it what its author may.

    It is a step of its trail; for readers nothing changed. Raises NotFound, Forbidden,
    VersionMismatch, and Invalid for an id that is none of the colleagues'.
    """

    def plan() -> tuple[list[Write], ArticleReceipt]:
        before = article_by_id(services.table, article_id, request.who)
        must_be_allowed(request.who, Action.ASSIGN, before)
        must_be_of_the_newest(services, request, before, required=False)
        next_status(before.status, Action.ASSIGN)
        to = _known(colleagues, request.who, before, person) if person else None
        if to == before.assigned_to:
            return [], _receipt(before)
        after = msgspec.structs.replace(before, version=before.version + 1, assigned_to=to)
        note, now = to.name if to else "", services.clock()
        writes = article_writes(before, after, Action.ASSIGN, now, note, by=request.who)
        return writes, _receipt(after)

    return commit_once(services, request, plan, ArticleReceipt)


def _known(colleagues: Colleagues, who: Principal, article: Article, person: str) -> Colleague:
    near = colleagues.for_story(who, article)
    found = next((one for one in near if one.id == person), None) or colleagues.find(person)
    if found:
        return found
    nearest = tuple(one.id for one in near)
    words = sentence("is nobody who works here")
    raise Invalid([FieldError("/id", "unknown_person", words, nearest=nearest)])


def _receipt(article: Article) -> ArticleReceipt:
    return ArticleReceipt(article.id, article.path, article.status, article.version)
