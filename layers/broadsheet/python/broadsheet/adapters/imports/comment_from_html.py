"""Comments that other systems keep as HTML, as a reader would type them here.

No word is lost: what is no mark that comments have here becomes its text, and what is no HTML
stays as it was typed. The result is a reader's text like any other, and trusted no more.
"""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

LONGEST = 200_000
"""Characters of HTML that are looked at; there is no comment in more."""
_DEEPEST_QUOTE = 5
_DEEPEST_EMPHASIS = 3
_LONGEST_LINK_TEXT = 300
_OPEN, _CLOSE = "\ue000", "\ue001"
_PRIVATE = re.compile("[\ue000\ue001]")
_EMPHASIS = re.compile(f"{_OPEN}(\\*+)([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_MARKS = {"i": "*", "em": "*", "cite": "*", "b": "**", "strong": "**"}
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "section", "article", "figure", "figcaption"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)
_LINES = frozenset({"li", "tr", "dt", "dd"})
_PLAIN = frozenset(
    {"span", "u", "s", "strike", "del", "ins", "q", "sub", "sup", "small", "big", "font", "abbr"}
    | {"acronym", "tt", "kbd", "samp", "var", "mark", "td", "th", "tbody", "thead", "center"}
    | {"time", "wbr", "label", "html", "body", "nobr", "spoiler"}
)
_SHOWN = frozenset({"img", "iframe", "embed", "video", "audio", "source"})
_SPACES = re.compile(r"[ \t\r\n]+")
_WRAPPED = re.compile(r":[A-Za-z0-9_-]{16,}\Z")


def typed(source: str) -> str:
    """What a reader would have typed. Longer HTML than any comment's is returned as it is."""
    if len(source) > LONGEST:
        return source
    if "<" not in source and "&" not in source:
        return _tidied(_PRIVATE.sub("", source.replace("\r\n", "\n").replace("\r", "\n")))
    parser = _Typing(flows=bool(re.search(r"<(?:p|div)\b", source, re.IGNORECASE)))
    parser.feed(_PRIVATE.sub("", source.replace("\r\n", "\n").replace("\r", "\n")))
    parser.close()
    return parser.finished()


class _Typing(HTMLParser):
    """`flows` where line ends mean nothing, as there are paragraphs."""

    def __init__(self, *, flows: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._flows = flows
        self._outer: list[list[str]] = []
        self._out: list[str] = []
        self._before: list[str] = []
        self._quotes: list[bool] = []
        self._code = 0
        self._is_block = False
        self._marks: list[str] = []
        self._links: list[tuple[str, int]] = []

    def finished(self) -> str:
        if self._code:
            self._end_code()
        while self._outer:
            self._end_quote()
        return _tidied("".join(self._out))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self._start_emphasis(tag)
        elif tag == "br":
            self._out.append("\n")
        elif tag in _BLOCKS:
            self._out.append("\n\n")
        elif tag in _LINES:
            self._out.append("\n- " if tag == "li" else "\n")
        elif tag == "a":
            self._links.append((_address(dict(attrs).get("href")), len(self._out)))
        elif tag == "blockquote":
            self._start_quote()
        elif tag in ("code", "pre"):
            self._start_code(tag)
        elif tag in _SHOWN:
            address = _address(dict(attrs).get("src"))
            self._out.append(f" {address} " if address else "")
        elif tag not in _PLAIN:
            self._out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self._end_emphasis()
        elif tag in _BLOCKS:
            self._out.append("\n\n")
        elif tag in ("td", "th"):
            self._out.append(" ")
        elif tag == "a":
            self._end_link()
        elif tag == "blockquote":
            if self._quotes and self._quotes.pop():
                self._end_quote()
        elif tag in ("code", "pre") and self._code:
            self._code -= 1
            if not self._code:
                self._end_code()

    def handle_data(self, data: str) -> None:
        if self._flows and not self._code:
            data = _SPACES.sub(" ", data)
        elif self._out and self._out[-1] == "\n":
            # A line break and the end of its line are one.
            data = data.removeprefix("\n")
        self._out.append(data)

    def handle_decl(self, decl: str) -> None:
        self._out.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._out.append(data)

    def handle_pi(self, data: str) -> None:
        self._out.append(f"<?{data}>")

    def _start_emphasis(self, tag: str) -> None:
        is_marked = len(self._marks) < _DEEPEST_EMPHASIS and not self._code
        self._marks.append(_CLOSE if is_marked else "")
        self._out.append(f"{_OPEN}{_MARKS[tag]}" if is_marked else "")

    def _end_emphasis(self) -> None:
        if self._marks:
            self._out.append(self._marks.pop())

    def _end_link(self) -> None:
        if not self._links:
            return
        address, start = self._links.pop()
        said = "".join(self._out[start:]) if start <= len(self._out) else ""
        if not address or self._code:
            return
        del self._out[start:]
        self._out.append(_link(said, address))

    def _start_quote(self) -> None:
        is_one = len(self._outer) < _DEEPEST_QUOTE and not self._code
        self._quotes.append(is_one)
        if is_one:
            self._outer.append(self._out)
            self._out = []
            self._links = []

    def _end_quote(self) -> None:
        if self._code:
            self._end_code()
        inner = _tidied("".join(self._out))
        self._out = self._outer.pop()
        self._links = []
        lines = (f"> {line}".rstrip() for line in inner.split("\n"))
        self._out += ["\n\n", "\n".join(lines) if inner else "", "\n\n"]

    def _start_code(self, tag: str) -> None:
        self._code += 1
        if self._code == 1:
            self._is_block = tag == "pre"
            self._links = []
            self._before = self._out
            self._out = []

    def _end_code(self) -> None:
        code = "".join(self._out)
        self._code = 0
        self._out = self._before
        ticks = "`" * (max(map(len, re.findall("`+", code)), default=0) + 1)
        if not code.strip():
            return
        if self._is_block or "\n\n" in code:
            fence = ticks if len(ticks) >= 3 else "```"
            self._out += ["\n\n", f"{fence}\n{code.strip(chr(10))}\n{fence}", "\n\n"]
            return
        code = f" {code} " if "`" in (code[0], code[-1]) else code
        self._out.append(f"{ticks}{code}{ticks}")


def _link(said: str, address: str) -> str:
    words = _SPACES.sub(" ", said).strip()
    bare = re.sub(r"\Ahttps?://|/\Z", "", address)
    shortened = words.rstrip(".…")
    if not words or bare in (words, words.rstrip("/"), re.sub(r"\Ahttps?://|/\Z", "", words)):
        return address
    if words.endswith(("...", "…")) and re.sub(r"\Ahttps?://", "", address).startswith(
        re.sub(r"\Ahttps?://", "", shortened)
    ):
        return address
    can_be_named = len(words) <= _LONGEST_LINK_TEXT and not re.search(r"[\[\]]", words)
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
