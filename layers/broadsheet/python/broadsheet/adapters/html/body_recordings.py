"""Films and sounds in an article's body: a figure with a link to the file.

So whoever reads it elsewhere, in a feed or by the API, has what they need; a page makes a player of
it (`jinja/recordings.py`). Nothing here is trusted: it goes through the sanitiser as all does.
"""

import html
import re
from collections.abc import Iterator

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.domain.articles.body import Recording
from broadsheet.domain.media.media import Media
from broadsheet.domain.media.recordings import CALLED, CAPTIONS, LANGUAGE, lasting, recording_blocks

_FIGURE = re.compile(
    r'<figure class="b-(film|sound)"[^<>]*><a href="(/media/[^"<>]*)"[^<>]*>(.*?)</a>', re.DOTALL
)
_CAPTIONS = re.compile(rf'<a href="/media/([^"<>]*)/file\.{CAPTIONS}"(?: title="([^"<>]*)")?')
_TRANSCRIPT = re.compile(
    r'<details class="b-transcript">\s*(?:<summary>(?:[^<]|<(?!/summary>))*</summary>\s*)?'
    r"(?!<summary>|</details>)\S"
)
"""With something in it."""


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
    """Name films without captions and sounds without a transcript (WCAG 2.2, 1.2.1 and 1.2.2), and
    captions that are nobody's, or of no language."""
    if '"b-recording"' not in clean and '<figure class="b-' not in clean:
        return
    has_transcript = _TRANSCRIPT.search(clean) is not None
    captioned = list(_captioned(clean, notes))
    for found in _FIGURE.finditer(clean):
        is_film = found[1] == "film"
        if not (found.start() in captioned if is_film else has_transcript):
            reason = "film_without_captions" if is_film else "sound_without_transcript"
            typed = found[2].removeprefix("/media/").partition("/")[0]
            said = html.unescape(found[3])
            notes.add(reason, said, f"[{said}](media:{typed}", f"](media:{typed}")


def _captioned(clean: str, notes: BodyNotes) -> Iterator[int]:
    """Where the recordings begin that have captions: in each block it is the first one."""
    for begins, ends in recording_blocks(clean):
        said = list(_CAPTIONS.finditer(clean, begins, ends))
        first = _FIGURE.search(clean, begins, ends) if said else None
        if first:
            yield first.start()
        for one in said:
            typed = f"](media:{one[1]}"
            if not first:
                notes.add("captions_without_film", one[1], typed)
            elif one[2] and not re.fullmatch(LANGUAGE, one[2]):
                notes.add("captions_language", html.unescape(one[2]), typed)
