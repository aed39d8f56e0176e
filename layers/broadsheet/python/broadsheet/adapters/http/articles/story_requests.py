"""Which stories are asked for: in the query of the API's list, and of the desk's."""

from collections.abc import Mapping

from broadsheet.adapters.http.days import days_asked
from broadsheet.domain.articles.life import Status
from broadsheet.domain.search.asked import terms_asked
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.usecases.desk.list_stories import StoryFilter

_NOT_OF_THE_NEWSROOM = {
    "month": for_programs("use since and until"),
    "path": for_programs("leave status away"),
}
ANY = "any"
_STATES = tuple(status for status in Status if status is not Status.DELETED)


def story_filter(query: Mapping[str, str]) -> StoryFilter:
    """What is asked for. Raises Malformed that names every wrong parameter."""
    wrong = [
        FieldError(f"?{name}", "not_with_status", words)
        for name, words in _NOT_OF_THE_NEWSROOM.items()
        if name in query
    ]
    since, until = days_asked(query, wrong)
    asked = StoryFilter(
        states=_states(query.get("status", ANY), wrong),
        mine=_flag(query, "mine", wrong),
        assigned=_flag(query, "assigned", wrong),
        returned=_flag(query, "returned", wrong),
        section=query.get("section"),
        tag=query.get("tag"),
        author=query.get("author"),
        words=_words(query, wrong),
        since=since,
        until=until,
    )
    if asked.returned and asked.states and Status.DRAFT not in asked.states:
        wrong.append(
            FieldError("?returned", "only_drafts", for_programs("only drafts are returned"))
        )
    if wrong:
        raise Malformed(wrong)
    return asked


def _states(sent: str, wrong: list[FieldError]) -> tuple[Status, ...]:
    """One or more with commas between; none is any."""
    if sent == ANY:
        return ()
    named = sent.split(",")
    if not set(named) <= set(_STATES):
        words = sentence("is none of those that can be chosen").but(
            f"must be of {', '.join(_STATES)}, with commas between, or {ANY}"
        )
        wrong.append(FieldError("?status", "bad_status", words))
        return ()
    return tuple(status for status in _STATES if status in named)


def _flag(query: Mapping[str, str], name: str, wrong: list[FieldError]) -> bool:
    sent = query.get(name, "false")
    if sent not in ("true", "false"):
        wrong.append(FieldError(f"?{name}", "bad_flag", for_programs("must be true or false")))
    return sent == "true"


def _words(query: Mapping[str, str], wrong: list[FieldError]) -> str | None:
    sent = query.get("q")
    try:
        if sent is not None:
            terms_asked(sent)
    except Malformed as error:
        wrong.extend(error.errors)
    return sent
