"""What whoever writes is told of an article that was filed."""

from broadsheet.adapters.http.answer import Answer, json_answer
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
    status: int = 200,
) -> Answer:
    """The answer; `site_url` is as configured."""
    url = f"{request.site_url(site_url)}{receipt.path}"
    headers = {"etag": f'"{receipt.version}"'}
    if status == 201:
        headers["location"] = f"/api/v1/articles/{receipt.id}"
    return json_answer(status, told(ArticleReceipt, receipt, url=url), headers)
