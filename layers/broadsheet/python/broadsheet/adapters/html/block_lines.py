"""How a block begins: `:::note Title`, `:::note[Title]{.class}`, `::: {.note title="Title"}`."""

from typing import NamedTuple

from broadsheet.domain.shared.patterns import pattern

_NAME = "[a-zA-Z][a-zA-Z0-9_-]{0,39}"
_ATTRIBUTE = r"(?:[.#][\w-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[\w./-]+))"
_ATTRIBUTES = rf"(?:{_ATTRIBUTE}[ \t]+)*{_ATTRIBUTE}"
_OPENS = pattern(
    rf"(:{{3,}})[ \t]*(?:({_NAME})|\{{[ \t]*\.({_NAME})(?:[ \t]+({_ATTRIBUTES}))?[ \t]*\}})"
    r"(?=[ \t\[{]|$)(.*)"
)
_FIRST = pattern(rf"\{{[ \t]*({_ATTRIBUTES})[ \t]*\}}(.*)")
_ONLY = pattern(_ATTRIBUTES)
_TITLE = pattern(r"(?<![\w-])(?:title|label)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_IN_BRACKETS = pattern(r"\[(?!\^)(?:[^\[\]]|\[[^\[\]]*\])*\]")
"""What is between the first bracket and its own end; a link may stand in it."""
_LONGEST = 1_000
"""Characters of a line that opens a block."""


class Opening(NamedTuple):
    """Of a line that opens a block; `left_out` are attributes that no page can have."""

    colons: int
    name: str
    title: str
    left_out: str


def opening_in(line: str) -> Opening | None:
    """What a line opens, whether or not there is such a block."""
    found = _OPENS.fullmatch(line) if len(line) < _LONGEST else None
    if found is None:
        return None
    colons, name, dotted, given, rest = found.groups("")
    rest, others = _apart(rest.strip())
    attributes = given or others
    title = rest[1:-1].strip() if _IN_BRACKETS.fullmatch(rest) else rest
    said = None if title else _TITLE.search(attributes)
    if said:
        title = "".join(said.groups(""))
        attributes = f"{attributes[: said.start()]}{attributes[said.end() :]}".strip()
    return Opening(len(colons), (name or dotted).lower(), title, attributes)


def _apart(rest: str) -> tuple[str, str]:
    """What follows a name without its attributes; and them."""
    if first := _FIRST.fullmatch(rest):
        return first[2].strip(), first[1]
    before, _, last = rest.rpartition("{")
    given = last.removesuffix("}").strip()
    if rest.endswith("}") and _ONLY.fullmatch(given):
        return before.strip(), given
    return rest, ""
