"""What editors are told of an entry that was written."""

from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.fields import Url, told
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.live import report_live


class LiveReceipt(report_live.LiveReceipt, frozen=True):
    """The receipt, with the entry's address on the site."""

    url: Url


def reported(
    request: HttpRequest, receipt: report_live.LiveReceipt, site_url: str, status: int = 200
) -> Answer:
    """The answer; `site_url` is as configured."""
    url = f"{request.site_url(site_url)}{receipt.path}"
    headers = {"etag": f'"{receipt.version}"'}
    if status == 201:
        headers["location"] = f"/api/v1/articles/{receipt.article_id}/live/{receipt.number}"
    return json_answer(status, told(LiveReceipt, receipt, url=url), headers)
