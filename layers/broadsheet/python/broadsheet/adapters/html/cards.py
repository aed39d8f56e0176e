"""An address alone in its paragraph becomes a card: whose it is, and a link. Nothing is loaded.

What stands behind it is never asked: a card says what the address says.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from broadsheet.adapters.html.blocks import with_blocks
from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.typed_lines import LinesOutsideCode, lines_of
from broadsheet.domain.shared.web_address import encoded

PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "YouTube": (
        *("youtube.com/watch", "youtube.com/shorts/*", "youtube.com/live/*", "youtu.be/*"),
        *("youtube.com/embed/*", "youtube.com/playlist", "youtube-nocookie.com/embed/*"),
    ),
    "Vimeo": ("vimeo.com/{number}", "vimeo.com/{number}/*", "player.vimeo.com/video/{number}"),
    "SoundCloud": ("soundcloud.com/*/**", "on.soundcloud.com/*"),
    "Mastodon": ("*/@*/{number}",),
    "X": ("x.com/*/status/{number}", "twitter.com/*/status/{number}"),
    "Bluesky": ("bsky.app/profile/*/post/*",),
    "OpenStreetMap": ("openstreetmap.org", "openstreetmap.org/**", "osm.org/go/*"),
    "PDF": ("**.pdf",),
}
"""By the name that readers see: addresses without `https://` and `www.`. `*` is any part between
slashes, `{number}` a number, `**` anything. The first that fits is it."""
_LONGEST = 2_000
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_MAY_HAVE = re.compile(r"^https?://[^\s<>]+[ \t\r]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r'<a href="([^"]*)">(https?://[^<]*)</a>')
_ALONE = re.compile(rf"(?<!<li>\n)<p>((?:{_LINK.pattern}\n?)+)</p>")
_LEFT_OUT = re.compile(r"https?://(?:(?:www|m)\.(?=[^/]*\.))?", re.IGNORECASE)
_PARTS = re.compile(r"(\*\*|\*|\{number\})")
_AS_PATTERN = {"**": ".*", "*": "[^/?#]+", "{number}": "[0-9]+"}


class Cards:
    """Of a newsroom's providers: `added` goes before ours; a name without addresses is none."""

    def __init__(self, added: Mapping[str, tuple[str, ...]] | None = None) -> None:
        added = added or {}
        self._named = dict(added) | {n: of for n, of in PROVIDERS.items() if n not in added}
        self._named = {name: of for name, of in self._named.items() if of}

    def marked_up(
        self, source: str, rendered: Callable[[str], str], notes: BodyNotes | None = None
    ) -> str:
        """Markdown, its blocks and addresses as HTML that nobody has looked at yet.

        `rendered` makes HTML of plain Markdown.
        """
        notes = notes or BodyNotes(source)
        return rendered(with_blocks(self.linked(source, notes), notes, rendered))

    def provider_of(self, url: str) -> str:
        """The name of whom an address leads to; empty where that is nobody of the table."""
        if len(url) > _LONGEST:
            return ""
        address = _LEFT_OUT.sub("", url, count=1)
        host, slash, rest = address.partition("/")
        found = self._compiled.fullmatch(f"{host.lower()}{slash}{rest}")
        return list(self._named)[found.lastindex - 1] if found and found.lastindex else ""

    def linked(self, source: str, notes: BodyNotes) -> str:
        """Markdown in which addresses alone in their paragraph are links, line by line.

        Says which of them nothing is known of.
        """
        if not _MAY_HAVE.search(source):
            return source
        lines = lines_of(source)
        outside = LinesOutsideCode()
        code = [outside.is_code(line) for line in lines]
        for first, end in _runs(lines, code):
            for at in range(first, end):
                url = _ESCAPED.sub(r"\1", lines[at].rstrip())
                if not self.provider_of(url):
                    notes.add("embed_unknown", url, line=at + 1)
                lines[at] = f"<{url}>"
        return "\n".join(lines)

    def shown(self, rendered: str) -> str:
        """HTML with cards for the paragraphs that are addresses."""
        return _ALONE.sub(self._cards, rendered) if '<p><a href="http' in rendered else rendered

    def _cards(self, paragraph: re.Match[str]) -> str:
        made = [self._card(link) for link in _LINK.finditer(paragraph[1])]
        return "\n".join(made)

    def _card(self, link: re.Match[str]) -> str:
        leads, said = html.unescape(link[1]), html.unescape(link[2])
        # A card says whose an address is: it must be the one that is read.
        name = self.provider_of(said) if said == leads or encoded(said) == leads else ""
        if not name:
            return f"<p>{link[0]}</p>"
        words = _LEFT_OUT.sub("", link[2], count=1)
        shown = f'<a href="{link[1]}">{words}</a>'
        return f'<div class="b-embed"><p><strong>{html.escape(name)}</strong> {shown}</p></div>'

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        """A group for each provider, in their order."""
        groups = (f"({'|'.join(map(_pattern, of))})" for of in self._named.values())
        return re.compile("|".join(groups))


def _pattern(address: str) -> str:
    parts = (_AS_PATTERN.get(part) or re.escape(part) for part in _PARTS.split(address))
    return f"{''.join(parts)}/?(?:[?#].*)?"


def _runs(lines: list[str], code: list[bool]) -> Iterator[tuple[int, int]]:
    """Lines from and up to which there are addresses alone, with nothing that touches them."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and not code[end] and _ADDRESS.fullmatch(lines[end].rstrip()):
            end += 1
        if end > at and _is_apart(lines, code, at - 1) and _is_apart(lines, code, end):
            yield at, end
        at = max(end, at + 1)


def _is_apart(lines: list[str], code: list[bool], at: int) -> bool:
    is_line = 0 <= at < len(lines)
    return not is_line or code[at] or not lines[at].strip() or lines[at].startswith(":::")
