"""Ghost's embeds and bookmarks: addresses alone in their paragraph, of which cards are made here.

What somebody wrote below them, and what a bookmark says of its page, is the figure's caption.
"""

import html
import re
from collections.abc import Iterable, Iterator

import msgspec
from selectolax.lexbor import LexborNode

from broadsheet.adapters.imports.html_body import Fragment
from broadsheet.adapters.imports.html_tree import attributes_of, plain_text
from broadsheet.adapters.imports.read_archive import Notes
from broadsheet.domain.articles.providers import Providers

_PARAGRAPH = re.compile(r"\s*</?p\b[^>]*>\s*")
_EMBEDS = frozenset({"embed", "card-embed"})
_ON_BOOKMARKS = (".kg-bookmark-description", ".kg-bookmark-author", ".kg-bookmark-publisher")
_PROVIDERS = Providers()
"""Ours: what a newspaper's own are is not known where an archive is read."""


def embedded(url: str, caption: str) -> str:
    """A card of the address; `caption` is HTML of one line."""
    shown = html.escape(url)
    alone = f'<p><a href="{shown}">{shown}</a></p>'
    return f"<figure>{alone}<figcaption>{caption}</figcaption></figure>" if caption else alone


def bookmarked(url: str, title: str, more: Iterable[str]) -> str:
    """A card with what was written on the bookmark, all of it HTML of one line.

    Of an address that no provider has a card would be less than it was: a link with its title.
    """
    if _PROVIDERS.name_of(url):
        said = (f"<strong>{title}</strong>" if title else "", *more)
        return embedded(url, "<br>".join(one for one in said if one))
    after = "".join(f"<br>{one}" for one in more if one)
    return f'<p><a href="{html.escape(url)}">{title or html.escape(url)}</a>{after}</p>'


def inline(caption: str) -> str:
    """A caption in one line, with its marks."""
    return _PARAGRAPH.sub(" ", caption).strip()


def note_title(url: str, title: str, note: Notes) -> None:
    """Name what Ghost knew an embed as: here its provider is asked, and may say another."""
    if title:
        note("embed_title_left_out", f"{url}: {title[:200]}")


def with_embeds(fragment: Fragment, document: str, note: Notes) -> None:
    """Let cards stand for the embeds and bookmarks of a post's HTML.

    Of an embed it has the frame; its address has the document that the HTML was made of.
    """
    cards = fragment.css(".kg-embed-card")
    addresses = list(_addresses_in(document)) if cards else []
    known = addresses if len(addresses) == len(cards) else [""] * len(cards)
    for card, address in zip(cards, known, strict=True):
        _embed(fragment, card, address, note)
    for bookmark in fragment.css(".kg-bookmark-card"):
        _bookmark(fragment, bookmark, note)


def _embed(fragment: Fragment, card: LexborNode, address: str, note: Notes) -> None:
    """What is shown without a frame, as the words of a post are, stays before the card."""
    frame = card.css_first("iframe[src]")
    given = attributes_of(frame) if frame is not None else {}
    url = address or _framed(given) or _quoted(card)
    if not url:
        return
    note("frame_is_link" if url == _framed(given) else "embed_is_link", url)
    note_title(url, given.get("title", ""), note)
    caption = _caption(card)
    for part in (frame, card.css_first("figcaption")):
        if part is not None:
            part.decompose()
    fragment.replace(card, f"{card.inner_html or ''}{embedded(url, caption)}")


def _framed(given: dict[str, str]) -> str:
    src = given.get("src", "").strip()
    url = f"https:{src}" if src.startswith("//") else src
    return url if url.startswith(("https://", "http://")) else ""


def _quoted(card: LexborNode) -> str:
    """Where a post of a network stands: its date, which comes last, leads there."""
    links = (attributes_of(link).get("href", "") for link in card.css("blockquote a[href]"))
    known = [url for url in links if _PROVIDERS.name_of(url)]
    return known[-1] if known else ""


def _bookmark(fragment: Fragment, card: LexborNode, note: Notes) -> None:
    """Without its pictures, which are the other site's."""
    anchor = card.css_first("a[href]")
    url = attributes_of(anchor).get("href", "") if anchor is not None else ""
    note("embed_is_link", url)
    more = [within(card, selector) for selector in _ON_BOOKMARKS]
    title = within(card, ".kg-bookmark-title")
    fragment.replace(card, bookmarked(url, title, (*more, _caption(card))))


def _caption(card: LexborNode) -> str:
    found = card.css_first("figcaption")
    return inline(found.inner_html or "") if found is not None else ""


def within(card: LexborNode, selector: str) -> str:
    """What a part of a card says, as HTML without marks."""
    found = card.css_first(selector)
    return html.escape(plain_text(found.html or ""), quote=False) if found is not None else ""


def _addresses_in(document: str) -> Iterator[str]:
    """The addresses of the embeds in a document of Ghost's, in its order."""
    try:
        known = msgspec.json.decode(document, type=dict[str, object])
    except (msgspec.DecodeError, ValueError, RecursionError):
        return
    sections, cards = known.get("sections"), known.get("cards")
    if isinstance(sections, list) and isinstance(cards, list):
        yield from _in_sections(sections, cards)
    left = [known.get("root")]
    while left:
        node = left.pop()
        match node:
            case {"type": "embed", "url": str(url)}:
                yield url
            case {"children": list(children)}:
                left += reversed(children)


def _in_sections(sections: list[object], cards: list[object]) -> Iterator[str]:
    for section in sections:
        match section:
            case [10, int(number), *_] if 0 <= number < len(cards):
                match cards[number]:
                    case [str(name), {"url": str(url)}, *_] if name in _EMBEDS:
                        yield url
