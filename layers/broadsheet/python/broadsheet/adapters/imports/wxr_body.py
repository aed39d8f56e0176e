"""The body of a WordPress post as an article's: HTML blocks that Markdown leaves as they are.

WordPress keeps blocks between comments (`<!-- wp:paragraph -->`) or, from before 2018, text whose
blank lines are paragraphs, both with shortcodes in between (`[caption]`).
https://developer.wordpress.org/reference/functions/wpautop/
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from broadsheet.adapters.html.allowed import ARTICLE_ATTRIBUTES, ARTICLE_TAGS
from broadsheet.adapters.imports.html_blocks import Blocks
from broadsheet.adapters.imports.html_tokens import Tag, tags_in, written
from broadsheet.adapters.imports.wxr_shortcodes import Setting, expanded
from broadsheet.domain.transfer.site_lines import ImportedImage

_BLOCK = re.compile(r"\s*wp:([a-z][a-z0-9/-]*)\s.*/\s*", re.DOTALL)
_NOTHING_LOST = frozenset({"more", "nextpage", "spacer", "separator", "post-title"})
_SAME = {"strike": "s", "tt": "code", "acronym": "abbr"}
_HARMLESS = frozenset(
    {"span", "font", "center", "section", "article", "header", "footer", "big", "main", "aside"}
    | {"html", "body", "nobr", "o:p", "picture", "hgroup", "address", "nav", "label"}
)
"""What goes without a trace that a reader would miss."""
_PLAYERS = {"iframe": "frame_is_link", "video": "player_is_link", "audio": "player_is_link"} | {
    "embed": "player_is_link",
    "object": "player_is_link",
}
_HIDDEN = frozenset({"script", "style", "svg", "noscript", "template", "iframe", "object"}) | {
    "video",
    "audio",
    "select",
}
"""Elements of which nothing is shown but what they lead to."""
_LAZY = ("src", "data-src", "data-lazy-src", "data-original")
_READABLE = re.compile(r"(?:https?:/|/|mailto:)", re.IGNORECASE)


class Body(NamedTuple):
    """The text, and what became of what it could not keep: reasons and details."""

    text: str
    notes: list[tuple[str, str]]


def body_of(
    source: str,
    host: str,
    attachments: Mapping[str, ImportedImage],
    own: Sequence[str] = (),
    link: str = "",
) -> Body:
    """The body of a post of the blog at `host`, which stood at `link`.

    `attachments` are the site's pictures by their ids, `own` the ids of those of this post.
    """
    setting = Setting(attachments, own, host)
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    is_classic = "<!-- wp:" not in text
    text = expanded(_without_comments(text, setting), setting)
    return Body(_Rewriting(setting, link, is_classic=is_classic).of(text), setting.notes)


def _without_comments(text: str, setting: Setting) -> str:
    out: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            # A browser hides all that follows, but no words are lost here.
            setting.note("comment_without_end", text[start : start + 40])
            return "".join([*out, text[at:].replace("<!--", "")])
        out.append(text[at:start])
        out.append(_in_place_of(text[start + 4 : end], setting))
        at = end + 3
    return "".join([*out, text[at:]])


def _in_place_of(comment: str, setting: Setting) -> str:
    """A block that WordPress makes as the page is shown has no words in the file."""
    if comment.strip() == "nextpage":
        setting.note("pages_joined", "nextpage")
        return "\n\n"
    block = _BLOCK.fullmatch(comment)
    if block and block[1] not in _NOTHING_LOST:
        setting.note("block_left_out", block[1])
    return "\n\n" if block else ""


class _Rewriting:
    """One body, tag by tag."""

    def __init__(self, setting: Setting, link: str, *, is_classic: bool) -> None:
        self._setting, self._link = setting, link
        self._blocks = Blocks(breaks=is_classic)
        self._hidden: list[str] = []
        self._has_led = False

    def of(self, text: str) -> str:
        at = 0
        for tag in tags_in(text):
            if tag.start < at:
                continue
            self._text(text[at : tag.start])
            at = tag.end
            self._tag(tag)
        self._text(text[at:])
        return self._blocks.finished()

    def _text(self, text: str) -> None:
        if not self._hidden:
            self._blocks.text(text.replace("<", "&lt;"), self._bare)

    def _tag(self, tag: Tag) -> None:
        name = _SAME.get(tag.name, tag.name)
        if self._hidden:
            self._within_hidden(tag)
        elif tag.closes:
            self._blocks.end(name)
        elif name in _PLAYERS or name in _HIDDEN:
            self._hide(tag)
        elif name == "a":
            self._anchor(tag)
        elif name == "img":
            self._picture(tag)
        elif name in ARTICLE_TAGS:
            self._blocks.start(name, written(name, _allowed(name, tag.attributes)))
        else:
            if name not in _HARMLESS:
                self._setting.note("element_left_out", name)
            self._blocks.apart(name)

    def _hide(self, tag: Tag) -> None:
        self._has_led = False
        if tag.name not in _PLAYERS:
            self._setting.note("element_left_out", tag.name)
        self._lead(tag, tag.name)
        if tag.name != "embed" and not tag.written.rstrip().endswith("/"):
            self._hidden.append(tag.name)

    def _within_hidden(self, tag: Tag) -> None:
        outer = self._hidden[0]
        if tag.name == self._hidden[-1]:
            if tag.closes:
                self._hidden.pop()
            elif tag.name == "svg":
                self._hidden.append(tag.name)
        elif outer in _PLAYERS and tag.name in ("source", "embed", "a"):
            self._lead(tag, outer)

    def _lead(self, tag: Tag, player: str) -> None:
        """A link to what a player or a frame shows: the first address of it."""
        if player not in _PLAYERS or self._has_led:
            return
        given = tag.attributes
        address = next((given[n] for n in ("src", "data", "data-src", "href") if given.get(n)), "")
        url = self._absolute(address)
        if not url:
            return
        self._has_led = True
        self._setting.note(_PLAYERS[player], url)
        self._blocks.alone(f"{written('a', {'href': url})}{html.escape(url)}</a>")

    def _bare(self, url: str) -> str:
        """An address alone in its line, of which WordPress makes a player or a card."""
        plain = html.unescape(url)
        self._setting.note("embed_is_link", plain)
        return f"{written('a', {'href': plain})}{html.escape(plain)}</a>"

    def _anchor(self, tag: Tag) -> None:
        given = tag.attributes
        href = given.get("href", "").strip()
        url = "" if href.startswith("#") else self._absolute(href)
        if url and _READABLE.match(url):
            title = {"title": given["title"]} if given.get("title") else {}
            inside = _inside(url, self._setting.host)
            self._blocks.start("a", written("a", {"href": inside} | title))
            return
        if href:
            self._setting.note("link_left_out", href[:200])

    def _picture(self, tag: Tag) -> None:
        given = tag.attributes
        sources = [given[n].strip() for n in _LAZY if given.get(n)]
        source = next((s for s in sources if not s.startswith("data:")), "")
        url = self._absolute(source)
        if not url.startswith(("http://", "https://", "/")):
            self._setting.note("picture_left_out", (source or "".join(sources))[:80])
            return
        self._setting.note("picture_stays", url)
        kept = {"src": url, "alt": given.get("alt", "")}
        for name in ("title", "width", "height"):
            if given.get(name):
                kept[name] = given[name]
        self._blocks.void(written("img", kept))

    def _absolute(self, address: str) -> str:
        """As it was meant on the old site's page."""
        address = address.strip()
        if address.startswith("//"):
            return f"https:{address}"
        try:
            has_scheme = bool(urlsplit(address).scheme)
            joined = address if has_scheme or address.startswith("/") else ""
            return joined or (urljoin(self._link, address) if address and self._link else "")
        except ValueError:
            return ""


def _allowed(name: str, given: dict[str, str]) -> dict[str, str]:
    known = ARTICLE_ATTRIBUTES["*"] | ARTICLE_ATTRIBUTES.get(name, set())
    kept = {key: value for key, value in given.items() if key in known}
    if name != "code":
        kept.pop("class", None)
    if name in ("td", "th") and given.get("align", "").lower() in ("left", "center", "right"):
        kept["class"] = f"align-{given['align'].lower()}"
    return kept


def _inside(url: str, host: str) -> str:
    """An address of the old site without its host: redirects lead on from there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    is_ours = parts.netloc.lower().removeprefix("www.") == host
    is_file = "." in parts.path.rpartition("/")[2]
    if not host or not is_ours or is_file or parts.query:
        return url
    return parts._replace(scheme="", netloc="").geturl() or "/"
