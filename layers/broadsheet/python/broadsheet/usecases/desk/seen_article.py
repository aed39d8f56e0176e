"""An article of which whoever asks may see the whole, also what was never published."""

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.rights import may_see
from broadsheet.domain.shared.errors import Hidden, NotFound
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.shared.ports import Reads


def seen_article(reads: Reads, who: Principal, article_id: str) -> Article:
    """The article. Raises NotFound, also where it is there and not for them."""
    article = reads.get(Article, article_key(article_id))
    if article is None or article.status is Status.DELETED:
        raise NotFound("There is no such article.")
    if not may_see(who, article):
        raise Hidden("There is no such article.")
    return article
