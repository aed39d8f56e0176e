"""What whoever writes is told of an article that was filed."""

from broadsheet.adapters.http.answer import Answer, versioned
from broadsheet.adapters.http.fields import Url, told
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.articles import change_article


class ArticleReceipt(change_article.ArticleReceipt, frozen=True):
    """The receipt, with the article's address on the site."""

    url: Url


def filed(
    request: HttpRequest,
    receipt: change_article.ArticleReceipt,
    site_url: str,
    *,
    is_new: bool = False,
) -> Answer:
    """The answer; `site_url` is as configured."""
    url = f"{request.site_url(site_url)}{receipt.path}"
    location = f"/api/v1/articles/{receipt.id}" if is_new else ""
    return versioned(
        told(ArticleReceipt, receipt, url=url, notes=receipt.notes), receipt.version, location
    )
