"""Marks in lines that Markdown of ours has not: directives, attributes, callouts, wiki links."""

import re

from client.picture_names import is_picture
from client.texts.code import enclosed
from client.texts.directives import with_directives
from client.texts.known import quoted
from client.texts.setting import Setting

_MORE = re.compile(r"<!--\s*(?:more|truncate|excerpt|endexcerpt|end_excerpt|readmore)\s*-->", re.I)
_BANGS = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ \t]+(?P<name>[\w-]+)(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*\n"
    r"(?P<inner>(?:(?: {4}|\t)[^\n]*\n|[ \t]*\n)*)",
    re.M,
)
_CALLOUT = re.compile(
    r"^(?P<before>[ \t]*>[ \t]*)\[!(?P<name>[\w-]+)\][+-]?[ \t]*(?P<title>.*)$", re.M
)
_TOC = re.compile(
    r"^(?:[ \t]*[-*][ \t]+\S.*\n)?[ \t]*\{:\s*toc\b[^}\n]*\}[ \t]*$|^\[\[?_?TOC_?\]\]?[ \t]*$",
    re.M | re.I,
)
_KRAMDOWN_LINE = re.compile(
    r"^[ \t>]*\{:(?:[ \t]*[.#]|:?[ \t]*[\w-]+)[^{}\n]{0,300}\}[ \t]*\n?", re.M
)
_KRAMDOWN = re.compile(r"(?<=[)\]*_`>\w\x03])\{:(?:[ \t]*[.#]|[ \t]*[\w-]+=)[^{}\n]{0,300}\}")
_HEADING = re.compile(r"\{[ \t]*[#.][^{}\n]{0,300}\}\Z")
_NAMED = re.compile(r"\{[ \t]*(?:[^{}\n]*\s)?#([\w:.-]{1,100})[^{}\n]*\}\Z")
_LED_TO = re.compile(r"\]\(#([\w:.-]{1,100})\)")
_IN_HEADING = re.compile(r"^(#{1,6}[ \t]+)(.+)$")
_ATTRIBUTES = re.compile(
    r"^\{[ \t]*[.#][^{}\n]{0,300}\}[ \t]*\n?|"
    r"(?<=\))\{[ \t]*[.#\w][^{}\n]{0,100}[=.#][^{}\n]{0,100}\}",
    re.M,
)
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]*(.*)$\n?", re.M)
_WIKI = re.compile(r"(!?)\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]")
_MARKED = re.compile(r"(?<![=\w])==(?=\S)([^=\n]+?)(?<=\S)==(?![=\w])")
_FORMULA = re.compile(r"(^[ \t]*)?\$\$(.+?)\$\$([ \t]*$)?", re.DOTALL | re.M)
_IMPORT = re.compile(
    r"^(?:import\s+(?P<what>[^'\"\n;{]{0,200}?(?:\{[^}'\"]{0,1000}\})?[^'\"\n;]{0,200}?)\s*(?:from\s*)?['\"](?P<path>[^'\"\n]+)['\"]|"
    r"export\s+(?:const|let|default|function)\b[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*);?[ \t]*$\n?",
    re.M,
)
_JSX_COMMENT = re.compile(r"\{/\*"), re.compile(r"\*/\}")
_JSX = re.compile(r"\{(?!\{)([^{}\n]*)\}")


def without_imports(text: str, setting: Setting) -> str:
    """MDX: modules are no text; pictures that are imported are remembered by their names."""

    def told(found: re.Match[str]) -> str:
        if found["path"] and is_picture(found["path"]):
            setting.imported[found["what"].strip()] = found["path"]
        elif not found["path"]:
            setting.note("program_left_out", found[0][:120])
        return ""

    return enclosed(_IMPORT.sub(told, text), *_JSX_COMMENT, lambda *_parts: "")


def without_expressions(text: str, setting: Setting) -> str:
    """MDX: what a program would say is not known here, but for a text in quotes."""

    def told(found: re.Match[str]) -> str:
        inner = found[1].strip()
        if quoted_text := re.fullmatch(r"([\"'`])(.*)\1", inner):
            return quoted_text[2]
        if inner.removesuffix(".src") in setting.imported:
            return found[0]
        if inner:
            setting.note("expression_left_out", found[0])
        return ""

    return _JSX.sub(told, text)


def with_formulas(text: str, setting: Setting) -> str:
    """Formulas between two dollar signs as ours, before anything in them is taken for a mark."""
    return _FORMULA.sub(lambda found: _formula(found, setting), text) if "$$" in text else text


def _formula(found: re.Match[str], setting: Setting) -> str:
    before, tex, behind = found.groups()
    if re.search(r"\n[ \t]*\n", tex):
        setting.note("formula_stays", found[0][:80])
        return found[0]
    if before is not None and behind is not None:
        return setting.code.fenced(tex, "math")
    kept = setting.code.keep(f"$`{setting.code.back(tex).strip()}`$")
    return f"{before or ''}{kept}{behind or ''}"


def in_markdown(text: str, setting: Setting) -> str:
    """The marks of lines, of whichever generator."""
    text = _MORE.sub("", text)
    text = with_directives(text, setting)
    text = _BANGS.sub(
        lambda found: _aside(found["name"], found["title"], _less(found["inner"])), text
    )
    text = _CALLOUT.sub(_callout, text)
    if _TOC.search(text):
        setting.note("contents_left_out", "a list of its headings, which no page of ours has")
        text = _TOC.sub("", text)
    text = _KRAMDOWN.sub("", _KRAMDOWN_LINE.sub("", text))
    text = _ATTRIBUTES.sub("", _headings(text))
    for word, meaning in _ABBREVIATION.findall(text):
        setting.note("abbreviation_left_out", f"{word}: {meaning}")
    text = _ABBREVIATION.sub("", text)
    if setting.kind == "obsidian":
        text = _MARKED.sub(r"<mark>\1</mark>", text)
    return _WIKI.sub(lambda found: _wiki(found, setting), text)


def _headings(text: str) -> str:
    """Without the names that they are given for links, but for those that the text leads to."""
    lines = text.split("\n")
    led_to = set(_LED_TO.findall(text))
    for n, line in enumerate(lines):
        if line.startswith("#") and line.rstrip().endswith("}"):
            named = _NAMED.search(line.rstrip())
            plain = _HEADING.sub("", line.rstrip()).rstrip()
            place = named[1] if named and named[1] in led_to else ""
            lines[n] = (
                _IN_HEADING.sub(rf'\1<span id="{place}">\2</span>', plain) if place else plain
            )
    return "\n".join(lines)


def _aside(name: str, title: str | None, inner: str) -> str:
    return quoted((title or "").strip() or name.capitalize(), inner)


def _less(inner: str) -> str:
    return re.sub(r"^(?: {4}|\t)", "", inner, flags=re.M)


def _callout(found: re.Match[str]) -> str:
    title = found["title"].strip() or found["name"].capitalize()
    return f"{found['before']}**{title}**\n{found['before'].rstrip()}"


def _wiki(found: re.Match[str], setting: Setting) -> str:
    """`[[Page|words]]` and `![[picture.png]]`: a link where the page is known, else its words."""
    is_shown, target, words = found.groups()
    target = target.strip()
    if is_shown and is_picture(target):
        alt = words if words and not words.strip().isdigit() else ""
        return f"![{alt}](<{target}>)"
    address = setting.link(target.partition("#")[0])
    said = (words or target).strip()
    if address:
        return f"[{said}](<{address}>)"
    if setting.kind != "obsidian":
        return found[0]
    setting.note("embed_left_out" if is_shown else "link_left_out", found[0])
    return said
