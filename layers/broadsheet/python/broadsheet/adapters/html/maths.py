r"""Formulas in TeX as MathML, which browsers show by themselves: made once, when a text is written.

    ```math
    E = mc^2
    ```

and `$`E = mc^2`$` in a line, as GitHub and GitLab have it; `$x$` would be money as often as not.
What cannot be read stays as it was typed, and is named.
"""

import html
import re
import unicodedata

from math_core import LatexError, LatexToMathML

from broadsheet.adapters.html.body_notes import BodyNotes

LONGEST = 1_000
"""Characters of a formula: the library calls itself for each brace, and takes 2,000 with ease."""
MOST, MANY = 16_000, 500
"""Characters of all formulas of a text, as MathML is up to fifty times as long; and formulas."""
DEEPEST = 40
"""Elements of a formula in each other; a whole body may have a hundred (`bounded.DEEPEST`)."""
_BLOCK = re.compile(r'<pre><code class="language-math">([^<]*)</code></pre>')
_INLINE = re.compile(r"\$<code>([^<]*)</code>\$")
_PLACE = re.compile(r"([0-9]+): ")
_TAG = re.compile(r"<(/?)([a-z]+)([^<>]*?)(/?)>")
_WRAPPED = re.compile(
    r"(?:\$\$(?P<dollars>[^$]+)\$\$|(?P<fence>`{3,})(?:math)?\n(?P<fenced>[^`]*)(?P=fence)"
    r"|\$`(?P<ticked>[^`$]+)`\$)"
)
"""A formula in a block of its own, typed as it would be without one."""
_REMARK = re.compile(r"(?<!\\)(?:\\\\)*(%)")
"""In TeX what follows in the line is no part of a formula; an author meant percent."""
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_SEEN = re.compile(r">[^<]|<m(?:frac|sqrt|root|enclose)\b")
"""Of a formula that only gives a name to something nothing would be."""
_SIZES = ("displaystyle", "scriptlevel")
_SAYS_ITS_SIZE = frozenset({"math", "mstyle"})
_ALONE = {"\u20d7": "\u2192", "\u0332": "_", "\u0302": "\u02c6", "\u0303": "\u02dc"}
"""Marks that would be joined with what stands before them, as marks of their own."""
_MACROS = {
    "iff": r"\Longleftrightarrow",
    "implies": r"\Longrightarrow",
    "impliedby": r"\Longleftarrow",
    "euro": r"\text{€}",
}
"""What the library has no name for, and many write."""
_STRUCTURE = re.compile(r"\\begin\b|\\end\b|\\\\|\\newline\b|\\.|[{}&]", re.DOTALL)
_ROW_SPACE = re.compile(r"(?<=\\\\)\[-?[0-9.]+ *(?:em|ex|pt|px|mm|cm|in|mu|pc)\]")
"""How far rows are apart is the page's to say."""
_LAST_END = re.compile(r"(?:\\\\|\\newline)\s*\Z")
_ROW_ENDS = ("\\\\", "\\newline")
_ROWS, _ALIGNED = "gathered", "aligned"
"""What rows stand in that an author typed without: the library would put them into one line."""
_EXPANSIONS, _LARGEST = 40, 64_000
"""Names of a formula that stand for more, as an author may give some; and characters made of it."""
_CLASSES = {
    "text-align: left": "align-left",
    "text-align: right": "align-right",
    **{f"border-{side}": f"line-{side}" for side in ("top", "bottom", "left", "right")},
}
"""What the style sheet has for styles that the library writes: a page has none in its HTML."""


