"""Which stories are asked for: in the query of the API's list, and of the desk's."""

import re
from collections.abc import Mapping
from datetime import date

from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.usecases.desk.list_stories import StoryFilter

STORY_LISTS = ("status", "mine", "returned")
"""Each of these asks for stories of the newsroom, and not for what readers have."""
STORY_FILTERS = (*STORY_LISTS, "section", "tag", "author", "q", "since", "until")
OF_THE_NEWSROOM = (*STORY_LISTS, "q", "since", "until")
"""What readers' list does not have."""
ANY = "any"
_DAY = re.compile(r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")
_STATES = tuple(status for status in Status if status is not Status.DELETED)


def must_ask_for_stories(query: Mapping[str, str]) -> None:
    """Raises Malformed where the newsroom's filters are sent without a list of its stories."""
    words = "goes with status, mine or returned"
    wrong = [name for name in OF_THE_NEWSROOM if name in query]
    if wrong:
        raise Malformed([FieldError(f"?{name}", "without_status", words) for name in wrong])


def story_filter(query: Mapping[str, str]) -> StoryFilter:
    """What is asked for. Raises Malformed that names every wrong parameter."""
    wrong: list[FieldError] = []
    for name, words in (("month", "use since and until"), ("path", "leave status away")):
        if name in query:
            wrong.append(FieldError(f"?{name}", "not_with_status", words))
    states = _states(query.get("status", ANY), wrong)
    returned = _flag(query, "returned", wrong)
    if returned and states and Status.DRAFT not in states:
        wrong.append(FieldError("?returned", "only_drafts", "only drafts are returned"))
    mine = _flag(query, "mine", wrong)
    since, until = (_day(query, name, wrong) for name in ("since", "until"))
    if wrong:
        raise Malformed(wrong)
    return StoryFilter(
        states=states,
        mine=mine,
        returned=returned,
        section=query.get("section"),
        tag=query.get("tag"),
        author=query.get("author"),
        words=query.get("q"),
        since=since,
        until=until,
    )


def _states(sent: str, wrong: list[FieldError]) -> tuple[Status, ...]:
    """One or more with commas between; none is any."""
    if sent == ANY:
        return ()
    named = sent.split(",")
    if not set(named) <= set(_STATES):
        words = f"must be of {', '.join(_STATES)}, with commas between, or {ANY}"
        wrong.append(FieldError("?status", "bad_status", words))
        return ()
    return tuple(status for status in _STATES if status in named)


def _flag(query: Mapping[str, str], name: str, wrong: list[FieldError]) -> bool:
    sent = query.get(name, "false")
    if sent not in ("true", "false"):
        wrong.append(FieldError(f"?{name}", "bad_flag", "must be true or false"))
    return sent == "true"


def _day(query: Mapping[str, str], name: str, wrong: list[FieldError]) -> date | None:
    sent = query.get(name)
    if sent is None:
        return None
    try:
        if _DAY.fullmatch(sent):
            return date.fromisoformat(sent)
    except ValueError:
        pass
    wrong.append(FieldError(f"?{name}", "bad_day", "must be a day like 2026-11-28"))
    return None
