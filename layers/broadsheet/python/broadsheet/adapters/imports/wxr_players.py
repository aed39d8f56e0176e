"""What a player of another system showed, and what stood beside it: a picture, and captions."""

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from broadsheet.adapters.imports.foreign_attributes import named
from broadsheet.adapters.imports.html_tree import attributes_of, start_tag
from broadsheet.domain.media.recordings import LANGUAGE

_SHOWN = "source, embed, a, param[name=movie], param[name=src]"
_CAPTIONED = frozenset({"", "subtitles", "captions"})
"""Kinds of tracks that say what is heard; without a kind it is subtitles (HTML, 4.8.11.11)."""
_RECORDINGS = frozenset({"video", "audio"})
Absolute = Callable[[str], str]
Note = Callable[[str, str], None]


class Player(NamedTuple):
    """The address of what is played, and each thing beside it as HTML."""

    url: str
    beside: tuple[str, ...] = ()


def player_of(name: str, player: LexborNode, absolute: Absolute, note: Note) -> Player:
    """What an element shows: the first address of it, empty if there is none.

    `absolute` makes whole addresses; what stood beside it and cannot here is noted.
    """
    url = ""
    for node in (player, *player.css(_SHOWN)):
        given = attributes_of(node)
        leads = (given[n] for n in ("src", "data", "data-src", "href") if given.get(n))
        if url := absolute(next(leads, "") or given.get("value", "")):
            break
    is_recording = bool(url) and name in _RECORDINGS
    return Player(url, tuple(_beside(name, player, absolute, note, is_recording=is_recording)))


def _beside(
    name: str, player: LexborNode, absolute: Absolute, note: Note, *, is_recording: bool
) -> Iterator[str]:
    if poster := attributes_of(player).get("poster", "").strip():
        if is_recording and not poster.startswith("data:"):
            yield start_tag("img", {"src": absolute(poster), "alt": ""})
        else:
            note("attribute_left_out", f'poster="{poster[:200]}" of <{name}>')
    for track in player.css("track[src]"):
        given = attributes_of(track)
        if is_recording and given.get("kind", "").strip().lower() in _CAPTIONED:
            yield _captions(given, absolute)
        else:
            note("element_left_out", named("track", given))


def _captions(given: dict[str, str], absolute: Absolute) -> str:
    language = given.get("srclang", "").strip()
    title = {"title": language} if re.fullmatch(LANGUAGE, language) else {}
    words = " ".join(given.get("label", "").split()) or language or given["src"].rpartition("/")[2]
    return f"{start_tag('a', {'href': absolute(given['src'])} | title)}{html.escape(words)}</a>"
