"""Where whoever signed in begins."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint


def _today(desk: DeskRequest) -> Answer:
    desk.only()
    return bootstrap.desk().page(desk, "today.html")


ROUTES: dict[str, DeskEndpoint] = {"GET /desk/today": _today, "GET /desk": _today}
