"""The cards of Ghost's editors, of which their documents keep JSON, as HTML.

https://github.com/TryGhost/Koenig/tree/main/packages/kg-default-nodes
"""

import html
import re
from collections.abc import Callable, Mapping

import cmarkgfm  # type: ignore[import-untyped]

from broadsheet.adapters.imports.ghost_embeds import bookmarked, embedded, inline, note_title
from broadsheet.adapters.imports.html_tree import plain_text
from broadsheet.adapters.imports.read_archive import Notes
from broadsheet.domain.media.recordings import BEGINS, ENDS

Card = Mapping[str, object]
_OF_NOTES = re.compile(r'((?:href="#|id="))fn(ref)?-(?=[^"<>]*")')
_ONLY_IN_MAILS = frozenset({"email", "email-cta"})
_BUTTONS = ("buttonEnabled", "showButton", "productButtonEnabled")
"""By which a card says that readers saw no button of it."""
_LEFT_OUT = frozenset({"signup", "paywall", "nft", "transistor"})


def text_in(card: Card, *names: str) -> str:
    """What the first of these fields says that says something."""
    found = (card.get(name) for name in names)
    return next((one for one in found if isinstance(one, str) and one), "")


def card_html(kind: str, card: Card, note: Notes) -> str:
    """A card as HTML. One that is not known is named, and what it says stays."""
    make = _CARDS.get(kind.removeprefix("card-"))
    words = plain_words(card)
    if reason := _not_for_all(card):
        seen = " ".join(plain_text(text_in(card, "html") or words).split())
        note(reason, f"{kind}: {seen[:200]}")
        return ""
    if make:
        return make(card, note)
    if kind in _ONLY_IN_MAILS:
        note("mail_only_left_out", words[:200])
        return ""
    note("block_left_out", f"{kind}: {words[:200]}".strip(": "))
    return "" if kind in _LEFT_OUT else "".join(f"<p>{html.escape(one)}</p>" for one in [words])


def _not_for_all(card: Card) -> str:
    """Why a card of which Ghost says who sees it was not for everybody; empty where it was."""
    seen = card.get("visibility")
    if not isinstance(seen, dict):
        return ""
    web = seen.get("web")
    if seen.get("showOnWeb") is False:
        return "mail_only_left_out"
    is_for_members = isinstance(web, dict) and web.get("nonMember") is False
    return "paywall_left_out" if is_for_members else ""


def plain_words(card: Card) -> str:
    """All that a card says, but for addresses and what it is called."""
    said = (one for name, one in card.items() if isinstance(one, str) and name != "type")
    return " ".join(one for one in said if " " in one or one.isalpha())


def _captioned(inside: str, card: Card, classes: str = "") -> str:
    # A caption has marks, and so is HTML.
    caption = text_in(card, "caption")
    begins = f'<figure class="{classes}">' if classes else "<figure>"
    return f"{begins}{inside}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _picture(card: Card, _note: Notes) -> str:
    words = html.escape(text_in(card, "alt", "title"))
    picture = f'<img src="{html.escape(text_in(card, "src"))}" alt="{words}">'
    href = text_in(card, "href")
    inside = f'<a href="{html.escape(href)}">{picture}</a>' if href else picture
    is_wide = text_in(card, "cardWidth") in ("wide", "full")
    return _captioned(inside, card, "kg-image-card kg-width-wide" if is_wide else "")


def _gallery(card: Card, note: Notes) -> str:
    images = card.get("images")
    found = [one for one in images if isinstance(one, dict)] if isinstance(images, list) else []
    pictures = "".join(
        f'<img src="{html.escape(text_in(one, "src"))}" alt="{html.escape(text_in(one, "alt"))}">'
        for one in found
    )
    if not found:
        note("gallery_incomplete", "names no pictures")
    return _captioned(pictures, card, "kg-gallery-card" if len(found) > 1 else "")


def _html(card: Card, _note: Notes) -> str:
    return text_in(card, "html")


def _markdown(card: Card, _note: Notes) -> str:
    return markdown_html(text_in(card, "markdown"))


def markdown_html(text: str) -> str:
    """What Ghost makes of Markdown, with the HTML within it."""
    kinds = cmarkgfm.cmark.Options
    made: str = cmarkgfm.github_flavored_markdown_to_html(
        text, options=kinds.CMARK_OPT_UNSAFE | kinds.CMARK_OPT_FOOTNOTES
    )
    # Names as those of an author: what begins with `fn-` is ours.
    return _OF_NOTES.sub(lambda found: f"{found[1]}note{found[2] or ''}-", made)


