"""An edit: the whole article is sent again."""

import msgspec
from msgspec import UNSET

from broadsheet.domain.articles.article import Article
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
    embargo = embargo_of(services, submission)

    def change(before: Article) -> Changed:
        if submission.status not in (None, before.status):
            raise Invalid([_STATUS])
        known = before.content
        must_be_theirs(services, request, submission, known)
        slug, is_chosen = slug_after(before, submission.title, submission.slug)
        own = services.own_sections()
        content = submission.content(services.language, slug, known, own_sections=own)
        is_new = submission.new_section
        must_be_known(services, request.who, content.section, before, is_new=is_new)
        content = resolve_links(
            services.table, content, article_id, request.who, known=before.content
        )
        content, (body, notes) = pictured(services, content)
        renewed = msgspec.structs.replace(before, content=content, body=body, slug_chosen=is_chosen)
        if submission.embargo is UNSET:
            return Changed(renewed, notes)
        must_still_be_possible(before, embargo, services.clock())
        return Changed(msgspec.structs.replace(renewed, embargo=embargo), notes)

    return change_article(services, request, article_id, Action.REPLACE, change)


_STATUS = FieldError(
    "/status",
    "not_replaceable",
    for_programs("is changed by the article's actions, not by an edit"),
)
