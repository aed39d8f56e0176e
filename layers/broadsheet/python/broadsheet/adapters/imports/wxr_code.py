"""Code in a post, as plugins for highlighting keep it: between shortcodes of theirs, or in `<pre>`.

It is taken out of the text before anything else looks at it: what is `<`, `[`, a comment or a
blank line in a program means nothing to WordPress. SyntaxHighlighter Evolved keeps code encoded in
HTML, most others as it was typed.
https://wordpress.org/plugins/syntaxhighlighter/ https://wordpress.org/plugins/wp-syntax/
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.adapters.imports.wxr_attributes import attributes_of
from broadsheet.adapters.imports.wxr_names import HTML, LANGUAGES, MARKUP

_FENCED = frozenset(
    {"code", "sourcecode", "source", "crayon", "pyg", "pygments", "highlight", "highlighter"}
    | {"cc", "cce", "ccb", "ccn", "ccl", "codecolorer", "syntax", "syntaxhighlighter", "geshi"}
    | {"enlighterjs", "prettycode", "prettyprint", "highlightcode", "code-highlight", "codehilite"}
    | {"prism", "prettify", "enlighter", "hljs", "highlightjs", "codesyntax", "snippet"}
    | {"console", "cli", "codeblock", "code-block", "codesnippet", "sc-highlight", "wpg"}
)
_INLINE = frozenset({"cci", "crayon-inline", "inline-code", "hci"})
_OF_A_LANGUAGE = re.compile(r"cc[a-z]{0,5}_([a-z0-9+#]+)")
"""CodeColorer's short form: `[cc_php]`, `[ccn_cpp]`, `[cci_sql]`."""
_BEGINS = re.compile(
    r"<!--|<(?P<tag>pre|code|script|style|textarea)\b(?P<has>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?<!\[)\[(?P<name>[a-zA-Z][\w-]*)(?P<given>(?:[\s=:][^\[\]\n]{0,500})?)\](?!\])",
    re.IGNORECASE,
)
_BARE = re.compile(r"[=:]?\s*[\"']?([A-Za-z0-9+#.-]{1,40})[\"']?(?:\s|\Z)")
_IN_CLASS = re.compile(r"\b(?:brush\s*[:=]\s*|lang(?:uage)?[-:])([\w+#.-]{1,40})", re.IGNORECASE)
_IN_BLOCK = re.compile(
    r"<!--\s*wp:[^<>]*\"(?:language|lang|codeLanguage)\":\"([\w+#.-]{1,40})\"[^<>]*-->\s*\Z"
)
"""What a block says of the `<pre>` that it begins with."""
_NEAR = 500
"""Characters in which that stands."""
_IS_HIGHLIGHTED = re.compile(
    r"\b(?:brush\s*[:=]|lang(?:uage)?[-:]|enlighterjs|crayon|syntaxhighlighter|prettyprint)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-z0-9_+#.-]{1,40}")
_NAMED_SO = {"c#": "csharp", "c-sharp": "csharp", "c++": "cpp", "objc": "objective-c"}
_TAG_IN_IT = re.compile(r"<(?:[?!%]|/?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]))")
_ENCODED_TAG = re.compile(r"&(?:lt|#0*60);/?[a-zA-Z!?%]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:lt|gt|quot|nbsp|#0*(?:60|62|34|160));", re.IGNORECASE)
_WRAPPERS = frozenset({"p", "br", "div", "span"})
"""What editors put around lines that somebody pasted in."""
_IN_COLOURS = frozenset({"code", "b", "strong", "em", "i", "a", "u", "mark"})
"""What stands around words of a program that somebody wanted to be seen."""
_COLOURS = re.compile(rf"</?(?:{'|'.join(sorted(_IN_COLOURS))})\b[^<>]*>", re.IGNORECASE)
_AT_AN_END = re.compile(r"\A\s*</?(?:p|br|div)\b|<\s*/?(?:p|br|div)\s*/?>\s*\Z", re.IGNORECASE)
_LINE_ENDS = re.compile(r"<br\s*/?>\n?|</(?:p|div)>\s*(?=<(?:p|div)\b)", re.IGNORECASE)
_WRAPPER = re.compile(r"</?(?:p|br|div|span)\b[^<>]*>", re.IGNORECASE)
_AROUND = re.compile(r"\A(?:[ \t]*\n)+|\s+\Z")
_LIKE_A_WORD = re.compile(r"[^\n]{1,200}")
_TITLES = ("title", "caption", "filename", "file")


class Code(NamedTuple):
    """A program's text: its language, if anybody said it, and what stood above it."""

    text: str
    language: str = ""
    title: str = ""
    is_inline: bool = False


class Lifted:
    """A text without its code: in each place an element that stands for it."""

    def __init__(self, text: str) -> None:
        self._codes: list[Code] = []
        self._name = "data-code"
        while self._name in text:
            self._name += "-"
        self._never: dict[str, int] = {}
        self.text = "".join(self._parts(text))

    def code(self, given: dict[str, str]) -> Code | None:
        """What an element of these attributes stands for."""
        number = given.get(self._name, "")
        return self._codes[int(number)] if number else None

    def _parts(self, text: str) -> Iterator[str]:
        at = 0
        for found in _BEGINS.finditer(text):
            if found.start() < at:
                continue
            ends = self._end_of(text, found)
            if ends is None:
                continue
            code = _code_of(text, found, *ends)
            yield text[at : found.start()]
            yield self._standing(code) if code else text[found.start() : ends[1]]
            at = ends[1]
        yield text[at:]

    def _standing(self, code: Code) -> str:
        self._codes.append(code)
        mark = f'{self._name}="{len(self._codes) - 1}"'
        return f"<code {mark}></code>" if code.is_inline else f"\n\n<pre {mark}></pre>\n\n"

    def _end_of(self, text: str, found: re.Match[str]) -> tuple[int, int] | None:
        """Where the inside and the whole of it end; None where nothing of it is code."""
        if found[0] == "<!--":
            return self._next(text, "-->", found.end())
        if found["tag"]:
            ending = f"</{found['tag'].lower()}"
            inside = self._next(text, ending, found.end())
            return (inside[0], text.find(">", inside[1]) + 1 or len(text)) if inside else None
        ending = f"[/{found['name']}]"
        return self._next(text, ending, found.end()) if _is_code(found["name"]) else None

    def _next(self, text: str, ending: str, after: int) -> tuple[int, int] | None:
        """The first of it, looked for once where there is none."""
        if after >= self._never.get(ending, len(text) + 1):
            return None
        at = text.find(ending, after)
        if at < 0 and ending.startswith("</"):
            at = text.find(ending.upper(), after)
        if at < 0:
            self._never[ending] = after
            return None
        return at, at + len(ending)


