"""The console of a running story: entries in two keystrokes, each by itself, many a minute."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import NEVER, Answer, answer
from broadsheet.adapters.http.desk.answers import see, told
from broadsheet.adapters.http.desk.form import VERSION
from broadsheet.adapters.http.desk.form_answers import (
    said_of,
    status_for,
    version_of,
    with_notes,
    wrong_in,
)
from broadsheet.adapters.http.desk.live_pictures import CHOOSE, STEPS, chosen, offered
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.live.requests import number_of
from broadsheet.domain.live.entry import LIVE_RUN
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Conflict,
    Invalid,
    NotFound,
    TooLarge,
    VersionMismatch,
    VersionRequired,
)
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.live.console import Console, live_entry_of, read_console
from broadsheet.usecases.live.report_live import (
    add_live_entry,
    change_live_entry,
    remove_live_entry,
)
from broadsheet.usecases.shared.committing import with_sent
from broadsheet.usecases.shared.paging import Cursor

LIVE = "/desk/live/{id}"
_LINES = ("headline", "byline")
_REFUSED = (Invalid, Conflict, TooLarge, VersionMismatch, VersionRequired)


def _console(desk: DeskRequest) -> Answer:
    return _page(desk, desk.only("cursor").get("cursor"))


def _read(desk: DeskRequest, cursor: str | None = None) -> Console:
    last = Cursor(cursor) if cursor else None
    return read_console(bootstrap.reads(), desk.who, desk.parameter("id"), LIVE_RUN, last)


def _page(
    desk: DeskRequest,
    cursor: str | None = None,
    problem: BroadsheetError | None = None,
    typed: dict[str, Any] | None = None,
) -> Answer:
    typed = _typed(desk) if problem else typed
    return _shown(desk, "live.html", _read(desk, cursor), problem, typed)


def _shown(
    desk: DeskRequest,
    template: str,
    console: Console,
    problem: BroadsheetError | None = None,
    typed: dict[str, Any] | None = None,
) -> Answer:
    entries = console.entries
    return bootstrap.uploading_desk().page(
        desk,
        template,
        status=status_for(problem),
        article=console.article,
        entries=entries.items,
        changes=console.changes,
        next=f"?{urlencode({'cursor': entries.next})}" if entries.next else "",
        typed=typed or {},
        wrong=wrong_in(problem),
        problem=said_of(problem),
    )


def _picture(desk: DeskRequest, again: Callable[[dict[str, Any]], Answer]) -> Answer:
    """Where one is chosen, and `again` the form with it: nothing is sent by that."""
    services, pages = bootstrap.services(), bootstrap.uploading_desk()
    typed, problem = chosen(services, desk, _typed(desk))
    if problem is None and desk.form.text("_do") != CHOOSE:
        return again(typed)
    console = read_console(bootstrap.reads(), desk.who, desk.parameter("id"), 1, None)
    told = offered(services, bootstrap.pictures().preview, desk, typed, problem)
    return pages.page(desk, "live_pictures.html", article=console.article, **told)


def _entries(desk: DeskRequest) -> Answer:
    """The list alone, for a module that has the one before; nothing while that is the newest."""
    asked = desk.only("changes")
    console = _read(desk)
    if asked.get("changes") == str(console.changes):
        return answer(204, {"cache-control": NEVER})
    return _shown(desk, "live_entries.html", console)


def _typed(desk: DeskRequest) -> dict[str, Any]:
    """An entry as the API takes it; nothing is sent of lines that are empty."""
    lines = {name: desk.form.text(name) for name in _LINES}
    said = {name: line for name, line in lines.items() if line.strip()}
    return {"text": desk.form.text("text"), "is_key": desk.form.flag("is_key"), **said}


def _add(desk: DeskRequest) -> Answer:
    from broadsheet.adapters.http.live.submitted import new_entry  # noqa: PLC0415 - as the API's

    article_id, services = desk.parameter("id"), bootstrap.services()
    if desk.form.text("_do") in STEPS:
        return _picture(desk, lambda typed: _page(desk, typed=typed))
    try:
        submission, sent = new_entry(msgspec.json.encode(_typed(desk)))
        asked = with_sent(desk.to_use_case(), sent)
        receipt = add_live_entry(services, asked, article_id, submission)
    except _REFUSED as error:
        if desk.wants_json:
            raise
        return _page(desk, problem=error)
    said = with_notes(receipt.notes, sentence("Sent."))
    if desk.wants_json:
        words = bootstrap.desk().in_words(desk, *said)
        return told({"number": receipt.number, "said": words})
    return see(f"/desk/live/{article_id}", *said)


def _edit(desk: DeskRequest) -> Answer:
    desk.only()
    return _entry_page(desk)


def _entry_page(
    desk: DeskRequest,
    problem: BroadsheetError | None = None,
    typed: dict[str, Any] | None = None,
) -> Answer:
    console = read_console(bootstrap.reads(), desk.who, desk.parameter("id"), 1, None)
    entry = live_entry_of(bootstrap.reads(), console.article.id, number_of(desk.http))
    if entry is None and problem is None:
        raise NotFound(sentence("There is no such entry."))
    return bootstrap.uploading_desk().page(
        desk,
        "live_entry.html",
        status=status_for(problem),
        article=console.article,
        number=number_of(desk.http),
        entry=entry,
        typed=_typed(desk) if problem else typed or {},
        version=desk.form.text(VERSION)
        if typed
        else version_of(desk, problem, entry.version if entry else None),
        is_old=isinstance(problem, (VersionMismatch, NotFound)),
        wrong=wrong_in(problem),
        problem=said_of(problem),
    )


def _change(desk: DeskRequest) -> Answer:
    from broadsheet.adapters.http.live.submitted import edited_entry  # noqa: PLC0415 - the same

    article_id, services, number = desk.parameter("id"), bootstrap.services(), number_of(desk.http)
    if desk.form.text("_do") in STEPS:
        return _picture(desk, lambda typed: _entry_page(desk, typed=typed))
    try:
        submission, sent = edited_entry(msgspec.json.encode(_typed(desk)))
        asked = with_sent(desk.to_use_case(), sent)
        receipt = change_live_entry(services, asked, article_id, number, submission)
    except _REFUSED as error:
        return _entry_page(desk, error)
    except NotFound as error:
        # Somebody took it out: what was typed is not lost with it.
        return _entry_page(desk, error)
    return see(f"/desk/live/{article_id}", *with_notes(receipt.notes, sentence("Changed.")))


def _remove(desk: DeskRequest) -> Answer:
    article_id = desk.parameter("id")
    try:
        remove_live_entry(
            bootstrap.services(), desk.to_use_case(), article_id, number_of(desk.http)
        )
    except VersionMismatch as error:
        return _entry_page(desk, error)
    except NotFound:
        _read(desk)  # which says so where there is no such story either
        return see(f"/desk/live/{article_id}", sentence("It is not there any more."))
    return see(f"/desk/live/{article_id}", sentence("Taken out. Its number stays empty."))


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {LIVE}": _console,
    f"POST {LIVE}": _add,
    f"GET {LIVE}/entries": _entries,
    f"GET {LIVE}/{{number}}": _edit,
    f"POST {LIVE}/{{number}}": _change,
    f"POST {LIVE}/{{number}}/remove": _remove,
}
