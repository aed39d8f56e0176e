"""WordPress's shortcodes (`[gallery ids="1,2"]`) as the HTML that they stand for.

What a plugin made of one of its own is not known here: it goes, and is named. Whether `[update]` in
a line of its own is one, or a word in brackets, cannot be told: it stays, and is named as well.
https://codex.wordpress.org/Shortcode_API
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from broadsheet.adapters.imports.html_tree import TAG
from broadsheet.domain.transfer.site_lines import ImportedImage

_CODE = re.compile(
    r"\[(?P<escaped>\[?)(?P<closes>/?)(?P<name>[a-zA-Z][\w-]*)(?P<given>(?:[\s=:][^\[\]]*)?)\](?P<second>\]?)"
)
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VERBATIM = frozenset({"pre", "code", "script", "style", "textarea"})
_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_SOURCES = ("src", "mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "webm", "wav", "flv", "wmv")
_SITES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "tweet": "https://twitter.com/i/status/",
}
"""Shortcodes of Jetpack that name a place by its address or its number there."""
_ADDRESS = re.compile(r"https?://[^\s\"'<>\]]+")
_AROUND = frozenset({"caption", "wp_caption", "code", "sourcecode"})
"""Those that mean nothing without their end."""
_ONE_WORD = re.compile(r"[a-z][a-z0-9]*")


@dataclass
class Setting:
    """What a body is in: the pictures of its site, those that belong to it, its notes."""

    attachments: Mapping[str, ImportedImage]
    own: Sequence[str] = ()
    host: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)

    def note(self, reason: str, detail: str) -> None:
        """Say once that something is not as it was."""
        if (reason, detail) not in self.notes:
            self.notes.append((reason, detail))


def expanded(text: str, setting: Setting) -> str:
    """The text with HTML for its shortcodes; in code, and within tags, there are none."""
    return _Expansion(text, setting).text()


class _Expansion:
    def __init__(self, text: str, setting: Setting) -> None:
        self._text, self._setting = text, setting
        starts, ends = _protected(text)
        self._found = [
            found
            for found in _CODE.finditer(text)
            # Spans do not overlap: the last that begins before it is the one it may be in.
            if not (n := bisect_right(starts, found.start())) or ends[n - 1] <= found.start()
        ]
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[re.Match[str]]] = {}
        for found in self._found:
            if found["closes"]:
                self._ends.setdefault(found["name"], []).append(found)
            else:
                self._starts.setdefault(found["name"], []).append(found.start())
        self._begun: set[str] = set()

    def text(self) -> str:
        out: list[str] = []
        at = 0
        for found in self._found:
            if found.start() < at:
                continue
            out.append(self._text[at : found.start()])
            made, at = self._made(found)
            out.append(made)
        return "".join([*out, self._text[at:]])

    def _made(self, found: re.Match[str]) -> tuple[str, int]:
        """What stands in its place, and where the text goes on."""
        if found["escaped"] and found["second"]:
            return found[0][1:-1], found.end()
        name, end = found["name"], found.end() - len(found["second"])
        before = "[" if found["escaped"] else ""
        if found["closes"]:
            return before + ("" if name in self._begun else f"[/{name}]"), end
        closing = self._closing(name, end)
        make = _KNOWN.get(name)
        if make is None or (closing is None and name in _AROUND):
            return before + self._unknown(found), end
        inner = self._text[end : closing.start()] if closing else ""
        made = make(self._setting, found["given"].strip().rstrip("/"), inner)
        return before + made, closing.end() if closing else end

    def _closing(self, name: str, after: int) -> re.Match[str] | None:
        """Its end, unless another of the same name begins before it."""
        ends, starts = self._ends.get(name, []), self._starts.get(name, [])
        n = bisect_left(ends, after, key=lambda end: end.start())
        following = bisect_left(starts, after)
        if n == len(ends):
            return None
        is_first = following == len(starts) or ends[n].start() < starts[following]
        return ends[n] if is_first else None

    def _unknown(self, found: re.Match[str]) -> str:
        name, said = found["name"], found[0].removeprefix(found["escaped"])
        said = said.removesuffix(found["second"])
        if name in self._ends or "=" in found["given"] or "_" in name or "-" in name:
            self._begun.add(name)
            self._setting.note("shortcode_left_out", said)
            return ""
        if self._is_alone(found) and _ONE_WORD.fullmatch(name):
            self._setting.note("shortcode_stays", said)
        return said

    def _is_alone(self, found: re.Match[str]) -> bool:
        before = self._text[max(found.start() - 200, 0) : found.start()].rstrip(" \t")
        after = self._text[found.end() : found.end() + 200].lstrip(" \t")
        return before[-1:] in ("", "\n", ">") and after[:1] in ("", "\n", "<")


def _protected(text: str) -> tuple[list[int], list[int]]:
    """Where tags and code begin and end."""
    starts: list[int] = []
    ends: list[int] = []
    verbatim = ""
    for tag in TAG.finditer(text):
        closes, name, _, ended = tag.groups(default="")
        if not ended:
            continue
        if verbatim:
            if closes and name.lower() == verbatim:
                verbatim, ends[-1] = "", tag.end()
        else:
            starts.append(tag.start())
            ends.append(tag.end())
            if name.lower() in _VERBATIM and not closes:
                verbatim, ends[-1] = name.lower(), len(text)
    return starts, ends


def attributes_of(given: str) -> dict[str, str]:
    """What a shortcode is given, by lower-case names; of two of one name the first."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(given):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def _caption(_setting: Setting, given: str, inner: str) -> str:
    picture = _PICTURE.fullmatch(inner)
    if picture is None:
        return inner
    said = picture[2].strip() or html.escape(attributes_of(given).get("caption", ""))
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return f"\n\n<figure>{picture[1]}{caption}</figure>\n\n"


