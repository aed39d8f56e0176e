"""Embed codes: elements in whose place a script of their provider would put a post or a chart.

No script runs here. What an element says in words stays, and the address that it stands for, which
most say in an attribute that no page shows, is a card, or a link where there is none.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.adapters.html.players import words_in
from broadsheet.domain.shared.web_address import encoded


class _Code(NamedTuple):
    """`value` is what an attribute has to be; its group, or all of it, goes into `address`."""

    element: str
    marked: str
    attribute: str
    value: str = r"https?://[^\s<>\"]+"
    address: str = "{}"


_FILM = (r"[\w-]{6,20}", "https://www.youtube.com/watch?v={}")
_CODES = (
    # https://developers.tiktok.com/doc/embed-videos
    _Code("blockquote", "tiktok-embed", "cite"),
    # https://developers.facebook.com/docs/instagram-platform/embed-button
    _Code("blockquote", "instagram-media", "data-instgrm-permalink"),
    _Code("blockquote", "text-post-media", "data-text-post-permalink"),
    _Code("blockquote", "mastodon-embed", "data-embed-url", r"(https://[^\s<>\"]+)/embed"),
    # https://developers.facebook.com/docs/plugins/embedded-posts
    _Code("div", "fb-post", "data-href"),
    _Code("div", "fb-video", "data-href"),
    # https://core.telegram.org/widgets/post
    _Code("script", "", "data-telegram-post", r"\w{1,64}/[0-9]{1,12}", "https://t.me/{}"),
    # https://github.com/paulirish/lite-youtube-embed, https://amp.dev/documentation/components/
    _Code("lite-youtube", "", "videoid", *_FILM),
    _Code("amp-youtube", "", "data-videoid", *_FILM),
    _Code("lite-vimeo", "", "videoid", r"[0-9]{1,12}", "https://vimeo.com/{}"),
    # https://developers.flourish.studio/embedding/
    _Code(
        *("div", "flourish-embed", "data-src"),
        *(r"(?:visualisation|story)/[0-9]{1,12}", "https://flo.uri.sh/{}/embed"),
    ),
    # https://academy.datawrapper.de/article/180-how-to-embed-charts
    _Code(
        *("div", "", "id", r"datawrapper-vis-([A-Za-z0-9]{5})"),
        "https://datawrapper.dwcdn.net/{}/",
    ),
)
_QUOTES = {
    "twitter-tweet": -1,
    "twitter-video": -1,
    "bluesky-embed": -1,
    "reddit-embed-bq": 0,
    "reddit-card": 0,
}
"""Quotes with the post's own words, and which of their links leads to it."""
_MOST_OF_BOX = 2_000
"""Characters in it: of many boxes in each other all would be looked through again for each."""
_BOXES = frozenset({"div", "ins"})
_SEEN = re.compile(r"<(?:img|picture|iframe|video|audio|embed|object|svg|canvas|hr)\b", re.I)
_LINK = re.compile(r'<a [^<>]*?href="(https://[^"]*)"')
ELEMENTS = frozenset(
    {"blockquote", "div", "ins", "script", "lite-youtube", "lite-vimeo", "amp-youtube"}
)
"""Which elements may be one."""
OF_CODES = frozenset({"class", "style", "cite"})
"""What such an element has for its script alone."""


def is_to_be_filled(name: str, given: Mapping[str, str], inner: str) -> bool:
    """Whether it is an empty box of which a script would read what belongs into it."""
    is_box = name in _BOXES and any(attribute.startswith("data-") for attribute in given)
    return is_box and len(inner) <= _MOST_OF_BOX and not (_SEEN.search(inner) or words_in(inner))


def embedded(name: str, given: Mapping[str, str], inner: str) -> str:
    """The address that an element with these attributes stands for; empty where it is no code.

    `inner` is the HTML within it: of some codes only that says so.
    """
    if name not in ELEMENTS:
        return ""
    classes = given.get("class", "").split()
    for code in _CODES:
        if code.element == name and (not code.marked or code.marked in classes):
            found = re.fullmatch(code.value, given.get(code.attribute, "").strip())
            if found:
                return encoded(code.address.format(found[found.lastindex or 0]))
    place = next((_QUOTES[one] for one in classes if one in _QUOTES), None)
    if place is None or name != "blockquote":
        return ""
    led = [html.unescape(url) for url in _LINK.findall(inner)]
    return encoded(led[place]) if led else ""
