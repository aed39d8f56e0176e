"""Films and sounds in an article's body: a figure with a link to the file.

So whoever reads it elsewhere, in a feed or by the API, has what they need; a page makes a player of
it (`jinja/recordings.py`). Nothing here is trusted: it goes through the sanitiser as all does.
"""

import html
import re
from collections.abc import Iterator

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.domain.articles.article import Recording
from broadsheet.domain.media.media import Media
from broadsheet.domain.media.recordings import CALLED, CAPTIONS, lasting

_BLOCK = re.compile(r'<div class="b-recording">.*?</div>', re.DOTALL)
_FIGURE = re.compile(
    r'<figure class="b-(film|sound)"[^<>]*><a href="(/media/[^"<>]*)"[^<>]*>(.*?)</a>', re.DOTALL
)
_CAPTIONS = re.compile(rf'<a href="/media/[^"<>]*/file\.{CAPTIONS}"')
_TRANSCRIPT = '<details class="b-transcript">'


def played(media: Media, alt: str, caption: str) -> str:
    """The figure of a recording; `alt` and `caption` are HTML."""
    kind = "film" if media.width else "sound"
    size = f' data-size="{media.width}x{media.height}"' if media.width else ""
    told = f"<small>{CALLED[media.kind]}, {lasting(media.seconds)}</small>"
    link = f'<a href="{media.path}">{alt}</a>'
    return f'<figure class="b-{kind}"{size}>{link} {told}{caption}</figure>'


def recording_of(media: Media, title: str) -> Recording:
    """What feeds are told of it."""
    return Recording(media.id, media.size, media.seconds, title, media.width)


def say_what_is_not_heard(clean: str, notes: BodyNotes) -> None:
    """Name films without captions and sounds without a transcript (WCAG 2.2, 1.2.1 and 1.2.2)."""
    if '<figure class="b-' not in clean:
        return
    for kind, address, words, block in _figures(clean):
        has_transcript = _TRANSCRIPT in clean
        is_film = kind == "film"
        if not (_CAPTIONS.search(block) if is_film else has_transcript):
            reason = "film_without_captions" if is_film else "sound_without_transcript"
            typed = address.removeprefix("/media/").partition("/")[0]
            notes.add(reason, html.unescape(words), f"](media:{typed}")


def _figures(clean: str) -> Iterator[tuple[str, str, str, str]]:
    """Each with the block that it stands in, or itself."""
    blocks = list(_BLOCK.finditer(clean))
    for found in _FIGURE.finditer(clean):
        around = (b[0] for b in blocks if b.start() < found.start() < b.end())
        yield found[1], found[2], found[3], next(around, found[0])
