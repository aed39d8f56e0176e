"""The site itself: what editors decide here, and what the newsroom's file says."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.shared.principal import Scope


def _site(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    desk.only()
    return bootstrap.desk().page(desk, "site.html")


ROUTES: dict[str, DeskEndpoint] = {"GET /desk/site": _site}
