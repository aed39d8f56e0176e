"""Links to recordings that came along, alone in their paragraph: they are played again."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.domain.media.media import FILE_ID, Media

_ALONE = re.compile(
    rf"(?:\A|(?<=\n\n))\[((?:[^\[\]\\\n]|\\.)*)\]\(media:({FILE_ID.pattern})\)[ \t]*(?=\n\n|\n?\Z)"
)
_AS_HTML = re.compile(
    rf'<(p|figure)><a href="media:({FILE_ID.pattern})"[^<>]*>([^<>]*)</a>'
    r"(?:\s*<figcaption>(.*?)</figcaption>)?</\1>",
    re.DOTALL,
)
_ADDRESS = re.compile(r"(?:https?:|/)\S*")
_TAG = re.compile(r"<[^<>]*>")


class Played(NamedTuple):
    """A body, and the ids of what is played in it."""

    body: str
    media: frozenset[str]


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

    return Played(_AS_HTML.sub(element, _ALONE.sub(line, body)), frozenset(found))
