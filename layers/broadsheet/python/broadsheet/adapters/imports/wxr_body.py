"""The body of a WordPress post as an article's: HTML blocks that Markdown leaves as they are.

WordPress keeps blocks between comments (`<!-- wp:paragraph -->`) or, from before 2018, text whose
blank lines are paragraphs, both with shortcodes in between (`[caption]`).
https://developer.wordpress.org/reference/functions/wpautop/
"""

import html
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from broadsheet.adapters.html.allowed import (
    APART,
    ARTICLE_ATTRIBUTES,
    ARTICLE_TAGS,
    BACK_TO_TEXT,
    HARMLESS,
    PLAYERS,
    SAME,
    URL_SCHEMES,
    AttributeFilter,
)
from broadsheet.adapters.html.embed_codes import ELEMENTS, embedded, is_to_be_filled
from broadsheet.adapters.imports.foreign_attributes import (
    HOLDS_NO_PICTURE,
    backdrop_in,
    left_of,
    named,
    source_of_picture,
)
from broadsheet.adapters.imports.foreign_blocks import block_of
from broadsheet.adapters.imports.formulas import with_formulas
from broadsheet.adapters.imports.html_blocks import Blocks
from broadsheet.adapters.imports.html_tree import (
    attributes_of,
    first_picture,
    start_tag,
    walk,
    without_comments,
)
from broadsheet.adapters.imports.old_links import OldLinks
from broadsheet.adapters.imports.wxr_builder_data import with_builders_words
from broadsheet.adapters.imports.wxr_code import Lifted
from broadsheet.adapters.imports.wxr_dynamic import in_place_of, with_empty_blocks, with_patterns
from broadsheet.adapters.imports.wxr_enclosures import with_enclosures
from broadsheet.adapters.imports.wxr_hidden import without_hidden
from broadsheet.adapters.imports.wxr_known import Setting
from broadsheet.adapters.imports.wxr_names import ElementNames
from broadsheet.adapters.imports.wxr_players import player_of
from broadsheet.adapters.imports.wxr_shortcodes import expanded
from broadsheet.adapters.imports.wxr_tables import KeptTables
from broadsheet.domain.media.recordings import BEGINS
from broadsheet.domain.transfer.site_lines import ImportedImage

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_META: Mapping[str, list[str]] = MappingProxyType({})
_HIDDEN = frozenset({"script", "style", "svg", "noscript", "template", "select", *PLAYERS})
"""Elements of which nothing is shown but what they lead to."""
_WORDED = frozenset({"svg", "noscript", "template", "select"})
"""Those of them that may say something to readers, which is named."""
_READABLE = re.compile(
    rf"(?:https?:/|/|(?:{'|'.join(sorted(URL_SCHEMES - {'http', 'https'}))}):)", re.IGNORECASE
)


class Body(NamedTuple):
    """The text, and what became of what it could not keep: reasons and details."""

    text: str
    notes: list[tuple[str, str]]


class Beside(NamedTuple):
    """What a body's words may be in but the body: what plugins keep beside the post, bodies that
    several posts share, and where others stood, by their ids; and tables and charts."""

    meta: Mapping[str, list[str]] = _NO_META
    patterns: Mapping[str, str] = _NOTHING
    links: Mapping[str, str] = _NOTHING
    tables: KeptTables | None = None


NOTHING = Beside()


