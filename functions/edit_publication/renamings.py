"""Editors rename tags and sections, and see how far that is."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import PRIVATE, Answer, json_answer, readable
from broadsheet.adapters.http.articles.renaming_answers import renaming_list
from broadsheet.adapters.http.articles.requests import renaming_of
from broadsheet.adapters.http.lists import ItemList
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.articles.rename_term import rename_term, renamings


def _rename(kind: ListingKind, request: HttpRequest) -> Answer:
    asked = request.for_editor(Scope.SITE_EDIT)
    request.only()
    slug, to = request.slug("slug"), renaming_of(request)
    return json_answer(202, rename_term(bootstrap.services(), asked, kind, slug, to))


def _list(request: HttpRequest) -> Answer:
    request.principal().must(Scope.SITE_EDIT)
    request.only()
    found = renaming_list(renamings(bootstrap.services().table))
    return readable(request, ItemList(found, None), cache=PRIVATE)


ROUTES: dict[str, Endpoint] = {
    "POST /api/v1/tags/{slug}/rename": lambda request: _rename(ListingKind.TAG, request),
    "POST /api/v1/sections/{slug}/rename": lambda request: _rename(ListingKind.SECTION, request),
    "GET /api/v1/renamings": _list,
}
