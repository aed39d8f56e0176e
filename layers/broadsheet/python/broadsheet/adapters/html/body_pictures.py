"""The newsroom's own pictures in an article's body: `![what it shows](media:<id> "caption")`.

A film or a sound that stands so, alone in its paragraph, is played (`body_recordings.py`). A link
(`[the report](media:<id>-pdf)`) leads to a picture's largest size, or to a file.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.adapters.html.body_recordings import played, recording_of
from broadsheet.domain.articles.body import Recording
from broadsheet.domain.media.media import Media
from broadsheet.domain.shared.patterns import pattern

SCHEME = "media:"
_NAMED = pattern(r"<img\b[^<>]*?\ssrc=\"media:([^\"<>]*)\"[^<>]*>")
_LINKED = pattern(r"(<a\b[^<>]*?\shref=\")media:([^\"<>]*)(?=\")")
_ALONE = pattern(rf"<p>({_NAMED.pattern})</p>")
_IN_LINK = pattern(rf'(<a\b[^<>]*?\shref="([^"<>]*)"[^<>]*>)({_NAMED.pattern})</a>')
_ALT = pattern(r'\salt="([^"<>]*)"')
_TITLE = pattern(r'\stitle="([^"<>]*)"')


class Shown(NamedTuple):
    """HTML with addresses for pictures' names; which they are, which of them have no words, and
    what can be played."""

    html: str
    media: tuple[str, ...]
    unworded: tuple[str, ...]
    recordings: tuple[Recording, ...] = ()


def named_in(rendered: str) -> tuple[str, ...]:
    """What images and links of rendered Markdown name as the newsroom's own, each once."""
    if SCHEME not in rendered:
        return ()
    shown = [match[1] for match in _NAMED.finditer(rendered)]
    return tuple(dict.fromkeys([*shown, *(match[2] for match in _LINKED.finditer(rendered))]))


def with_pictures(rendered: str, pictures: Mapping[str, Media]) -> Shown:
    """Rendered Markdown, before it is sanitised, with the pictures that it names.

    A picture alone in its paragraph gets its caption; one that `pictures` lacks is left out.
    """
    named = named_in(rendered)
    if not named:
        return Shown(rendered, (), ())
    unworded: dict[str, None] = {}
    recordings: dict[str, Recording] = {}

    def image(tag: re.Match[str]) -> str:
        media = pictures.get(tag[tag.re.groups])
        if media is None:
            return ""
        said = _ALT.search(tag[0])
        alt = (said[1] if said else "") or html.escape(media.alt)
        if media.is_file:
            return f'<a href="{media.path}">{alt.strip() or html.escape(media.name)}</a>'
        if not alt.strip():
            unworded[media.id] = None
        title = _TITLE.search(tag[0])
        return _img(media, alt, title[0] if title else "")

    def figure(tag: re.Match[str]) -> str:
        shown, media = _TITLE.sub("", image(tag)), pictures.get(tag[2])
        if media and media.is_recording:
            said = _ALT.search(tag[0])
            alt = (said[1] if said else "").strip() or html.escape(media.alt or media.name)
            recordings.setdefault(media.id, recording_of(media, html.unescape(alt)))
            return played(media, alt, _caption(tag[0], media))
        if media and media.is_file:
            return f"<p>{shown}</p>"
        caption = _caption(tag[0], media) if media else ""
        return f"<figure>{shown}{caption}</figure>" if shown else ""

    def link(tag: re.Match[str]) -> str:
        media = pictures.get(tag[2])
        return f"{tag[1]}{media.path if media else ''}"

    shown = _LINKED.sub(link, _NAMED.sub(image, _ALONE.sub(figure, _apart(rendered, pictures))))
    known = tuple(i for i in named if i in pictures)
    return Shown(shown, known, tuple(unworded), tuple(recordings.values()))


def _apart(rendered: str, pictures: Mapping[str, Media]) -> str:
    """With what a file stands in behind it: a file is a link, and a link within a link is none."""

    def apart(tag: re.Match[str]) -> str:
        media = pictures.get(tag[tag.re.groups])
        return f"{tag[3]} ({tag[1]}{tag[2]}</a>)" if media and media.is_file else tag[0]

    return _IN_LINK.sub(apart, rendered)


def _img(media: Media, alt: str, title: str) -> str:
    """One address for all: what only a page can choose from, it adds itself (`jinja.body`)."""
    size = f'width="{media.width}" height="{media.height}"'
    return f'<img src="{media.path}" alt="{alt}"{title} {size} />'


def _caption(tag: str, media: Media) -> str:
    title = _TITLE.search(tag)
    said = [title[1] if title else html.escape(media.caption), html.escape(media.credit)]
    caption = " ".join(filter(None, said))
    return f"<figcaption>{caption}</figcaption>" if caption else ""
