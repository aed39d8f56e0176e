"""Where whoever signed in begins."""

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.usecases.desk.read_today import MOST, read_today


def _today(desk: DeskRequest) -> Answer:
    desk.only()
    now, zone = clock.now(), bootstrap.time_zone()
    today = read_today(bootstrap.reads(), desk.who, now, zone, bootstrap.system_figures())
    return bootstrap.desk().page(desk, "today.html", today=today, most=MOST, now=now)


ROUTES: dict[str, DeskEndpoint] = {"GET /desk/today": _today, "GET /desk": _today}
