"""What an article is called in the front matter of static site generators, and here.

Fields of our own are sent as they are. Beside them the names are understood that Hugo, Jekyll,
Eleventy, Zola, Astro and Pelican use; `docs/command.md` has the list.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import yaml

from client.errors import CommandError, WrongField
from client.fields import Fields, names_in
from client.front_matter import Document
from client.kept_back import is_a_draft, is_unlisted
from client.moments import moment_of
from client.picture_fields import PLACES, others_of, picture_of

OURS = frozenset(
    {
        *("title", "standfirst", "section", "tags", "byline", "lead_image", "language", "slug"),
        *("also_read", "dont_miss", "breaking", "comments", "translation_of", "embargo", "live"),
        *("unlisted", "drop_cap", "series", "status", "published_at"),
    }
)
"""What the API takes, beside the body."""
STANDFIRSTS = (
    *("standfirst", "description", "summary", "excerpt", "subtitle", "lede", "teaser", "abstract"),
)
LANGUAGES = ("language", "lang", "locale")
DATES = ("publishDate", "publish_date", "pubDate", "pubDatetime", "publishedAt", "date", "created")
_STATUSES = {
    "publish": "published",
    "published": "published",
    "future": "published",
    "draft": "draft",
    "private": "draft",
    "pending": "in_review",
    "in_review": "in_review",
}
"""Those of WordPress and Pelican, and ours."""
_PARTS = ("series_order", "series_weight", "series_part", "part")
_NAMES = {
    "standfirst": STANDFIRSTS,
    "language": LANGUAGES,
    "section": ("section", "category", "categories", "taxonomies"),
    "tags": ("tags", "tag", "keywords", "taxonomies", "categories"),
    "byline": ("byline", "authors", "author"),
    "lead_image": ("lead_image", *PLACES),
    "published_at": ("published_at", *DATES),
}
"""Fields of ours by all names that they may have."""
NOT_SENT = ("status", "html", "published_at")
"""What an edit leaves as it is."""
_FOLLOWS = ("slug", "at")
"""An author's slug follows from the name, and a moment from its hour and zone."""
_FIRST = ("title", "standfirst", "section", "tags", "byline")
_HEADING = re.compile(r"#[ \t]+(?P<hash>.+?)[ \t]*#*\n|(?P<line>[^\s#>*+-].*)\n=+[ \t]*\n")
DATED_NAME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[-_](?P<slug>.+)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class ArticleFile(NamedTuple):
    """An article as the API takes it, what is to be done with it, and what was not understood.

    `notes` say what was read as something else than it says by itself.
    """

    article: dict[str, Any]
    publish_at: datetime | None = None
    unpublish_at: datetime | None = None
    is_draft: bool = False
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def article_of(
    document: Document, zone: str, name: str = "", *, has_files: bool = False
) -> ArticleFile:
    """The article in a file of this name; hours without an offset are those of clocks in `zone`.

    With `has_files` its lead image may be a file beside it, and needs no words yet.

    Raises CommandError where a field cannot be what it should.
    """
    try:
        return _article_of(document, zone, name, has_files=has_files)
    except WrongField as error:
        where = f"{error} (line {document.line_of(error.field)})"
        raise WrongField(where, error.field) from None


def _article_of(document: Document, zone: str, name: str, *, has_files: bool) -> ArticleFile:
    given, notes = Fields(document), list[str]()
    title, body = _title(document, given)
    # In the file's order: what is sent again under the same key must be the same to the byte.
    article: dict[str, Any] = {n: given.sendable(n) for n in document.fields if n in OURS}
    article = {n: value for n, value in article.items() if value is not None and n != "series"}
    article |= {"title": title, "body": body}
    _put(article, "standfirst", given.text(*STANDFIRSTS))
    _put(article, "language", given.text(*LANGUAGES).replace("_", "-"))
    article |= _terms(given, notes, is_jekyll=given.is_there("layout") or _is_dated(name))
    _put(article, "byline", byline_of(given, notes))
    _put(article, "lead_image", picture_of(given, has_files=has_files))
    notes += others_of(given, article.get("lead_image"))
    notes += _cut_off(document)
    _put(article, "slug", given.text("slug") or _slug_of(name))
    if (is_open := given.flag("comments")) is not None:
        article["comments"] = "open" if is_open else "closed"
    _put(article, "series", _series(given))
    if is_unlisted(given, notes):
        article["unlisted"] = True
    status = given.text("status").lower()
    if status:
        article["status"] = _STATUSES.get(status, status)
    is_draft = is_a_draft(given, notes) or status == "private"
    return ArticleFile(
        article,
        publish_at=_date(given, zone, name, notes),
        unpublish_at=moment_of(given.value("expiryDate", "expiry_date"), zone, "expiryDate"),
        is_draft=is_draft,
        unread=given.unread(),
        notes=tuple(notes),
    )


def _is_dated(name: str) -> bool:
    return DATED_NAME.fullmatch(name) is not None


def _slug_of(name: str) -> str:
    dated = DATED_NAME.fullmatch(name)
    return dated["slug"] if dated and _SLUG.fullmatch(dated["slug"]) else ""


def _date(given: Fields, zone: str, name: str, notes: list[str]) -> datetime | None:
    """The first that it names; of a file named after a day, that day."""
    names = ("published_at", *DATES)
    for field in names:
        if value := given.value(field):
            others = [one for one in names if one != field and given.value(one)]
            at = moment_of(value, zone, field)
            notes += (
                f"{one}: {given.words(one)} is left out, {field} is its date"
                for one in others
                if given.words(one) != given.words(field)
            )
            return at
    if given.flag("published") is None and (value := given.value("published")):
        return moment_of(value, zone, "published")
    dated = DATED_NAME.fullmatch(name)
    return moment_of(dated["day"], zone, "the file's name") if dated else None