def _is_code(name: str) -> bool:
    name = name.lower()
    is_named = name in _FENCED or name in _INLINE or name in LANGUAGES
    return is_named or _OF_A_LANGUAGE.fullmatch(name) is not None


def _code_of(text: str, found: re.Match[str], inner: int, end: int) -> Code | None:
    inside = text[found.end() : inner]
    if found["name"]:
        is_in_a_line = _stands_in_a_line(text, found, end)
        return _of_shortcode(found["name"], found["given"], inside, is_in_a_line=is_in_a_line)
    if not found["tag"] or found["tag"].lower() != "pre":
        return None
    return _within_pre(inside.strip()) or _of_pre(
        found["has"], inside, text[max(found.start() - _NEAR, 0) : found.start()]
    )


def _within_pre(inside: str) -> Code | None:
    """Code of a shortcode that is all that a `<pre>` has."""
    found = _BEGINS.match(inside)
    if not found or not found["name"] or not _is_code(found["name"]):
        return None
    ending = f"[/{found['name']}]"
    if inside.find(ending, found.end()) + len(ending) != len(inside):
        return None
    code = inside[found.end() : -len(ending)]
    return _of_shortcode(found["name"], found["given"], code, is_in_a_line=False)


def _stands_in_a_line(text: str, found: re.Match[str], end: int) -> bool:
    before = text[max(found.start() - 200, 0) : found.start()].rstrip(" \t")
    after = text[end : end + 200].lstrip(" \t")
    return before[-1:] not in ("", "\n", ">") or after[:1] not in ("", "\n", "<")


def _of_shortcode(name: str, given: str, inside: str, *, is_in_a_line: bool) -> Code | None:
    name = name.lower()
    attributes = attributes_of(given)
    short = _OF_A_LANGUAGE.fullmatch(name)
    bare = _BARE.match(given.strip())
    said = next((attributes[key] for key in ("language", "lang", "l") if key in attributes), "")
    said = said or (bare[1] if bare and "=" not in given.strip()[1:] else "")
    language = said or (short[1] if short else "") or (name if name in LANGUAGES else "")
    if name == "highlight" and not said and is_in_a_line:
        # Themes have words shown in colour by the same name.
        return None
    return Code(
        _source(inside, language.lower()),
        _tidy_language(language),
        next((attributes[key] for key in _TITLES if attributes.get(key)), ""),
        name in _INLINE
        or name.startswith("cci")
        or (is_in_a_line and not language and _LIKE_A_WORD.fullmatch(inside) is not None),
    )


def _of_pre(has: str, inside: str, before: str) -> Code | None:
    """A `<pre>` that a highlighter reads; any other is HTML. `before` is what stands before it."""
    attributes = attributes_of(has)
    classes = attributes.get("class", "")
    named = _IN_CLASS.search(classes) or _IN_BLOCK.search(before)
    language = attributes.get("data-enlighter-language") or (named[1] if named else "")
    lang = attributes.get("lang", "") or attributes.get("data-lang", "")
    # WP-Syntax shows what is in it as it is; the others read HTML.
    is_html = lang.lower() not in LANGUAGES or attributes.get("escaped") == "true"
    if not is_html or lang.lower() in LANGUAGES:
        language = language or lang
    elif not language and not _IS_HIGHLIGHTED.search(classes):
        return None
    return Code(
        _source(inside, language.lower(), is_html=is_html),
        _tidy_language(language),
        attributes.get("title", "") or attributes.get("data-enlighter-title", ""),
    )


def _tidy_language(said: str) -> str:
    name = said.strip().lower()
    name = _NAMED_SO.get(name, name)
    return name if _LANGUAGE.fullmatch(name) else ""


def _source(inside: str, language: str, *, is_html: bool = False) -> str:
    """The program as it was typed: decoded where an editor encoded it, and only there."""
    tags = {(found[1] or "?").lower() for found in _TAG_IN_IT.finditer(inside)}
    known = {name for name in tags if name in HTML or name == "?"}
    is_encoded = bool(_ENCODED_TAG.search(inside) or (_ENTITY.search(inside) and not known))
    if is_html:
        known -= _IN_COLOURS
    is_wrapped = known <= _WRAPPERS and (
        is_encoded or (language not in MARKUP and _AT_AN_END.search(inside) is not None)
    )
    if known and not is_wrapped:
        return _trimmed(inside)
    if is_wrapped or is_html:
        inside = _WRAPPER.sub("", _LINE_ENDS.sub("\n", inside))
    if is_html:
        inside = _COLOURS.sub("", inside)
    return _trimmed(html.unescape(inside))


def _trimmed(source: str) -> str:
    return _AROUND.sub("", source.replace("\u00a0", " "))
