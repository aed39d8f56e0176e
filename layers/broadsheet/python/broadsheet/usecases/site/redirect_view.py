"""Where an editor's redirect leads now."""

from broadsheet.domain.articles.article import Address, Article, address_key, article_key
from broadsheet.domain.redirects.redirect import tidied
from broadsheet.domain.site.views import Moved
from broadsheet.usecases.shared.ports import Reads


def redirected(reads: Reads, path: str) -> Moved | None:
    """The target, or the article's own address as it is now; None where the path leads nowhere."""
    address = reads.get(Address, address_key(tidied(path)))
    if address is None or not address.target:
        return None
    if not address.article_id:
        return Moved(address.target)
    article = reads.get(Article, article_key(address.article_id))
    return Moved(article.path) if article and article.has_page else None
