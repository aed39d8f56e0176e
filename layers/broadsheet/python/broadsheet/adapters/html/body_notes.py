"""Notes of an article's body: what of it is not on the page as it was typed, and in which line."""

import re
from collections.abc import Iterable
from functools import cached_property

from broadsheet.domain.shared.notes import MOST_NOTES, Note, shown
from broadsheet.domain.shared.sentence import N_

SENTENCES = {
    "frame_is_link": N_("A frame is shown as a link to what it showed."),
    "embed_is_link": N_("What a script would have put here is a link to it, or a card with one."),
    "player_is_link": N_("A player is shown as a link to what it played; its words go."),
    "beside_left_out": N_("This was in the same player or frame, which is shown as one link."),
    "script_left_out": N_("A script never runs on a page; it was left out."),
    "style_left_out": N_("A page has the styles of the site alone; these were left out."),
    "element_left_out": N_("This element cannot stand on a page; the words in it stay."),
    "attribute_left_out": N_("This cannot stand on a page; the element stays without it."),
    "link_left_out": N_("A page cannot lead there; the words of the link stay."),
    "link_without_target": N_("Nothing in the text has this name; the words of the link stay."),
    "picture_left_out": N_(
        "A picture needs an address that starts with https:// or /, or media:; its"
        " words stay, if it has any."
    ),
    "caption_left_out": N_(
        "Below a picture among words, in a list, a table or a link nothing is said of it; this was"
        " left out. It stands below a picture in a paragraph of its own."
    ),
    "recording_within": N_(
        "A film or a sound is played in a paragraph of its own; here it is a link."
    ),
    "comment_without_end": N_("A comment has no end (-->); what follows is shown."),
    "markup_left_out": N_("This is no HTML that a page can have; it was left out."),
    "id_twice": N_("Another place in the text has this name already; links lead to the first."),
    "id_left_out": N_("A text has at most 500 places that links may lead to; none leads here."),
    "footnote_unknown": N_("No footnote has this label; it is shown as it was typed."),
    "footnote_unused": N_("Nothing in the text refers to this footnote; it is not shown."),
    "footnote_twice": N_("A footnote with this label is there already; this one is not shown."),
    "embed_unknown": N_("No card is made of an address of this site; it is a link."),
    "embed_within": N_(
        "A card stands in a paragraph of its own; what begins an item of a list, and what is in a"
        " table or a footnote, is a link."
    ),
    "block_unknown": N_("No page has a block of this name; it is shown as it was typed."),
    "block_without_end": N_("This block has no end (:::); it is shown as it was typed."),
    "block_without_begin": N_("No block ends here; the colons are shown as they were typed."),
    "block_too_deep": N_(
        "Blocks stand in each other four deep at most; this one is shown as typed."
    ),
    "block_indented": N_(
        "A block begins at the beginning of a line; this is shown as it was typed."
    ),
    "film_without_captions": N_(
        "Who cannot hear this film misses what is said: put it between :::video and ::: with"
        " captions, a link to a WebVTT file (WCAG 1.2.2)."
    ),
    "sound_without_transcript": N_(
        "Who cannot hear this sound misses what is said: write it down between :::transcript"
        " and ::: (WCAG 1.2.1)."
    ),
    "captions_without_film": N_(
        "These captions stand with no film or sound: put it, too, between :::video and :::."
    ),
    "captions_language": N_(
        'Captions say their language as in "en" or "pt-BR"; these are taken to be in that of'
        " the page."
    ),
    "formula_unread": N_("From here on this formula cannot be read; it is shown as it was typed."),
    "formula_not_apart": N_(
        "Two dollar signs make a formula in lines of their own, with no empty line between them;"
        " this is shown as it was typed."
    ),
    "formula_too_long": N_(
        "A formula has up to 1,000 characters, a text up to 500 formulas with 16,000 characters;"
        " this one is shown as it was typed."
    ),
    "chart_without_numbers": N_(
        "A chart needs a table with labels first and numbers in each other column; it is shown as"
        " a table."
    ),
    "chart_too_large": N_(
        "A chart has up to 60 rows and 5 columns of numbers, a text 20 charts; it is shown as a"
        " table."
    ),
    "chart_guessed": N_(
        "These numbers may have thousands or decimals; the chart has them as thousands."
    ),
    "cell_left_out": N_(
        "A row has no more cells than its table has headings; this was left out. In a cell | is"
        " typed as \\|."
    ),
    "chart_kind": N_(
        "There is no chart of this kind; bars are drawn, and the word is in the title."
    ),
    "chart_gap": N_("This is read as no number; the chart has a gap there."),
    "chart_units": N_(
        "Numbers of one column have different units, which a chart cannot compare; it is shown as a"
        " table."
    ),
    "definition_twice": N_("A link of this name is there already; this one is not shown."),
    "code_without_end": N_("This code has no end; all that follows is code."),
    "code_words_left_out": N_("Behind the language of code nothing is shown; this was left out."),
    "list_counted": N_(
        "A list is counted from its first number on; this item is shown with another number."
    ),
    "formula_marks": N_(
        "These marks begin no formula, and are shown without their backslashes: type $`…`$, or $$"
        " in lines of their own."
    ),
    "definition_unused": N_("Nothing in the text uses this link; it is not shown."),
}
"""By reason, which is stable."""
_FENCE = re.compile(r"[ >]{0,12}(`{3,}|~{3,})")
_CODE = re.compile(r"`[^`\n]+`")


