"""Addresses that lead elsewhere: editors add them here, and take them away."""

from urllib.parse import urlencode

import msgspec

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.form_answers import (
    said_of,
    status_for,
    with_notes,
    wrong_in,
)
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.redirects.requests import path_in, redirect_in
from broadsheet.domain.shared.errors import BroadsheetError, Conflict, Invalid
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.redirects.edit_redirects import (
    list_redirects,
    put_redirect,
    remove_redirect,
)
from broadsheet.usecases.shared.committing import with_sent
from broadsheet.usecases.shared.paging import Cursor

REDIRECTS = "/desk/redirects"
SHOWN = 50


def _list(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    return _page(desk, desk.only("cursor").get("cursor"))


def _page(
    desk: DeskRequest, cursor: str | None = None, problem: BroadsheetError | None = None
) -> Answer:
    found = list_redirects(bootstrap.reads(), SHOWN, Cursor(cursor) if cursor else None)
    typed = {name: desk.form.text(name) for name in ("path", "target")} if problem else {}
    return bootstrap.desk().page(
        desk,
        "redirects.html",
        status=status_for(problem),
        redirects=found.items,
        typed=typed,
        wrong=wrong_in(problem),
        problem=said_of(problem),
        next=f"{REDIRECTS}?{urlencode({'cursor': found.next})}" if found.next else "",
    )


def _put(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    fields = {name: desk.form.text(name) for name in ("path", "target")}
    try:
        path, target, sent = redirect_in(msgspec.json.encode(fields), _site_url(desk))
        asked = with_sent(desk.to_use_case(), sent)
        made = put_redirect(bootstrap.services(), asked, path, target)
    except (Invalid, Conflict) as error:
        return _page(desk, problem=error)
    said = sentence("{path} leads to {target}.", path=made.path, target=made.target)
    return see(REDIRECTS, *with_notes(made.notes, said))


def _remove(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    path = path_in(msgspec.json.encode({"path": desk.form.text("path")}), _site_url(desk))
    remove_redirect(bootstrap.services(), desk.to_use_case(), path)
    return see(REDIRECTS, sentence("{path} leads nowhere now.", path=path))


def _site_url(desk: DeskRequest) -> str:
    return desk.http.site_url(bootstrap.site_url())


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {REDIRECTS}": _list,
    f"POST {REDIRECTS}": _put,
    f"POST {REDIRECTS}/remove": _remove,
}