class _Unread(Exception):
    """A formula that is shown as it was typed: the reason, and from where on."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.at = reason, at


def with_formulas(rendered: str, notes: BodyNotes) -> str:
    """HTML with MathML for what Markdown made of formulas; says which it could not read.

    Takes time in proportion to its length. What comes out has not been sanitised.
    """
    formulas = _Formulas(notes)
    blocks = _BLOCK.sub(lambda found: formulas.shown(found, is_block=True), rendered)
    return _INLINE.sub(lambda found: formulas.shown(found, is_block=False), blocks)


class _Formulas:
    """Those of one text."""

    def __init__(self, notes: BodyNotes) -> None:
        self._notes, self._left, self._made = notes, MOST, 0
        self._tex = LatexToMathML(fancy_error=False, macros=_MACROS, max_expansions=_EXPANSIONS)

    def shown(self, found: re.Match[str], *, is_block: bool) -> str:
        tex = _bare(html.unescape(found[1]).strip())
        try:
            made = self._mathml(tex, is_block=is_block)
        except _Unread as why:
            what = tex[why.at :].strip() or tex
            self._say(why.reason, what.split("\n")[0], tex, is_block=is_block)
            return found[0]
        return f'<div class="b-math">{made}</div>' if is_block else made

    def _say(self, reason: str, what: str, tex: str, *, is_block: bool = False) -> None:
        # One of nothing has nothing by which it could be found.
        typed = (tex,) if tex else (":::math", "```math") if is_block else ("$`",)
        line = next(filter(None, map(self._notes.line_of, typed)), None)
        self._notes.add(reason, what or ("math" if is_block else "$` `$"), line=line)

    def _mathml(self, tex: str, *, is_block: bool) -> str:
        if len(tex) > min(LONGEST, self._left) or self._made >= MANY:
            raise _Unread("formula_too_long")
        self._left, self._made = self._left - len(tex), self._made + 1
        if not tex:
            raise _Unread("formula_unread")
        if remark := _REMARK.search(tex):
            raise _Unread("formula_unread", remark.start(1))
        whole = _in_rows(_ROW_SPACE.sub("", tex))
        try:
            made = self._tex.convert_with_local_state(whole, displaystyle=is_block)
        except LatexError as error:
            place = _PLACE.match(str(error))
            at = int(place[1]) - whole.index(tex) if place and tex in whole else 0
            raise _Unread("formula_unread", max(at, 0)) from None
        except UnicodeEncodeError:
            raise _Unread("formula_unread") from None
        if len(made) > _LARGEST:
            raise _Unread("formula_too_long")
        if not _SEEN.search(made):
            raise _Unread("formula_unread")
        if 'style="color:' in made:
            self._say("attribute_left_out", f"\\color of {tex}", tex)
        return _for_pages(made).replace("<math", f'<math alttext="{html.escape(tex)}"', 1)


def _bare(tex: str) -> str:
    wrapped = _WRAPPED.fullmatch(tex)
    found = wrapped and (wrapped["dollars"] or wrapped["fenced"] or wrapped["ticked"])
    return found.strip() if found else tex


def _in_rows(tex: str) -> str:
    """The same in rows, where it has any outside of what rows stand in. Raises _Unread."""
    within, has_rows, is_aligned = list[str](), False, False
    for found in _STRUCTURE.finditer(tex):
        mark = found[0]
        if mark in ("\\begin", "{"):
            within.append(mark)
        elif mark in ("\\end", "}"):
            within = within[:-1]
        elif mark in _ROW_ENDS and within[-1:] == ["{"]:
            raise _Unread("formula_unread", found.start())
        elif not within:
            has_rows |= mark in _ROW_ENDS
            is_aligned |= mark == "&"
    if not has_rows:
        return tex
    around = _ALIGNED if is_aligned else _ROWS
    return f"\\begin{{{around}}}{_LAST_END.sub('', tex)}\\end{{{around}}}"


def _for_pages(made: str) -> str:
    """What the library writes, without styles, as browsers and checkers of pages have it."""
    out: list[str] = []
    ends: list[str] = []
    at = 0
    for tag in _TAG.finditer(made):
        out.append(_apart(made[at : tag.start()]))
        at = tag.end()
        closing, name, given, is_empty = tag.groups()
        if closing:
            out.append(ends.pop())
            continue
        begins, end = _element(name, dict(_ATTRIBUTE.findall(given)))
        out.append(begins)
        ends.append(end)
        if len(ends) > DEEPEST:
            raise _Unread("formula_unread")
        if is_empty:
            out.append(ends.pop())
    return "".join(out)


def _apart(said: str) -> str:
    is_mark = said and unicodedata.combining(said[0])
    return _ALONE.get(said, f"\u00a0{said}") if is_mark else said


def _element(name: str, given: dict[str, str]) -> tuple[str, str]:
    """How an element begins, and how it ends."""
    style = given.pop("style", "")
    classes = [named for part, named in _CLASSES.items() if part in style]
    if name == "menclose":
        # MathML Core has none: a box is drawn by the style sheet, and nothing else is.
        if given.pop("notation") != "box":
            raise _Unread("formula_unread")
        name, classes = "mrow", ["boxed"]
    # Core lets any element say it; in checkers of pages only these do.
    scripts = {} if name in _SAYS_ITS_SIZE else {n: given.pop(n) for n in _SIZES if n in given}
    given = {n: value for n, value in given.items() if n != "class"}
    if classes:
        given["class"] = " ".join(classes)
    before = _start("mstyle", scripts) if scripts else ""
    return before + _start(name, given), f"</{name}>{'</mstyle>' if scripts else ''}"


def _start(name: str, given: dict[str, str]) -> str:
    return f"<{name}{''.join(f' {key}={chr(34)}{value}{chr(34)}' for key, value in given.items())}>"