def body_of(
    source: str,
    host: str,
    attachments: Mapping[str, ImportedImage],
    own: Sequence[str] = (),
    link: str = "",
    beside: Beside = NOTHING,
) -> Body:
    """The body of a post of the blog at `host`, which stood at `link`.

    `attachments` are the site's pictures by their ids, `own` the ids of those of this post.
    """
    setting = Setting(attachments, own, host, tables=beside.tables or KeptTables())
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    text = without_hidden(with_patterns(text, beside.patterns, setting), setting)
    text = with_empty_blocks(text)
    text = with_builders_words(text, beside.meta, setting)
    text = with_enclosures(text, beside.meta, setting)
    is_classic = "<!-- wp:" not in text
    lifted = Lifted(text)
    text = with_formulas(lifted.text)
    text, missing = setting.footnotes.referred(text, beside.meta.get("footnotes", []))
    for one in missing:
        setting.note("footnote_missing", one)
    text = without_comments(text, lambda comment: in_place_of(comment, setting))
    never = text.find("<!--")
    if never >= 0:
        # A browser hides all that follows, but no words are lost here.
        setting.note("comment_without_end", text[never : never + 40])
        text = text.replace("<!--", "")
    text = expanded(text, setting)
    text += setting.footnotes.html()
    rewriting = _Rewriting(setting, link, lifted, beside.links, is_classic=is_classic)
    return Body(rewriting.of(text), setting.notes)


def html_of(text: str, setting: Setting, link: str, *, breaks: bool) -> str:
    """HTML without comments, of any system, by the rules of a post's body.

    `breaks` where a line's end is one. What cannot be kept is noted in the setting.
    """
    lifted = Lifted(text)
    return _Rewriting(setting, link, lifted, {}, is_classic=breaks).of(with_formulas(lifted.text))