def line_in(document: Document, field: str) -> int:
    """The line of the file in which a field of ours stands, whatever it is called there."""
    lines = (document.line_of(name) for name in _NAMES.get(field, (field,)))
    return next((line for line in lines if line > 1), document.line_of(field))


def as_file(article: dict[str, Any]) -> str:
    """An article as a file that says the same when it is read."""
    names = [*_FIRST, *sorted(OURS - {*_FIRST, *NOT_SENT})]
    fields = {n: _lean(article[n]) for n in names if article.get(n) not in (None, [], "", False)}
    for name in ("section", "tags"):
        if name in fields:
            fields[name] = _names(fields[name])
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{front}---\n{article['body'].rstrip()}\n"


def _lean(value: Any) -> Any:
    """Without what says nothing, and what follows from the rest."""
    if isinstance(value, dict):
        kept = {n: _lean(v) for n, v in value.items() if v not in (None, [], "")}
        return {n: v for n, v in kept.items() if n not in _FOLLOWS}
    return [_lean(one) for one in value] if isinstance(value, list) else value


def _names(terms: Any) -> Any:
    return [term["name"] for term in terms] if isinstance(terms, list) else terms["name"]


def _title(document: Document, given: Fields) -> tuple[Any, str]:
    """The title, and the body without it: some write it as the text's first heading."""
    if title := given.text("title"):
        return " ".join(title.splitlines()), document.body
    if heading := _HEADING.match(document.body):
        return heading["hash"] or heading["line"], document.body[heading.end() :].lstrip("\n")
    raise CommandError(
        "the article has no title: neither a field nor a first line that begins with #"
    )


def _terms(given: Fields, notes: list[str], *, is_jekyll: bool) -> dict[str, Any]:
    """Section and tags: the first category is the section, the others are tags."""
    categories = _many(given, "categories", notes, spaces=is_jekyll)
    section = given.words("section", "category")
    if section is None and categories:
        section, categories = categories[0], categories[1:]
    elif isinstance(section, list | dict):
        several = names_in(section, "section")
        section, categories = several[0] if several else None, [*several[1:], *categories]
    tags = _many(given, "tags", notes, spaces=is_jekyll)
    if not tags:
        tags = names_in(given.words("tag", "keywords"), "tag")
    found: dict[str, Any] = {}
    if section is not None:
        found["section"] = section
    others = [one for one in categories if one != section]
    if names := list(dict.fromkeys([*tags, *others])):
        found["tags"] = names
    return found


def _series(given: Fields) -> Any:
    """The series as we have it; of generators, a name with its number beside it."""
    series = given.sendable("series")
    if series is None or isinstance(series, dict):
        return series
    said = given.words("series")
    # A text is one name, whatever is in it.
    names = names_in([said] if isinstance(said, str) else said, "series")
    part = given.words(*_PARTS)
    if len(names) == 1 and isinstance(part, str) and part.isdecimal():
        return {"name": names[0], "part": int(part)}
    # A taxonomy that says no order: it is named among what is left out.
    for one in ("series", *_PARTS):
        given.leave(one)
    return None


def _many(given: Fields, name: str, notes: list[str], *, spaces: bool) -> list[str]:
    """The names of a field; Jekyll has spaces between them, and others' names have spaces."""
    value = given.words(name)
    is_hashed = isinstance(value, str) and "#" in value
    found = names_in(value, name, spaces=spaces or is_hashed)
    if isinstance(value, str) and len(found) > 1 and not set(value) & {",", ";"}:
        notes.append(f"{name}: {value!r} was read as {', '.join(found)}")
    return [one.removeprefix("#") or one for one in found] if is_hashed else found


def byline_of(given: Fields, notes: list[str]) -> list[dict[str, Any]] | None:
    """Who wrote it: a name, an object, or several; an address of theirs is left out, and noted."""
    value = given.words("byline", "authors", "author")
    if value is None or value in ("", []):
        return None
    if isinstance(value, str) and given.words("byline", "authors") is not None:
        value = names_in(value, "authors")
    entries = value if isinstance(value, list) else [value]
    return [_author(entry, notes) for entry in entries if entry not in (None, "")]


_MAIL = re.compile(r"\s*[<(]?[^\s<>()@]+@[^\s<>()@]+[>)]?")


def _author(entry: Any, notes: list[str]) -> dict[str, Any]:
    if isinstance(entry, dict):
        known = {"role": ("role", "title"), "bio": ("bio", "description"), "url": ("url", "link")}
        names = ("name", "display_name", "label", "id", "login", "username")
        found = {"name": next((entry[n] for n in names if entry.get(n)), None)}
        if found["name"] is None:
            raise WrongField(f"an author has no name: {entry!r}", "author")
        for ours, those in known.items():
            _put(found, ours, next((entry[n] for n in those if entry.get(n)), None))
        used = {*names, *(name for those in known.values() for name in those)}
        if left := sorted(n for n in entry if n not in used and entry[n] not in (None, "")):
            notes.append(f"of {found['name']} is left out: {', '.join(left)}")
        return found
    name = _MAIL.sub("", str(entry)).strip()
    if name and name != str(entry).strip():
        notes.append(f"the e-mail address of {name} is left out: a byline is for readers")
    return {"name": name or str(entry)}


def _cut_off(document: Document) -> Iterator[str]:
    """What was typed as words, and is a comment of YAML."""
    for name, words in document.cut.items():
        yield f"{name}: {words!r} is a comment of YAML, and left out; put quotation marks around it"


def _put(fields: dict[str, Any], name: str, value: Any) -> None:
    if value not in (None, ""):
        fields[name] = value
