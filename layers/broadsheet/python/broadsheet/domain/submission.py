"""What clients may send, and how it becomes content: every wrong field is named at once."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from broadsheet.domain.article import Author, Content, ImageSource, LeadImage, Term
from broadsheet.domain.errors import FieldError, Invalid, Malformed, TooLarge
from broadsheet.domain.language import direction_of, is_language_tag
from broadsheet.domain.person_name import problem_of_name, tidied_name
from broadsheet.domain.slug import LONGEST_SLUG, is_slug, slug_of
from broadsheet.domain.text import is_blank, unprintable

BODY_BYTES = 128 * 1024
"""The longest body, in bytes of UTF-8."""
JSON_BYTES = 1024 * 1024
"""The longest JSON: escaped, each byte of the body may take six. More is not even parsed."""
_ORIGIN = re.compile(
    r"https?://(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#:@\[\]\"%<>\\^`{|}]+)(?::[0-9]{1,5})?(?=[/?#]|\Z)"
)
# ASCII that is no URL code point (WHATWG URL, 4.3): a browser guesses, an HTML checker complains.
_UNENCODED = re.compile(r'[\s"<>\[\\\]^`{|}]|%(?![0-9A-Fa-f]{2})')
MOST_ERRORS = 1000
"""Errors that are named: more would not fit into an answer."""


def printable(text: str) -> str:
    """One line of text. Raises PydanticCustomError for control characters."""
    return _checked(text, unprintable(text))


def printable_lines(text: str) -> str:
    """The same, with tabs and line ends."""
    return _checked(text, unprintable(text, lines=True))


def _checked(text: str, bad: str | None) -> str:
    if bad:
        raise PydanticCustomError("unprintable", "contains the control character {c}", {"c": bad})
    return text


def _person_name(text: str) -> str:
    name = tidied_name(text)
    problem = problem_of_name(name)
    if problem:
        raise PydanticCustomError(problem.code, problem.detail)
    return name


def _not_blank(text: str) -> str:
    if is_blank(text):
        raise PydanticCustomError("string_too_short", "must not be blank")
    return text


def _web_address(url: str) -> str:
    origin = _ORIGIN.match(url)
    if not origin and (url[:1] != "/" or url[1:2] in ("/", "\\")):
        raise PydanticCustomError("url", "must be an address that starts with https:// or /")
    path = url[origin.end() if origin else 0 :]
    wrong = _UNENCODED.search(path)
    if wrong or path.count("#") > 1:
        words = "has {c} where it must be percent-encoded"
        raise PydanticCustomError("url", words, {"c": wrong[0] if wrong else "a second #"})
    return url


def _in_source_set(url: str) -> str:
    if url.endswith(","):
        raise PydanticCustomError("url", "must not end in a comma")
    return url


def _language(tag: str) -> str:
    if not is_language_tag(tag):
        raise PydanticCustomError("language", "must be a language tag such as en or pt-BR (BCP 47)")
    return tag


def _slug(slug: str) -> str:
    if not is_slug(slug):
        raise PydanticCustomError("slug", "must be lower-case ASCII letters, digits and hyphens")
    return slug


_Text = Annotated[str, StringConstraints(strip_whitespace=True, strict=True)]
_Line = Annotated[_Text, Field(min_length=1), AfterValidator(printable)]
_Lines = Annotated[_Text, AfterValidator(printable_lines)]
_Url = Annotated[_Line, Field(max_length=2048), AfterValidator(_web_address)]
_Pixels = Annotated[int, Field(strict=True, ge=1, le=20000)]

_T = TypeVar("_T")


def _first_by_slug(items: tuple[_T, ...], name_of: Callable[[_T], str]) -> tuple[_T, ...]:
    """The items in their order, without those whose address another one has already."""
    found: dict[str, _T] = {}
    for item in items:
        found.setdefault(slug_of(name_of(item)), item)
    return tuple(found.values())


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BylineEntry(_Model):
    """One author."""

    name: Annotated[_Line, Field(max_length=100)]
    role: Annotated[_Line, Field(max_length=100)] | None = None
    bio: Annotated[_Lines, Field(max_length=1000)] | None = None
    url: _Url | None = None


class SourceEntry(_Model):
    """The same picture in another size."""

    # A browser reads the comma after an address as the end of its entry (WHATWG HTML, 4.8.4.2.1).
    url: Annotated[_Url, AfterValidator(_in_source_set)]
    width: _Pixels


class ImageEntry(_Model):
    """The lead image; what it shows is said in `alt`."""

    url: Annotated[_Url, AfterValidator(_in_source_set)]
    alt: Annotated[_Line, Field(max_length=500)]
    caption: Annotated[_Line, Field(max_length=500)] | None = None
    credit: Annotated[_Line, Field(max_length=200)] | None = None
    width: _Pixels | None = Field(default=None, description="of `url`, with `height` or not at all")
    height: _Pixels | None = Field(default=None, validate_default=True)
    sources: tuple[SourceEntry, ...] = Field(
        default=(), max_length=6, description="the picture in other sizes, each of another width"
    )

    @field_validator("height", mode="after")
    @classmethod
    def _with_its_width(cls, height: int | None, others: ValidationInfo) -> int | None:
        # A width that is wrong is not among the others, and has its own error.
        if (others.data.get("width", height) is None) != (height is None):
            raise PydanticCustomError("dimensions", "needs width and height, or neither")
        return height

    @field_validator("sources")
    @classmethod
    def _narrowest_first(cls, sources: tuple[SourceEntry, ...]) -> tuple[SourceEntry, ...]:
        widths = [source.width for source in sources]
        if len(set(widths)) < len(widths):
            raise PydanticCustomError("widths", "must each have another width")
        return tuple(sorted(sources, key=lambda source: source.width))

    def stored(self) -> LeadImage:
        """The lead image of the article."""
        fields = self.model_dump() | {
            "sources": tuple(ImageSource(source.url, source.width) for source in self.sources)
        }
        return LeadImage(**fields)


class ArticleSubmission(_Model):
    """An article as an author sends it."""

    title: Annotated[_Line, Field(max_length=300)]
    standfirst: Annotated[_Lines, Field(max_length=1000)] = ""
    body: Annotated[
        str,
        Field(strict=True, min_length=1),
        AfterValidator(_not_blank),
        AfterValidator(printable_lines),
    ] = Field(description="Markdown (CommonMark with tables and footnotes), at most 128 KiB")
    section: Annotated[_Line, Field(max_length=60)]
    tags: tuple[Annotated[_Line, Field(max_length=60)], ...] = Field(default=(), max_length=20)
    byline: tuple[BylineEntry, ...] = Field(min_length=1, max_length=10)
    lead_image: ImageEntry | None = None
    language: Annotated[str, AfterValidator(_language)] | None = Field(
        default=None, description="BCP 47; the site's language when it is not given"
    )
    slug: Annotated[str, Field(max_length=LONGEST_SLUG), AfterValidator(_slug)] | None = None
    also_read: tuple[Annotated[_Line, Field(max_length=300)], ...] = Field(
        default=(), max_length=5, description="ids or paths of other published articles"
    )
    breaking: bool = Field(default=False, strict=True)
    comments: Literal["open", "closed"] | None = Field(
        default=None, description="whether readers may comment; null is as the site has it"
    )
    translation_of: Annotated[_Line, Field(max_length=300)] | None = Field(
        default=None, description="id or path of the article that this one is a translation of"
    )
    status: Literal["draft", "published"] = "draft"

    @field_validator("tags")
    @classmethod
    def _distinct(cls, tags: tuple[str, ...]) -> tuple[str, ...]:
        return _first_by_slug(tags, lambda tag: tag)

    def content(self, site_language: str, slug: str | None = None) -> Content:
        """What is stored; `slug` is the one that the article already has."""
        language = self.language or site_language
        authors = _first_by_slug(self.byline, lambda author: author.name)
        return Content(
            title=self.title,
            standfirst=self.standfirst,
            body=self.body,
            section=Term(self.section, slug_of(self.section)),
            tags=tuple(Term(tag, slug_of(tag)) for tag in self.tags),
            byline=tuple(
                Author(name=a.name, slug=slug_of(a.name), role=a.role, bio=a.bio, url=a.url)
                for a in authors
            ),
            lead_image=self.lead_image.stored() if self.lead_image else None,
            language=language,
            direction=direction_of(language),
            slug=self.slug or slug or slug_of(self.title),
            also_read=self.also_read,
            breaking=self.breaking,
            comments=self.comments,
            translation_of=self.translation_of,
        )


CommentBody = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5000),
    AfterValidator(_not_blank),
    AfterValidator(printable_lines),
]
"""What a comment says, whoever wrote or edited it."""


EmailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, to_lower=True),
    AfterValidator(printable),
    # The shape that browsers accept in <input type=email> (WHATWG HTML, 4.10.5.1.5).
    Field(pattern=r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+$"),
]
"""An address that mail can be sent to, in small letters."""


class CommentSubmission(_Model):
    """A comment as a reader sends it."""

    name: Annotated[_Line, Field(max_length=80), AfterValidator(_person_name)]
    email: EmailAddress
    body: CommentBody
    parent: Annotated[str, Field(max_length=64), AfterValidator(printable)] | None = None
    """The comment that is answered: its number, such as `12-3`, or its id."""
    notify: bool = False
    """Whether its writer asks to hear of replies."""


def article_from_json(raw: bytes) -> ArticleSubmission:
    """The article in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    if len(raw) > JSON_BYTES:
        raise TooLarge(f"An article may have {JSON_BYTES} bytes of JSON; this one is longer.")
    submission = parsed(lambda: ArticleSubmission.model_validate_json(raw))
    if len(submission.body.encode()) > BODY_BYTES:
        raise TooLarge(f"The body may have {BODY_BYTES} bytes; this one is longer.")
    return submission


def comment_from_fields(fields: Mapping[str, object]) -> CommentSubmission:
    """The comment in a form or a JSON object. Raises Invalid with every wrong field."""
    return parsed(lambda: CommentSubmission.model_validate(fields))


M = TypeVar("M", bound=BaseModel)


def parsed(parse: Callable[[], M]) -> M:
    """What a model makes of a request. Raises Invalid or Malformed with every wrong field."""
    try:
        return parse()
    except ValidationError as error:
        errors = _field_errors(error)
        kind = Malformed if errors[0].code == "json_invalid" else Invalid
        raise kind(errors) from None


def _field_errors(error: ValidationError) -> list[FieldError]:
    errors = error.errors(include_url=False)
    # A list whose every item is wrong counts as empty: its items say what is the matter.
    inner = {e["loc"][:n] for e in errors for n in range(1, len(e["loc"]))}
    return [_field_error(e) for e in errors if e["loc"] not in inner][:MOST_ERRORS]


def _field_error(error: ErrorDetails) -> FieldError:
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in error["loc"]]
    pointer = "".join(f"/{part}" for part in parts)
    return FieldError(pointer=pointer, code=error["type"], detail=error["msg"])
