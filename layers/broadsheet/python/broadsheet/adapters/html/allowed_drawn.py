"""What of a formula (MathML Core) and of a chart (SVG) may stand on a page.

Both are made here, of TeX and of a table; what somebody types of them goes (`typed_html.py`).
Nothing of it leads anywhere, loads, runs, or has a style of its own.
https://www.w3.org/TR/mathml-core/
"""

import functools
import re

MATH_TAGS = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle"}
    | {"mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover"}
    | {"mmultiscripts", "mprescripts", "mtable", "mtr", "mtd", "merror", "ms"}
)
CHART_TAGS = frozenset({"svg", "rect", "line", "polyline", "circle", "text"})
DRAWN_TAGS = MATH_TAGS | CHART_TAGS

_OF_BOXES = {"width", "height", "depth", "lspace", "voffset"}
DRAWN_ATTRIBUTES = {
    "math": {"display", "alttext"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "symmetric", "largeop", "movablelimits", "fence", "separator", "form"}
    | {"lspace", "rspace", "minsize", "maxsize", "accent"},
    "mspace": {"width", "height", "depth"},
    "mpadded": _OF_BOXES,
    "mfrac": {"linethickness"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"class", "displaystyle"},
    "mrow": {"class"},
    "mtd": {"class", "columnspan", "rowspan"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "svg": {"class", "role", "aria-label", "viewBox", "preserveAspectRatio"}
    | {"x", "y", "width", "height"},
    "rect": {"class", "x", "y", "width", "height"},
    "line": {"class", "x1", "x2", "y1", "y2"},
    "polyline": {"class", "points", "vector-effect"},
    "circle": {"class", "cx", "cy", "r"},
    "text": {"class", "x", "y", "dx", "text-anchor"},
}

_IS_SO = r"true|false"
_LENGTH = r"-?[0-9.]{1,12}(?:r?em|ex|px|pt|%)?"
_PLACE = r"-?[0-9]{1,6}(?:\.[0-9]{1,4})?%?"
_VALUES = {
    "display": r"block|inline",
    "alttext": r".{1,2000}",
    "mathvariant": r"normal",
    "form": r"prefix|infix|postfix",
    "scriptlevel": r"[+-]?[0-9]",
    "columnspan": r"[1-9][0-9]?",
    "rowspan": r"[1-9][0-9]?",
    "role": r"img",
    "aria-label": r".{1,2000}",
    "viewBox": rf"{_PLACE}(?: {_PLACE}){{3}}",
    "preserveAspectRatio": r"none",
    "vector-effect": r"non-scaling-stroke",
    "points": r"[-0-9., ]{1,4000}",
    "text-anchor": r"start|middle|end",
    "class": r"(?:chart|plot|grid|s[1-5]|boxed|align-(?:left|right)|line-(?:top|bottom|left|right))"
    r"(?: (?:align-(?:left|right)|line-(?:top|bottom|left|right))){0,4}",
    **dict.fromkeys(("stretchy", "symmetric", "largeop", "movablelimits", "fence"), _IS_SO),
    **dict.fromkeys(("separator", "accent", "accentunder", "displaystyle"), _IS_SO),
    **dict.fromkeys(("lspace", "rspace", "minsize", "maxsize", "depth", "voffset"), _LENGTH),
    "linethickness": _LENGTH,
    **dict.fromkeys(("width", "height"), _LENGTH),
    **dict.fromkeys(("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx"), _PLACE),
}


def drawn_attribute(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute of one of `DRAWN_TAGS` to keep, or None to leave it out."""
    stands = attribute in DRAWN_ATTRIBUTES.get(tag, ()) and _pattern(attribute).fullmatch(value)
    return value if stands else None


@functools.cache
def _pattern(attribute: str) -> re.Pattern[str]:
    """Compiled where something is drawn: most functions that start never see any of it."""
    return re.compile(_VALUES[attribute], re.DOTALL)
