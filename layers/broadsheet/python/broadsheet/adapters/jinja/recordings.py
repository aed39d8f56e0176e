"""Players: what a page makes of the links to films and sounds in a body.

Only the newsroom's own files are played, by the elements of the browser; nothing of them is loaded
before somebody wants it, but the captions that are on, and whoever has no player has the link.
"""

import html
import re

from markupsafe import escape

from broadsheet.adapters.jinja.translations import Words
from broadsheet.domain.media.kinds import FILES
from broadsheet.domain.media.media import ID
from broadsheet.domain.media.recordings import (
    BEGINS,
    CAPTIONS,
    ENDS,
    FILMS,
    LANGUAGE,
    SOUNDS,
    recording_blocks,
)
from broadsheet.domain.shared.sentence import N_

_PLAYED = "|".join(sorted(FILMS | SOUNDS))
_FIGURE = re.compile(
    rf'<figure class="b-(film|sound)"(?: data-size="(\d+)x(\d+)")?>'
    rf'(<a href="(/media/{ID.pattern}-({_PLAYED})/file\.\6)"[^<>]*>([^<>]*)</a>)'
    r"((?:\s*<small>[^<>]*</small>)?)"
)
"""Its beginning: a caption, and the end, stay as they are."""
_POSTER = re.compile(
    rf'<figure><img src="(/media/{ID.pattern}/\d+\.jpg)"[^<>]*>'
    r"(?:<figcaption>([^<>]*)</figcaption>)?</figure>\s*"
)
_TRACK = re.compile(
    rf'<a href="(/media/{ID.pattern}-{CAPTIONS}/file\.{CAPTIONS})"'
    rf'(?: title="({LANGUAGE})")?[^<>]*>((?:[^<]|<(?!/a>))*)</a>'
)
_TAG = re.compile("<[^<>]*>")
_TRANSCRIPT = '<details class="b-transcript">'
_UNNAMED = re.compile(rf"{_TRANSCRIPT}(?!<summary)")


def with_players(words: Words, body: str) -> str:
    """The body with a player for each of its recordings."""
    if 'class="b-' not in body:
        return body
    body = _UNNAMED.sub(lambda _: f"{_TRANSCRIPT}<summary>{_named(words)}</summary>", body)
    made, at = list[str](), 0
    for begins, ends in recording_blocks(body):
        inner = body[begins + len(BEGINS) : ends - len(ENDS)]
        made += [body[at:begins], _block(words, inner)]
        at = ends
    body = "".join((*made, body[at:]))
    return _FIGURE.sub(lambda figure: _player(figure, "", ""), body)


def _named(words: Words) -> str:
    return str(escape(words.plain(N_("Transcript"))))


def _block(words: Words, inner: str) -> str:
    """A recording with what stands beside it: a picture to begin with, and captions."""
    tracks = "".join(
        _track(words, found, first=not n) for n, found in enumerate(_TRACK.finditer(inner))
    )
    poster = _POSTER.search(inner)
    if poster is None or _FIGURE.search(inner) is None:
        made = _FIGURE.sub(lambda figure: _player(figure, "", tracks), inner, count=1)
        return f"{BEGINS}{made}{ENDS}"
    inner = inner[: poster.start()] + inner[poster.end() :]
    if poster[2]:
        inner = _captioned(inner, poster[2])
    made = _FIGURE.sub(lambda figure: _player(figure, poster[1], tracks), inner, count=1)
    return f"{BEGINS}{made}{ENDS}"


def _captioned(inner: str, caption: str) -> str:
    """With what is said of its picture below it: whose it is, most of all."""
    figure = _FIGURE.search(inner)
    end = inner.find("</figure>", figure.end()) if figure else -1
    before, behind = inner[:end], inner[end:]
    if before.endswith("</figcaption>"):
        return f"{before.removesuffix('</figcaption>')} · {caption}</figcaption>{behind}"
    return f"{before}<figcaption>{caption}</figcaption>{behind}"


def _track(words: Words, found: re.Match[str], *, first: bool) -> str:
    language, label = found[2] or words.language, _TAG.sub("", found[3])
    shown = " default" if first else ""
    return (
        f'<track kind="captions" src="{found[1]}" srclang="{escape(language)}"'
        f' label="{_value(label)}"{shown}>'
    )


def _value(text: str) -> str:
    """Text as it stands between tags, for an attribute: there a quotation mark would end it."""
    return html.escape(html.unescape(text))


def _player(figure: re.Match[str], poster: str, tracks: str) -> str:
    kind, width, height, link, path, file, alt, told = figure.groups()
    name = f' aria-label="{_value(alt)}"' if alt else ""
    inner = f'<source src="{path}" type="{FILES[file]}">{tracks}{link}'
    if kind == "sound":
        player = f'<audio controls preload="none"{name}>{inner}</audio>'
    else:
        size = f' width="{width}" height="{height}"' if width else ""
        # Without a picture to begin with nothing would be seen of it.
        begins = f' preload="none" poster="{poster}"' if poster else ' preload="metadata"'
        player = f"<video controls playsinline{begins}{size}{name}>{inner}</video>"
    return f'<figure class="b-{kind}">{player}<p class="b-file">{link}{told}</p>'
