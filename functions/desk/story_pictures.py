"""A picture for a story that is being written, chosen from the newsroom's own: what was typed is
kept meanwhile, and the picture stands in it afterwards."""

from urllib.parse import urlencode

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.form_answers import said_of, status_for, wrong_in
from broadsheet.adapters.http.desk.picture_list import SHOWN, listed
from broadsheet.adapters.http.desk.pictures_told import picture_told
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.desk.story_answers import StoryAnswers
from broadsheet.adapters.http.desk.story_form import named_story
from broadsheet.domain.desk.placing import Place
from broadsheet.domain.shared.errors import Conflict, FieldError, Malformed, NotFound
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.desk.place_picture import place_picture

PICTURES = "/desk/copies/{story}/pictures"
_QUERY = ("place", "words", "cursor")
_DONE = {
    Place.LEAD: sentence(
        "The picture stands above the story now. It is kept, and saved with the story."
    ),
    Place.TEXT: sentence(
        "The picture stands at the end of the text now: move its line where it belongs. It is kept,"
        " and saved with the story."
    ),
}


def _choose(desk: DeskRequest) -> Answer:
    return _page(desk, desk.only(*_QUERY))


def _page(desk: DeskRequest, sent: dict[str, str], problem: Conflict | None = None) -> Answer:
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    story, place = _story(desk), _place(sent.pop("place", ""))
    answers = StoryAnswers(desk, bootstrap.uploading_desk(), bootstrap.services())
    found = listed(bootstrap.services(), sent)
    preview = bootstrap.pictures().preview
    shown = [
        (media, picture_told(media, preview))
        for media in found.items
        if media.is_ready and not (media.is_file and place is Place.LEAD)
    ]
    here = f"/desk/copies/{story}/pictures"
    asked = {"place": place.value, **found.following}
    return bootstrap.uploading_desk().page(
        desk,
        "story_pictures.html",
        status=status_for(problem or found.problem),
        here=here,
        place=place.value,
        back=answers.path_of(story),
        shown=shown,
        asked=found.asked,
        wrong=wrong_in(found.problem).at("?words"),
        problem=said_of(problem),
        next=f"{here}?{urlencode(asked)}" if found.following else "",
        is_short=len(shown) < SHOWN,
    )


def _take(desk: DeskRequest) -> Answer:
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    story, place = _story(desk), _place(desk.form.text("place"))
    media_id, alt = desk.form.text("picture"), desk.form.text("alt")
    services, asked = bootstrap.services(), desk.to_use_case()
    try:
        place_picture(services, asked, story, place, media_id, alt)
    except Conflict as error:
        return _page(desk, {"place": place.value}, error)
    back = StoryAnswers(desk, bootstrap.uploading_desk(), services).path_of(story)
    return see(back, _DONE[place])


def _story(desk: DeskRequest) -> str:
    story = named_story(desk.parameter("story"))
    if not story:
        raise NotFound(sentence("There is no such story."))
    return story


def _place(sent: str) -> Place:
    if sent not in set(Place):
        words = sentence("must be one of {known}", known=", ".join(Place))
        raise Malformed([FieldError("?place", "bad_place", words)])
    return Place(sent)


ROUTES: dict[str, DeskEndpoint] = {f"GET {PICTURES}": _choose, f"POST {PICTURES}": _take}
