"""Slugs: the part of an address that says what is there, in ASCII, from any script."""

import hashlib
import re
import unicodedata
from typing import Literal

from broadsheet.domain.shared.names import folded, one_typing
from broadsheet.domain.shared.romanised import romanised

LONGEST_SLUG = 80
"""Characters: with the rest of the longest path it stays below the 128 of an SQS group id."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_IN_SLUGS = re.compile("[^a-z0-9]+")
_OF_THOUSANDS = re.compile("(?<=[0-9]),(?=[0-9])")
_PATH = re.compile(r"/\d{4}/\d\d/([a-z0-9-]+)/", re.ASCII)


def slug_of(text: str) -> str:
    """A slug made from the text; from its hash where no letter of it can be written in ASCII.

    Which letters become which is said in `romanised.py`.
    """
    slug = _slugified(romanised(unicodedata.normalize("NFC", text)))
    if not slug and not text.isascii():
        # Signs alone: a tag that is an emoji has an address as well.
        slug = _slugified(text, "anyascii")
    return slug or f"x{_digest(text)}"


def former_slug_of(text: str) -> str:
    """The slug that was made of the text before `slug_of` wrote letters as it does now.

    What has an address by it keeps that.
    """
    return _slugified(text) or f"x{_digest(text)}"


def _slugified(text: str, by: Literal["text-unidecode", "anyascii"] = "text-unidecode") -> str:
    if text.isascii() and "&" not in text and len(text) <= LONGEST_SLUG:
        # What the package makes of it as well, whose import takes 15 ms. Sections mostly are this.
        return _NOT_IN_SLUGS.sub("-", _OF_THOUSANDS.sub("", text.lower())).strip("-")
    from slugify import slugify  # noqa: PLC0415 - most cold starts make no other slug

    slug: str = slugify(
        text, max_length=LONGEST_SLUG, word_boundary=True, save_order=True, backend=by
    )
    return slug


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


def addresses_for(name: str) -> list[str]:
    """The slugs that a person, a tag or a section of this name may have, the likeliest first.

    Names whose slugs are equal have others by these: the last one is nobody else's.
    """
    digest = hashlib.sha256(folded(name).encode("utf-8", "replace")).hexdigest()
    return alternatives(slug_of(one_typing(name)), digest[:8])


def is_slug(text: str) -> bool:
    """Whether the text can stand in an address as it is."""
    return len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def article_path(month: str, slug: str) -> str:
    """The path of an article first published in `month` (`yyyy-mm`)."""
    return f"/{month.replace('-', '/')}/{slug}/"


def is_article_path(path: str) -> bool:
    """Whether an article could ever have stood at the path."""
    match = _PATH.fullmatch(path)
    return match is not None and len(match[1]) <= LONGEST_SLUG


def alternatives(slug: str, spare: str) -> list[str]:
    """The slug and what to use where it is taken: `-2` to `-9`, then one nobody else has."""
    stem = slug[: LONGEST_SLUG - len(spare) - 1].rstrip("-")
    return [slug, *(f"{stem}-{n}" for n in range(2, 10)), f"{stem}-{spare}"]


def article_path_in(text: str) -> str:
    """The path of the article whose address the text is, with or without its site; else nothing.

    What a browser has behind it, a campaign's parameters or a place in the text, is no part of it.
    """
    typed = re.split("[?#]", text.strip(), maxsplit=1)[0]
    path = typed.partition("://")[2].partition("/")[2]
    path = f"/{path}" if path else typed
    path = path if path.endswith("/") else f"{path}/"
    return path if is_article_path(path) else ""