class _Rewriting:
    """One body, element by element."""

    def __init__(
        self,
        setting: Setting,
        link: str,
        lifted: Lifted,
        links: Mapping[str, str],
        *,
        is_classic: bool,
    ) -> None:
        self._setting, self._lifted = setting, lifted
        self._old = OldLinks(setting, link, links)
        self._blocks = Blocks(breaks=is_classic)
        self._filter = AttributeFilter()
        self._is_within_code = False
        self._awaited = ""

    def of(self, text: str) -> str:
        names = ElementNames()
        for node, ends in walk(text, names, closed=_HIDDEN):
            name = SAME.get(node.tag or "", node.tag or "")
            if node.is_text_node:
                self._blocks.text(node.text_content or "", self._bare)
            elif self._is_within_code:
                self._is_within_code = False
            elif ends:
                self._end(name)
            else:
                self._start(name, node)
        self._say_what_was_awaited()
        for other in names.others:
            self._setting.note("tag_stays", f"<{other}>")
        return self._blocks.finished()

    def _start(self, name: str, node: LexborNode) -> None:
        given = attributes_of(node)
        code_of = self._embed_code(name, given, node.inner_html or "") if name in ELEMENTS else ""
        code = self._lifted.code(given) if name in ("pre", "code") else None
        if code:
            self._is_within_code = True
            self._blocks.code(code.text, code.language, code.title, is_inline=code.is_inline)
        elif name in PLAYERS:
            self._lead(name, node)
        elif name == "a":
            self._anchor(given)
        elif name == "img":
            self._picture(given)
        elif name in ARTICLE_TAGS:
            self._blocks.start(name, start_tag(name, self._allowed(name, given)))
        elif name not in HARMLESS and not code_of:
            self._left_out(name, node)
        if name in APART:
            self._blocks.apart()
        if given and name not in HOLDS_NO_PICTURE and (behind := backdrop_in(given)):
            self._picture({"src": behind, "alt": given.get("aria-label", "")})

    def _left_out(self, name: str, node: LexborNode) -> None:
        """Of a picture that a script loads, the same is there for who runs none."""
        within = node.inner_html or "" if name == "noscript" and self._awaited else ""
        if within and (found := first_picture(within)):
            self._awaited = ""
            self._picture(found)
            return
        self._say_what_was_awaited()
        words = " ".join(node.text(separator=" ").split()) if name in _WORDED else ""
        said = f"{named(name, attributes_of(node))} {words[:200]}".strip()
        self._setting.note("element_left_out", said)

    def _say_what_was_awaited(self) -> None:
        """Nothing came in the place of a picture that a script would have loaded."""
        if self._awaited:
            self._setting.note("picture_left_out", self._awaited)
        self._awaited = ""

    def _embed_code(self, name: str, given: dict[str, str], inner: str) -> str:
        if url := embedded(name, given, inner):
            self._setting.note("embed_is_link", url)
            self._alone(url)
            if embedded(name, {"id": given.get("id", "")}, ""):
                # It says it by its name, which would say it again.
                del given["id"]
        elif is_to_be_filled(name, given, inner):
            self._setting.note("element_left_out", start_tag(name, given)[:200])
        return url

    def _end(self, name: str) -> None:
        if name in APART:
            self._blocks.apart()
        elif name in ARTICLE_TAGS:
            self._blocks.end(name)

    def _lead(self, name: str, player: LexborNode) -> None:
        """A link to what a player or a frame shows, with what stood beside it."""
        shown = player_of(name, player, self._old.absolute, self._setting.note)
        if not shown.url:
            self._setting.note("element_left_out", name)
            return
        self._setting.note(PLAYERS[name], shown.url)
        if shown.beside:
            self._blocks.start("div", BEGINS)
        self._alone(shown.url)
        for one in shown.beside:
            self._blocks.alone(one)
        if shown.beside:
            self._blocks.end("div")

    def _alone(self, url: str) -> None:
        """An address in a paragraph of its own."""
        self._blocks.alone(f"{start_tag('a', {'href': url})}{html.escape(url)}</a>")

    def _bare(self, url: str) -> str:
        """An address alone in its line, of which WordPress makes a player or a card."""
        self._setting.note("embed_is_link", url)
        return f"{start_tag('a', {'href': url})}{html.escape(url)}</a>"

    def _anchor(self, given: dict[str, str]) -> None:
        href = given.get("href", "").strip()
        place = {"id": name} if (name := given.get("id") or given.get("name")) else {}
        title = {"title": given["title"]} if given.get("title") else {}
        if given.get("class") == BACK_TO_TEXT:
            title["class"] = BACK_TO_TEXT
        url = href if href.startswith("#") else self._old.absolute(href)
        if len(url) > 1 and (url.startswith("#") or _READABLE.match(url)):
            # Whether something in the text has that name is seen once all of it is there.
            inside = url if url.startswith("#") else self._old.inside(url)
            self._blocks.start("a", start_tag("a", {"href": inside} | place | title))
        elif place:
            self._blocks.start("a", start_tag("a", place | title))
        elif href:
            self._setting.note("link_left_out", href[:200])

    def _picture(self, given: dict[str, str]) -> None:
        self._say_what_was_awaited()
        source = source_of_picture(given)
        url = self._old.absolute(source)
        if source.startswith("data:"):
            self._awaited = source[:80]
            return
        if not url.startswith(("http://", "https://", "/")):
            self._setting.note("picture_left_out", source[:80])
            return
        self._setting.note("picture_stays", url)
        kept = {"src": url, "alt": given.get("alt", "")}
        for name in ("title", "width", "height"):
            if given.get(name):
                kept[name] = given[name]
        self._blocks.start("img", start_tag("img", kept))

    def _allowed(self, name: str, given: dict[str, str]) -> dict[str, str]:
        """What the sanitiser leaves of it, so that a body is stored as it is shown."""
        known = ARTICLE_ATTRIBUTES["*"] | ARTICLE_ATTRIBUTES.get(name, set())
        kept = {
            key: value
            for key, value in given.items()
            if key in known and self._filter(name, key, value) is not None
        }
        if given.get("id"):
            kept["id"] = given["id"]
        for said in left_of(name, given, kept):
            self._setting.note("attribute_left_out", said)
        kept |= block_of(name, given)
        if name in ("td", "th") and given.get("align", "").lower() in ("left", "center", "right"):
            kept["class"] = f"align-{given['align'].lower()}"
        return kept
