"""An article is brought back to what it said in an earlier revision."""

import msgspec

from broadsheet.domain.articles.article import Article, Revision, revision_key
from broadsheet.domain.articles.life import Action
from broadsheet.domain.articles.slugs import slug_after
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt, Changed, change_article
from broadsheet.usecases.media.pictured import pictured
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def restore_revision(
    services: Services, request: Request, article_id: str, version: int
) -> ArticleReceipt:
    """Make an edit of what the article said then; its state stays as it is now.

    Its address stays too: where it moved since, readers have the new one. Until they have one, it
    follows the title. Raises what `change_article` raises, and NotFound where there is no such
    revision.
    """

    def change(before: Article) -> Changed:
        revision = services.table.get(Revision, revision_key(article_id, version))
        if revision is None:
            raise NotFound(sentence("There is no such revision."))
        slug, is_chosen = slug_after(before, revision.content.title)
        content = msgspec.structs.replace(revision.content, slug=slug)
        content, (body, notes) = pictured(services, content)
        after = msgspec.structs.replace(before, content=content, body=body, slug_chosen=is_chosen)
        return Changed(after, notes)

    note = f"version {version}"
    return change_article(services, request, article_id, Action.RESTORE, change, note=note)
