"""Attributes of another system's HTML that say or show something which no page here has so."""

import re
from collections.abc import Iterator, Mapping

from broadsheet.adapters.html.allowed import LAZY

_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_WIDTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]")
_BEHIND = ("background", "background-image")
_BACKDROPS = (
    *("data-bg", "data-bg-image", "data-background", "data-background-image"),
    "data-kg-background-image",
)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_SAID = frozenset({"title", "aria-label", "cite", "summary", "datetime", "placeholder"})
"""What readers could hear, or see where they pointed at, and where a quotation is from."""
_LEADS = ("src", "href", "data", "data-src", "data-url", "value", "action")
HOLDS_NO_PICTURE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "pre"})
"""Elements that have others of certain kinds in them, and nothing else."""


def source_of_picture(given: Mapping[str, str]) -> str:
    """The address of a picture, also of one that a script loads, or the widest of a set.

    What is in the page itself (`data:`) is the last that is taken.
    """
    found = [given[name].strip() for name in LAZY if given.get(name)]
    found += [widest for name in _SETS if (widest := _widest(given.get(name, "")))]
    return next((one for one in found if not one.startswith("data:")), "".join(found))


def _widest(of: str) -> str:
    known = [(size, url) for url, size in _candidates(of) if url]
    return max(known, key=lambda one: one[0])[1] if known else ""


def _candidates(of: str) -> Iterator[tuple[str, float]]:
    """The addresses of a set, and how wide each is (WHATWG HTML, 4.8.4.2.1). Ends in no time,
    whatever there is: commas may stand within an address, and end it only before a space."""
    url = ""
    for word in of.split():
        size, comma, more = word.partition(",") if url else ("", "", word)
        if comma:
            yield url, _size(size)
        elif url and (found := _size(size)):
            yield url, found
        if not url or comma:
            url = more.rstrip(",")
            if more.endswith(","):
                yield url, 1
                url = ""
    yield url, 1


def _size(said: str) -> float:
    found = _WIDTH.fullmatch(said)
    return float(found[1]) if found else 0


def backdrop_in(given: Mapping[str, str]) -> str:
    """The picture that an element was set on; empty where there is none."""
    behind = next(filter(None, map(_address_in, given.get("style", "").split(";"))), "")
    url = behind or next((given[name].strip() for name in _BACKDROPS if given.get(name)), "")
    return url if url.startswith(("http://", "https://", "/")) else ""


def _address_in(declaration: str) -> str:
    name, _, value = declaration.partition(":")
    if name.strip().lower() not in _BEHIND:
        return ""
    return value.partition("url(")[2].partition(")")[0].strip().strip("\"'").strip()


def left_of(name: str, given: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[str]:
    """What of an element a reader could have met, and no page here has."""
    for key, value in given.items():
        if key in _SAID and value.strip() and key not in kept:
            yield f'{key}="{value[:200]}" of <{name}>'
    if "hidden" in given or ("style" in given and _UNSEEN.search(given["style"])):
        yield f"hidden of <{name}>"


def named(name: str, given: Mapping[str, str]) -> str:
    """An element that is left out, by its name and where it led to."""
    leads = (given[key] for key in _LEADS if given.get(key))
    return f"{name} {next(leads, '')[:200]}".strip()
