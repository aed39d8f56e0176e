"""What Ghost's editors keep, where it has no HTML of it: Lexical since 5.0, Mobiledoc before.

https://lexical.dev/docs/concepts/serialization, https://github.com/bustle/mobiledoc-kit
"""

import html
from collections.abc import Iterator

import msgspec

from broadsheet.adapters.imports.ghost_cards import Card, card_html, text_in
from broadsheet.adapters.imports.read_archive import Notes

_DEEPEST = 60
"""Nodes within each other; what is deeper is named, and left out."""
_FORMATS = (
    *((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code")),
    *((32, "sub"), (64, "sup"), (128, "mark")),
)
"""Bits of Lexical's text formats."""
_AROUND = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
}
_TEXTS = frozenset({"text", "extended-text", "tab"})
_LINKS = frozenset({"link", "autolink", "at-link"})
_INSIDE = frozenset({"root", "zwnj", "at-link-search"})
_ATTRIBUTES = frozenset({"href", "title"})


def lexical_html(document: str, note: Notes) -> str:
    """A Lexical document as HTML. What is none is noted, and nothing of it is lost in silence."""
    return _Lexical(note).of(_object_in(document, note).get("root"))


def mobiledoc_html(document: str, note: Notes) -> str:
    """A Mobiledoc document (0.3) as HTML."""
    return _Mobiledoc(_object_in(document, note), note).html()


def _object_in(document: str, note: Notes) -> Card:
    try:
        return msgspec.json.decode(document, type=dict[str, object])
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        note("body_left_out", f"Ghost's own document cannot be read: {error}")
        return {}


def _nodes(of: object) -> Iterator[Card]:
    if isinstance(of, list):
        yield from (one for one in of if isinstance(one, dict))


def _number(of: object) -> int:
    return of if isinstance(of, int) else 0


class _Lexical:
    def __init__(self, note: Notes) -> None:
        self._note = note

    def of(self, node: object, depth: int = 0) -> str:
        """A node with all that is in it."""
        if not isinstance(node, dict):
            return ""
        if depth > _DEEPEST:
            self._note("element_left_out", f"more than {_DEEPEST} deep")
            return ""
        kind = text_in(node, "type")
        if kind in _TEXTS:
            return self._text(node)
        if kind == "linebreak":
            return "<br>"
        inside = "".join(self.of(child, depth + 1) for child in _nodes(node.get("children")))
        if kind in _LINKS:
            title = f' title="{html.escape(said)}"' if (said := text_in(node, "title")) else ""
            return f'<a href="{html.escape(text_in(node, "url"))}"{title}>{inside}</a>'
        if kind in _INSIDE:
            return inside
        if kind == "listitem" and isinstance(done := node.get("checked"), bool):
            inside = f"{'☑' if done else '☐'} {inside}"
        if kind == "list" and _number(start := node.get("start")) > 1:
            return f'<ol start="{start}">{inside}</ol>'
        name = _AROUND.get(kind) or self._named(kind, node)
        return f"<{name}>{inside}</{name}>" if name else card_html(kind, node, self._note) + inside

    @staticmethod
    def _named(kind: str, node: Card) -> str:
        if kind in ("heading", "extended-heading"):
            tag = text_in(node, "tag")
            return tag if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
        if kind == "list":
            return "ol" if text_in(node, "listType") == "number" else "ul"
        return ""

    @staticmethod
    def _text(node: Card) -> str:
        said = html.escape(text_in(node, "text"), quote=False)
        bits = _number(node.get("format"))
        for bit, name in _FORMATS:
            said = f"<{name}>{said}</{name}>" if bits & bit and said else said
        return said


class _Mobiledoc:
    """Sections of markers, which open and close marks, and cards."""

    def __init__(self, document: Card, note: Notes) -> None:
        self._note = note
        self._parts = {
            name: found if isinstance(found := document.get(name), list) else []
            for name in ("markups", "atoms", "cards", "sections")
        }

    def html(self) -> str:
        """The whole document."""
        return "".join(map(self._section, self._parts["sections"]))

    def _section(self, section: object) -> str:
        match section:
            case [1, str(tag), list(markers), *_]:
                return f"<{tag}>{self._markers(markers)}</{tag}>"
            case [2, str(src), *_]:
                return card_html("image", {"src": src}, self._note)
            case [3, str(tag), list(items), *_]:
                return f"<{tag}>{''.join(map(self._item, items))}</{tag}>"
            case [10, int(number), *_]:
                return self._card(number)
        self._note("block_left_out", f"a section of Ghost that is not known: {str(section)[:80]}")
        return ""

    def _item(self, markers: object) -> str:
        return f"<li>{self._markers(markers) if isinstance(markers, list) else ''}</li>"

    def _card(self, number: int) -> str:
        match self._part("cards", number):
            case [str(name), dict(payload), *_]:
                return card_html(name, payload, self._note)
            case [str(name), *_]:
                return card_html(name, {}, self._note)
        self._note("block_left_out", f"card {number}, which is not in the file")
        return ""

    def _part(self, name: str, number: int) -> object:
        parts = self._parts[name]
        return parts[number] if 0 <= number < len(parts) else None

    def _markers(self, markers: list[object]) -> str:
        out: list[str] = []
        still_open: list[str] = []
        for marker in markers:
            match marker:
                case [int(kind), list(opens), int(closes), value, *_]:
                    for number in opens:
                        out.append(self._begun(number, still_open))
                    out.append(self._atom(value) if kind else html.escape(str(value), quote=False))
                    for _ in range(min(closes, len(still_open))):
                        out.append(f"</{still_open.pop()}>")
        return "".join([*out, *(f"</{name}>" for name in reversed(still_open))])

    def _begun(self, number: object, still_open: list[str]) -> str:
        match self._part("markups", number if isinstance(number, int) else -1):
            case [str(tag), list(given), *_]:
                pairs = zip(given[::2], given[1::2], strict=False)
                attributes = "".join(
                    f' {name}="{html.escape(str(value))}"'
                    for name, value in pairs
                    if name in _ATTRIBUTES
                )
            case [str(tag), *_]:
                attributes = ""
            case _:
                tag, attributes = "span", ""
        still_open.append(tag)
        return f"<{tag}{attributes}>"

    def _atom(self, number: object) -> str:
        match self._part("atoms", number if isinstance(number, int) else -1):
            case ["soft-return", *_]:
                return "<br>"
            case [str(), str(text), *_]:
                return html.escape(text, quote=False)
        return ""
