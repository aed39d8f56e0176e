"""A new draft with the words of a story that is there."""

import msgspec

from broadsheet.domain.articles.article import Article, Content
from broadsheet.domain.articles.life import Action, Status, next_status
from broadsheet.domain.articles.rights import must_be_allowed
from broadsheet.domain.shared.slug import slug_of
from broadsheet.usecases.articles.change_article import (
    ArticleReceipt,
    Filing,
    must_be_of_the_newest,
)
from broadsheet.usecases.articles.read_articles import article_by_id
from broadsheet.usecases.media.pictured import pictured
from broadsheet.usecases.shared.committing import Request, commit_once
from broadsheet.usecases.shared.ports import Write
from broadsheet.usecases.shared.services import Services


def duplicate_article(services: Services, request: Request, article_id: str) -> ArticleReceipt:
    """A draft of whoever asks that says what the story says now; the story stays as it is.

    Its headline is the same: a word such as 'Copy' in it would one day be published. Its trail says
    what it is a copy of. An embargo goes with the words that it is about. What belongs to the story
    alone does not: its address, its dates and hours, its label 'breaking', its corrections, the
    entries of a live story, and its place among translations.

    Raises NotFound, Forbidden, VersionMismatch, NotAllowedInState, and Invalid where a picture of
    it is not there any more.
    """
    filing = Filing(services, request)
    copy_id = services.ids()

    def plan() -> tuple[list[Write], ArticleReceipt]:
        source = article_by_id(services.table, article_id, request.who)
        must_be_allowed(request.who, Action.DUPLICATE, source)
        must_be_of_the_newest(services, request, source, required=False)
        next_status(source.status, Action.DUPLICATE)
        now, who = services.clock(), request.who
        content, (body, notes) = pictured(services, _of_a_copy(source.content))
        copy = Article(
            id=copy_id,
            version=1,
            status=Status.DRAFT,
            content=content,
            body=body,
            path="",
            slug_chosen=False,
            created_at=now,
            created_by=who.name,
            created_by_id=who.id,
            modified_at=now,
            modified_by=who.name,
            modified_by_id=who.id,
            embargo=source.embargo if source.embargo and now < source.embargo.at else None,
        )
        return filing.writes(None, copy, Action.DUPLICATE, copied_from(source), notes=notes)

    return commit_once(services, request, plan, ArticleReceipt)


def copied_from(source: Article) -> str:
    """What the trail of a copy says."""
    return f"of {source.id}, version {source.version}"


def _of_a_copy(content: Content) -> Content:
    return msgspec.structs.replace(
        content,
        slug=slug_of(content.title),
        breaking=False,
        # What has ended has entries, which the copy has not.
        live="running" if content.live == "running" else None,
        translation_of=None,
        series=None,
    )
