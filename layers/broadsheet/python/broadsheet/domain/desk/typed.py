"""A story as it stands in the fields of a page: text as somebody typed it, right or wrong."""

from collections.abc import Iterable, Mapping, Sequence

from broadsheet.domain.articles.article import Article, Author, Hour, LeadImage, Series
from broadsheet.domain.articles.slugs import is_made

Typed = Mapping[str, tuple[str, ...]]
"""Of each field what is in it. Those of which there can be many have a text for each."""

TEXTS = ("title", "standfirst", "body")
"""Fields in which passages are compared."""
SET = "yes"
"""What stands in a field that is there or not."""
BYLINE = ("byline_name", "byline_role", "byline_bio", "byline_url", "byline_slug")
"""Beside each other: the first of each is the first author's."""
EMBARGO_FIELDS = ("embargo/day", "embargo/time", "embargo/zone", "embargo/offset")
"""A day and a time on the wall clock of a zone; the offset where clocks show that twice."""
HAS_EMBARGO = "embargo/shown"
"""Set by a page that has these fields: where they are empty then, there is to be none."""
IMAGE = ("image_media", "image_url", "image_alt", "image_caption", "image_credit")
GROUPS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in TEXTS},
    "section": ("section", "new_section"),
    "tags": ("tags",),
    "byline": BYLINE,
    "lead_image": IMAGE,
    **{name: (name,) for name in ("language", "slug", "also_read", "dont_miss", "breaking")},
    **{name: (name,) for name in ("comments", "live", "unlisted", "drop_cap", "translation_of")},
    "series": ("series_name", "series_part"),
    "embargo": EMBARGO_FIELDS,
}
"""What is one thing to a writer, in the order of a page, and the fields that it is made of."""
NEEDED = {"title": "title", "body": "body", "section": "section", "byline": "byline_name"}
"""What a story cannot be without, and the field that says so by being empty."""
STAND_IN = "…"
"""What is shown for words that are not written yet."""
NAMES = (*(name for names in GROUPS.values() for name in names), HAS_EMBARGO)


def tidy(fields: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What is known of the fields, with one kind of line end and without what is empty.

    Two pages that say the same are equal then. Half of a surrogate pair, which is no text, becomes
    a question mark. Rows of the byline stay beside each other.
    """
    read = {name: tuple(map(_text, fields.get(name, ()))) for name in NAMES}
    rows = [row for row in zip(*_even(read), strict=True) if any(map(str.strip, row))]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(BYLINE)
    read |= dict(zip(BYLINE, columns, strict=True))
    kept = {name: values if name in BYLINE else _said(values) for name, values in read.items()}
    # A page names the newsroom's zone before anybody has typed an hour.
    left = () if kept["embargo/day"] or kept["embargo/time"] else EMBARGO_FIELDS
    return {name: values for name, values in kept.items() if values and name not in left}


def size_of(typed: Typed) -> int:
    """Bytes of UTF-8, of names and what is in them."""
    texts = (text for name, values in typed.items() for text in (name, *values))
    return sum(len(text.encode()) for text in texts)


def one(typed: Typed, name: str) -> str:
    """What is in a field of which there is one; nothing where it is empty."""
    return next(iter(typed.get(name, ())), "")


def rows_of(typed: Typed) -> list[dict[str, str]]:
    """The authors, each with every field of theirs."""
    return [dict(zip(BYLINE, row, strict=True)) for row in zip(*_even(typed), strict=True)]


def typed_of(article: Article) -> dict[str, tuple[str, ...]]:
    """The article as it stands in the fields. A slug that follows the title is nobody's to type."""
    content = article.content
    flags = ("breaking", "unlisted", "drop_cap")
    return tidy(
        {
            "title": (content.title,),
            "standfirst": (content.standfirst,),
            "body": (content.body,),
            "section": (content.section.name,),
            "tags": tuple(tag.name for tag in content.tags),
            **_byline(content.byline),
            **_image(content.lead_image),
            "language": (content.language,),
            "slug": () if is_made(article) else (content.slug,),
            "also_read": content.also_read,
            "dont_miss": content.dont_miss,
            "comments": (content.comments or "",),
            "live": (content.live or "",),
            "translation_of": (content.translation_of or "",),
            **_series(content.series),
            **_embargo(article.embargo),
            **{name: (SET,) for name in flags if getattr(content, name)},
        }
    )


def typed_beside(article: Article, mine: Typed) -> dict[str, tuple[str, ...]]:
    """The same, to be compared with what was typed: who typed no slug leaves it as it is, and so
    does a page without fields for an embargo."""
    left = {"slug"} - mine.keys()
    left |= set() if HAS_EMBARGO in mine else {*EMBARGO_FIELDS, HAS_EMBARGO}
    return {name: values for name, values in typed_of(article).items() if name not in left}


def lacking(typed: Typed) -> tuple[str, ...]:
    """The groups that a story cannot be without, and that nobody filled in yet."""
    return tuple(group for group, name in NEEDED.items() if not typed.get(name))


def with_stand_ins(typed: Typed, section: str) -> dict[str, tuple[str, ...]]:
    """The same with something in each of these, so that it can be looked at; `section` is one that
    is there."""
    stands = {NEEDED[group]: (section if group == "section" else STAND_IN,) for group in NEEDED}
    return {**typed, **{NEEDED[group]: stands[NEEDED[group]] for group in lacking(typed)}}


def _embargo(hour: Hour | None) -> dict[str, tuple[str, ...]]:
    day, _, time = hour.local.partition("T") if hour else ("", "", "")
    zone = hour.zone if hour else ""
    return {
        **dict(zip(EMBARGO_FIELDS, ((day,), (time,), (zone,), ()), strict=True)),
        HAS_EMBARGO: (SET,),
    }


def _series(of: Series | None) -> dict[str, tuple[str, ...]]:
    return {"series_name": (of.name,), "series_part": (str(of.part),)} if of else {}


def _byline(authors: Iterable[Author]) -> dict[str, tuple[str, ...]]:
    rows = [(a.name, a.role or "", a.bio or "", a.url or "", a.slug) for a in authors]
    return {name: tuple(row[n] for row in rows) for n, name in enumerate(BYLINE)}


def _image(image: LeadImage | None) -> dict[str, tuple[str, ...]]:
    if image is None:
        return {}
    where = (image.media, "") if image.media else ("", image.url)
    said = (*where, image.alt, image.caption or "", image.credit or "")
    return {name: (text or "",) for name, text in zip(IMAGE, said, strict=True)}


def _even(typed: Typed) -> list[tuple[str, ...]]:
    """The columns of the byline, as long as the longest."""
    columns = [typed.get(name, ()) for name in BYLINE]
    longest = max(map(len, columns))
    return [(*column, *[""] * (longest - len(column))) for column in columns]


def _said(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if value.strip())


def _text(sent: str) -> str:
    whole = sent.encode("utf-8", "replace").decode()
    return whole.replace("\r\n", "\n").replace("\r", "\n")
