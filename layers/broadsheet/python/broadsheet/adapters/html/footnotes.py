"""Footnotes of any label: their ids are their numbers, which are safe in HTML and in addresses."""

import html
import re
from urllib.parse import unquote

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.definitions import WITHIN, say_which_are_not_shown
from broadsheet.domain.shared.patterns import pattern

_REFERENCE = pattern(r'<a href="#fn-([^"]*)" id="fnref-([^"]*)" data-footnote-ref>([0-9]{1,6})</a>')
_NOTE = pattern(r'<li id="fn-([^"]*)">')
_BACK = pattern(
    r'<a href="#fnref-([^"]*)" class="footnote-backref" data-footnote-backref'
    r' data-footnote-backref-idx="([0-9]{1,6}(?:-[0-9]{1,6})?)"'
)
_DEFINED = pattern(rf"^{WITHIN}\[\^([^\]\s]+)\]:", re.MULTILINE)
_NAMED = pattern(r"\[\^([^\]\s<>]{1,200})\]")
_CODE = pattern(r"<(pre|code)\b[^>]*>[^<]*(?:<code\b[^>]*>[^<]*</code>)?</\1>")


def numbered(rendered: str, notes: BodyNotes, places: dict[str, str]) -> str:
    """What cmark made, with numbers for labels in ids and links; `places` learns what was what.

    Says which definitions nothing refers to, or are there twice, and which references have none.
    """
    numbers: dict[str, str] = {}

    def reference(found: re.Match[str]) -> str:
        label, own, number = found.groups()
        numbers.setdefault(label, number)
        again = own.removeprefix(label)
        places[f"fn-{_label(label)}"] = f"fn-{number}"
        places.setdefault(f"fnref-{_label(label)}", f"fnref-{number}")
        return f'<a href="#fn-{number}" id="fnref-{number}{again}" data-footnote-ref>{number}</a>'

    def note(found: re.Match[str]) -> str:
        number = numbers.get(found[1])
        return f'<li id="fn-{number}" data-footnote>' if number else found[0]

    if "data-footnote-ref>" in rendered:
        rendered = _NOTE.sub(note, _REFERENCE.sub(reference, rendered))
        rendered = _BACK.sub(
            r'<a href="#fnref-\2" class="footnote-backref" data-footnote-backref', rendered
        )
    _say(rendered, notes, {_label(label) for label in numbers})
    return rendered


def _label(written: str) -> str:
    """A label as it was typed, for comparing: cmark percent-encodes it, and case is no matter."""
    return unquote(html.unescape(written)).casefold()


def _say(rendered: str, notes: BodyNotes, used: set[str]) -> None:
    if "]:" in notes.outside_code:
        seen: set[str] = set()
        for found in _DEFINED.finditer(notes.outside_code):
            label = found[1].casefold()
            if label in seen:
                notes.add("footnote_twice", f"[^{found[1]}]", at=found.end())
            elif label not in used:
                notes.add("footnote_unused", f"[^{found[1]}]", at=found.end())
            seen.add(label)
        say_which_are_not_shown(rendered, notes)
    if "[^" in rendered:
        for found in _NAMED.finditer(_CODE.sub("", rendered)):
            if html.unescape(found[1]).casefold() not in used:
                notes.add("footnote_unknown", html.unescape(found[0]))
