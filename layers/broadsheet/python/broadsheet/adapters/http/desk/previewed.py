"""What is previewed, and how: by the address."""

from typing import NamedTuple
from urllib.parse import urlencode

from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.story_form import sent_story
from broadsheet.adapters.jinja.previews import THEMES
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk.typed import lacking, with_stand_ins
from broadsheet.domain.desk.working_copy import WorkingCopy
from broadsheet.domain.shared.errors import FieldError, Invalid, Malformed, NotFound
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.site import Site
from broadsheet.usecases.desk.last_change import story_of
from broadsheet.usecases.desk.preview import Preview, as_typed, preview_of
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services

_CHOICES = {"show": ("page", "card"), "width": ("wide", "phone"), "theme": ("auto", *THEMES)}


class Choice(NamedTuple):
    """What the frame shows, how wide it is, and in which light."""

    show: str
    width: str
    theme: str

    def but(self, **other: str) -> str:
        """The query of the same with another choice."""
        return f"?{urlencode(self._replace(**other)._asdict())}"

    @property
    def framed(self) -> str:
        """Where the framed page is, below the preview's own address."""
        return f"{self.show}?{urlencode({'theme': self.theme})}"


def chosen(desk: DeskRequest) -> Choice:
    """By the query; what is not said is the first of each. Raises Malformed."""
    asked = desk.only(*_CHOICES)
    wrong = [
        FieldError(
            f"?{name}",
            "unknown",
            sentence("must be one of {known}", known=", ".join(_CHOICES[name])),
        )
        for name, value in asked.items()
        if value not in _CHOICES[name]
    ]
    if wrong:
        raise Malformed(wrong)
    return Choice(**{name: asked.get(name, values[0]) for name, values in _CHOICES.items()})


def story(services: Services, desk: DeskRequest) -> Article:
    """The story in the path, for whoever may see it. Raises NotFound."""
    article = story_of(services.table, desk.who, desk.parameter("id"))
    if article.status is Status.DELETED:
        raise NotFound(sentence("There is no such article."))
    return article


class TypedPreview(NamedTuple):
    """What somebody typed as it would stand if it were saved and published now.

    In place of what it is `lacking` stand dots, and the first section that there is. Without a
    preview it cannot be: `problem` says why.
    """

    preview: Preview | None
    lacking: tuple[str, ...]
    problem: Invalid | None = None


def typed_preview(
    services: Services, desk: DeskRequest, copy: WorkingCopy, before: Article | None, site: Site
) -> TypedPreview:
    """Of a working copy: of the article `before`, or of a story that is not saved yet."""
    absent = lacking(copy.fields)
    typed = with_stand_ins(copy.fields, site.sections[0].name if site.sections else "")
    try:
        submission, _ = sent_story(typed, before, desk, site.url)
        asked = Request(id=desk.http.id, who=desk.who)
        article = as_typed(services, asked, submission, before)
    except Invalid as problem:
        return TypedPreview(None, absent, problem)
    return TypedPreview(preview_of(services, article), absent)


def previewed(services: Services, desk: DeskRequest) -> Preview:
    """What would stand there, of the story in the path. Raises NotFound."""
    return preview_of(services, story(services, desk))
