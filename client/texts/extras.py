"""Marks of Pandoc, kramdown, Goldmark and Obsidian that Markdown of ours has in another form."""

import re

from client.texts.setting import Setting

_INLINE_NOTE = re.compile(r"(?<!\\)\^\[((?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\n]*\))?)+)\]")
_PRIVATE = re.compile(r"%%(?:(?!%%).)*%%", re.DOTALL)
_DEFINED = re.compile(
    r"(?<![^\n])(?P<terms>(?:(?![ \t]*(?:[#>|:*+-]|[0-9]+[.)]|<|\x02))[^\n]+\n){1,5})\n?"
    r"(?P<all>(?::[ \t]+[^\n]+\n(?:(?:[ ]{2,}|\t)[^\n]+\n)*\n?)+)"
)
_ONE = re.compile(r"^:[ \t]+", re.M)
_INFO = re.compile(
    r"\A(?P<fence>[ \t>\d.)*+-]*(?:`{3,}|~{3,}))"
    r"[ \t]*\{[ \t]*\.?(?P<name>[\w+#-]+)[^}\n]*\}[ \t]*\Z"
)


def with_plain_fences(text: str) -> str:
    """Code whose language stands in braces (`{.python .wide}`, `{r, echo=FALSE}`) says it alone."""
    if "{" not in text:
        return text
    lines = (_INFO.sub(r"\g<fence>\g<name>", line) for line in text.split("\n"))
    return "\n".join(lines)


def with_extras(text: str, setting: Setting) -> str:
    """Notes in the line, and lists of definitions; what Obsidian shows nobody goes."""
    if setting.kind == "obsidian":
        text = _PRIVATE.sub("", text)
    if "\n:" in text:
        text = _DEFINED.sub(_list, f"{text}\n").removesuffix("\n")
    return _with_notes(text) if "^[" in text else text


def _with_notes(text: str) -> str:
    """`^[words]` as a footnote of its own."""
    notes: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        notes.append(found[1])
        return f"[^in-line-{len(notes)}]"

    text = _INLINE_NOTE.sub(numbered, text)
    said = "\n\n".join(f"[^in-line-{n}]: {words.strip()}" for n, words in enumerate(notes, 1))
    return f"{text}\n\n{said}" if notes else text


def _list(found: re.Match[str]) -> str:
    """Terms in their lines, and each of their definitions behind a colon."""
    terms = [line.strip() for line in found["terms"].strip().split("\n")]
    _, *definitions = _ONE.split(found["all"])
    parts = [f"<dt>\n\n{term}\n\n</dt>" for term in terms]
    parts += [f"<dd>\n\n{_less(one)}\n\n</dd>" for one in definitions]
    return "\n" + "\n".join(["<dl>", *parts, "</dl>"]) + "\n\n"


def _less(definition: str) -> str:
    return re.sub(r"^[ \t]+", "", definition.strip(), flags=re.M)
