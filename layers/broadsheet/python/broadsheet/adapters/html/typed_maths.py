"""Formulas that came as MathML with their TeX, as WordPress, Wikipedia and KaTeX write them."""

import html
import re
from collections.abc import Iterator

_BEGINS = re.compile(r"<math\b([^<>]*)>", re.IGNORECASE)
_ENDS = re.compile(r"</math\b[^<>]*>", re.IGNORECASE)
_TEX = re.compile(
    r"<annotation\b[^<>]*\bencoding\s*=\s*[\"']application/x-tex[\"'][^<>]*>([^<]*)", re.IGNORECASE
)
_ALTTEXT = re.compile(r"\balttext\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_IS_BLOCK = re.compile(r"\bdisplay\s*=\s*[\"']?block", re.IGNORECASE)


def typed_as_tex(rendered: str) -> str:
    """HTML in which such formulas are as if their TeX had been typed; all others as they are.

    Takes time in proportion to its length.
    """
    return "".join(_with_tex(rendered))


def _with_tex(rendered: str) -> Iterator[str]:
    at = looked_at = 0
    for begins in _BEGINS.finditer(rendered):
        if begins.start() < looked_at:
            continue
        end = _ENDS.search(rendered, begins.end())
        if end is None:
            break
        looked_at = end.end()
        found = _TEX.search(rendered, begins.end(), end.start()) or _ALTTEXT.search(begins[1])
        tex = next(filter(None, found.groups()), "").strip() if found else ""
        if tex:
            yield rendered[at : begins.start()]
            yield as_typed(html.unescape(tex), is_block=bool(_IS_BLOCK.search(begins[1])))
            at = end.end()
    yield rendered[at:]


def as_typed(tex: str, *, is_block: bool) -> str:
    """The HTML that Markdown makes of a formula: a block of code, or code between dollar signs."""
    code = html.escape(tex, quote=False)
    if is_block:
        return f'<pre><code class="language-math">{code}</code></pre>'
    return f"$<code>{code}</code>$"
