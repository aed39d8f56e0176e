"""The newsroom's own pictures in an article's body: `![what it shows](media:<id> "caption")`."""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.domain.media.media import Media, file_of, sizes_of

SCHEME = "media:"
_NAMED = re.compile(r"<img\b[^<>]*?\ssrc=\"media:([^\"<>]*)\"[^<>]*>")
_ALONE = re.compile(rf"<p>({_NAMED.pattern})</p>")
_ALT = re.compile(r'\salt="([^"<>]*)"')
_TITLE = re.compile(r'\stitle="([^"<>]*)"')


class Shown(NamedTuple):
    """HTML with addresses for pictures' names; which they are, and which have no words."""

    html: str
    media: tuple[str, ...]
    unworded: tuple[str, ...]


def named_in(rendered: str) -> tuple[str, ...]:
    """What the images of rendered Markdown name as the newsroom's own, each once."""
    if SCHEME not in rendered:
        return ()
    return tuple(dict.fromkeys(match[1] for match in _NAMED.finditer(rendered)))


def with_pictures(rendered: str, pictures: Mapping[str, Media]) -> Shown:
    """Rendered Markdown, before it is sanitised, with the pictures that it names.

    A picture alone in its paragraph gets its caption; one that `pictures` lacks is left out.
    """
    named = named_in(rendered)
    if not named:
        return Shown(rendered, (), ())
    unworded: dict[str, None] = {}

    def image(tag: re.Match[str]) -> str:
        media = pictures.get(tag[tag.re.groups])
        if media is None:
            return ""
        said = _ALT.search(tag[0])
        alt = (said[1] if said else "") or html.escape(media.alt)
        if not alt.strip():
            unworded[media.id] = None
        return _img(media, alt)

    def figure(tag: re.Match[str]) -> str:
        shown, media = image(tag), pictures.get(tag[2])
        caption = _caption(tag[0], media) if media else ""
        return f"<figure>{shown}{caption}</figure>" if shown else ""

    shown = _NAMED.sub(image, _ALONE.sub(figure, rendered))
    return Shown(shown, tuple(i for i in named if i in pictures), tuple(unworded))


def _img(media: Media, alt: str) -> str:
    """One address for all: what only a page can choose from, it adds itself (`jinja.body`)."""
    largest = sizes_of(media.width)[-1]
    source = f"/{file_of(media.id, largest.step, 'jpg')}"
    return f'<img src="{source}" alt="{alt}" width="{media.width}" height="{media.height}" />'


def _caption(tag: str, media: Media) -> str:
    title = _TITLE.search(tag)
    said = [title[1] if title else html.escape(media.caption), html.escape(media.credit)]
    caption = " ".join(filter(None, said))
    return f"<figcaption>{caption}</figcaption>" if caption else ""
