"""What became of a story's last change, page by page."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.lists import LONGEST
from broadsheet.usecases.desk.last_change import story_of
from broadsheet.usecases.desk.receipt import receipt_of
from broadsheet.usecases.shared.paging import Cursor


def _receipt(desk: DeskRequest) -> Answer:
    cursor = desk.only("cursor").get("cursor")
    receipts = bootstrap.receipts(desk.http.site_url(bootstrap.site_url()))
    article_id = desk.parameter("id")
    receipt, following = receipt_of(
        receipts, desk.who, article_id, LONGEST, Cursor(cursor) if cursor else None
    )
    return bootstrap.desk().page(
        desk,
        "receipt.html",
        article=story_of(receipts.reads, desk.who, article_id),
        receipt=receipt,
        next=f"?cursor={following}" if following else "",
    )


ROUTES: dict[str, DeskEndpoint] = {"GET /desk/stories/{id}/receipt": _receipt}
