"""A tag or a section gets another name, joins another one, or goes: what follows is said before."""

import msgspec

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.articles.requests import renaming_in
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.form_answers import said_of, status_for, wrong_in
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.articles.renaming import ever_in, pages_of
from broadsheet.domain.shared.errors import BroadsheetError, Conflict, Invalid, NotFound
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.rename_term import (
    Following,
    following,
    listing_to_rename,
    rename_term,
)

ONE = "/desk/sections/{kind}/{slug}"
_KINDS = {"section": ListingKind.SECTION, "tag": ListingKind.TAG}


def _ask(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    desk.only()
    return _page(desk)


def _page(
    desk: DeskRequest, problem: BroadsheetError | None = None, joins: Following | None = None
) -> Answer:
    """The form, with what is wrong with it, or with the list that this one would be merged into."""
    kind, slug = _named(desk)
    listing = listing_to_rename(bootstrap.services(), kind, slug)
    return bootstrap.desk().page(
        desk,
        "renaming.html",
        status=status_for(problem),
        kind=kind.value,
        listing=listing,
        stories=ever_in(listing),
        pages_gone=pages_of(listing),
        joins=joins,
        typed=desk.form.text("to") if problem or joins else "",
        wrong=wrong_in(problem),
        problem=said_of(problem),
    )


def _rename(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    kind, slug = _named(desk)
    services = bootstrap.services()
    try:
        to = renaming_in(msgspec.json.encode({"to": desk.form.text("to")}))
        follows = following(services, kind, slug, to)
        goal = follows.goal
        if goal and follows.joined and desk.form.text("joins") != goal.slug:
            return _page(desk, joins=follows)
        begun = rename_term(services, desk.to_use_case(), kind, slug, to)
    except (Invalid, Conflict) as error:
        return _page(desk, error)
    return see(_list_of(kind), sentence("{name} becomes {to}.", name=begun.name, to=begun.to or ""))


def _remove(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    kind, slug = _named(desk)
    try:
        begun = rename_term(bootstrap.services(), desk.to_use_case(), kind, slug, None)
    except (Invalid, Conflict) as error:
        return _page(desk, error)
    return see(_list_of(kind), sentence("{name} is taken off its stories.", name=begun.name))


def _named(desk: DeskRequest) -> tuple[ListingKind, str]:
    kind = _KINDS.get(desk.slug("kind"))
    if kind is None:
        raise NotFound(sentence("There are sections and tags."))
    return kind, desk.slug("slug")


def _list_of(kind: ListingKind) -> str:
    return f"/desk/sections?kind={kind}"


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {ONE}": _ask,
    f"POST {ONE}": _rename,
    f"POST {ONE}/remove": _remove,
}
