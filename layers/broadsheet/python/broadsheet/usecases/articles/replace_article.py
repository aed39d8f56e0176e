"""An edit: the whole article is sent again."""

import msgspec
from msgspec import UNSET

from broadsheet.domain.articles.article import Article, Hour
from broadsheet.domain.articles.hours import LocalHour
from broadsheet.domain.articles.life import Action
from broadsheet.domain.articles.slugs import slug_after
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.articles.change_article import ArticleReceipt, Changed, change_article
from broadsheet.usecases.articles.chosen_addresses import must_be_theirs
from broadsheet.usecases.articles.embargo_article import must_still_be_possible
from broadsheet.usecases.articles.known_sections import must_be_known
from broadsheet.usecases.articles.resolve_links import resolve_links
from broadsheet.usecases.articles.submit_article import embargo_of
from broadsheet.usecases.media.pictured import pictured
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def replace_article(
    services: Services, request: Request, article_id: str, submission: SubmittedArticle
) -> ArticleReceipt:
    """Replace the content of the article; its state stays. The address moves with the slug, which
    follows the title until it was chosen, or readers had it (`slug_after`).

    An embargo stays as well, unless the submission names another one, or null.

    Raises what `change_article` raises, Invalid and TooLarge.
    """

    def change(before: Article) -> Changed:
        must_be_theirs(services, request, submission, before.content)
        return replaced(services, request, before, submission)

    return change_article(services, request, article_id, Action.REPLACE, change)


def replaced(
    services: Services, request: Request, before: Article, submission: SubmittedArticle
) -> Changed:
    """The article with what was sent in place of its content, without the address that filing gives
    it. Nothing is written. Raises Invalid.
    """
    embargo = _embargo_of(services, submission, before.embargo)
    if submission.status not in (None, before.status):
        raise Invalid([_STATUS])
    known, who = before.content, request.who
    slug, is_chosen = slug_after(before, submission.title, submission.slug)
    content = submission.content(
        services.language, slug, known, own_sections=services.own_sections()
    )
    must_be_known(services, who, content.section, before, is_new=submission.new_section)
    content = resolve_links(services.table, content, before.id, who, known=known)
    content, (body, notes) = pictured(services, content)
    renewed = msgspec.structs.replace(before, content=content, body=body, slug_chosen=is_chosen)
    if submission.embargo is UNSET:
        return Changed(renewed, notes)
    must_still_be_possible(before, embargo, services.clock())
    return Changed(msgspec.structs.replace(renewed, embargo=embargo), notes)


def _embargo_of(
    services: Services, submission: SubmittedArticle, stands: Hour | None
) -> Hour | None:
    """What was sent of it. An hour that stands there stays which it is, where clocks show it twice;
    whoever read it has not been told its offset.
    """
    named = submission.embargo
    if (
        named
        and stands
        and LocalHour(named.local, named.zone or services.time_zone)
        == LocalHour(stands.local, stands.zone)
    ):
        return stands
    return embargo_of(services, submission)


_STATUS = FieldError(
    "/status",
    "not_replaceable",
    for_programs("is changed by the article's actions, not by an edit"),
)