def _gallery(setting: Setting, given: str, _inner: str) -> str:
    attributes = attributes_of(given)
    named = attributes.get("ids", "") or attributes.get("include", "")
    left = re.findall(r"\d+", attributes.get("exclude", ""))
    ids = re.findall(r"\d+", named) or [number for number in setting.own if number not in left]
    missing = [number for number in ids if number not in setting.attachments]
    if missing or not ids:
        setting.note("gallery_incomplete", ", ".join(missing) or "names no pictures")
    return "".join(figure(setting.attachments[n]) for n in ids if n in setting.attachments)


def figure(image: ImportedImage) -> str:
    """A picture of the old site with its caption."""
    caption = f"<figcaption>{html.escape(image.caption)}</figcaption>" if image.caption else ""
    picture = f'<img src="{html.escape(image.url)}" alt="{html.escape(image.alt)}">'
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _playlist(setting: Setting, given: str, _inner: str) -> str:
    ids = re.findall(r"\d+", attributes_of(given).get("ids", ""))
    known = [setting.attachments[n] for n in ids if n in setting.attachments]
    if len(known) < len(ids) or not ids:
        setting.note("shortcode_left_out", f"[playlist {given}]")
    return "".join(_player_at(setting, one.url) for one in known)


def _player(setting: Setting, given: str, inner: str) -> str:
    attributes = attributes_of(given)
    url = next((attributes[name] for name in _SOURCES if attributes.get(name)), "")
    found = _ADDRESS.search(inner) or _ADDRESS.search(given)
    url = url or (html.unescape(found[0]) if found else "")
    if not url:
        setting.note("shortcode_left_out", f"[audio or video {given}]".replace(" ]", "]"))
    return _player_at(setting, url) if url else inner


def _player_at(setting: Setting, url: str) -> str:
    setting.note("player_is_link", url)
    return link(url)


def _embed(setting: Setting, given: str, inner: str) -> str:
    found = _ADDRESS.search(inner) or _ADDRESS.search(given)
    if found is None:
        setting.note("shortcode_left_out", f"[embed {given}]".replace(" ]", "]"))
        return inner
    return _embedded(setting, html.unescape(found[0]))


def _embedded(setting: Setting, url: str) -> str:
    setting.note("embed_is_link", url)
    return link(url)


def _at_a_site(name: str) -> Callable[[Setting, str, str], str]:
    def made(setting: Setting, given: str, inner: str) -> str:
        address = _ADDRESS.search(given) or _ADDRESS.search(inner)
        if address:
            return _embedded(setting, html.unescape(address[0]))
        number = re.search(r"[\w-]{6,}", given)
        if number:
            return _embedded(setting, f"{_SITES[name]}{number[0]}")
        setting.note("shortcode_left_out", f"[{name} {given}]")
        return inner

    return made


def link(url: str) -> str:
    """A paragraph with an address."""
    shown = html.escape(url)
    return f'\n\n<p><a href="{shown}">{shown}</a></p>\n\n'


def _code(_setting: Setting, _given: str, inner: str) -> str:
    body = html.escape(html.unescape(inner), quote=False).strip("\n")
    return f"\n\n<pre><code>{body}</code></pre>\n\n"


_KNOWN: dict[str, Callable[[Setting, str, str], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "playlist": _playlist,
    "audio": _player,
    "video": _player,
    "embed": _embed,
    "soundcloud": _embed,
    "code": _code,
    "sourcecode": _code,
    **{name: _at_a_site(name) for name in _SITES},
}
