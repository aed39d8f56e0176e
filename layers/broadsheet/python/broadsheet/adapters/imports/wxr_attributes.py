"""What a shortcode, or an element, is given: `ids="1,2" link=file`."""

import html
import re

_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_CURLY = re.compile("[\u201c\u201d\u201e\u2033\u00ab\u00bb]|&#8220;|&#8221;|&#8243;|&quot;")
"""Quotation marks that an editor made of straight ones."""


def attributes_of(given: str) -> dict[str, str]:
    """What a shortcode is given, by lower-case names; of two of one name the first."""
    found: dict[str, str] = {}
    if '"' not in given:
        given = _CURLY.sub('"', given)
    for name, double, single, bare in _ATTRIBUTE.findall(given):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found
