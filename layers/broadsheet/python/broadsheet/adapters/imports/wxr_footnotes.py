"""Footnotes of a post as those that Markdown makes, so that a page links them both ways.

WordPress 6.3 keeps them beside the post (`footnotes`, JSON), and in it a `<sup data-fn="…">` each;
plugins have them in shortcodes where they are referred to.
https://developer.wordpress.org/block-editor/reference-guides/core-blocks/#footnotes
"""

import html
import re

import msgspec

_REFERENCE = re.compile(
    r"<sup\b[^>]*\bdata-fn=[\"']([^\"'<>]{1,100})[\"'][^>]*>(?:(?!</?sup\b).)*</sup>",
    re.IGNORECASE | re.DOTALL,
)


class _Footnote(msgspec.Struct):
    id: str = ""
    content: str = ""


class Footnotes:
    """Those of one post, in the order in which it refers to them."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._numbers: dict[str, int] = {}

    def added(self, content: str) -> str:
        """The reference to one that says this."""
        self._said.append(content.strip())
        return _reference(len(self._said), "")

    def referred(self, text: str, kept: list[str]) -> tuple[str, list[str]]:
        """The text with our references, and the ids of those that WordPress has no words for.

        `kept` is what it keeps beside the post; one that nothing refers to comes last.
        """
        known = {one.id: one.content for part in kept for one in _decoded(part)}
        missing: list[str] = []

        def reference(found: re.Match[str]) -> str:
            one = found[1]
            if one not in known:
                missing.append(one)
                return found[0]
            again = f"-{found.start()}" if one in self._numbers else ""
            if not again:
                self._said.append(known[one])
                self._numbers[one] = len(self._said)
            return _reference(self._numbers[one], again)

        text = _REFERENCE.sub(reference, text)
        self._said += [content for one, content in known.items() if one not in self._numbers]
        return text, missing

    def html(self) -> str:
        """The list of them, for the end of the text; empty where there are none."""
        if not self._said:
            return ""
        items = "".join(
            f'<li id="note-{n}">{said} <a href="#note-{n}-from" class="footnote-backref">↩</a></li>'
            for n, said in enumerate(self._said, 1)
        )
        return f'\n\n<div class="footnotes"><ol>{items}</ol></div>'


def _reference(number: int, again: str) -> str:
    link = f'<a href="#note-{number}" id="note-{number}-from{again}">{number}</a>'
    return f'<sup class="footnote-ref">{link}</sup>'


def _decoded(kept: str) -> list[_Footnote]:
    try:
        return msgspec.json.decode(kept, type=list[_Footnote])
    except msgspec.DecodeError:
        # Of what nobody can read the words are still somebody's.
        return [_Footnote(content=html.escape(kept))] if kept.strip(' []"') else []
