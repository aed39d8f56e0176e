"""Whether the first letter of a text may stand large."""

import re
import unicodedata

from broadsheet.domain.shared.plain_text import plain_text

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_VOID = frozenset({"br", "hr", "img", "wbr"})
_HANGS_TOGETHER = "AL"
"""The direction of letters of Arabic, Syriac and Thaana (UAX #9): one of them alone is another."""


def may_be_large(html: str) -> bool:
    """Of the first paragraph: it begins with a letter that stands by itself, if with marks before.

    The first digit of a number, set large, would be another number; a browser takes no more.
    """
    for letter in plain_text(_first_paragraph(html)):
        if unicodedata.category(letter)[0] in "PZC":
            continue
        return letter.isalpha() and unicodedata.bidirectional(letter) != _HANGS_TOGETHER
    return False


def _first_paragraph(html: str) -> str:
    """The one that a style sheet finds: it stands in nothing else."""
    depth = 0
    for tag in _TAG.finditer(html):
        closing, name = tag.groups()
        if name in _VOID:
            continue
        if name == "p" and not closing and not depth:
            return html[tag.start() : html.find("</p>", tag.end()) + len("</p>")]
        depth += -1 if closing else 1
    return ""
