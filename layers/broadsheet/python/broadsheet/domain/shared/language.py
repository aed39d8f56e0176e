"""Languages (BCP 47) and the direction in which they are written."""

import re

from broadsheet.domain.shared.patterns import pattern

# RFC 5646, section 2.1: language, extlang, script, region, variants, extensions, private use.
_TAG = pattern(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
_RTL_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand", "samr"})
# Languages whose usual script, after Unicode CLDR's likely subtags, runs from right to left.
_RTL_LANGUAGES = frozenset(
    {"ar", "arc", "arz", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "pnb"}
    | {"ps", "sd", "syr", "ug", "ur", "yi", "iw", "prs"}
)
_LETTERS = pattern(r"[^\W\d_]")
_LETTERS_OF = {
    "Arab": pattern("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "Hebr": pattern("[\u05d0-\u05f2\ufb1d-\ufb4f]"),
}
LONGEST_TAG = 35
"""RFC 5646, section 4.4.1: room for every tag without private use."""


def is_language_tag(tag: str) -> bool:
    """Whether the tag is well-formed by RFC 5646."""
    return len(tag) <= LONGEST_TAG and _TAG.fullmatch(tag) is not None


def direction_of(tag: str) -> str:
    """`rtl` or `ltr`, by the tag's script or, where it names none, its language."""
    match = _TAG.fullmatch(tag)
    script = match["script"] if match else None
    if script:
        return "rtl" if script.lower() in _RTL_SCRIPTS else "ltr"
    return "rtl" if tag.lower().split("-")[0] in _RTL_LANGUAGES else "ltr"


def rtl_script(text: str) -> str:
    """The script (ISO 15924) of a text of which most is written from right to left, or nothing."""
    most = len(_LETTERS.findall(text)) / 2
    found = {script: len(letters.findall(text)) for script, letters in _LETTERS_OF.items()}
    script = max(found, key=lambda name: found[name])
    return script if found[script] > most else ""
