"""What authors may send as an article."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from broadsheet.adapters.http.articles.hour_entry import HourEntry
from broadsheet.adapters.http.media.submitted_picture import PictureEntry, SourceUrl
from broadsheet.adapters.http.rules import Entries, Whole
from broadsheet.adapters.http.submitted import Beside, Model, sent_fields
from broadsheet.adapters.http.text_kinds import Markdown, Url, as_it_is, line, lines
from broadsheet.adapters.http.text_rules import Wrong
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
        raise Wrong("language", sentence("must be a language tag such as en or pt-BR (BCP 47)"))
    return tag


def _slug(slug: str) -> str:
    if not is_slug(slug):
        raise Wrong("slug", NO_SLUG)
    return slug


def _moment(moment: str) -> str:
    try:
        is_whole = re.fullmatch(_MOMENT, moment)
        at = datetime.fromisoformat(moment.upper().replace("Z", "+00:00")) if is_whole else None
    except ValueError:
        at = None
    if at is None:
        words = "must be a date and hour with its offset, such as 2019-01-31T08:00:00Z (RFC 3339)"
        raise Wrong("moment", for_programs(words))
    if not is_in_the_calendar(at):
        raise Wrong("moment", for_programs("must be in the years from 1 to 2999"))
    return at.astimezone(UTC).isoformat()


def _with_its_width(height: int | None, others: Mapping[str, Any]) -> int | None:
    # A width that is wrong is not among the others, and has its own error.
    if (others.get("width", height) is None) != (height is None):
        raise Wrong("dimensions", for_programs("needs width and height, or neither"))
    return height


def _narrowest_first(sources: "tuple[SourceEntry, ...]") -> "tuple[SourceEntry, ...]":
    widths = [source.width for source in sources]
    if len(set(widths)) < len(widths):
        raise Wrong("widths", for_programs("must each have another width"))
    return tuple(sorted(sources, key=lambda source: source.width))


def _not_breaking(unlisted: bool, others: Mapping[str, Any]) -> bool:
    if unlisted and others.get("breaking"):
        raise Wrong("breaking", for_programs("must not be true of what is breaking"))
    return unlisted


def _among_the_tags(
    series: "SeriesEntry | None", others: Mapping[str, Any]
) -> "SeriesEntry | None":
    if series and len(others.get("tags", ())) >= MOST_TAGS:
        said = sentence(
            "counts among the tags: with a series a story has at most {most} of them",
            most=MOST_TAGS - 1,
        )
        raise Wrong("too_many_tags", said)
    return series


Moment = Annotated[str, as_it_is(None, _moment)._replace(told=(("pattern", _MOMENT),))]
_Slug = Annotated[str, as_it_is(LONGEST_SLUG, _slug)]
_Term = Annotated[str, line(LONGEST_TERM)]
_Reference = Annotated[str, line(300)]
_Pixels = Annotated[int, Whole(1, 20000)]


class BylineEntry(Model, frozen=True, kw_only=True):
    """One author."""

    name: Annotated[str, line(LONGEST_NAME)]
    slug: Annotated[
        _Slug | None,
        Meta(
            description="of two people of one name, which: the slug that one of them has, or a "
            "free one for somebody new; without it, it is whoever has the name already"
        ),
    ] = None
    role: Annotated[str, line(100)] | None = None
    bio: Annotated[str, lines(1000)] | None = None
    url: Url | None = None


class SourceEntry(Model, frozen=True, kw_only=True):
    """The same picture in another size."""

    url: SourceUrl
    width: _Pixels


class ImageEntry(PictureEntry, frozen=True, kw_only=True):
    """The lead image; `caption` and `credit` of one of our own are there where here are none."""

    caption: Annotated[str, line(LONGEST_CAPTION)] | None = None
    credit: Annotated[str, line(200)] | None = None
    width: Annotated[_Pixels | None, Meta(description="of `url`, with `height` or not at all")] = (
        None
    )
    height: Annotated[_Pixels | None, Beside(_with_its_width, even_unsent=True)] = None
    sources: Annotated[
        tuple[SourceEntry, ...],
        Entries(6, checks=(_narrowest_first,)),
        Meta(description="the picture in other sizes, each of another width"),
    ] = ()


class SeriesEntry(Model, frozen=True, kw_only=True):
    """The series that a story belongs to."""

    name: _Term
    part: Annotated[
        int,
        Whole(1, LAST_PART),
        Meta(
            description="which part of it the story is; the order in which readers are led "
            "through it"
        ),
    ]


class ArticleSubmission(Model, frozen=True, kw_only=True):
    """An article as an author sends it."""

    title: Annotated[str, line(LONGEST_TITLE)]
    standfirst: Annotated[str, lines(LONGEST_STANDFIRST)] = ""
    body: Annotated[
        Markdown,
        Meta(description="Markdown (CommonMark with tables and footnotes), at most 128 KiB"),
    ]
    section: Annotated[
        _Term,
        Meta(
            description="one of the newspaper's own (`site.toml`), or one in which a story stands"
        ),
    ]
    new_section: Annotated[
        bool, Meta(description="whether `section` is made if it is not there; for editors")
    ] = False
    tags: Annotated[tuple[_Term, ...], Entries(MOST_TAGS)] = ()
    byline: Annotated[tuple[BylineEntry, ...], Entries(MOST_AUTHORS, 1)]
    lead_image: ImageEntry | None = None
    language: Annotated[
        Annotated[str, as_it_is(None, _language)] | None,
        Meta(description="BCP 47; the site's language when it is not given"),
    ] = None
    slug: _Slug | None = None
    also_read: Annotated[
        tuple[_Reference, ...],
        Entries(5),
        Meta(description="ids or paths of other published articles"),
    ] = ()
    dont_miss: Annotated[
        tuple[_Reference, ...],
        Entries(4),
        Meta(
            description="the same, for what stands under the article in place of what came "
            "before it"
        ),
    ] = ()
    breaking: bool = False
    comments: Annotated[
        Literal["open", "closed"] | None,
        Meta(description="whether readers may comment; null is as the site has it"),
    ] = None
    live: Annotated[
        Literal["running", "ended"] | None,
        Meta(description="whether this is a running story, to which entries are added"),
    ] = None
    unlisted: Annotated[
        bool,
        Beside(_not_breaking),
        Meta(
            description="whether only its address leads to it: it is in no list, feed, sitemap or "
            "search; not with `breaking`"
        ),
    ] = False
    drop_cap: Annotated[bool, Meta(description="whether its text begins with a large letter")] = (
        False
    )
    series: Annotated[
        SeriesEntry | None,
        Beside(_among_the_tags),
        Meta(description=f"the series that it belongs to; with its tags at most {MOST_TAGS} names"),
    ] = None
    translation_of: Annotated[
        _Reference | None,
        Meta(description="id or path of the article that this one is a translation of"),
    ] = None
    embargo: Annotated[
        HourEntry | UnsetType | None,
        Meta(
            description="before this hour nobody can publish the article; an edit without it "
            "leaves it as it is, and null ends it"
        ),
    ] = UNSET
    status: Annotated[
        Literal["draft", "in_review", "published"] | UnsetType,
        Meta(extra_json_schema={"default": "draft"}),
    ] = UNSET
    published_at: Annotated[
        Moment | None,
        Meta(
            description="when it was published before it came here, with status `published`: not "
            "before the year 1, and not in the future; an edit may repeat it, and cannot change it",
            extra_json_schema={"format": "date-time"},
        ),
    ] = None

    def submitted(self) -> SubmittedArticle:
        """The article, without what was not sent of it."""
        fields = msgspec.to_builtins(self)
        fields["byline"] = [
            author | {"slug": author.get("slug") or ""} for author in fields["byline"]
        ]
        if self.lead_image:
            fields["lead_image"] = self.lead_image.known()
        return msgspec.convert(fields, SubmittedArticle)


class ArticleEdit(ArticleSubmission, frozen=True, kw_only=True):
    """An article in place of another: in the same shape, or as it was read.

    What of an answer nobody can change by sending it may be there, as long as it is as it is.
    """

    status: Annotated[
        Literal["draft", "in_review", "scheduled", "published", "unpublished", "retracted"]
        | UnsetType,
        Meta(
            description="as it is; the article's actions change it",
            extra_json_schema={"default": "draft"},
        ),
    ] = UNSET  # type: ignore[assignment]


def article_from_fields(fields: Mapping[str, object]) -> SubmittedArticle:
    """The article in an object. Raises Invalid with every wrong field."""
    return ArticleSubmission.from_fields(fields).submitted()


def article_from_json(raw: bytes) -> SubmittedArticle:
    """The article in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    return article_from_read(sent_fields(raw, JSON_BYTES, "An article"))


def article_from_read(
    fields: Mapping[str, object], model: type[ArticleSubmission] = ArticleSubmission
) -> SubmittedArticle:
    """The article in JSON that was read. Raises Invalid with every wrong field, or TooLarge."""
    article = model.from_fields(fields).submitted()
    if len(article.body.encode()) > BODY_BYTES:
        raise TooLarge(
            sentence("The body may have {most} bytes; this one is longer.", most=BODY_BYTES)
        )
    return article
