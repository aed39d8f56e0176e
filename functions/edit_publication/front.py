"""Editors decide about the front page."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import PRIVATE, Answer, readable, versioned
from broadsheet.adapters.http.people import answers as people_answers
from broadsheet.adapters.http.people.requests import sent_front_page
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.people.edit_front_page import read_front_page, write_front_page
from broadsheet.usecases.shared.committing import with_sent

FRONT = "/api/v1/front"


def _front(request: HttpRequest) -> Answer:
    request.only()
    front = read_front_page(bootstrap.services().table, request.principal())
    told = people_answers.front_page(front)
    return readable(request, told, cache=PRIVATE, etag=f'"{front.version}"')


def _write_front(request: HttpRequest) -> Answer:
    asked = request.for_editor(Scope.SITE_EDIT)
    submission, sent = sent_front_page(request)
    receipt = write_front_page(bootstrap.services(), with_sent(asked, sent), submission)
    return versioned(receipt, receipt.version)


ROUTES: dict[str, Endpoint] = {f"GET {FRONT}": _front, f"PUT {FRONT}": _write_front}
