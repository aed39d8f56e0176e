"""A story is saved from its page: its words, and then the step that its writer asked for."""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.desk.typed import tidy, typed_beside
from broadsheet.domain.desk.working_copy import Typing
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.review_article import review_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.desk.known_names import new_tags
from broadsheet.usecases.desk.working_copies import drop_working_copy, ending_copy
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


class Step(StrEnum):
    """What is to become of a story with its saving."""

    SAVE = "save"
    REVIEW = "review"
    PUBLISH = "publish"


STATUS = {Step.SAVE: Status.DRAFT, Step.REVIEW: Status.IN_REVIEW, Step.PUBLISH: Status.PUBLISHED}
"""Of a new story."""
Act = Callable[[Services, Request, str], ArticleReceipt]
_ACTS: dict[Step, Act] = {Step.REVIEW: review_article, Step.PUBLISH: publish_article}


def save_new_story(
    services: Services, request: Request, typing: Typing, submission: SubmittedArticle
) -> ArticleReceipt:
    """Save it, once, in the state that its step says; its working copy ends.

    Raises what `submit_article` raises, and AlreadySaved.
    """
    asked = ending_copy(services, request, typing, is_new=True)
    return submit_article(services, asked, submission)


def save_story(
    services: Services,
    request: Request,
    typing: Typing,
    submission: SubmittedArticle,
    before: Article,
    step: Step,
) -> ArticleReceipt:
    """Save what was typed, if it is another text, and then take the step; its working copy ends.

    Raises what `change_article` raises: what was saved before a step was refused stays saved.
    """
    receipt = _saved(services, request, typing, submission, before)
    act = _ACTS.get(step)
    if act is None:
        return receipt
    key = request.idempotency_key
    then = msgspec.structs.replace(
        request, idempotency_key=key and f"{key}.{step}", if_match=receipt.version
    )
    stepped = act(services, then, before.id)
    return msgspec.structs.replace(stepped, notes=(*receipt.notes, *stepped.notes))


def is_saved(article: Article, typing: Typing) -> bool:
    """Whether there is nothing in what was typed that the article does not say."""
    return tidy(typing.fields) == typed_beside(article, typing.fields)


def must_have_decided(
    services: Services, typing: Typing, decided: list[str], before: Article | None
) -> None:
    """Raises Invalid that names each tag which no story has, unless its writer said to make it."""
    known = [*decided, *(tag.name for tag in before.content.tags)] if before else decided
    tags = typing.fields.get("tags", ())
    found = {new.name: new.nearest for new in new_tags(services.table, tags, known)}
    errors = [
        FieldError(
            f"/tags/{n}",
            "new_tag",
            sentence("No story has the tag {tag} yet.", tag=tag),
            nearest=found[tag],
        )
        for n, tag in enumerate(tags)
        if tag in found
    ]
    if errors:
        raise Invalid(errors)


def _saved(
    services: Services,
    request: Request,
    typing: Typing,
    submission: SubmittedArticle,
    before: Article,
) -> ArticleReceipt:
    # Whichever version it began with: there is nothing in it that is not saved.
    if not is_saved(before, typing):
        asked = ending_copy(services, request, typing, is_new=False)
        return replace_article(services, asked, before.id, submission)
    for mark in filter(None, (typing.mark, typing.seen)):
        drop_working_copy(services, request, typing.story, mark)
    return ArticleReceipt(before.id, before.path, before.status, before.version)
