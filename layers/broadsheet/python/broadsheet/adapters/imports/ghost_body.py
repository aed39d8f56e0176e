"""The body of a post of Ghost: the HTML that it showed, whose cards are more than a page has here.

https://ghost.org/docs/themes/content/
"""

import html
import re

from selectolax.lexbor import LexborNode

from broadsheet.adapters.imports.ghost_cards import markdown_html, playing
from broadsheet.adapters.imports.ghost_documents import lexical_html, mobiledoc_html
from broadsheet.adapters.imports.ghost_embeds import with_embeds, within
from broadsheet.adapters.imports.ghost_file import PostRow, said
from broadsheet.adapters.imports.html_body import Fragment
from broadsheet.adapters.imports.html_tree import plain_text
from broadsheet.adapters.imports.old_site import host_in
from broadsheet.adapters.imports.read_archive import Notes

_HERE = "__GHOST_URL__"
_NOT_IN_HTML = re.compile(r'"type":"(email|email-cta|paywall)"|\["(email|email-cta|paywall)"')
_GATED = re.compile(
    r"<!--\s*kg-gated-block:begin([^<>]*)-->((?:(?!<!--\s*kg-gated-block:).)*)"
    r"<!--\s*kg-gated-block:end\s*-->",
    re.DOTALL,
)
_PLAYERS = (".kg-audio-card", ".kg-video-card", ".kg-file-card")
_THUMBNAILS = ("data-kg-custom-thumbnail", "data-kg-thumbnail")
_TITLES = (".kg-audio-title", ".kg-file-card-title", ".kg-file-card-caption", "figcaption")


def ghost_body(post: PostRow, note: Notes, address: str) -> str:
    """The article's body; `address` is where the site stood, if it is known."""
    source = said(post.html)
    document = said(post.lexical) or said(post.mobiledoc)
    if source:
        for card in dict.fromkeys(a or b for a, b in _NOT_IN_HTML.findall(document)):
            note("mail_only_left_out" if card != "paywall" else "paywall_left_out", card)
    elif said(post.lexical):
        source = lexical_html(said(post.lexical), note)
    elif said(post.mobiledoc):
        source = mobiledoc_html(said(post.mobiledoc), note)
    if not source.strip():
        source = markdown_html(said(post.markdown) or said(post.plaintext))
    source = _GATED.sub(lambda block: _for_all(block, note), source)
    fragment = Fragment(at_home(source, address), note)
    for player in fragment.css(", ".join(_PLAYERS)):
        _play(fragment, player, note)
    with_embeds(fragment, document, note)
    for toggle in fragment.css(".kg-toggle-card"):
        _fold(fragment, toggle)
    for form in fragment.css(".kg-signup-card"):
        words = " ".join(plain_text(form.html or "").split())
        note("element_left_out", f"form to subscribe: {words[:200]}")
        fragment.replace(form, "")
    return fragment.body(host_in(address), address)


def _for_all(block: re.Match[str], note: Notes) -> str:
    """A block for which Ghost says who sees it: what members alone saw is named."""
    if "nonMember:false" not in block[1].replace(" ", ""):
        return block[2]
    note("paywall_left_out", " ".join(plain_text(block[2]).split())[:200])
    return ""


def at_home(text: str, address: str) -> str:
    """With the site's own address in place of what stands for it in an export."""
    return text.replace(_HERE, address.rstrip("/"))


def _play(fragment: Fragment, card: LexborNode, note: Notes) -> None:
    """A link to what is played or loaded, with its words but without the player's buttons."""
    found = card.css_first("audio[src], video[src], source[src], a[href]")
    given = found.attributes if found is not None else {}
    url = given.get("src") or given.get("href") or ""
    words = [within(card, selector) for selector in _TITLES]
    title, *more = [one for one in words if one] or [html.escape(url)]
    note("player_is_link", url)
    after = "".join(f"<p>{one}</p>" for one in more)
    link = f'<p><a href="{html.escape(url)}">{title}</a></p>'
    thumbnails = (card.attributes.get(name) or "" for name in _THUMBNAILS)
    fragment.replace(card, playing(link, next(filter(None, thumbnails), "")) + after)


def _fold(fragment: Fragment, card: LexborNode) -> None:
    head = within(card, ".kg-toggle-heading-text") or within(card, ".kg-toggle-heading")
    inside = card.css_first(".kg-toggle-content")
    said_inside = inside.inner_html if inside is not None else ""
    folded = f"<details><summary>{head}</summary><div>{said_inside}</div></details>"
    fragment.replace(card, folded)
