"""HTML that nobody has checked, as the tree that a browser makes of it (WHATWG HTML, 13.2)."""

import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Every part but the `<` may be missing, so that nothing is ever read twice.
TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/<>]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(>?))?")
"""A tag: its slash, its name, its attributes as written, and its end, which text lacks."""
_COMMENT = re.compile("<!--(.*?)-->", re.DOTALL)
_LOOSE = frozenset(
    {"a", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot"}
    | {"caption", "colgroup", "option", "optgroup", "rp", "rt", "html", "head", "body"}
)
"""Elements that need no end tag, or close the one before."""
_MARKS = frozenset(
    {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
"""Where nobody closed one, a browser opens it again in each paragraph that follows."""
_DEEPEST = {"mark": 20, "block": 60}
"""Elements that are open at a time, so that no tree grows with the square of its text, and none is
deeper than the sanitiser takes (`bounded.DEEPEST`): the words of what is below stay."""
_LEADS = (
    ("a", "href", "link_left_out"),
    ("img", "src", "picture_left_out"),
    ("iframe, video, audio, embed", "src", "element_left_out"),
)
_SWALLOWS = frozenset({"frameset", "plaintext"})
"""Elements of long ago that put all else out of sight."""


def without_comments(text: str, instead: Callable[[str], str] = lambda _comment: "") -> str:
    """With what `instead` makes of the inside of each comment; one that never ends stays."""
    ended = text.rfind("-->") + len("-->")
    return _COMMENT.sub(lambda found: instead(found[1]), text[:ended]) + text[ended:]


def walk(
    text: str, known: Container[str] | None = None, closed: Collection[str] = ()
) -> Iterator[tuple[LexborNode, bool]]:
    """What a browser makes of HTML without comments, in its order: texts and elements.

    An element comes as it begins (False) and as it ends (True); what is in those of the `closed`
    names does not come. No word is lost on the way: a tag that never ends is text, and so is one
    whose name is not among the `known`.
    """
    left = [(node, False) for body in tree(text, known).css("body") for node in _within(body)][::-1]
    while left:
        node, ends = left.pop()
        yield node, ends
        if node.is_element_node and not ends:
            left.append((node, True))
            if node.tag not in closed:
                left += [(child, False) for child in _within(node)][::-1]


def tree(text: str, known: Container[str] | None = None) -> LexborHTMLParser:
    """The whole document that `walk` goes through, to be looked at and changed."""
    return LexborHTMLParser(f"<!DOCTYPE html><body>{TAG.sub(_Sieve(known), text)}")


def _within(node: LexborNode) -> Iterator[LexborNode]:
    return node.iter(include_text=True)


class _Sieve:
    """Makes of each match of `TAG` what the parser may see of it."""

    def __init__(self, known: Container[str] | None) -> None:
        self._known = known
        self._open = Counter[str]()

    def __call__(self, found: re.Match[str]) -> str:
        closes, name, given, ended = found.groups(default="")
        name = name.lower()
        is_known = self._known is None or name in self._known
        if not ended or not is_known or name in _SWALLOWS:
            return found[0].replace("<", "&lt;")
        if name in _LOOSE:
            return found[0]
        if given.rstrip().endswith("/"):
            return f"{found[0]}</{name}>"
        kind = "mark" if name in _MARKS else "block"
        before = self._open[kind]
        self._open[kind] = after = max(before + (-1 if closes else 1), 0)
        return "" if max(before, after) > _DEEPEST[kind] else found[0]


def plain_text(text: str) -> str:
    """HTML's text, without space around it: a title or a name may have entities and marks."""
    return "".join(node.text_content or "" for node, _ in walk(text) if node.is_text_node).strip()


def lost_in(markup: str) -> list[tuple[str, str]]:
    """What goes of HTML of which only the words are kept: reasons, with where it led to."""
    if "<" not in markup:
        return []
    whole = tree(markup)
    found = [
        (reason, given[name])
        for selector, name, reason in _LEADS
        for node in whole.css(selector)
        if (given := attributes_of(node)).get(name)
    ]
    return list(dict.fromkeys(found))


def first_picture(text: str) -> dict[str, str]:
    """The attributes of the first picture in HTML; none where there is no picture."""
    found = tree(text).css_first("img")
    return attributes_of(found) if found is not None else {}


def attributes_of(node: LexborNode) -> dict[str, str]:
    """By lower-case names; of two of one name the first, as browsers do."""
    return {name: value or "" for name, value in node.attributes.items()}


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """A start tag, in one line."""
    said = "".join(
        f' {key}="{html.escape(" ".join(value.split()))}"' for key, value in attributes.items()
    )
    return f"<{name}{said}>"
