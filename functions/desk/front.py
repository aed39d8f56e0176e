"""The front page: arranged by buttons or by dragging, looked at, and saved at once."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.form import whole_number
from broadsheet.adapters.http.desk.form_answers import said_of, status_for, wrong_in
from broadsheet.adapters.http.desk.front_form import (
    FIELDS,
    arrangement_in,
    fields_of,
    query_of,
    submitted,
)
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.desk.arranging import Move, arrangement_of, moved
from broadsheet.domain.people.front_page import FrontPage, SubmittedFrontPage
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Conflict,
    FieldError,
    Invalid,
    VersionMismatch,
    VersionRequired,
)
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.resolve_links import id_of
from broadsheet.usecases.desk.arrange_front import FRONT as PAGE
from broadsheet.usecases.desk.arrange_front import arranged, front_view
from broadsheet.usecases.people.edit_front_page import read_front_page, write_front_page
from broadsheet.usecases.shared.committing import with_sent

FRONT = "/desk/front"


def _front(desk: DeskRequest) -> Answer:
    """As it is, or as somebody arranges it: what they move stands in the address alone."""
    desk.who.must(Scope.SITE_EDIT)
    asked = desk.only(*FIELDS, "version", "do", "story")
    front = read_front_page(bootstrap.reads(), desk.who)
    if "version" not in asked:
        return _page(desk, front, arrangement_of(front), front.version)
    said = whole_number(asked["version"])
    version = front.version if said is None else said
    now = arrangement_in(lambda name: asked.get(name, ""))
    try:
        return _page(desk, front, _after(asked, now), version)
    except Invalid as error:
        return _page(desk, front, now, version, error)


def _after(asked: dict[str, str], now: SubmittedFrontPage) -> SubmittedFrontPage:
    """The arrangement after a button was pressed. Raises Invalid for what cannot be saved."""
    move, _, story = asked.get("do", "").partition(" ")
    if move not in set(Move):
        return now
    named = story or id_of(bootstrap.reads(), asked.get("story", "").strip())
    if not named:
        words = sentence("is no story's address or id: paste the address of one that is published")
        raise Invalid([FieldError("/story", "unknown_article", words)])
    after = moved(now, Move(move), named)
    submitted(after)
    return after


def _page(
    desk: DeskRequest,
    front: FrontPage,
    arrangement: SubmittedFrontPage,
    version: int,
    problem: BroadsheetError | None = None,
) -> Answer:
    theirs = arrangement_of(front)
    shown = arranged(bootstrap.reads(), arrangement)
    chosen = {arrangement.lead, *arrangement.pinned}
    return bootstrap.desk().page(
        desk,
        "front.html",
        status=status_for(problem),
        front=front,
        arrangement=arrangement,
        fields=fields_of(arrangement),
        version=version,
        is_old=version != front.version,
        theirs=arranged(bootstrap.reads(), theirs) if version != front.version else None,
        is_changed=arrangement != theirs,
        named=shown.named,
        newest=[card for card in shown.cards if card.id not in chosen],
        preview=f"{FRONT}/preview?{query_of(arrangement)}",
        wrong=wrong_in(problem),
        problem=said_of(problem),
        typed=desk.http.query.get("story", "") if problem else "",
    )


def _save(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    arrangement = arrangement_in(desk.form.text)
    asked = desk.to_use_case()
    try:
        sent, as_sent = submitted(arrangement)
        write_front_page(bootstrap.services(), with_sent(asked, as_sent), sent)
    except (Invalid, Conflict, VersionMismatch, VersionRequired) as error:
        front = read_front_page(bootstrap.reads(), desk.who)
        # Whoever saves again has seen what the other one decided.
        return _page(desk, front, arrangement, asked.if_match or 0, error)
    return see(FRONT, sentence("Saved. The front page follows within seconds."))


def _preview(desk: DeskRequest) -> Answer:
    """The page itself, made by what makes it for readers, of an arrangement that may be no more."""
    desk.who.must(Scope.SITE_EDIT)
    asked = desk.only(*FIELDS)
    arrangement = arrangement_in(lambda name: asked.get(name, ""))
    site = bootstrap.site()
    view = front_view(bootstrap.reads(), arrangement, site.sections, site.opinion)
    files = bootstrap.renderer().render(PAGE, view)
    return bootstrap.desk().framed(files[PAGE.files[0]].body)


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {FRONT}": _front,
    f"POST {FRONT}": _save,
    f"GET {FRONT}/preview": _preview,
}
