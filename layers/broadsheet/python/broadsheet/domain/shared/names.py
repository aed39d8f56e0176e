"""Names of people, tags and sections: when two of them are one name, typed in another way."""
# ruff: noqa: RUF001 - they are what is alike

import unicodedata

from broadsheet.domain.shared.text import UNSEEN

_APOSTROPHES = "'’‘‚‛′ʼʻʹˈ`´＇׳ꞌ‹›"
_QUOTES = '"“”„‟″«»״＂〝〞〟'
_HYPHENS = "-‐‑‒–—―−⁃﹘﹣－־"
_ALIKE = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_HYPHENS, "-")
    # A sharp as it stands in a score; the capital of ß; İ, whose small letter is i.
    | {"♯": "#", "ẞ": "ß", "İ": "i"}
)
_STROKE = "\u0640"
"""By which Arabic letters are drawn out to fill a line."""


def one_typing(name: str) -> str:
    """The name with one kind of apostrophe, quote, hyphen and space, composed, at full width.

    Letters stay as they are: it is still to be read.
    """
    if name.isascii():
        return " ".join(name.replace("`", "'").split())
    # First, as a lone accent would come apart into a space and a mark.
    text = UNSEEN.sub("", name).replace(_STROKE, "").translate(_ALIKE)
    text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return " ".join(text.split())


def folded(name: str) -> str:
    """What is equal for two ways to type one name, and for no two names; never shown.

    Beside `one_typing` only case is no difference. Accents and scripts are: José and Jose are two
    people, and so are Weiß and Weiss, whom Unicode's case folding would make one (CaseFolding.txt).
    """
    typed = one_typing(name)
    if typed.isascii():
        return typed.lower()
    return "".join(c if c == "ß" else c.casefold() for c in typed)


def same_name(one: str, other: str) -> bool:
    """Whether both are one name."""
    return one == other or folded(one) == folded(other)
