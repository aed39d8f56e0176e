"""What a story would be recognised by, wherever it is left: its sentences."""

import html
import re
from collections.abc import Iterator

from broadsheet.domain.articles.article import Content
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.shared.plain_text import plain_text

MOST = 60
"""Sentences that are looked for."""
SHORTEST = 24
"""Letters and digits of one: shorter ones are in other stories as well."""

_SENTENCE = re.compile("(?<=[.!?\u2026\u3002\uff01\uff1f])\\s*|\\n+")
_MARKS = re.compile(r"[\[\]<>&|]|https?:")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf\"/\\]")


class Trace:
    """One sentence: as people read it, and bare, as it is looked for."""

    def __init__(self, words: str, bare: str) -> None:
        self.words, self.bare = words, bare


def traces_of(content: Content, body: SafeHtml | None) -> tuple[Trace, ...]:
    """The headline, the standfirst's sentences and the body's, the first `MOST` that are long
    enough; the same sentence once. Without its HTML, those of the Markdown that have no marks.
    """
    found: dict[str, Trace] = {}
    for words in _sentences(content, body):
        bare = bare_text(words)
        if len(bare) >= SHORTEST:
            found.setdefault(bare, Trace(words, bare))
        if len(found) == MOST:
            break
    return tuple(found.values())


def _sentences(content: Content, body: SafeHtml | None) -> Iterator[str]:
    yield content.title
    yield from _split(content.standfirst)
    if body is not None:
        yield from _split(plain_text(body))
    else:
        yield from (text for text in _split(content.body) if not _MARKS.search(text))
    if content.lead_image:
        yield from filter(None, (content.lead_image.alt, content.lead_image.caption))


def _split(text: str) -> Iterator[str]:
    return filter(None, map(str.strip, _SENTENCE.split(text)))


def left_in(file: bytes, traces: tuple[Trace, ...]) -> tuple[str, ...]:
    """The sentences that are in a file, be it HTML, XML, JSON or text."""
    if not traces:
        return ()
    text = bare_text(_read(file.decode("utf-8", "replace")))
    return tuple(trace.words for trace in traces if trace.bare in text)


def _read(text: str) -> str:
    """As a reader of any of the formats has it: marks gone, escapes written out.

    Feeds have HTML within XML and JSON: what is escaped there is a tag once it is read.
    """
    text = text.replace("<![CDATA[", " ").replace("]]>", " ")
    plain = _ESCAPE.sub(lambda e: chr(int(e[1], 16)) if e[1] else " ", text)
    return html.unescape(_TAG.sub(" ", html.unescape(_TAG.sub(" ", plain))))


def bare_text(text: str) -> str:
    """Letters and digits alone: what no format, no line break and no typography changes."""
    return "".join(filter(str.isalnum, text)).casefold()
