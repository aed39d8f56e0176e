"""An article's file with its text in Markdown of ours, and the pictures beside it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from client.article_file import ArticleFile
from client.errors import CommandError, WrongField
from client.files_beside import found_in, root_of
from client.front_matter import Document
from client.picture_fields import PLACES
from client.texts.body import in_markdown
from client.texts.setting import Setting
from client.uploads import type_of

Send = Callable[[Path, dict[str, str]], str]
"""Sends a picture with its words, and answers its id."""
_WHOLE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def with_pictures(
    file: ArticleFile, document: Document, path: Path, send: Send
) -> tuple[ArticleFile, list[tuple[str, str]]]:
    """The article of the file at `path`, and what of its text was not kept: reasons and details.

    Raises CommandError for a picture that is not there, or that nothing says the words of.
    """
    # Nothing is sent of an article that cannot be.
    _shown(file, document, path, lambda found, _words: type_of(found))
    return _shown(file, document, path, send)


def _shown(
    file: ArticleFile, document: Document, path: Path, send: Send
) -> tuple[ArticleFile, list[tuple[str, str]]]:
    root, beside = root_of(path), path.resolve().parent

    def file_of(address: str) -> Path | None:
        return found_in(root, unquote(address.partition("?")[0]), beside)

    def picture(address: str, words: str) -> str:
        if _WHOLE.match(address) or address.startswith("//"):
            return f"https:{address}" if address.startswith("//") else address
        found = file_of(address)
        if found:
            return f"media:{send(found, {'alt': words})}"
        if address.startswith("/"):
            return address  # of the site itself
        raise CommandError(f"the picture {address} is not there (line {_line(document, address)})")

    setting = Setting(picture=picture, is_mdx=path.suffix.lower() == ".mdx")
    body = str(file.article["body"])
    article = file.article | {"body": _same_or(in_markdown(body, setting), body)}
    if image := _lead(file.article.get("lead_image"), document, file_of, send):
        article["lead_image"] = image
    return file._replace(article=article), setting.notes


def _same_or(made: str, body: str) -> str:
    """As it was written, where only blank lines would be fewer: sent again it is the same."""
    return body if re.sub(r"\n{3,}", "\n\n", body).strip("\n") == made.strip("\n") else made


def _line(document: Document, words: str) -> int:
    lines = document.body.partition(words)[0].count("\n")
    return document.begins + lines


def _lead(
    image: Any, document: Document, file_of: Callable[[str], Path | None], send: Send
) -> dict[str, Any] | None:
    """The lead image by its id, where it is a file."""
    url = image.get("url") if isinstance(image, dict) else None
    if not isinstance(url, str) or url.startswith(("https://", "http://")):
        return None
    line = document.line_of(
        next((p for p in PLACES if p.lower() in map(str.lower, document.fields)), "")
    )
    found = file_of(url)
    if found is None:
        raise CommandError(f"the picture {url} is not there (line {line})")
    words = {n: str(image[n]) for n in ("alt", "caption", "credit") if image.get(n)}
    if not words.get("alt"):
        raise CommandError(f"the picture {url} needs alt, which says what it shows (line {line})")
    return {"media": send(found, words)} | words


def must_have_words(file: ArticleFile) -> None:
    """Raises WrongField for a lead image at an address of which nothing says what it shows."""
    image = file.article.get("lead_image")
    if isinstance(image, dict) and image.get("url") and not image.get("alt"):
        raise WrongField("the picture needs alt, which says what it shows", "lead_image")
