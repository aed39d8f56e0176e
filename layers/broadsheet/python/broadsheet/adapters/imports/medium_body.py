"""The body of a story of Medium: its title stands in it once more, and what is embedded is a page
of Medium's own."""

import html
import re

from selectolax.lexbor import LexborNode

from broadsheet.adapters.imports.html_body import Fragment
from broadsheet.adapters.imports.read_archive import Notes, one_line
from broadsheet.domain.shared.web_address import encoded
from broadsheet.domain.transfer.site_lines import ImportedImage

_SPACES = re.compile(r"\s+")


def lead_of(body: LexborNode, note: Notes) -> ImportedImage | None:
    """The picture that its author chose to stand for the story, if one is marked as that."""
    found = body.css_first("img[data-is-featured]")
    url = (found.attributes.get("src") or "") if found is not None else ""
    if found is None or not url.startswith(("http://", "https://")):
        return None
    note("picture_stays", url)
    figure = found.parent
    while figure is not None and figure.tag not in ("figure", "body"):
        figure = figure.parent
    said = figure.css_first("figcaption") if figure is not None else None
    caption = one_line(said.html or "") if said is not None else ""
    alt = (found.attributes.get("alt") or "").strip() or caption or "Picture"
    return ImportedImage(url=encoded(url), alt=alt, caption=caption)


def medium_body(body: LexborNode, title: str, subtitle: str, note: Notes) -> str:
    """The article's body, without the title and the subtitle at its beginning."""
    fragment = Fragment(body.inner_html or "", note)
    for selector, said in ((".graf--title", title), (".graf--subtitle", subtitle)):
        for node in fragment.css(selector):
            if _words(node) == _SPACES.sub(" ", said).strip():
                fragment.replace(node, "")
                break
    first = fragment.first(".section-divider")
    if first is not None:
        # The line between two sections, before the first of them.
        fragment.replace(first, "")
    for card in fragment.css(".graf--mixtapeEmbed, .mixtapeEmbed"):
        _card(fragment, card, note)
    for script in fragment.css("script[src]"):
        _script(fragment, script, note)
    return fragment.body("", "")


def _words(node: LexborNode) -> str:
    return _SPACES.sub(" ", one_line(node.html or "")).strip()


def _card(fragment: Fragment, card: LexborNode, note: Notes) -> None:
    """A link with its words; the picture beside them is a background of their style."""
    anchor = card.css_first("a[href]")
    url = (anchor.attributes.get("href") or "") if anchor is not None else ""
    if url:
        note("embed_is_link", url)
        said = anchor.inner_html if anchor is not None else ""
        shown = html.escape(url)
        fragment.replace(card, f'<p><a href="{shown}">{said or shown}</a></p>')


def _script(fragment: Fragment, script: LexborNode, note: Notes) -> None:
    """What GitHub shows of a gist by a script stands at the same address without `.js`."""
    url = (script.attributes.get("src") or "").partition("?")[0].removesuffix(".js")
    if url.startswith("https://gist.github.com/"):
        note("embed_is_link", url)
        shown = html.escape(url)
        fragment.replace(script, f'<p><a href="{shown}">{shown}</a></p>')
