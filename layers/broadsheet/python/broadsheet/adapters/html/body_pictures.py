"""The newsroom's own pictures in an article's body: `![what it shows](media:<id> "caption")`.

A film or a sound that stands so, alone in its paragraph, is played (`body_recordings.py`). A link
(`[the report](media:<id>-pdf)`) leads to a picture's largest size, or to a file.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.body_recordings import played, recording_of
from broadsheet.adapters.html.typed_media import as_markdown_has_it
from broadsheet.domain.articles.body import Recording
from broadsheet.domain.media.media import Media
from broadsheet.domain.shared.patterns import pattern

_NAMED = pattern(r"<img\b[^<>]*?\ssrc=\"media:([^\"<>]*)\"[^<>]*>")
_LINKED = pattern(r"(<a\b[^<>]*?\shref=\")media:([^\"<>]*)(?=\")")
_ALONE = pattern(rf"<p>({_NAMED.pattern})</p>")
_PARAGRAPH = pattern(r"<p>((?:<img\b[^<>]*>|<br />|\s)+)</p>")
"""Of pictures alone."""
_IMAGE = pattern(r"<img\b[^<>]*>")
_IN_FIGURE = pattern(r"<figure\b[^<>]*>\s*\Z")
_NEAR = 300
_IN_LINK = pattern(rf'(<a\b[^<>]*?\shref="([^"<>]*)"[^<>]*>)({_NAMED.pattern})</a>')
_ALT = pattern(r'\salt="([^"<>]*)"')
_TITLE = pattern(r'\stitle="([^"<>]*)"')

_OTHERS = pattern(r' (?!(?:src|alt|title|width|height|data-[a-z-]+)=)[a-z-]+="[^"<>]*"(?=[ />])')
"""Attributes that somebody typed: whether a page can have them is judged as those of any other."""


class Shown(NamedTuple):
    """HTML with addresses for pictures' names; which they are, which of them have no words, and
    what can be played."""

    html: str
    media: tuple[str, ...]
    unworded: tuple[str, ...]
    recordings: tuple[Recording, ...] = ()


def named_in(rendered: str) -> tuple[str, ...]:
    """What images and links of rendered HTML name as the newsroom's own, each once."""
    return _names(rendered, {})[1]


def with_pictures(
    rendered: str, pictures: Mapping[str, Media], notes: BodyNotes | None = None
) -> Shown:
    """Rendered Markdown, before it is sanitised, with the pictures that it names.

    A picture alone in its paragraph gets its caption; one that `pictures` lacks is left out. Says
    what of others is not shown.
    """
    rendered, named = _names(rendered, pictures)
    if not named:
        return Shown(rendered, (), ())
    shown = _Shown(pictures, notes or BodyNotes(""))
    made = shown.made(rendered)
    known = tuple(i for i in named if i in pictures)
    return Shown(made, known, tuple(shown.unworded), tuple(shown.recordings.values()))


def _names(rendered: str, pictures: Mapping[str, Media]) -> tuple[str, tuple[str, ...]]:
    """HTML that names what is ours as Markdown does, and what it names."""
    played = list[str]()

    def address(name: str) -> str:
        played.append(name)
        return pictures[name].path if name in pictures else ""

    plain = as_markdown_has_it(rendered, address)
    shown = [match[1] for match in _NAMED.finditer(plain)]
    linked = [match[2] for match in _LINKED.finditer(plain)]
    return plain, tuple(dict.fromkeys((*shown, *linked, *played)))


