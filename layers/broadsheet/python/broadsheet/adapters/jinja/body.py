"""An article's body as it stands on its page: the sanitised HTML, and what only a page needs."""

import re

from markupsafe import escape

from broadsheet.adapters.jinja.cards import SIZES, PageCards, source_set
from broadsheet.adapters.jinja.code_names import code_name
from broadsheet.adapters.jinja.recordings import with_players
from broadsheet.adapters.jinja.tags import in_tags
from broadsheet.adapters.jinja.translations import Words
from broadsheet.domain.articles.body import AS_TABLE, SafeHtml
from broadsheet.domain.media.media import ID, formats_of, sizes_of
from broadsheet.domain.shared.sentence import N_

_BACK = re.compile(r'aria-label="Back to reference ([0-9-]{1,12})"')
"""What cmark calls the link from a footnote to its place in the text, and the sanitiser allows."""
_TABLE = re.compile(r"(<table\b[^>]*>)|</table>")
_PICTURE = re.compile(
    rf'<img src="/media/({ID.pattern})/\d+\.jpg"[^<>]* width="(\d+)" height="(\d+)"[^<>]*>'
)
_SET_APART = re.compile(r'<(div|figure) class="b-(wide|gallery)">.*?</\1>', re.DOTALL)
_SIZES_OF = {"wide": "(min-width: 64rem) 60rem, 100vw", "gallery": "(min-width: 46rem) 21rem, 50vw"}
"""The same, within a block that is wider, or has two in a row."""
_CODE = re.compile(
    r'<pre(?: [^<>]*)?><code(?: class="language-([A-Za-z0-9_+#.-]{1,40})")?>[^<]*</code></pre>'
)
_FOLDED = f"<summary>{AS_TABLE}<"
_FORMULA = '<div class="b-math">'
_EMPTY_HEADING = re.compile(r"<th\b[^>]*></th>")


def on_the_page(words: Words, html: SafeHtml, cards: PageCards | None = None) -> SafeHtml:
    """The body with the words that Markdown brings along in the language of the page.

    What is wider than a telephone (a table, a program, a formula) scrolls by itself, also for
    those who have only a keyboard (WCAG 2.1.1), and the empty corner of a table is no heading.
    Without `cards` those stay links.
    """
    if "Back to reference" in html:
        html = SafeHtml(
            in_tags(html, lambda tag: _BACK.sub(lambda found: _label(words, found[1]), tag))
        )
    if "<table" in html:
        html = SafeHtml(_TABLE.sub(_scrolling, _EMPTY_HEADING.sub("<td></td>", html)))
    if "<pre" in html or "b-math" in html:
        html = SafeHtml(_CODE.sub(lambda found: _code(words, found), html))
        html = SafeHtml(html.replace(_FORMULA, f'{_FORMULA[:-1]} tabindex="0">'))
    if "b-chart" in html:
        html = SafeHtml(html.replace(_FOLDED, f"<summary>{escape(words.plain(AS_TABLE))}<"))
    if "/media/" in html:
        html = SafeHtml(_with_sources(with_players(words, html)))
    return cards.shown(html) if cards else html


def _with_sources(html: str) -> str:
    parts, at = [], 0
    for block in _SET_APART.finditer(html):
        parts += [_pictures(html[at : block.start()]), _pictures(block[0], _SIZES_OF[block[2]])]
        at = block.end()
    return "".join([*parts, _pictures(html[at:])])


def _pictures(html: str, sizes: str = SIZES) -> str:
    return _PICTURE.sub(lambda img: _picture(img, sizes), html)


def _picture(img: re.Match[str], shown: str) -> str:
    """The newsroom's own picture, in sizes and formats for a browser to choose from."""
    media_id, sizes = img[1], sizes_of(int(img[2]))
    sources = "".join(
        f'<source type="image/{kind}" srcset="{source_set(media_id, sizes, kind)}" sizes="{shown}">'
        for kind in formats_of(int(img[2]), int(img[3]))
        if kind != "jpg"
    )
    jpeg = f' srcset="{source_set(media_id, sizes, "jpg")}" sizes="{shown}">'
    return f"<picture>{sources}{img[0][:-1]}{jpeg}</picture>"


def _code(words: Words, found: re.Match[str]) -> str:
    """A program with its language above it, in which whoever has a keyboard can scroll."""
    name = code_name(found[1] or "")
    said = words.plain(N_("Code in {language}"), language=name) if name else words.plain(N_("Code"))
    inside = found[0].removeprefix("<pre")
    begins = f'<pre tabindex="0" role="group" aria-label="{escape(said)}"'
    above = f'<p class="code-name">{escape(name)}</p>' if name else ""
    return f'<div class="code">{above}{begins}{inside}</div>'


def _label(words: Words, number: str) -> str:
    said = words.plain(N_("Back to reference {number}"), number=number)
    return f'aria-label="{escape(said)}"'


def _scrolling(tag: re.Match[str]) -> str:
    return f'<div class="wide" tabindex="0">{tag[1]}' if tag[1] else "</table></div>"
