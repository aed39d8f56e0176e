"""What HTML may stand on a page: everything that is not named here is taken out."""

import re

from broadsheet.adapters.html.allowed_drawn import DRAWN_ATTRIBUTES, DRAWN_TAGS, drawn_attribute
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.web_address import encoded

ARTICLE_TAGS = frozenset(
    {"blockquote", "details", "div", "dl", "figure", "hr", "ol", "p", "pre", "table", "ul"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
    | {"caption", "dd", "dt", "figcaption", "li", "summary"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr"}
    | {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins"}
    | {"kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"}
    | {"time", "u", "var", "wbr"}
)
ARTICLE_ATTRIBUTES = {
    "*": {"lang", "dir", "id"},
    "a": {"href", "title", "class", "aria-label"},
    "abbr": {"title"},
    "code": {"class"},
    "details": {"class", "open"},
    "div": {"class", "role"},
    "figure": {"class", "data-size"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "sup": {"class"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
PAGE_TAGS = ARTICLE_TAGS | DRAWN_TAGS
"""With what is made of what was typed, and never typed."""
PAGE_ATTRIBUTES = ARTICLE_ATTRIBUTES | DRAWN_ATTRIBUTES
LINK_REL = "noopener"
URL_SCHEMES = frozenset(
    {"http", "https", "mailto", "tel", "sms", "geo", "ftp", "ftps", "sip", "sips", "xmpp", "irc"}
    | {"ircs", "im", "news", "nntp", "magnet", "matrix", "webcal", "openpgp4fpr"}
)
"""Of links: none of them runs anything, or shows what a page did not come from."""

COMMENT_TAGS = frozenset({"a", "blockquote", "br", "code", "em", "p", "pre", "strong"})
COMMENT_LINK_REL = "nofollow ugc noopener"
COMMENT_URL_SCHEMES = {"http", "https"}

BACK_TO_TEXT = "footnote-backref"
"""The class of the link at the end of a footnote: it is no word of it."""
_NUMBER = r"[0-9]{1,9}"
_PIXELS = r"[0-9]{1,5}"
# An address is never relative to the page: the body is shown at other addresses too, in feeds.
_FOOTNOTE = r"fn(?:ref)?-[A-Za-z0-9._~%-]{1,200}"
PLACE = "h-"
"""Before the name of a heading, or of a place that an author named: no id of a page begins so."""
_PLACE = rf"{PLACE}[a-z0-9-]{{1,100}}"
_ALIGN = r"align-(?:left|center|right)"
_VALUES = {
    "lang": r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}",
    "dir": r"ltr|rtl|auto",
    "href": rf"(?:https?:/|/|(?:{'|'.join(sorted(URL_SCHEMES - {'http', 'https'}))}):).*"
    rf"|#(?:{_FOOTNOTE}|{_PLACE})",
    "src": r"(?:https?:/|/).*",
    "id": rf"{_FOOTNOTE}|{_PLACE}",
    "aria-label": r"Back to reference [0-9-]{1,12}",
    "open": "",
    "role": "note",
    "data-size": rf"{_PIXELS}x{_PIXELS}",
    "loading": "lazy",
    "decoding": "async",
    "width": _PIXELS,
    "height": _PIXELS,
    "start": _NUMBER,
    "reversed": "",
    "type": "[1aAiI]",
    "value": _NUMBER,
    "colspan": r"[1-9][0-9]?",
    "rowspan": r"[1-9][0-9]?",
    "scope": r"row|col|rowgroup|colgroup",
    "datetime": r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?",
}
_CLASSES = {
    "a": BACK_TO_TEXT,
    "details": "b-transcript",
    "code": r"language-[A-Za-z0-9_+#.-]{1,40}",
    "div": r"footnotes|b-(?:note|warning|facts|gallery|wide|embed|math|recording)",
    "figure": r"b-(?:pullquote|table|gallery|wide|formula|chart(?:-(?:bar|column|line))?"
    r"|film|sound)",
    "sup": "footnote-ref",
    "td": _ALIGN,
    "th": _ALIGN,
}


def _compiled(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: pattern(p, re.IGNORECASE | re.DOTALL) for name, p in patterns.items()}


_VALUE_PATTERNS = _compiled(_VALUES)
_CLASS_PATTERNS = _compiled(_CLASSES)
_WEB = pattern("https?://", re.IGNORECASE)

SAME = {"strike": "s", "tt": "code", "acronym": "abbr", "menu": "ul", "dir": "ul"}
"""Elements of long ago, and what they are called now."""
APART = frozenset(
    {"address", "article", "aside", "center", "footer", "header", "hgroup", "main", "nav"}
    | {"section", "form", "fieldset", "legend", "dialog"}
)
"""Blocks that no page of ours has: what they hold stands by itself."""
HARMLESS = (APART - {"form", "fieldset", "legend", "dialog"}) | frozenset(
    {"span", "font", "big", "nobr", "o:p", "picture", "label", "html", "head", "body"}
)
"""What goes without a trace that a reader would miss."""
QUIET = HARMLESS | frozenset(
    {"col", "colgroup", "noscript", "optgroup", "option", "param", "template", "track"}
)
"""What is no loss by itself."""
SPACED = frozenset(
    {
        "button",
        "dialog",
        "input",
        "legend",
        "listing",
        "option",
        "select",
        "textarea",
        "title",
        "xmp",
    }
)
"""What browsers show apart from the words around it: without its tags these are words of one."""
PLAYERS = {"iframe": "frame_is_link", "frame": "frame_is_link"} | dict.fromkeys(
    ("video", "audio", "embed", "object", "applet", "bgsound"), "player_is_link"
)
"""What shows something from elsewhere, and the reason why a link to that stands in its place."""
LAZY = ("src", "data-src", "data-lazy-src", "data-original")
"""Where pictures and frames have their addresses, in the order in which they are tried."""


class AttributeFilter:
    """Decides on the values of the attributes that are allowed by name, for one document."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def __call__(self, tag: str, attribute: str, value: str) -> str | None:
        """The value to keep, or None to leave the attribute out."""
        if tag in DRAWN_TAGS:
            return drawn_attribute(tag, attribute, value)
        patterns, name = (
            (_CLASS_PATTERNS, tag) if attribute == "class" else (_VALUE_PATTERNS, attribute)
        )
        pattern = patterns.get(name)
        if (pattern and not pattern.fullmatch(value)) or (attribute == "class" and not pattern):
            return None
        if attribute == "id":
            return self._once(value)
        is_address = attribute in ("href", "src") and not value.startswith("#")
        return encoded(value) if is_address else value

    def _once(self, element_id: str) -> str | None:
        if element_id in self._ids:
            return None
        self._ids.add(element_id)
        return element_id


def comment_attribute(_tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute of a comment to keep, or None to leave the attribute out."""
    return None if attribute == "href" and not _WEB.match(value) else value
