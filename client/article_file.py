"""What an article is called in the front matter of static site generators, and here.

Fields of our own are sent as they are. Beside them the names are understood that Hugo, Jekyll,
Eleventy, Zola, Astro and Pelican use; `docs/command.md` has the list.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml

from client.errors import CommandError
from client.front_matter import Document
from client.picture_fields import picture_of

OURS = frozenset(
    {
        *("title", "standfirst", "section", "tags", "byline", "lead_image", "language", "slug"),
        *(
            "also_read",
            "dont_miss",
            "breaking",
            "comments",
            "translation_of",
            "embargo",
            "live",
            "unlisted",
        ),
        "status",
    }
)
"""What the API takes, beside the body."""

_NAMES = {
    "standfirst": ("standfirst", "description", "summary", "excerpt", "subtitle"),
    "language": ("language", "lang", "locale"),
    "section": ("section", "category"),
    "tags": ("tags", "tag"),
    "byline": ("byline", "authors", "author"),
    "date": ("publishDate", "publish_date", "pubDate", "date"),
    "expires": ("expiryDate", "expiry_date"),
}
"""Each of ours by the names that it may have; the first one that is there counts."""
_READ = frozenset(
    {
        *OURS,
        *(name for names in _NAMES.values() for name in names),
        *("categories", "taxonomies", "draft", "published"),
        *("image", "cover", "images", "thumbnail", "featured_image", "featuredImage", "hero_image"),
        *("heroImage", "image_alt", "imageAlt", "alt"),
    }
)
NOT_SENT = ("status", "html")
"""What an edit leaves as it is."""
_FOLLOWS = ("slug", "at")
"""An author's slug follows from the name, and a moment from its hour and zone."""
_FIRST = ("title", "standfirst", "section", "tags", "byline")
_HEADING = re.compile(r"#[ \t]+(.+?)[ \t]*#*\n")
_DATED_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-(?P<slug>[a-z0-9-]+)")


class ArticleFile(NamedTuple):
    """An article as the API takes it, what is to be done with it, and what was not understood."""

    article: dict[str, Any]
    publish_at: datetime | None = None
    unpublish_at: datetime | None = None
    is_draft: bool = False
    unread: tuple[str, ...] = ()


def article_of(document: Document, zone: str, name: str = "") -> ArticleFile:
    """The article in a file of this name; hours without an offset are those of clocks in `zone`.

    Raises CommandError where a field cannot be what it should.
    """
    given = document.fields
    title, body = _title(document)
    # In the file's order: what is sent again under the same key must be the same to the byte.
    article: dict[str, Any] = {name: value for name, value in given.items() if name in OURS}
    article |= {"title": title, "body": body}
    for field in ("standfirst", "language"):
        _put(article, field, _text(given, field))
    if "language" in article:
        article["language"] = article["language"].replace("_", "-")
    article |= _terms(given)
    _put(article, "byline", _byline(_first(given, "byline")))
    _put(article, "lead_image", picture_of(given))
    if isinstance(given.get("comments"), bool):
        article["comments"] = "open" if given["comments"] else "closed"
    if "slug" not in article and (dated := _DATED_NAME.fullmatch(name)):
        article["slug"] = dated["slug"]
    return ArticleFile(
        article,
        publish_at=_moment(_first(given, "date"), zone, "date"),
        unpublish_at=_moment(_first(given, "expires"), zone, "expiryDate"),
        is_draft=given.get("draft") is True or given.get("published") is False,
        unread=tuple(sorted(given.keys() - _READ)),
    )


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


def _title(document: Document) -> tuple[Any, str]:
    """The title, and the body without it: some write it as the text's first heading."""
    if "title" in document.fields:
        return document.fields["title"], document.body
    if heading := _HEADING.match(document.body):
        return heading[1], document.body[heading.end() :].lstrip("\n")
    raise CommandError(
        "the article has no title: neither a field nor a first line that begins with #"
    )


def _terms(given: Mapping[str, Any]) -> dict[str, Any]:
    """Section and tags: the first category is the section, the others are tags."""
    taxonomies = given.get("taxonomies")
    grouped: Mapping[str, Any] = taxonomies if isinstance(taxonomies, dict) else {}
    categories = _many(given.get("categories", grouped.get("categories")))
    section = _first(given, "section")
    if section is None and categories:
        section, categories = categories[0], categories[1:]
    tags = _many(_first(given, "tags") or grouped.get("tags"))
    found: dict[str, Any] = {}
    if section is not None:
        found["section"] = _many(section)[0] if isinstance(section, list) and section else section
    if names := list(dict.fromkeys([*tags, *categories])):
        found["tags"] = names
    return found


def _many(value: Any) -> list[str]:
    """Names in a list, or in one text with commas between them."""
    if value is None:
        return []
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list) or any(isinstance(one, dict | list) for one in found):
        raise CommandError(f"these must be names: {value!r}")
    return [str(one).strip() for one in found if str(one).strip()]


def _byline(value: Any) -> list[dict[str, Any]] | None:
    if value is None:
        return None
    entries = value if isinstance(value, list) else [value]
    return [_author(entry) for entry in entries]


def _author(entry: Any) -> dict[str, Any]:
    if isinstance(entry, dict):
        known = {"role": ("role", "title"), "bio": ("bio", "description"), "url": ("url", "link")}
        found = {"name": entry.get("name")}
        for ours, names in known.items():
            _put(found, ours, next((entry[n] for n in names if entry.get(n)), None))
        return found
    return {"name": str(entry)}


def _moment(value: Any, zone: str, field: str) -> datetime | None:
    """A date as YAML, TOML or a text has it. A day alone begins at midnight."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise CommandError(f"{field} is no date: {value!r}") from None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        raise CommandError(f"{field} is no date: {value!r}")
    local = value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def _text(given: Mapping[str, Any], field: str) -> str | None:
    value = _first(given, field)
    return None if value is None else str(value).strip()


def _first(given: Mapping[str, Any], field: str) -> Any:
    return next((given[n] for n in _NAMES[field] if given.get(n) is not None), None)


def _put(fields: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        fields[name] = value
