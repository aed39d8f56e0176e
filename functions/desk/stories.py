"""Stories of every state: one's own, for editors everybody's, and those that wait for an editor."""

from collections.abc import Mapping
from urllib.parse import urlencode

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.articles.story_requests import ANY, story_filter
from broadsheet.adapters.http.desk.form import filled_in
from broadsheet.adapters.http.desk.form_answers import NOTHING_WRONG, Wrong
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.rights import sees_all
from broadsheet.domain.desk.story_entry import Queue, StoryEntry
from broadsheet.domain.shared.errors import Malformed
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.desk.list_stories import StoryFilter, list_stories
from broadsheet.usecases.shared.paging import Cursor, Slice

STORIES, REVIEW = "/desk/stories", "/desk/review"
NARROWED = ("section", "tag", "author", "since", "until")
SEARCHED = ("q", *NARROWED)
TABS = (ANY, *Queue)
SHOWN = 30
_NOTHING: Slice[StoryEntry] = Slice([], None)


def _stories(desk: DeskRequest) -> Answer:
    sent = desk.only("status", "whose", *SEARCHED, "cursor")
    asked = filled_in(sent)
    everybody = asked.get("whose") == "all" and sees_all(desk.who)
    assigned = asked.get("whose") == "assigned"
    try:
        found, wrong = _found(desk, asked, _whose(everybody, assigned)), NOTHING_WRONG
    except Malformed as error:
        found, wrong = _NOTHING, Wrong(error.errors)
    tab = asked.get("status", ANY)
    return bootstrap.desk().page(
        desk,
        "stories.html",
        status=422 if wrong.errors else 200,
        stories=found.items,
        asked=asked,
        wrong=wrong,
        tab=tab if tab in TABS else ANY,
        tabs=[(one, _address(asked, status=one)) for one in TABS],
        everybody=everybody,
        assigned=assigned,
        assigned_at=_address(asked, whose="assigned"),
        mine_at=_address(asked, whose="mine"),
        all_at=_address(asked, whose="all") if sees_all(desk.who) else "",
        is_search=any(name in asked for name in SEARCHED),
        is_narrowed=any(name in asked for name in NARROWED),
        unsearched_at=_address(asked, **dict.fromkeys(SEARCHED, "")),
        next=_address(asked, cursor=found.next) if found.next else "",
        is_short=len(found.items) < SHOWN,
        sections=bootstrap.site().sections,
    )


def _whose(everybody: bool, assigned: bool) -> dict[str, str]:
    if assigned:
        return {"assigned": "true"}
    return {"mine": "false" if everybody else "true"}


def _found(
    desk: DeskRequest, asked: Mapping[str, str], whose: Mapping[str, str]
) -> Slice[StoryEntry]:
    state = asked.get("status", ANY)
    of_state = {"returned": "true"} if state == Queue.RETURNED else {"status": state}
    searched = {name: asked[name] for name in SEARCHED if name in asked}
    filtered = story_filter({**of_state, **searched, **whose})
    return _listed(desk, filtered, asked)


def _listed(
    desk: DeskRequest, filtered: StoryFilter, asked: Mapping[str, str]
) -> Slice[StoryEntry]:
    cursor = Cursor(asked["cursor"]) if "cursor" in asked else None
    reads, zone = bootstrap.reads(), bootstrap.time_zone()
    return list_stories(reads, desk.who, filtered, SHOWN, cursor, zone)


def _review(desk: DeskRequest) -> Answer:
    asked = desk.only("cursor")
    desk.who.must(Scope.ARTICLES_PUBLISH)
    found = _listed(desk, StoryFilter(states=(Status.IN_REVIEW,)), asked)
    following = f"{REVIEW}?{urlencode({'cursor': found.next})}" if found.next else ""
    return bootstrap.desk().page(desk, "review.html", stories=found.items, next=following)


def _address(asked: Mapping[str, str], **changes: str) -> str:
    """The list with something else asked; from its beginning, unless a cursor says otherwise."""
    query = {name: value for name, value in asked.items() if name != "cursor"} | changes
    return f"{STORIES}?{urlencode({name: value for name, value in query.items() if value})}"


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {STORIES}": _stories,
    f"GET {REVIEW}": _review,
}
