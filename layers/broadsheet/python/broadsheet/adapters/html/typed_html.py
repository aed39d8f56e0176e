"""HTML that an author typed, as far as a page can have it: what it cannot have is named.

This is no sanitiser, and nothing relies on it for safety: what comes out of it goes through nh3 as
everything does (`markup.py`). It keeps what nh3 alone would drop without a word: a frame becomes a
link to what it shows, words stay where their element cannot, and every loss is a note.
"""

import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from broadsheet.adapters.html.allowed import (
    APART,
    ARTICLE_TAGS,
    BACK_TO_TEXT,
    HARMLESS,
    LAZY,
    PLAYERS,
    QUIET,
    SAME,
    SPACED,
)
from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.embed_codes import ELEMENTS, OF_CODES, embedded, is_to_be_filled
from broadsheet.adapters.html.places import Places
from broadsheet.adapters.html.players import addresses_in, unreachable_in, words_in
from broadsheet.adapters.html.typed_tags import (
    Ahead,
    Tag,
    kept_attributes,
    link_target,
    shown_address,
    written,
)
from broadsheet.domain.shared.patterns import pattern

_SIMPLE = "|".join(sorted(ARTICLE_TAGS - {"a", "img", "table"}, key=len, reverse=True))
_INTEREST = pattern(rf'<(?!/?(?:{_SIMPLE})(?: /)?>|code class="language-[a-z]{{1,40}}">)')
"""What is not a tag that may stand as it is: without attributes, or of code as Markdown has it."""
_TAG = pattern(r"<(/?)([a-zA-Z][^\s/<>]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_UNSEEN = {"script": "script_left_out", "style": "style_left_out"}
_DRAWN = frozenset({"svg", "math"})
"""Of what is drawn only the words stay."""
_NEAR = 20_000
"""Characters around a player in which its paragraph and its addresses are looked for."""


class TypedHtml:
    """Rewrites one body; then says what the sanitiser made of it."""

    def __init__(self, places: Places, notes: BodyNotes) -> None:
        self._places, self._notes = places, notes
        self._text = places.html
        self._out: list[str] = []
        self._anchors: list[str] = []
        self._ahead = Ahead(self._text)
        self._nothing_until = self._pictured_until = 0
        self._links, self._pictures = dict[str, str](), dict[str, str]()

    def rewritten(self) -> str:
        """All of it. Takes time in proportion to its length."""
        at = 0
        while found := _INTEREST.search(self._text, at):
            self._out.append(self._text[at : found.start()])
            at = self._token(found.start())
        self._out.append(self._text[at:])
        return "".join(self._out)

    def must_be_in(self, clean: str) -> None:
        """Say which addresses the sanitiser left out after all: its parser knows more of them."""
        for attribute, kept, reason in (
            ("href", self._links, "link_left_out"),
            ("src", self._pictures, "picture_left_out"),
        ):
            if kept:
                stands = set(map(html.unescape, re.findall(f' {attribute}="([^"]*)"', clean)))
                for url, typed in kept.items():
                    if url not in stands:
                        self._notes.add(reason, typed)

    def _token(self, at: int) -> int:
        """Deals with what begins here; where the text goes on."""
        text = self._text
        if text.startswith("<!--", at):
            return self._comment(at)
        if text.startswith("<![CDATA[", at):
            end = self._ahead.find("]]>", at)
            if end > 0:
                self._out.append(html.escape(text[at + 9 : end], quote=False))
            return end + 3 if end > 0 else at + 9
        if text.startswith(("<?", "<!"), at):
            return self._instruction(at)
        tag = _TAG.match(text, at)
        if tag is None:
            self._out.append("&lt;")
            return at + 1
        made = Tag(tag[2].lower(), tag[3], tag[0])
        return self._end(made, tag.end()) if tag[1] else self._start(made, tag.end())

    def _comment(self, at: int) -> int:
        if short := next((s for s in ("<!-->", "<!--->") if self._text.startswith(s, at)), ""):
            return at + len(short)
        end = self._ahead.find("-->", at + 4)
        if end < 0:
            self._notes.add("comment_without_end", self._text[at : at + 40].split("\n")[0])
            return at + 4
        return end + 3

    def _instruction(self, at: int) -> int:
        end = self._ahead.find("?>", at) if self._text[at + 1] == "?" else -1
        end = end + 2 if end > 0 else self._ahead.find(">", at) + 1
        if end <= 0:
            self._out.append("&lt;")
            return at + 1
        if not self._text[at : at + 9].lower().startswith("<!doctype"):
            self._notes.add("markup_left_out", self._text[at:end])
        return end

    def _end(self, tag: Tag, after: int) -> int:
        name = SAME.get(tag.name, tag.name)
        if name == "a":
            self._out.append(self._anchors.pop() if self._anchors else "")
        elif name in APART:
            self._out.append("</div>")
        elif name in ARTICLE_TAGS:
            self._out.append(f"</{name}>")
        elif name in SPACED:
            self._out.append(" ")
        return after

    def _start(self, tag: Tag, after: int) -> int:
        name = SAME.get(tag.name, tag.name)
        url = self._embed_code(name, tag, after) if name in ELEMENTS else ""
        if name in _UNSEEN:
            return self._without(name, tag, after)
        if name in PLAYERS:
            return self._player(tag, after)
        if name in _DRAWN:
            return self._drawn(name, tag, after)
        if name == "a":
            self._anchor(tag)
        elif name == "img":
            self._picture(tag)
        elif name in ARTICLE_TAGS or name in APART:
            if name == "table" and self._anchors:
                self._end_links(after)
            if name in APART - HARMLESS:
                self._notes.add("element_left_out", tag.typed)
            as_name = "div" if name in APART else name
            said = {"action", "method"} if name == "form" else OF_CODES if url else ()
            self._out.append(kept_attributes(as_name, tag, self._places, self._notes, but=said))
        else:
            self._gone(name, tag, after)
        if name in SPACED:
            self._out.append(" ")
        return after

    def _embed_code(self, name: str, tag: Tag, after: int) -> str:
        """Puts a card before what a script of its provider would be put into; its address."""
        end = self._ahead.end_of(name, after)
        near = self._text[after : min(end[0], after + _NEAR)] if end else ""
        url = embedded(name, tag.given, near)
        if url:
            self._notes.add("embed_is_link", tag.typed)
            self._out.append(self._link_to(url, alone=True))
        elif end and is_to_be_filled(name, tag.given, near):
            self._notes.add("element_left_out", tag.typed)
        return url

    def _without(self, name: str, tag: Tag, after: int) -> int:
        """Without the element and all that is in it; where it never ends, without its tag alone."""
        self._notes.add(_UNSEEN[name], tag.typed)
        end = self._ahead.end_of(name, after)
        return end[1] if end else after

    def _drawn(self, name: str, tag: Tag, after: int) -> int:
        self._notes.add("element_left_out", tag.typed)
        end = self._ahead.end_of(name, after)
        if end is None:
            return after
        self._out.append(words_in(self._text[after : end[0]]))
        return end[1]

    def _gone(self, name: str, tag: Tag, after: int) -> None:
        """An element without its tags. Of a picture in several files the `img` is shown."""
        if name == "picture" and (end := self._ahead.end_of(name, after)):
            inner, self._pictured_until = self._text[after : end[0]], end[0]
            if "<img" not in inner.lower():
                self._notes.add("picture_left_out", f"{tag.typed}{inner}", tag.typed)
        elif name == "font":
            # It is for nothing but its looks, and those are named as a `span`'s are.
            kept_attributes("span", tag, self._places, self._notes)
        elif name not in QUIET and not (name == "source" and after <= self._pictured_until):
            self._notes.add("element_left_out", tag.typed)

    def _player(self, tag: Tag, after: int) -> int:
        """A link to what a player or a frame shows: the first address of it."""
        name = tag.name
        end = None if name in ("embed", "bgsound", "frame") else self._ahead.end_of(name, after)
        # Where a player around this one leads nowhere, nor does this one by what is in it.
        inner = self._text[after : end[0]][:_NEAR] if end and end[0] > self._nothing_until else ""
        addresses = addresses_in(tag, inner)
        if not addresses:
            return self._empty_player(tag, after, end)
        url, *others = addresses
        self._notes.add(PLAYERS[tag.name], tag.typed)
        for other in (*others, *unreachable_in(tag, inner)):
            self._notes.add("beside_left_out", other, other, tag.typed)
        alone = self._is_alone(after - len(tag.typed), end[1] if end else after)
        self._out.append(self._link_to(url, alone=alone))
        return end[1] if end else after

    def _empty_player(self, tag: Tag, after: int, end: tuple[int, int] | None) -> int:
        """One that shows nothing from elsewhere, without its tags. Of a frame the words stay, and
        those of the page that it has in itself: they are no HTML of this text."""
        self._notes.add("element_left_out", tag.typed)
        self._nothing_until = end[0] if end else self._nothing_until
        if PLAYERS[tag.name] != "frame_is_link":
            return after
        inner = self._text[after : end[0]] if end else ""
        self._out.append(words_in(f"{tag.given.get('srcdoc', '')} {inner}"))
        return end[1] if end else after

    def _is_alone(self, start: int, end: int) -> bool:
        """Whether it has a line for itself, outside of any paragraph."""
        before = self._text[max(start - 200, 0) : start].rstrip(" \t")
        behind = self._text[end : end + 200].lstrip(" \t")
        if before[-1:] not in ("", "\n") or behind[:1] not in ("", "\n"):
            return False
        near = max(start - _NEAR, 0)
        opened = max(self._text.rfind(tag, near, start) for tag in ("<p>", "<p "))
        return self._text.rfind("</p>", near, start) >= opened

    def _link_to(self, url: str, *, alone: bool) -> str:
        if self._anchors:
            # A link within a link is none.
            return html.escape(url)
        self._links.setdefault(url, url)
        link = f'<a href="{html.escape(url)}">{html.escape(url)}</a>'
        touches = bool(self._out) and self._out[-1][-1:] not in ("", " ", "\n", "(", ">")
        return f"<p>{link}</p>" if alone else f"{' ' * touches}{link} "

    def _anchor(self, tag: Tag) -> None:
        given = tag.given
        if "data-footnote-ref" in given or "data-footnote-backref" in given:
            self._out.append(tag.typed)
            self._anchors.append("</a>")
            return
        name = given.get("id") or given.get("name") or ""
        place = self._places.take(name) if name else None
        if name and place is None:
            self._notes.add(self._places.why_not(name), name, tag.typed)
        kept = {"id": place} if place else {}
        kept |= {n: given[n] for n in ("title", "lang", "dir") if given.get(n)}
        if given.get("class") == BACK_TO_TEXT:
            kept["class"] = BACK_TO_TEXT
        href = given.get("href")
        url = link_target(href, self._places) if href is not None else None
        if url:
            if not url.startswith("#"):
                self._links.setdefault(url, href or url)
            self._open("a", {"href": url} | kept)
        else:
            if href is not None:
                self._say_lost(tag, href)
            self._open("span" if kept else "", kept)
        kept_attributes("a", tag, self._places, self._notes, but={"id", "name", "href"})

    def _end_links(self, at: int) -> None:
        """Where links are left open over a table that has others: they end before it."""
        end, begins = self._ahead.end_of("a", at), self._ahead.start_of("a", at)
        if end is None or (begins and begins[0] < end[0]):
            self._out += reversed(self._anchors)
            self._anchors = [""] * len(self._anchors)

    def _say_lost(self, tag: Tag, href: str) -> None:
        is_place = href.strip().startswith("#") and len(href.strip()) > 1
        reason = "link_without_target" if is_place else "link_left_out"
        plain = unquote(href)
        typed = (f"]({href}", f"](<{href}", f"](<{plain}", f"]({plain}", href, tag.typed)
        self._notes.add(reason, href or tag.typed, *typed)

    def _open(self, name: str, kept: Mapping[str, str]) -> None:
        self._out.append(written(name, kept) if name else "")
        self._anchors.append(f"</{name}>" if name else "")

    def _picture(self, tag: Tag) -> None:
        given = tag.given
        sources = [given[name] for name in LAZY if given.get(name)]
        url = next(filter(None, (shown_address(tag, name) for name in LAZY)), "")
        if not url:
            lost = (sources or [tag.typed])[0]
            self._notes.add("picture_left_out", lost, f"]({lost}", tag.typed)
            self._out.append(html.escape(given.get("alt", "")))
            return
        self._pictures.setdefault(url, sources[0])
        is_there = given.get("src", "").strip() == url
        instead, but = ({}, ()) if is_there else ({"src": url}, LAZY)
        self._out.append(kept_attributes("img", tag, self._places, self._notes, instead, but=but))
