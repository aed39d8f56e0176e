"""Links to recordings that came along, alone in their paragraph: they are played again, with the
picture that stood before them and their captions."""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.domain.media.media import FILE_ID, ID, Media
from broadsheet.domain.media.recordings import BEGINS, CAPTIONS, ENDS

_ALONE = re.compile(
    rf"(?:\A|(?<=\n\n))\[((?:[^\[\]\\\n]|\\.)*)\]\(media:({FILE_ID.pattern})\)[ \t]*(?=\n\n|\n?\Z)"
)
_AS_HTML = re.compile(
    rf'<(p|figure)><a href="media:({FILE_ID.pattern})"[^<>]*>([^<>]*)</a>'
    r"(?:\s*<figcaption>(.*?)</figcaption>)?</\1>",
    re.DOTALL,
)
_BLOCK = re.compile(
    rf"(?P<whole><figure>\s*)?{re.escape(BEGINS)}\s*<p>(?P<link><a [^<>]*>[^<>]*</a>)</p>\s*"
    rf"(?P<beside>(?:<p>(?:<a [^<>]*>[^<>]*</a>|<img [^<>]*>)</p>\s*)*){re.escape(ENDS)}"
    r"(?P<said>\s*<figcaption>(?:[^<]|<(?!/?fig))*</figcaption>)?(?(whole)\s*</figure>)"
)
"""What an archive wrote for a player with more than what it played."""
_BESIDE = re.compile(r"<p><(?:a|img) [^<>]*?(?:href|src)=\"([^\"]*)\"[^<>]*>(?:[^<>]*</a>)?</p>")
_OURS = re.compile(rf"media:({ID.pattern}(?:-{CAPTIONS})?)")
_LINK_OF_OURS = re.compile(rf'<a href="media:({FILE_ID.pattern})"')
_ADDRESS = re.compile(r"(?:https?:|/)\S*")
_TAG = re.compile(r"<[^<>]*>")


class Played(NamedTuple):
    """A body, the ids of what is played in it, and what stood beside a player and does no more."""

    body: str
    media: frozenset[str]
    left: tuple[str, ...] = ()


def played(body: str, known: Mapping[str, Media]) -> Played:
    """The Markdown, or HTML within it, with players where a link to a recording stands for itself.

    Words that are no more than the old address go: the recording's own name says more.
    """
    found: set[str] = set()

    def is_played(media_id: str) -> bool:
        media = known.get(media_id)
        if media is None or not media.is_recording:
            return False
        found.add(media.id)
        return True

    def line(link: re.Match[str]) -> str:
        words = "" if _ADDRESS.fullmatch(link[1].replace("\\", "")) else link[1]
        return f"![{words}](media:{link[2]})" if is_played(link[2]) else link[0]

    def element(link: re.Match[str]) -> str:
        if not is_played(link[2]):
            return link[0]
        words = "" if _ADDRESS.fullmatch(link[4]) else link[4]
        caption = _TAG.sub("", link[5] or "").strip().replace('"', "&quot;")
        title = f' title="{caption}"' if caption else ""
        alt = words.replace('"', "&quot;")
        return f'<p><img src="media:{link[2]}" alt="{alt}"{title}></p>'

    body, left = _with_blocks(body, known)
    return Played(_AS_HTML.sub(element, _ALONE.sub(line, body)), frozenset(found), left)


def _with_blocks(body: str, known: Mapping[str, Media]) -> tuple[str, tuple[str, ...]]:
    """Players keep what came along beside them; without what they played there is the link."""
    left: list[str] = []

    def block(found: re.Match[str]) -> str:
        link, said = found["link"], found["said"] or ""
        told = f"<figure>{link}{said}</figure>" if said else f"<p>{link}</p>"
        ours = _LINK_OF_OURS.match(link)
        media = known.get(ours[1]) if ours else None
        is_played = media is not None and media.is_recording
        kept: list[str] = []
        for one in _BESIDE.finditer(found["beside"]):
            stays = is_played and _belongs(one[1], known)
            (kept if stays else left).append(one[0] if stays else html.unescape(one[1]))
        return "\n".join((f"{BEGINS}{told}", *kept)) + ENDS if kept else told

    return _BLOCK.sub(block, body), tuple(left)


def _belongs(address: str, known: Mapping[str, Media]) -> bool:
    """Whether it is a picture or captions of ours: nothing else stands beside a recording."""
    ours = _OURS.fullmatch(address)
    media = known.get(ours[1]) if ours else None
    return media is not None and (not media.is_file or media.kind == CAPTIONS)