class _Shown:
    """The pictures of one text: which of them have no words, and what is played."""

    def __init__(self, pictures: Mapping[str, Media], notes: BodyNotes) -> None:
        self._pictures, self._notes = pictures, notes
        self.unworded: dict[str, None] = {}
        self.recordings: dict[str, Recording] = {}

    def made(self, rendered: str) -> str:
        alone = _PARAGRAPH.sub(self._each_alone, _IN_LINK.sub(self._apart, rendered))
        return _LINKED.sub(self._link, _NAMED.sub(self._within, _ALONE.sub(self._figure, alone)))

    def _apart(self, tag: re.Match[str]) -> str:
        """What a file stands in behind it: a file is a link, and a link within a link is none."""
        media = self._pictures.get(tag[tag.re.groups])
        return f"{tag[3]} ({tag[1]}{tag[2]}</a>)" if media and media.is_file else tag[0]

    def _each_alone(self, paragraph: re.Match[str]) -> str:
        """Pictures that share a paragraph with nothing else have one each: a line is no reason for
        a picture to be nobody's."""
        images = _IMAGE.findall(paragraph[1])
        named = (_NAMED.fullmatch(image) for image in images)
        media = [self._pictures.get(found[1]) if found else None for found in named]
        are_shown = all(one and (one.is_recording or not one.is_file) for one in media)
        return "\n".join(f"<p>{image}</p>" for image in images) if are_shown else paragraph[0]

    def _within(self, tag: re.Match[str]) -> str:
        """A picture among words, in a list, a table or a link: there is no room below it."""
        media = self._pictures.get(tag[1])
        if media is None:
            return ""
        title = _title(tag[0])
        if media.is_recording:
            self._say("recording_within", html.unescape(_alt(tag[0])) or media.name, media)
        elif not (media.is_file or _is_in_figure(tag)):
            self._say("caption_left_out", _below("" if title else media.caption, media), media)
        return self._image(tag[0], media, title)

    def _say(self, reason: str, what: str, media: Media) -> None:
        if what:
            name = f"media:{media.id}"
            self._notes.add(reason, what, f"]({name}", name)

    def _image(self, tag: str, media: Media, title: str = "") -> str:
        alt = _alt(tag) or html.escape(media.alt)
        titled = f' title="{title}"' if title else ""
        if media.is_file:
            words = alt.strip() or html.escape(media.name)
            return f'<a href="{media.path}"{titled}>{words}</a>'
        if not alt.strip():
            self.unworded[media.id] = None
        # One address for all: what only a page can choose from, it adds itself (`jinja.body`).
        size = f'width="{media.width}" height="{media.height}"'
        others = "".join(_OTHERS.findall(tag))
        return f'<img src="{media.path}" alt="{alt}"{titled} {size}{others} />'

    def _figure(self, tag: re.Match[str]) -> str:
        media = self._pictures.get(tag[2])
        if media is None:
            return ""
        title = _title(tag[0])
        said = _below(html.unescape(title) or media.caption, media)
        caption = f"<figcaption>{html.escape(said)}</figcaption>" if said else ""
        if media.is_recording:
            alt = _alt(tag[0]).strip() or html.escape(media.alt or media.name)
            self.recordings.setdefault(media.id, recording_of(media, html.unescape(alt)))
            return played(media, alt, caption)
        if media.is_file:
            return f"<p>{self._image(tag[0], media, title)}</p>"
        return f"<figure>{self._image(tag[0], media)}{caption}</figure>"

    def _link(self, tag: re.Match[str]) -> str:
        media = self._pictures.get(tag[2])
        return f"{tag[1]}{media.path if media else ''}"


def _is_in_figure(tag: re.Match[str]) -> bool:
    """Whoever types one says below it what there is to say."""
    before = tag.string[max(tag.start() - _NEAR, 0) : tag.start()]
    return _IN_FIGURE.search(before) is not None


def _alt(tag: str) -> str:
    """As HTML, as it was typed."""
    said = _ALT.search(tag)
    return said[1] if said else ""


def _title(tag: str) -> str:
    said = _TITLE.search(tag)
    return said[1] if said else ""


def _below(caption: str, media: Media) -> str:
    """What stands below it: what is said of it, and whose it is."""
    return " ".join(filter(None, (caption, media.credit)))
