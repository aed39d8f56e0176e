"""Large XML files in a stream: one element after the other, and nothing else in memory.

Entities that a file declares are refused, so that neither a 'billion laughs' nor a file of this
machine comes out of one. Characters that XML forbids, which exports of old sites are full of, are
left out.
"""

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

import msgspec

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.xml_encoding import encoding_of, is_utf_8_instead
from broadsheet.adapters.imports.xml_mended import Mended

CHUNK = 1 << 16
LONGEST = 1_000_000
"""Characters that are kept of a text: what has more is refused by whoever wants it."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FFFD = "\ufffd"
MOST_UNREADABLE = 20
"""Bytes that are no character of the file's encoding, and are shown as U+FFFD: broken by an
accident. With more of them, the file is not in that encoding."""
DEEPEST = 200
"""Elements within each other; an export has six."""


class Element(msgspec.Struct, kw_only=True):
    """An element that was wanted, with the elements within it.

    `parts` are its own text as it came in; where `length`, in characters, is more than LONGEST,
    the text ends there.
    """

    name: str
    attributes: dict[str, str]
    parts: list[str] = []
    children: list["Element"] = []
    length: int = 0

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(self.parts)

    def child(self, name: str) -> "Element | None":
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)

    def said(self, name: str) -> str:
        """The text of the first child of a name, without space around it; empty if none."""
        child = self.child(name)
        return child.text.strip() if child else ""


def elements(
    file: BinaryIO,
    wanted: Collection[str],
    ignored: Collection[str] = (),
    named: Callable[[str], str] = lambda name: name,
    mended: Mended | None = None,
) -> Iterator[Element]:
    """The elements of the wanted names with all that is in them, as each ends.

    Names are what `named` makes of `namespace local`, or of the local name alone.

    A wanted element within a wanted one comes by itself and before it, and is no child of it.
    Nothing is kept of the ignored ones. Raises BadFile for what is no XML, after all that ended
    before, or declares entities. `mended` counts what had to be put right on the way.
    """
    mended = mended or Mended()
    collector = _Collector(wanted, ignored, named)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.SkippedEntityHandler = _refuse_unknown
    try:
        for text in _texts(file, mended):
            parser.Parse(mended(text, is_last=False), False)
            yield from collector.done()
        parser.Parse(mended("", is_last=True), True)
    except expat.ExpatError as error:
        yield from collector.done()
        raise BadFile(f"The file is not well-formed XML: {error}.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BadFile("The packed file ends too early, or is damaged.") from None
    yield from collector.done()


def _refuse(*_: Any) -> int:
    raise BadFile("The file declares entities; no export does, so nothing of it is read.")


def _refuse_unknown(name: str, _is_parameter: int) -> None:
    raise BadFile(f"The file has an entity that it does not declare: {name[:60]}.")


def _texts(file: BinaryIO, mended: Mended) -> Iterator[str]:
    """The file in pieces of up to CHUNK bytes, from the encoding that it is in. Raises BadFile.

    Where the first bytes that tell are UTF-8, it is, whatever it says: that is put right.
    """
    chunk = file.read(CHUNK)
    encoding = encoding_of(chunk)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    unreadable, is_told = 0, False
    while True:
        if not is_told and not chunk.isascii():
            is_told = True
            if is_utf_8_instead(encoding, chunk):
                encoding, mended.count = "utf-8", mended.count + 1
                decoder = codecs.getincrementaldecoder(encoding)("replace")
        text = decoder.decode(chunk, final=not chunk)
        if _FFFD in text:
            unreadable += text.count(_FFFD) - chunk.count(_FFFD.encode())
        if unreadable > MOST_UNREADABLE:
            raise BadFile(f"The file is not in {encoding}, as it says, or its bytes are broken.")
        yield _FORBIDDEN.sub("", text)
        if not chunk:
            return
        chunk = file.read(CHUNK)


class _Collector:
    """What the parser calls: keeps the elements that are open, and those that are done."""

    def __init__(
        self, wanted: Collection[str], ignored: Collection[str], named: Callable[[str], str]
    ) -> None:
        self._wanted, self._ignored, self._named = frozenset(wanted), frozenset(ignored), named
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._skipping = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._named(name)
        if self._skipping or name in self._ignored:
            self._skipping += 1
            return
        if not self._open and name not in self._wanted:
            return
        given = {self._named(key): value for key, value in attributes.items()}
        element = Element(name=name, attributes=given)
        if len(self._open) >= DEEPEST:
            raise BadFile(f"The file nests elements more than {DEEPEST} deep.")
        if self._open and name not in self._wanted:
            self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if self._open:
            element = self._open.pop()
            if element.name in self._wanted:
                self._done.append(element)

    def text(self, text: str) -> None:
        if self._open and not self._skipping and self._open[-1].length <= LONGEST:
            self._open[-1].parts.append(text)
            self._open[-1].length += len(text)

    def done(self) -> list[Element]:
        """What has ended since the last call."""
        done, self._done = self._done, []
        return done
