"""What a module keeps of what is typed, and looks up, while somebody writes."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see, told
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.desk.story_answers import StoryAnswers
from broadsheet.adapters.http.desk.story_form import typing_of
from broadsheet.adapters.http.desk.story_page import own_words
from broadsheet.adapters.http.desk.story_told import found_told, here_told, kept_told, state_told
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.shared.errors import BroadsheetError, NotFound, VersionMismatch
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.desk.compare_versions import merge_with_copy
from broadsheet.usecases.desk.find_stories import find_to_link
from broadsheet.usecases.desk.known_names import names_like
from broadsheet.usecases.desk.who_is_writing import who_is_writing
from broadsheet.usecases.desk.working_copies import (
    drop_working_copy,
    last_copy,
    save_working_copy,
    working_copy,
)

_NAMES = {"tag": ListingKind.TAG, "author": ListingKind.AUTHOR}


def _answers(desk: DeskRequest) -> StoryAnswers:
    return StoryAnswers(desk, bootstrap.uploading_desk(), bootstrap.services())


def _keep(desk: DeskRequest) -> Answer:
    """Nothing of what is typed is in the answer: a page keeps its own words."""
    typing = typing_of(desk, desk.parameter("story"))
    kept = save_working_copy(bootstrap.services(), _answers(desk).asked, typing)
    return told(kept_told(kept))


def _state(desk: DeskRequest) -> Answer:
    """For a module: whether somebody is signed in, and with which token a page goes on after that.
    For people: their words, of a story that they cannot open any more, to be taken away.
    """
    desk.only()
    story, answers = desk.parameter("story"), _answers(desk)
    if desk.wants_json:
        return told(state_told(desk, last_copy(bootstrap.reads(), desk.who, story)))
    copy = working_copy(bootstrap.services(), desk.who, story)
    if copy is None:
        raise NotFound(sentence("There is nothing that was not saved."))
    if answers.article(story) or not copy.based_on:
        return see(answers.path_of(story))
    return own_words(desk, bootstrap.desk(), copy)


def _drop(desk: DeskRequest) -> Answer:
    services, story = bootstrap.services(), desk.parameter("story")
    gone = drop_working_copy(services, _answers(desk).asked, story, desk.form.text("_mark"))
    said = (
        sentence("What was not saved is dropped.")
        if gone
        else sentence("Another page has typed more: nothing is dropped.")
    )
    return see(_answers(desk).path_of(story), said)


def _compare(desk: DeskRequest) -> Answer:
    """What is in the fields beside what another page of the same person has."""
    typing = typing_of(desk, desk.parameter("story"))
    return _answers(desk).compared_with_copy(typing)


def _merge(desk: DeskRequest) -> Answer:
    """The story of what was chosen from both, to go on with."""
    services, answers = bootstrap.services(), _answers(desk)
    typing = typing_of(desk, desk.parameter("story"))
    try:
        chosen = merge_with_copy(
            services,
            desk.who,
            typing,
            desk.form.text("_mark"),
            lambda key: desk.form.text(f"choice-{key}"),
        )
    except NotFound:
        return answers.again(typing, answers.article(typing.story))
    except VersionMismatch:
        return answers.compared_with_copy(typing)
    except BroadsheetError as error:
        return answers.compared_with_copy(typing, error)
    return answers.again(chosen, answers.article(typing.story))


def _here(desk: DeskRequest) -> Answer:
    """That the page is open, who else has one, and which version is the newest by now."""
    at_work = who_is_writing(bootstrap.services(), _answers(desk).asked, desk.parameter("id"))
    return told(here_told(at_work))


def _find(desk: DeskRequest) -> Answer:
    desk.who.must_be_author(Scope.ARTICLES_WRITE)
    asked = desk.only("q", "kind")
    words, kind = asked.get("q", "")[:100], asked.get("kind", "story")
    if kind in _NAMES:
        return told({"names": names_like(bootstrap.reads(), _NAMES[kind], words)})
    found = find_to_link(bootstrap.reads(), bootstrap.search_index(), words)
    return told(found_told(found))


ROUTES: dict[str, DeskEndpoint] = {
    "GET /desk/copies/{story}": _state,
    "POST /desk/copies/{story}": _keep,
    "POST /desk/copies/{story}/drop": _drop,
    "POST /desk/copies/{story}/compare": _compare,
    "POST /desk/copies/{story}/merge": _merge,
    "POST /desk/stories/{id}/write/here": _here,
    "GET /desk/stories/find": _find,
}
