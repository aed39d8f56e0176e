"""What authors may send as an article."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec
from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
    field_validator,
)

from broadsheet.adapters.http.articles.hour_entry import HourEntry
from broadsheet.adapters.http.as_sent import sent_fields
from broadsheet.adapters.http.media.submitted_picture import PictureEntry, in_source_set
from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import (
    Line,
    Lines,
    Markdown,
    Model,
    Url,
)
from broadsheet.domain.articles.hours import is_in_the_calendar
from broadsheet.domain.articles.submitted import (
    BODY_BYTES,
    LAST_PART,
    LONGEST_CAPTION,
    LONGEST_NAME,
    LONGEST_STANDFIRST,
    LONGEST_TERM,
    LONGEST_TITLE,
    MOST_AUTHORS,
    MOST_TAGS,
    SubmittedArticle,
)
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.language import is_language_tag
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.domain.shared.slug import LONGEST_SLUG, is_slug

_MOMENT = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
"""RFC 3339, section 5.6."""
NO_SLUG = sentence("must be lower-case ASCII letters, digits and hyphens")
JSON_BYTES = 1024 * 1024
"""The longest JSON: escaped, each byte of the body may take six. More is not even parsed."""


def _language(tag: str) -> str:
    if not is_language_tag(tag):
        raise wrong("language", sentence("must be a language tag such as en or pt-BR (BCP 47)"))
    return tag


def _slug(slug: str) -> str:
    if not is_slug(slug):
        raise wrong("slug", NO_SLUG)
    return slug


def _moment(moment: str) -> str:
    try:
        is_whole = re.fullmatch(_MOMENT, moment)
        at = datetime.fromisoformat(moment.upper().replace("Z", "+00:00")) if is_whole else None
    except ValueError:
        at = None
    if at is None:
        words = "must be a date and hour with its offset, such as 2019-01-31T08:00:00Z (RFC 3339)"
        raise wrong("moment", for_programs(words))
    if not is_in_the_calendar(at):
        raise wrong("moment", for_programs("must be in the years from 1 to 2999"))
    return at.astimezone(UTC).isoformat()


Moment = Annotated[
    str, Field(strict=True, json_schema_extra={"pattern": _MOMENT}), AfterValidator(_moment)
]
_Pixels = Annotated[int, Field(strict=True, ge=1, le=20000)]


class BylineEntry(Model):
    """One author."""

    name: Annotated[Line, Field(max_length=LONGEST_NAME)]
    slug: Annotated[str, Field(max_length=LONGEST_SLUG), AfterValidator(_slug)] | None = Field(
        default=None,
        description="of two people of one name, which: the slug that one of them has, or a free "
        "one for somebody new; without it, it is whoever has the name already",
    )
    role: Annotated[Line, Field(max_length=100)] | None = None
    bio: Annotated[Lines, Field(max_length=1000)] | None = None
    url: Url | None = None


class SourceEntry(Model):
    """The same picture in another size."""

    # A browser reads the comma after an address as the end of its entry (WHATWG HTML, 4.8.4.2.1).
    url: Annotated[Url, AfterValidator(in_source_set)]
    width: _Pixels


class ImageEntry(PictureEntry):
    """The lead image; `caption` and `credit` of one of our own are there where here are none."""

    caption: Annotated[Line, Field(max_length=LONGEST_CAPTION)] | None = None
    credit: Annotated[Line, Field(max_length=200)] | None = None
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
            raise wrong("dimensions", for_programs("needs width and height, or neither"))
        return height

    @field_validator("sources")
    @classmethod
    def _narrowest_first(cls, sources: tuple[SourceEntry, ...]) -> tuple[SourceEntry, ...]:
        widths = [source.width for source in sources]
        if len(set(widths)) < len(widths):
            raise wrong("widths", for_programs("must each have another width"))
        return tuple(sorted(sources, key=lambda source: source.width))


class SeriesEntry(Model):
    """The series that a story belongs to."""

    name: Annotated[Line, Field(max_length=LONGEST_TERM)]
    part: Annotated[int, Field(strict=True, ge=1, le=LAST_PART)] = Field(
        description="which part of it the story is; the order in which readers are led through it"
    )


class ArticleSubmission(Model):
    """An article as an author sends it."""

    title: Annotated[Line, Field(max_length=LONGEST_TITLE)]
    standfirst: Annotated[Lines, Field(max_length=LONGEST_STANDFIRST)] = ""
    body: Markdown = Field(
        description="Markdown (CommonMark with tables and footnotes), at most 128 KiB"
    )
    section: Annotated[Line, Field(max_length=LONGEST_TERM)] = Field(
        description="one of the newspaper's own (`site.toml`), or one in which a story stands"
    )
    new_section: bool = Field(
        default=False,
        strict=True,
        description="whether `section` is made if it is not there; for editors",
    )
    tags: tuple[Annotated[Line, Field(max_length=LONGEST_TERM)], ...] = Field(
        default=(), max_length=MOST_TAGS
    )
    byline: tuple[BylineEntry, ...] = Field(min_length=1, max_length=MOST_AUTHORS)
    lead_image: ImageEntry | None = None
    language: Annotated[str, AfterValidator(_language)] | None = Field(
        default=None, description="BCP 47; the site's language when it is not given"
    )
    slug: Annotated[str, Field(max_length=LONGEST_SLUG), AfterValidator(_slug)] | None = None
    also_read: tuple[Annotated[Line, Field(max_length=300)], ...] = Field(
        default=(), max_length=5, description="ids or paths of other published articles"
    )
    dont_miss: tuple[Annotated[Line, Field(max_length=300)], ...] = Field(
        default=(),
        max_length=4,
        description="the same, for what stands under the article in place of what came before it",
    )
    breaking: bool = Field(default=False, strict=True)
    comments: Literal["open", "closed"] | None = Field(
        default=None, description="whether readers may comment; null is as the site has it"
    )
    live: Literal["running", "ended"] | None = Field(
        default=None, description="whether this is a running story, to which entries are added"
    )
    unlisted: bool = Field(
        default=False,
        strict=True,
        description="whether only its address leads to it: it is in no list, feed, sitemap or "
        "search; not with `breaking`",
    )
    drop_cap: bool = Field(
        default=False, strict=True, description="whether its text begins with a large letter"
    )
    series: SeriesEntry | None = Field(
        default=None,
        description=f"the series that it belongs to; with its tags at most {MOST_TAGS} names",
    )
    translation_of: Annotated[Line, Field(max_length=300)] | None = Field(
        default=None, description="id or path of the article that this one is a translation of"
    )
    embargo: HourEntry | None = Field(
        default=None,
        description="before this hour nobody can publish the article; an edit without it leaves "
        "it as it is, and null ends it",
    )
    status: Literal["draft", "in_review", "published"] = "draft"
    published_at: Moment | None = Field(
        default=None,
        description="when it was published before it came here, with status `published`: not "
        "before the year 1, and not in the future; an edit may repeat it, and cannot change it",
        json_schema_extra={"format": "date-time"},
    )

    @field_validator("unlisted")
    @classmethod
    def _not_breaking(cls, unlisted: bool, others: ValidationInfo) -> bool:
        if unlisted and others.data.get("breaking"):
            raise wrong("breaking", for_programs("must not be true of what is breaking"))
        return unlisted

    @field_validator("series")
    @classmethod
    def _among_the_tags(
        cls, series: SeriesEntry | None, others: ValidationInfo
    ) -> SeriesEntry | None:
        if series and len(others.data.get("tags", ())) >= MOST_TAGS:
            most = MOST_TAGS - 1
            raise wrong(
                "too_many_tags",
                sentence(
                    "counts among the tags: with a series a story has at most {most} of them",
                    most=most,
                ),
            )
        return series

    def submitted(self) -> SubmittedArticle:
        """The article, without what was not sent of it."""
        fields = self.model_dump(exclude_unset=True)
        fields["byline"] = [
            author | {"slug": author.get("slug") or ""} for author in fields["byline"]
        ]
        if self.lead_image:
            fields["lead_image"] = self.lead_image.known()
        return msgspec.convert(fields, SubmittedArticle)


class ArticleEdit(ArticleSubmission):
    """An article in place of another: in the same shape, or as it was read.

    What of an answer nobody can change by sending it may be there, as long as it is as it is.
    """

    status: Literal["draft", "in_review", "scheduled", "published", "unpublished", "retracted"] = (
        Field(  # type: ignore[assignment]
            default="draft", description="as it is; the article's actions change it"
        )
    )


def article_from_fields(fields: Mapping[str, object]) -> SubmittedArticle:
    """The article in an object. Raises Invalid with every wrong field."""
    return ArticleSubmission.from_fields(fields).submitted()


def article_from_json(raw: bytes) -> SubmittedArticle:
    """The article in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    sent_fields(raw, JSON_BYTES, "An article")
    return article_from_read(raw)


def article_from_read(
    raw: bytes, model: type[ArticleSubmission] = ArticleSubmission
) -> SubmittedArticle:
    """The article in JSON that was read. Raises Invalid with every wrong field, or TooLarge."""
    article = model.from_read(raw).submitted()
    if len(article.body.encode()) > BODY_BYTES:
        raise TooLarge(
            sentence("The body may have {most} bytes; this one is longer.", most=BODY_BYTES)
        )
    return article
