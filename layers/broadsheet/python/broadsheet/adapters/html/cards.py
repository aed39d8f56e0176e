"""An address alone in its paragraph becomes a card: whose it is, and a link. Nothing is loaded.

What stands behind it is not asked here: what is kept of a card is what its address says.
"""

import html
import re
from collections.abc import Callable, Iterator

from broadsheet.adapters.html.blocks import with_blocks
from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.contained import ADDRESS, ESCAPED, WEB, Contained
from broadsheet.adapters.html.fences import with_fences
from broadsheet.adapters.html.title_notes import TitleNotes
from broadsheet.adapters.html.typed_lines import LinesOutsideCode, lines_of
from broadsheet.domain.articles.providers import LEFT_OUT, Providers
from broadsheet.domain.shared.cut import shortened
from broadsheet.domain.shared.web_address import encoded

_MAY_HAVE = re.compile(rf"^{ADDRESS.pattern}[ \t\r]*$", re.MULTILINE)
_LINK = re.compile(rf'<a href="([^"]*)">({WEB}[^<]*)</a>')
_PARAGRAPH = re.compile(
    r"(?P<begins><(?P<tag>p|li|t[dh]|d[dt])(?:\s[^<>]*)?>|</(?:h[1-6]|pre|[ou]l|blockquote)>\n)"
    rf"(?P<said>(?:{ADDRESS.pattern}(?:\n|(?=<| <)))+)"
    r"(?=</(?:p|li|t[dh]|d[dt])>|<(?:[ou]l|blockquote|pre|h[1-6]|table)\b|(?P<note> <a href=\"#fn))"
)
"""Of addresses alone, in HTML that cmark made or that was typed."""
_ITEM = "<li>\n"
_MOST_WORDS = 100
"""Characters of an address that are shown: that of a map may have hundreds, which say nothing."""
_ALONE = re.compile(rf"(?<!<li>\n)<p>((?:{_LINK.pattern}\n?)+)</p>")


class Cards:
    """Of these providers."""

    def __init__(self, providers: Providers) -> None:
        self._providers = providers

    def marked_up(
        self, source: str, rendered: Callable[[str], str], notes: BodyNotes | None = None
    ) -> str:
        """Markdown, its blocks and addresses as HTML that nobody has looked at yet.

        `rendered` makes HTML of plain Markdown.
        """
        notes, in_titles = notes or BodyNotes(source), TitleNotes()
        with_names = with_blocks(self.linked(source, notes), notes, rendered, in_titles)
        contained = Contained(with_fences(with_names, notes), notes)
        made = in_titles.together(contained.restored(rendered(contained.source)))
        return self._linked_within(made, notes)

    def is_asked_about(self, url: str) -> bool:
        """Whether its provider says what an address is."""
        rule = self._providers.rule_of(url)
        return rule is not None and bool(rule.oembed)

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
                url = ESCAPED.sub(r"\1", lines[at].rstrip())
                if not self._providers.name_of(url):
                    notes.add("embed_unknown", url, line=at + 1)
                lines[at] = f"<{url}>"
        return "\n".join(lines)

    def _linked_within(self, rendered: str, notes: BodyNotes) -> str:
        """HTML with links for the paragraphs that are addresses; says which make no cards."""

        def link(url: str, *, is_card: bool) -> str:
            shown = html.escape(url)
            if bool(self._providers.name_of(url)) != is_card:
                notes.add("embed_unknown" if is_card else "embed_within", url, url, shown)
            return f'<a href="{shown}">{shown}</a>'

        def linked(found: re.Match[str]) -> str:
            is_item = rendered.endswith(_ITEM, 0, found.start())
            is_card = found["tag"] == "p" and not found["note"] and not is_item
            said = found["said"]
            urls = (link(html.unescape(one), is_card=is_card) for one in said.split())
            return found["begins"] + "\n".join(urls) + "\n" * said.endswith("\n")

        return _PARAGRAPH.sub(linked, rendered) if "://" in rendered else rendered

    def shown(self, rendered: str) -> str:
        """HTML with cards for the paragraphs that are addresses."""
        return _ALONE.sub(self._cards, rendered) if '<p><a href="' in rendered else rendered

    def _cards(self, paragraph: re.Match[str]) -> str:
        made = [self._card(link) for link in _LINK.finditer(paragraph[1])]
        return "\n".join(made)

    def _card(self, link: re.Match[str]) -> str:
        leads, said = html.unescape(link[1]), html.unescape(link[2])
        # A card says whose an address is: it must be the one that is read.
        name = self._providers.name_of(said) if said == leads or encoded(said) == leads else ""
        if not name:
            return f"<p>{link[0]}</p>"
        words = shortened(LEFT_OUT.sub("", said, count=1), _MOST_WORDS)
        shown = f'<a href="{link[1]}">{html.escape(words)}</a>'
        return f'<div class="b-embed"><p><strong>{html.escape(name)}</strong> {shown}</p></div>'


def _runs(lines: list[str], code: list[bool]) -> Iterator[tuple[int, int]]:
    """Lines from and up to which there are addresses alone, with nothing that touches them."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and not code[end] and ADDRESS.fullmatch(lines[end].rstrip()):
            end += 1
        if end > at and _is_apart(lines, code, at - 1) and _is_apart(lines, code, end):
            yield at, end
        at = max(end, at + 1)


def _is_apart(lines: list[str], code: list[bool], at: int) -> bool:
    is_line = 0 <= at < len(lines)
    return not is_line or code[at] or not lines[at].strip() or lines[at].startswith(":::")
