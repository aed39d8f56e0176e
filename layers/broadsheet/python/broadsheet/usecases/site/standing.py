"""What stands at a path of the site."""

from broadsheet.domain.articles.article import Address, Article, address_key, article_key
from broadsheet.domain.redirects.redirect import tidied
from broadsheet.domain.site.page import Moved
from broadsheet.usecases.shared.ports import Reads


def standing(reads: Reads, path: str) -> Article | None:
    """The article that has its page at the path, now or formerly."""
    address = reads.get(Address, address_key(path))
    article = reads.get(Article, article_key(address.article_id)) if address else None
    return article if article and article.has_page and path in article.paths else None


def redirected(reads: Reads, path: str) -> Moved | None:
    """An editor's redirect: its target, or the address of its article as that is now.

    None where the path leads nowhere.
    """
    address = reads.get(Address, address_key(tidied(path)))
    if address is None or not address.target:
        return None
    if not address.article_id:
        return Moved(address.target)
    article = reads.get(Article, article_key(address.article_id))
    return Moved(article.path) if article and article.has_page else None