class BodyNotes:
    """Gathers them while a body is made; `pointer` is where in what was sent it stands."""

    def __init__(self, source: str, pointer: str = "/body") -> None:
        self._source, self._pointer = source, pointer
        self._notes: dict[tuple[str, str], Note] = {}
        self._cursor: dict[str, int] = {}

    def add(
        self, reason: str, what: str, *typed: str, at: int | None = None, line: int | None = None
    ) -> None:
        """Say once that something is not as it was.

        It stands in a line, at an offset `at` of the source, or where its beginning is written as
        `typed`.
        """
        key = (reason, what := shown(what))
        if key not in self._notes:
            is_told = len(self._notes) < MOST_NOTES
            if is_told and at is None and line is None:
                at = self._at(typed or (what,))
            if is_told and at is not None:
                line = self.outside_code.count("\n", 0, at) + 1
            self._notes[key] = Note(self._pointer, reason, SENTENCES[reason], what, line)

    def line_of(self, typed: str) -> int | None:
        """The line in which something that is code was typed; None where it was typed otherwise."""
        if len(self._notes) >= MOST_NOTES:
            return None
        at = self._source.find(typed.strip().split("\n")[0]) if typed.strip() else -1
        return self._source.count("\n", 0, at) + 1 if at >= 0 else None

    def all(self) -> tuple[Note, ...]:
        """In the order of the text; what has no line comes last."""
        last = self._source.count("\n") + 2
        return tuple(sorted(self._notes.values(), key=lambda note: note.line or last))

    @cached_property
    def outside_code(self) -> str:
        """The source with blanks for what is code, so that nothing in it is taken for more."""
        lines, fence = [], ""
        for line in self._source.split("\n"):
            found = _FENCE.match(line)
            if found and (not fence or found[1].startswith(fence)):
                fence = "" if fence else found[1]
                lines.append("")
            else:
                lines.append("" if fence else _CODE.sub(lambda code: " " * len(code[0]), line))
        return "\n".join(lines)

    def _at(self, typed: Iterable[str]) -> int | None:
        for text in typed:
            begins = text.strip().split("\n")[0][:80]
            at = self.outside_code.find(begins, self._cursor.get(begins, 0)) if begins else -1
            if at >= 0:
                self._cursor[begins] = at + len(begins)
                return at
        return None
