"""The body of a story that another system kept as HTML, as an article's.

The rules are those of WordPress's bodies; what only one system has is changed before.
"""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from broadsheet.adapters.imports.foreign_attributes import backdrop_in, left_of
from broadsheet.adapters.imports.foreign_blocks import block_of
from broadsheet.adapters.imports.html_tree import attributes_of, tree, without_comments
from broadsheet.adapters.imports.wxr_body import html_of
from broadsheet.adapters.imports.wxr_known import Setting

Note = Callable[[str, str], None]
"""Says of a story that something is not as it was: a reason, and details."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_BLOCKS = frozenset(
    {"blockquote", "details", "div", "dl", "figure", "hr", "ol", "p", "pre", "table", "ul"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "section"}
)
_PRIVATE = re.compile(f"[{_OPEN}{_CLOSE}]")


class Fragment:
    """HTML without comments, whose elements may be looked at and replaced."""

    def __init__(self, source: str, note: Note) -> None:
        self.note = note
        self._tree = tree(_uncommented(_PRIVATE.sub("", source), note))
        self._instead: list[str] = []

    def css(self, selector: str) -> list[LexborNode]:
        """The elements of a selector, in order."""
        return self._tree.css(selector)

    def first(self, selector: str) -> LexborNode | None:
        """The first of them."""
        return self._tree.css_first(selector)

    def replace(self, node: LexborNode, instead: str) -> None:
        """Let other HTML stand in place of an element."""
        self._instead.append(instead)
        node.replace_with(f"{_OPEN}{len(self._instead) - 1}{_CLOSE}")

    def html(self) -> str:
        """What it is now."""
        body = self._tree.body
        said = body.inner_html or "" if body else ""
        while _PLACE.search(said):
            said = _PLACE.sub(lambda place: self._instead[int(place[1])], said)
        return said

    def body(self, host: str, link: str) -> str:
        """The article's body; `host` is the old site's, `link` where the story stood there."""
        for node in self.css("a div, a p, a figure"):
            # No page of ours has blocks within a link: what they say goes on in its line.
            node.insert_before(" ")
            node.insert_after(" ")
            node.unwrap()
        for stray in self.css("ul > br, ol > br"):
            stray.decompose()
        for box in self.css("div"):
            _flatten(box)
        setting = Setting({}, (), host)
        text = html_of(self.html(), setting, link, breaks=False)
        for reason, detail in setting.notes:
            if reason != "embed_is_link":
                # An address alone in its line is a player in WordPress alone.
                self.note(reason, detail)
        return text


def _flatten(box: LexborNode) -> None:
    """A box around blocks says nothing, and a story may be only so deep."""
    inside = list(box.iter(include_text=True))
    said = "".join(one.text_content or "" for one in inside if not one.is_element_node)
    # What stands in place of an element is a block again.
    holds_text = bool(_PLACE.sub("", said).strip())
    is_in_figure = box.parent is not None and box.parent.tag == "figure"
    holds_blocks = all(one.tag in _BLOCKS for one in inside if one.is_element_node)
    said_of_it = attributes_of(box)
    is_kept = said_of_it.get("dir") or said_of_it.get("lang") or block_of("div", said_of_it)
    # That is kept, or named, where its tag is read.
    is_seen = bool(backdrop_in(said_of_it)) or any(left_of("div", said_of_it, {}))
    if not (is_kept or is_seen) and (is_in_figure or (holds_blocks and not holds_text)):
        box.insert_before(" ")
        box.unwrap() if inside else box.decompose()


def _uncommented(source: str, note: Note) -> str:
    text = without_comments(source.replace("\r\n", "\n").replace("\r", "\n"))
    never = text.find("<!--")
    if never >= 0:
        # A browser hides all that follows, but no words are lost here.
        note("comment_without_end", text[never : never + 40])
    return text.replace("<!--", "")
