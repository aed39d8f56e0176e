"""What somebody typed and did not save, as it would stand: in the frames of a saved story's."""

from collections.abc import Callable

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.form_answers import wrong_in
from broadsheet.adapters.http.desk.previewed import TypedPreview, chosen, typed_preview
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.desk.story_answers import StoryAnswers
from broadsheet.adapters.http.desk.story_form import typing_of
from broadsheet.adapters.http.desk.story_page import Shown, own_words
from broadsheet.adapters.jinja.previews import Previews
from broadsheet.domain.articles.article import Article
from broadsheet.domain.desk.working_copy import WorkingCopy
from broadsheet.domain.shared.errors import NotFound, TooLarge
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.desk.preview import Preview
from broadsheet.usecases.desk.working_copies import working_copy

PREVIEW = "/desk/copies/{story}/preview"


def _answers(desk: DeskRequest) -> StoryAnswers:
    return StoryAnswers(desk, bootstrap.uploading_desk(), bootstrap.services())


def _keep(desk: DeskRequest) -> Answer:
    """What is in the fields becomes the working copy first: a preview is made of that alone."""
    answers, typing = _answers(desk), typing_of(desk, desk.parameter("story"))
    try:
        return answers.keep_and_see(typing, f"/desk/copies/{typing.story}/preview")
    except TooLarge as problem:
        return answers.again(typing, answers.article(typing.story), Shown(problem=problem))


def _preview(desk: DeskRequest) -> Answer:
    choice, story, answers = chosen(desk), desk.parameter("story"), _answers(desk)
    article, write = answers.article(story), answers.path_of(story)
    copy = working_copy(bootstrap.services(), desk.who, story)
    if copy is None:
        return see(write, sentence("There is nothing that was not saved."))
    if copy.based_on and article is None:
        return own_words(desk, bootstrap.desk(), copy)
    shown = _shown(desk, copy, article)
    return bootstrap.desk().page(
        desk,
        "preview_typed.html",
        copy=copy,
        choice=choice,
        shown=shown,
        wrong=wrong_in(shown.problem),
        write=write,
    )


def _shown(desk: DeskRequest, copy: WorkingCopy, article: Article | None) -> TypedPreview:
    return typed_preview(bootstrap.services(), desk, copy, article, bootstrap.site())


Make = Callable[[Previews, Preview, str], bytes]


def _framed(make: Make) -> DeskEndpoint:
    def endpoint(desk: DeskRequest) -> Answer:
        theme, story = desk.only("theme").get("theme", ""), desk.parameter("story")
        copy = working_copy(bootstrap.services(), desk.who, story)
        preview = _shown(desk, copy, _answers(desk).article(story)).preview if copy else None
        if preview is None:
            raise NotFound(sentence("There is nothing here that could be shown."))
        made_by = bootstrap.previews(desk.http.site_url(bootstrap.site_url()))
        return bootstrap.desk().framed(make(made_by, preview, theme))

    return endpoint


ROUTES: dict[str, DeskEndpoint] = {
    f"POST {PREVIEW}": _keep,
    f"GET {PREVIEW}": _preview,
    f"GET {PREVIEW}/page": _framed(Previews.framed),
    f"GET {PREVIEW}/card": _framed(Previews.cards),
}
