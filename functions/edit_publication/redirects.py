"""Editors manage the addresses that lead elsewhere."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.lists import list_answer, paging
from broadsheet.adapters.http.redirects.answers import redirect
from broadsheet.adapters.http.redirects.requests import path_of, redirect_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.redirects.edit_redirects import (
    list_redirects,
    put_redirect,
    remove_redirect,
)
from broadsheet.usecases.shared.committing import with_sent

REDIRECTS = "/api/v1/redirects"


def _list(request: HttpRequest) -> Answer:
    request.principal().must(Scope.SITE_EDIT)
    limit, cursor = paging(request)
    found = list_redirects(bootstrap.services().table, limit, cursor)
    return list_answer(request, found, redirect)


def _put(request: HttpRequest) -> Answer:
    asked = request.for_editor(Scope.SITE_EDIT)
    path, target, sent = redirect_of(request, request.site_url(bootstrap.site_url()))
    made = put_redirect(bootstrap.services(), with_sent(asked, sent), path, target)
    return json_answer(200, made)


def _remove(request: HttpRequest) -> Answer:
    asked = request.for_editor(Scope.SITE_EDIT)
    path = path_of(request, request.site_url(bootstrap.site_url()))
    return json_answer(200, remove_redirect(bootstrap.services(), asked, path))


ROUTES: dict[str, Endpoint] = {
    f"GET {REDIRECTS}": _list,
    f"POST {REDIRECTS}": _put,
    f"POST {REDIRECTS}/remove": _remove,
}
