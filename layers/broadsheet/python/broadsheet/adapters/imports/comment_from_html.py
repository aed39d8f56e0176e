"""Comments that other systems keep as HTML, as a reader would type them here.

No word is lost: what is no mark that comments have here becomes its text, and what is no HTML
stays as it was typed. The result is a reader's text like any other, and trusted no more.
"""

import re
from collections import Counter
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from broadsheet.adapters.imports.html_tree import walk, without_comments

LONGEST = 200_000
"""Characters of HTML that are looked at; there is no comment in more."""
_DEEPEST_QUOTE = 5
_LONGEST_LINK_TEXT = 300
_OPEN, _CLOSE = "\ue000", "\ue001"
_PRIVATE = re.compile("[\ue000\ue001]")
_EMPHASIS = re.compile(f"{_OPEN}(\\*+)([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_OF_A_MARK = {"*": ("i", "em", "cite"), "**": ("b", "strong")}
_MARKS = {name: mark for mark, names in _OF_A_MARK.items() for name in names}
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "section", "article", "figure", "figcaption"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)
_BEFORE = {"br": "\n", "li": "\n- ", "tr": "\n", "dt": "\n", "dd": "\n"}
_SHOWN = frozenset({"img", "iframe", "embed", "video", "audio", "source"})
_CODE = frozenset({"code", "pre"})
_KNOWN = (
    frozenset({*_MARKS, *_BLOCKS, *_BEFORE, *_SHOWN, *_CODE, "a", "blockquote", "td", "th"})
    | {"span", "u", "s", "strike", "del", "ins", "q", "sub", "sup", "small", "big", "font", "abbr"}
    | {"acronym", "tt", "kbd", "samp", "var", "mark", "tbody", "thead", "center", "time", "wbr"}
    | {"label", "html", "body", "nobr", "spoiler"}
)
"""What is HTML: other tags are words of somebody who writes between such brackets."""
_SPACES = re.compile(r"[ \t\r\n]+")
_WRAPPED = re.compile(r":[A-Za-z0-9_-]{16,}\Z")


def typed(source: str) -> str:
    """What a reader would have typed. Longer HTML than any comment's is returned as it is."""
    if len(source) > LONGEST:
        return source
    text = _PRIVATE.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    if "<" not in text and "&" not in text:
        return _tidied(text)
    flows = re.search(r"<(?:p|div)\b", text, re.IGNORECASE) is not None
    return _Typing(flows=flows).of(without_comments(text))


class _Typing:
    """Text by text, and element by element from the inside out.

    `flows` where line ends mean nothing, as there are paragraphs.
    """

    def __init__(self, *, flows: bool) -> None:
        self._flows = flows
        self._around = Counter[str]()
        self._said: list[list[str]] = [[]]

    def of(self, text: str) -> str:
        for node, ends in walk(text, _KNOWN):
            if node.is_text_node:
                self._text(node.text_content or "")
            elif ends:
                self._end(node.tag or "", node)
            else:
                self._around[node.tag or ""] += 1
                self._said.append([])
        return _tidied("".join(self._said[0]))

    def _text(self, text: str) -> None:
        if self._flows and not self._is_within(_CODE):
            text = _SPACES.sub(" ", text)
        elif self._said[-1] and self._said[-1][-1] == "\n":
            # A line break and the end of its line are one.
            text = text.removeprefix("\n")
        self._said[-1].append(text)

    def _end(self, name: str, node: LexborNode) -> None:
        self._around[name] -= 1
        said = "".join(self._said.pop())
        if not self._is_within(_CODE):
            said = self._marked(name, node, said)
        self._said[-1].append(_apart(name, said))

    def _is_within(self, names: Collection[str]) -> int:
        """How many elements of these names are open."""
        return sum(self._around[name] for name in names)

    def _marked(self, name: str, node: LexborNode, said: str) -> str:
        """What was said in an element, with the marks that comments have here for it."""
        if name in _CODE:
            return _code(said, is_block=name == "pre")
        if name in _MARKS and not self._is_within(_OF_A_MARK[_MARKS[name]]):
            return f"{_OPEN}{_MARKS[name]}{said}{_CLOSE}"
        if name == "blockquote" and self._around[name] < _DEEPEST_QUOTE:
            return _quote(said)
        if name == "a":
            return _link(said, _address(node.attributes.get("href")))
        address = _address(node.attributes.get("src")) if name in _SHOWN else ""
        return f" {address} {said}" if address else said


def _apart(name: str, said: str) -> str:
    if name in _BLOCKS:
        return f"\n\n{said}\n\n"
    after = " " if name in ("td", "th") else ""
    return f"{_BEFORE.get(name, '')}{said}{after}"


def _quote(said: str) -> str:
    inner = _tidied(said)
    lines = "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    return f"\n\n{lines if inner else ''}\n\n"


def _code(code: str, *, is_block: bool) -> str:
    if not code.strip():
        return ""
    ticks = "`" * (max(map(len, re.findall("`+", code)), default=0) + 1)
    if is_block or "\n\n" in code:
        fence = ticks if len(ticks) >= 3 else "```"
        return f"\n\n{fence}\n{code.strip(chr(10))}\n{fence}\n\n"
    code = f" {code} " if "`" in (code[0], code[-1]) else code
    return f"{ticks}{code}{ticks}"


def _link(said: str, address: str) -> str:
    if not address:
        return said
    words = _SPACES.sub(" ", said).strip()
    bare = re.sub(r"\Ahttps?://|/\Z", "", address)
    shortened = words.rstrip(".…")
    if not words or bare in (words, words.rstrip("/"), re.sub(r"\Ahttps?://|/\Z", "", words)):
        return address
    if words.endswith(("...", "…")) and re.sub(r"\Ahttps?://", "", address).startswith(
        re.sub(r"\Ahttps?://", "", shortened)
    ):
        return address
    can_be_named = len(words) <= _LONGEST_LINK_TEXT and not re.search(r"[\[\]]|\A>", words)
    if can_be_named and not re.search(r"[()\s\[\]]", address):
        return f"[{words}]({address})"
    return f"{said} ({address})"


def _address(href: str | None) -> str:
    """An address on the web, without Disqus's counter of clicks around it; empty for others."""
    address = (href or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    if parts.netloc.lower() in ("disq.us", "www.disq.us") and parts.path.rstrip("/") == "/url":
        (wrapped, *_) = parse_qs(parts.query).get("url", [""])
        return _WRAPPED.sub("", wrapped) if wrapped.startswith(("http://", "https://")) else address
    return address


def _tidied(text: str) -> str:
    """With the marks of emphasis where they mean it, and at most one empty line in a row."""
    before = ""
    while before != text:
        before, text = text, _EMPHASIS.sub(_emphasised, text)
    text = re.sub(f"{_OPEN}\\*+|{_CLOSE}", "", text)
    lines = [line if line.startswith("```") else line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _emphasised(found: re.Match[str]) -> str:
    mark, inner = found[1], found[2]
    words = inner.strip()
    start, end = found.span()
    around = found.string[max(start - 1, 0) : start] + found.string[end : end + 1]
    if not words or "\n\n" in inner or inner == "\n" or any(c.isalnum() for c in around):
        return inner
    before, _, after = inner.partition(words)
    return f"{before}{mark}{words}{mark}{after}"
