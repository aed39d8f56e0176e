"""Formulas of other systems: between the marks of MathJax, KaTeX and Jetpack, or as MathML.

https://wordpress.com/support/latex/, https://docs.mathjax.org/en/latest/input/tex/delimiters.html
"""

import html
import re
from collections.abc import Iterator

from broadsheet.adapters.html.typed_maths import as_typed, typed_as_tex

_KATEX = re.compile(r"<(div|span)\b([^<>]*\bkatex-eq\b[^<>]*)>([^<]{1,2000})</\1>", re.IGNORECASE)
_TAGS = re.compile(r"(<[^<>]*>)")
_CODE = re.compile(r"<(?:code|pre|kbd|samp|script|style|textarea)\b", re.IGNORECASE)
_INSIDE = r"((?:(?!\n[ \t]*\n)[^$]){1,1000}?)"
_JETPACK = re.compile(r"\$latex\s+([^$\n]{1,1000}?)\s*\$")
_LOOKS = re.compile(r"(?:&(?:amp;)?(?:fg|bg|s)=[0-9A-Za-z-]{1,8})+\Z")
"""The colours and the size that Jetpack takes behind a formula."""
_BLOCKS = (re.compile(rf"\$\${_INSIDE}\$\$"), re.compile(rf"\\\[{_INSIDE}\\\]"))
_IN_LINES = re.compile(rf"\\\({_INSIDE}\\\)")
_IS_TEX = re.compile(r"\\[a-zA-Z]|[_^=]")
"""What words between the same marks seldom have."""


def with_formulas(text: str) -> str:
    """HTML with the TeX of its formulas as Markdown's; in code, and within tags, there are none."""
    text = typed_as_tex(text) if "<math" in text.lower() else text
    text = _KATEX.sub(_katex, text)
    is_plain = "$" not in text and "\\[" not in text and "\\(" not in text
    return text if is_plain else "".join(_parts(text))


def _katex(found: re.Match[str]) -> str:
    is_block = 'display="true"' in found[2] or "display-block" in found[2]
    return as_typed(html.unescape(found[3]).strip(), is_block=is_block)


def _parts(text: str) -> Iterator[str]:
    is_code = False
    for part in _TAGS.split(text):
        if part.startswith("<"):
            is_code = _CODE.match(part) is not None
            yield part
        else:
            yield part if is_code else _outside(part)


def _outside(text: str) -> str:
    text = _JETPACK.sub(lambda found: _formula(_LOOKS.sub("", found[1]), is_block=False), text)
    for block in _BLOCKS:
        text = block.sub(lambda found: _if_tex(found, is_block=True), text)
    return _IN_LINES.sub(lambda found: _if_tex(found, is_block=False), text)


def _if_tex(found: re.Match[str], *, is_block: bool) -> str:
    return _formula(found[1], is_block=is_block) if _IS_TEX.search(found[1]) else found[0]


def _formula(typed: str, *, is_block: bool) -> str:
    return as_typed(html.unescape(typed).strip(), is_block=is_block)
