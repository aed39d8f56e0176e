"""Players: what a page makes of the links to films and sounds in a body.

Only the newsroom's own files are played, by the elements of the browser; nothing is loaded before
somebody wants it, and whoever has no player has the link.
"""

import html
import re

from markupsafe import escape

from broadsheet.adapters.jinja.translations import Words
from broadsheet.domain.media.kinds import FILES
from broadsheet.domain.media.media import ID
from broadsheet.domain.media.recordings import CAPTIONS, FILMS, SOUNDS
from broadsheet.domain.shared.sentence import N_

_BLOCK = re.compile(r'<div class="b-recording">(.*?)</div>', re.DOTALL)
_PLAYED = "|".join(sorted(FILMS | SOUNDS))
_FIGURE = re.compile(
    rf'<figure class="b-(film|sound)"(?: data-size="(\d+)x(\d+)")?>'
    rf'(<a href="(/media/{ID.pattern}-({_PLAYED})/file\.\6)"[^<>]*>([^<>]*)</a>)'
    r"(.*?)(<figcaption>.*?</figcaption>)?</figure>",
    re.DOTALL,
)
_POSTER = re.compile(
    rf'<figure><img src="(/media/{ID.pattern}/\d+\.jpg)"[^<>]*>.*?</figure>\s*', re.DOTALL
)
_TRACK = re.compile(
    rf'<a href="(/media/{ID.pattern}-{CAPTIONS}/file\.{CAPTIONS})"'
    r'(?: title="([A-Za-z0-9-]*)")?[^<>]*>([^<>]*)</a>'
)
_TRANSCRIPT = '<details class="b-transcript">'
_UNNAMED = re.compile(rf"{_TRANSCRIPT}(?!<summary)")


def with_players(words: Words, body: str) -> str:
    """The body with a player for each of its recordings."""
    if 'class="b-' not in body:
        return body
    body = _UNNAMED.sub(lambda _: f"{_TRANSCRIPT}<summary>{_named(words)}</summary>", body)
    body = _BLOCK.sub(lambda block: _block(words, block[1]), body)
    return _FIGURE.sub(lambda figure: _player(figure, "", ""), body)


def _named(words: Words) -> str:
    return str(escape(words.plain(N_("Transcript"))))


def _block(words: Words, inner: str) -> str:
    """A recording with what stands beside it: a picture to begin with, and captions."""
    poster = _POSTER.search(inner)
    tracks = "".join(
        _track(words, found, first=not n) for n, found in enumerate(_TRACK.finditer(inner))
    )
    if poster and _FIGURE.search(inner):
        inner = inner[: poster.start()] + inner[poster.end() :]
    shown = poster[1] if poster else ""
    made = _FIGURE.sub(lambda figure: _player(figure, shown, tracks), inner, count=1)
    return f'<div class="b-recording">{made}</div>'


def _track(words: Words, found: re.Match[str], *, first: bool) -> str:
    language = found[2] or words.language
    shown = " default" if first else ""
    return (
        f'<track kind="captions" src="{found[1]}" srclang="{escape(language)}"'
        f' label="{_value(found[3])}"{shown}>'
    )


def _value(text: str) -> str:
    """Text as it stands between tags, for an attribute: there a quotation mark would end it."""
    return html.escape(html.unescape(text))


def _player(figure: re.Match[str], poster: str, tracks: str) -> str:
    kind, width, height, link, path, file, alt, rest, caption = figure.groups()
    name = f' aria-label="{_value(alt)}"' if alt else ""
    inner = f'<source src="{path}" type="{FILES[file]}">{tracks}{link}'
    if kind == "sound":
        player = f'<audio controls preload="none"{name}>{inner}</audio>'
    else:
        size = f' width="{width}" height="{height}"' if width else ""
        # Without a picture to begin with nothing would be seen of it.
        begins = f' preload="none" poster="{poster}"' if poster else ' preload="metadata"'
        player = f"<video controls playsinline{begins}{size}{name}>{inner}</video>"
    told = f'<p class="b-file">{link}{rest}</p>{caption or ""}'
    return f'<figure class="b-{kind}">{player}{told}</figure>'
