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

from selectolax.lexbor import LexborNode

from broadsheet.adapters.html.allowed import (
    APART,
    ARTICLE_ATTRIBUTES,
    ARTICLE_TAGS,
    HARMLESS,
    LAZY,
    PLAYERS,
    SAME,
)
from broadsheet.adapters.imports.html_blocks import Blocks
from broadsheet.adapters.imports.html_tree import attributes_of, start_tag, walk, without_comments
from broadsheet.adapters.imports.wxr_shortcodes import Setting, expanded
from broadsheet.domain.transfer.site_lines import ImportedImage

_BLOCK = re.compile(r"\s*wp:([a-z][a-z0-9/-]*)\s.*/\s*", re.DOTALL)
_NOTHING_LOST = frozenset({"more", "nextpage", "spacer", "separator", "post-title"})
_HIDDEN = frozenset({"script", "style", "svg", "noscript", "template", "select", *PLAYERS})
"""Elements of which nothing is shown but what they lead to."""
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
    text = without_comments(text, lambda comment: _in_place_of(comment, setting))
    never = text.find("<!--")
    if never >= 0:
        # A browser hides all that follows, but no words are lost here.
        setting.note("comment_without_end", text[never : never + 40])
        text = text.replace("<!--", "")
    text = expanded(text, setting)
    return Body(_Rewriting(setting, link, is_classic=is_classic).of(text), setting.notes)


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
    """One body, element by element."""

    def __init__(self, setting: Setting, link: str, *, is_classic: bool) -> None:
        self._setting, self._link = setting, link
        self._blocks = Blocks(breaks=is_classic)

    def of(self, text: str) -> str:
        for node, ends in walk(text, closed=_HIDDEN):
            name = SAME.get(node.tag or "", node.tag or "")
            if node.is_text_node:
                self._blocks.text(node.text_content or "", self._bare)
            elif ends:
                self._end(name)
            else:
                self._start(name, node)
        return self._blocks.finished()

    def _start(self, name: str, node: LexborNode) -> None:
        given = attributes_of(node)
        if name in PLAYERS:
            self._lead(name, node)
        elif name == "a":
            self._anchor(given)
        elif name == "img":
            self._picture(given)
        elif name in ARTICLE_TAGS:
            self._blocks.start(name, start_tag(name, _allowed(name, given)))
        elif name not in HARMLESS:
            self._setting.note("element_left_out", name)
        if name in APART:
            self._blocks.apart()

    def _end(self, name: str) -> None:
        if name in APART:
            self._blocks.apart()
        elif name in ARTICLE_TAGS:
            self._blocks.end(name)

    def _lead(self, name: str, player: LexborNode) -> None:
        """A link to what a player or a frame shows: the first address of it."""
        for node in (player, *player.css("source, embed, a")):
            given = attributes_of(node)
            named = (given[n] for n in ("src", "data", "data-src", "href") if given.get(n))
            url = self._absolute(next(named, ""))
            if url:
                self._setting.note(PLAYERS[name], url)
                self._blocks.alone(f"{start_tag('a', {'href': url})}{html.escape(url)}</a>")
                return

    def _bare(self, url: str) -> str:
        """An address alone in its line, of which WordPress makes a player or a card."""
        self._setting.note("embed_is_link", url)
        return f"{start_tag('a', {'href': url})}{html.escape(url)}</a>"

    def _anchor(self, given: dict[str, str]) -> None:
        href = given.get("href", "").strip()
        url = "" if href.startswith("#") else self._absolute(href)
        if url and _READABLE.match(url):
            title = {"title": given["title"]} if given.get("title") else {}
            inside = _inside(url, self._setting.host)
            self._blocks.start("a", start_tag("a", {"href": inside} | title))
        elif href:
            self._setting.note("link_left_out", href[:200])

    def _picture(self, given: dict[str, str]) -> None:
        sources = [given[n].strip() for n in LAZY if given.get(n)]
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
        self._blocks.start("img", start_tag("img", kept))

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
