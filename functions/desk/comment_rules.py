"""Whom those who moderate keep out, and their lists of words."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.comments import PAGE, words_of
from broadsheet.adapters.http.desk.form_answers import said_of, status_for, version_of, wrong_in
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Invalid,
    VersionMismatch,
    VersionRequired,
)
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.comments.ban_sender import lift_ban, list_bans
from broadsheet.usecases.comments.word_lists import read_word_lists, write_word_lists
from broadsheet.usecases.shared.paging import Cursor

BANS, WORDS = "/desk/comments/bans", "/desk/comments/words"


def _bans(desk: DeskRequest) -> Answer:
    cursor = desk.only("cursor").get("cursor")
    services = bootstrap.services()
    after = Cursor(cursor) if cursor else None
    found = list_bans(services.table, desk.who, services.clock(), PAGE, after)
    following = f"{BANS}?cursor={found.next}" if found.next else ""
    return bootstrap.desk().page(desk, "comment_bans.html", found=found.items, next=following)


def _lift(desk: DeskRequest) -> Answer:
    lift_ban(bootstrap.services(), desk.to_use_case(), desk.parameter("id"))
    return see(BANS, sentence("Lifted: what they send is taken again."))


def _words(desk: DeskRequest) -> Answer:
    desk.only()
    return _shown(desk)


def _shown(desk: DeskRequest, problem: BroadsheetError | None = None) -> Answer:
    services = bootstrap.services()
    lists = read_word_lists(services.table, desk.who)
    typed = desk.form if problem else None
    return bootstrap.desk().page(
        desk,
        "comment_words.html",
        status=status_for(problem),
        words=typed.text("words") if typed else "\n".join(lists.words),
        blocked=typed.text("blocked") if typed else "\n".join(lists.blocked),
        version=version_of(desk, problem, lists.version),
        lists=lists,
        is_old=isinstance(problem, (VersionMismatch, VersionRequired)),
        own=services.rules,
        wrong=wrong_in(problem),
        problem=said_of(problem),
    )


def _write(desk: DeskRequest) -> Answer:
    try:
        write_word_lists(bootstrap.services(), desk.to_use_case(), words_of(desk.form))
    except (Invalid, VersionMismatch, VersionRequired) as problem:
        return _shown(desk, problem)
    return see(WORDS, sentence("Kept. New comments are looked through for them within a minute."))


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {BANS}": _bans,
    f"POST {BANS}/{{id}}/lift": _lift,
    f"GET {WORDS}": _words,
    f"POST {WORDS}": _write,
}
