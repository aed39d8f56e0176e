"""How much HTML the sanitiser is given: its parser's work is not linear."""

import re

from broadsheet.domain.shared.errors import FieldError, Invalid, TooLarge
from broadsheet.domain.shared.sentence import sentence

DEEPEST = 100
"""Elements that may be open at once. nh3's time grows with the square of the depth (131,000 block
quotes took 161 s), and browsers stop nesting at 512."""
HEAVIEST = 200_000
"""The sum of open elements over all start tags. Formatting elements that are left open are
opened again in each later block (WHATWG HTML, 13.2.4.3), so that a few kilobytes could become
gigabytes."""
LONGEST = 1024 * 1024
"""Characters of HTML before it is sanitised: an item of the table holds less than half of that."""
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
# Their end tags may be left out, so an open one tells nothing of the depth.
_OPTIONAL = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup"}
)
_OPENS_NOTHING = VOID | _OPTIONAL | {""}
_LOOSE_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(/?)([a-zA-Z][^\s/>]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*",
    re.DOTALL,
)
TOO_LONG = sentence("The body's HTML is longer than can be stored.")
_TOO_DEEP = FieldError(
    "/body",
    "too_deep",
    sentence(
        "nests blocks, or HTML elements that are not closed, more than {deepest} deep",
        deepest=DEEPEST,
    ),
)


def must_be_bounded(rendered: str) -> None:
    """A linear look at the tags before the parser, whose work is not linear, sees them."""
    if len(rendered) > LONGEST:
        raise TooLarge(TOO_LONG)
    still_open: dict[str, int] = {}
    depth = weight = 0
    for tag in _LOOSE_TAG.finditer(rendered):
        closing, name = tag.groups("")
        name = name.lower()
        if closing:
            if left := still_open.get(name):
                still_open[name] = left - 1
                depth -= 1
            continue
        weight += depth
        if name not in _OPENS_NOTHING:
            still_open[name] = still_open.get(name, 0) + 1
            depth += 1
        if depth > DEEPEST or weight > HEAVIEST:
            raise Invalid([_TOO_DEEP])
