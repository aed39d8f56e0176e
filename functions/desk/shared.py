"""A story for whoever has a link to it: nobody has to sign in, and nothing is shown unasked.

What a link leads to is shown by the button of a page that names nothing of it: programs that look
at every link in a message (and show its headline to a whole chat) press none.
"""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.usecases.desk.preview import preview_of
from broadsheet.usecases.desk.shares import open_shared, shared_with


def _ask(desk: DeskRequest) -> Answer:
    desk.only()
    services = bootstrap.services()
    found = shared_with(services.table, _token(desk), services.clock())
    return bootstrap.desk().page(desk, "shared.html", until=found.share.until, path=desk.path)


def _show(desk: DeskRequest) -> Answer:
    services = bootstrap.services()
    found = open_shared(services, desk.http.id, _token(desk))
    made_by = bootstrap.previews(desk.http.site_url(bootstrap.site_url()))
    return bootstrap.desk().shared(made_by.page(preview_of(services, found.article)))


def _token(desk: DeskRequest) -> str:
    return desk.path.rstrip("/").rpartition("/")[2]


OPEN: dict[str, DeskEndpoint] = {
    "GET /desk/shared/{token}": _ask,
    "POST /desk/shared/{token}": _show,
}