def _code(card: Card, _note: Notes) -> str:
    language = html.escape(text_in(card, "language").split(" ")[0])
    kind = f' class="language-{language}"' if language else ""
    code = f"<pre><code{kind}>{html.escape(text_in(card, 'code'), quote=False)}</code></pre>"
    return _captioned(code, card) if text_in(card, "caption") else code


def _embed(card: Card, note: Notes) -> str:
    url = text_in(card, "url")
    caption = text_in(card, "caption")
    if not url:
        return _captioned(text_in(card, "html"), card)
    about = card.get("metadata")
    note("embed_is_link", url)
    note_title(url, text_in(about, "title") if isinstance(about, dict) else "", note)
    return embedded(url, inline(caption))


def _bookmark(card: Card, note: Notes) -> str:
    about = card.get("metadata")
    known: Card = about if isinstance(about, dict) else card
    url = text_in(known, "url") or text_in(card, "url")
    note("embed_is_link", url)
    said = [text_in(known, name) for name in ("title", "description", "author", "publisher")]
    title, *more = [html.escape(one, quote=False) for one in said]
    return bookmarked(url, title, (*more, inline(text_in(card, "caption"))))


def _callout(card: Card, _note: Notes) -> str:
    said = f"{text_in(card, 'calloutEmoji')} {text_in(card, 'calloutText')}".strip()
    return f'<div class="kg-callout-card"><p>{said}</p></div>'


def _toggle(card: Card, _note: Notes) -> str:
    head, inside = text_in(card, "heading"), text_in(card, "content")
    return f"<details><summary>{head}</summary>{inside}</details>"


def _button(card: Card, _note: Notes) -> str:
    url = text_in(card, "buttonUrl")
    return _linked(url, text_in(card, "buttonText")) if url else ""


def _file(card: Card, note: Notes) -> str:
    url = text_in(card, "src", "url")
    note("player_is_link", url)
    title = text_in(card, "title", "fileTitle", "fileName")
    caption = text_in(card, "caption", "fileCaption")
    shown = playing(_linked(url, title), text_in(card, "customThumbnailSrc", "thumbnailSrc"))
    return shown + (f"<p>{caption}</p>" if caption else "")


def _words(*names: str) -> Callable[[Card, Notes], str]:
    """A card that says these things one under the other, and leads to where its button does."""

    def made(card: Card, _note: Notes) -> str:
        label_of = "sponsorLabel" if card.get("hasSponsorLabel") is True else ""
        said = [text_in(card, name) for name in (label_of, *names)]
        stars = card.get("productStarRating")
        if card.get("productRatingEnabled") is True and isinstance(stars, int):
            said.append(f"{'★' * min(stars, 5)}{'☆' * (5 - min(stars, 5))}")
        words = "".join(f"<p>{one}</p>" for one in said if one)
        image = text_in(card, "productImageSrc", "imageUrl", "backgroundImageSrc")
        shown = f'<p><img src="{html.escape(image)}" alt=""></p>' if image else ""
        has_button = all(card.get(name) is not False for name in _BUTTONS)
        url = text_in(card, "buttonUrl", "productUrl") if has_button else ""
        label = text_in(card, "buttonText", "productButton")
        return shown + words + (_linked(url, label) if url else "")

    return made


def playing(link: str, poster: str) -> str:
    """A paragraph that leads to a film, with the picture that is seen before it begins, if any."""
    if not poster:
        return link
    return f'{BEGINS}{link}<p><img src="{html.escape(poster)}" alt=""></p>{ENDS}'


def _linked(url: str, words: str) -> str:
    shown = html.escape(url)
    return f'<p><a href="{shown}">{html.escape(words) or shown}</a></p>'


def _line(_card: Card, _note: Notes) -> str:
    return "<hr>"


_CARDS: dict[str, Callable[[Card, Notes], str]] = {
    "image": _picture,
    "gallery": _gallery,
    "html": _html,
    "markdown": _markdown,
    "code": _code,
    "codeblock": _code,
    "embed": _embed,
    "bookmark": _bookmark,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "audio": _file,
    "video": _file,
    "file": _file,
    "header": _words("header", "heading", "subheader", "subheading"),
    "product": _words("productTitle", "productDescription"),
    "call-to-action": _words("textValue"),
    "hr": _line,
    "horizontalrule": _line,
}
