"""What editors are told of an entry that was written."""

from broadsheet.adapters.http.answer import Answer, versioned
from broadsheet.adapters.http.fields import Url, told
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.live import report_live


class LiveReceipt(report_live.LiveReceipt, frozen=True):
    """The receipt, with the entry's address on the site."""

    url: Url


def reported(
    request: HttpRequest, receipt: report_live.LiveReceipt, site_url: str, *, is_new: bool = False
) -> Answer:
    """The answer; `site_url` is as configured."""
    url = f"{request.site_url(site_url)}{receipt.path}"
    entry = f"/api/v1/articles/{receipt.article_id}/live/{receipt.number}"
    return versioned(
        told(LiveReceipt, receipt, url=url, notes=receipt.notes),
        receipt.version,
        entry if is_new else "",
    )
