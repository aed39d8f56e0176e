"""Tags that an author typed: which of their attributes and addresses a page can have."""

import html
import re
from collections.abc import Collection, Mapping
from functools import cache, cached_property

from broadsheet.adapters.html.allowed import ARTICLE_ATTRIBUTES, LAZY, URL_SCHEMES, AttributeFilter
from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.places import Places
from broadsheet.domain.shared.web_address import encoded

_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_AROUND = "".join(map(chr, range(0x21)))
"""What a browser leaves out around an address (WHATWG URL, 4.4): controls and the space."""
_WITHIN = re.compile("[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNMISSED = frozenset(
    {"rel", "target", "loading", "decoding", "srcset", "sizes", "fetchpriority", "crossorigin"}
    | {"referrerpolicy", "tabindex", "role", "xmlns", "itemprop", "itemscope", "itemtype"}
)
"""What only a browser or a machine notices, and what the page says of itself where it matters."""
CODE_WORDS = "data-meta"
"""Where cmark has what stands behind the language of code (`full-info-string`)."""
_LANGUAGE = "language-"
"""How cmark begins the class of code that says its language."""
LEADS = ("src", "data", "data-src", "href", "data-lazy-src")


class Tag:
    """A start tag as it was typed."""

    def __init__(self, name: str, attributes: str, typed: str) -> None:
        self.name, self.typed, self._attributes = name, typed, attributes

    @cached_property
    def given(self) -> dict[str, str]:
        """By lower-case names; of two of one name the first, as browsers do."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self._attributes):
            found.setdefault(name.lower(), html.unescape(double or single or bare))
        return found


@cache
def _allowed_of(name: str) -> set[str]:
    return ARTICLE_ATTRIBUTES["*"] | ARTICLE_ATTRIBUTES.get(name, set())


def written(name: str, attributes: Mapping[str, str]) -> str:
    """A start tag."""
    said = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>"


def kept_attributes(
    name: str,
    tag: Tag,
    places: Places,
    notes: BodyNotes,
    instead: Mapping[str, str] | None = None,
    *,
    but: Collection[str] = (),
) -> str:
    """The tag as a page can have it, with what is `instead`; says what of it is left out.

    Nothing is said of those attributes that are in `but`.
    """
    allowed = _allowed_of(name)
    judge = AttributeFilter()
    kept = dict(instead or {})
    for key, value in tag.given.items():
        if key == CODE_WORDS and name == "code":
            notes.add("code_words_left_out", value, line=notes.line_of(value))
        if key in but or (key.startswith("data-") and key not in allowed.union(LAZY)):
            continue
        if key == "id":
            _keep_id(kept, tag, places, notes)
        elif key in allowed and judge(name, key, value) is not None:
            kept.setdefault(key, value)
        elif name == "code" and key == "class" and value.startswith(_LANGUAGE):
            typed = value.removeprefix(_LANGUAGE)
            notes.add("code_words_left_out", typed, line=notes.line_of(typed))
        elif key not in _UNMISSED:
            what = f'{key}="{value}"' if value else key
            notes.add("attribute_left_out", f"{what} of <{tag.name}>", what, f"{key}=", tag.typed)
    return written(name, kept)


def _keep_id(kept: dict[str, str], tag: Tag, places: Places, notes: BodyNotes) -> None:
    if "data-footnote" in tag.given:
        kept["id"] = tag.given["id"]
        return
    place = places.take(tag.given["id"])
    if place:
        kept["id"] = place
    else:
        notes.add(places.why_not(tag.given["id"]), tag.given["id"], tag.typed)


def link_target(href: str, places: Places) -> str | None:
    """Where a link leads to, as a page has it; None where it would lead astray, or nowhere.

    An address is never relative to the page: the body is shown at other addresses too, in feeds.
    """
    url = _WITHIN.sub("", href.strip(_AROUND))
    if url.startswith("#"):
        place = places.id_of(url[1:])
        return f"#{place}" if place else None
    if url.startswith("//"):
        url = f"https:{url}"
    scheme = _SCHEME.match(url)
    is_known = scheme[1].lower() in URL_SCHEMES if scheme else url.startswith("/")
    return encoded(url) if is_known and not url.endswith(":") else None


def shown_address(tag: Tag, *names: str) -> str:
    """The first http(s) address, or path of the site, that an element has; empty without one."""
    for name in names or LEADS:
        url = _WITHIN.sub("", tag.given.get(name, "").strip(_AROUND))
        if url.startswith("//"):
            url = f"https:{url}"
        if re.match(r"https?:/|/", url, re.IGNORECASE):
            return encoded(url)
    value = tag.given.get("value", "")
    is_movie = tag.name == "param" and not names and re.match(r"https?://", value)
    return encoded(value) if is_movie else ""


class Ahead:
    """What comes next in a text that is read once, from its beginning to its end.

    What is nowhere is looked for once, and what was found until it is behind: so all that is
    asked takes time in proportion to the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()
        self._tags: dict[str, tuple[int, int] | None] = {}

    def find(self, what: str, at: int) -> int:
        """Where it stands next, or -1."""
        if what in self._missing:
            return -1
        found = self._text.find(what, at)
        if found < 0:
            self._missing.add(what)
        return found

    def start_of(self, name: str, after: int) -> tuple[int, int] | None:
        """Where the next start tag of that name begins and ends."""
        return self._tag(f"<{name}", after)

    def end_of(self, name: str, after: int) -> tuple[int, int] | None:
        """Where the next end tag of that name begins and ends."""
        return self._tag(f"</{name}", after)

    def _tag(self, begins: str, after: int) -> tuple[int, int] | None:
        known = self._tags.get(begins, (-1, -1))
        if known is None or known[0] >= after:
            return known
        tag = re.compile(rf"{re.escape(begins)}(?=[\s/>])[^>]*>", re.IGNORECASE)
        found = tag.search(self._text, after)
        self._tags[begins] = found.span() if found else None
        return self._tags[begins]
