"""Stems of words, by Snowball's rules for the languages that they were written for.

Only searching needs them: nothing in the table or in a file depends on what a stem is.
"""

# ruff: noqa: RUF001 - they are meant

import functools
import re

import Stemmer  # type: ignore[import-not-found]

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
AGGLUTINATING = frozenset({"et", "eu", "fi", "hu", "tr"})
"""Languages that put one ending behind the other: a stem finds all that begins with it."""
COMPOUNDING = frozenset({"da", "de", "et", "fi", "hu", "nb", "nl", "nn", "no", "sv"})
"""Languages that write compounds as one word: a word finds those that end with it."""


_SOFT = {"k": "g", "p": "b", "t": "d"}
"""Last letters of Turkish words before an ending that begins with a vowel (kitap, kitabı)."""
_HARD = {soft: hard for hard, soft in _SOFT.items()}
_SOFTENED = re.compile("(.{2,})([gbd])[iu]")


def softened(stem: str, language: str) -> str:
    """How words of the stem begin where its last letter is another; empty where it never is."""
    soft = _SOFT.get(stem[-1:]) if language == "tr" else None
    return stem[:-1] + soft if soft else ""


def hardened(word: str, language: str) -> str:
    """What a Turkish word was before its last letter became another, as search spells both; empty
    where it can have been nothing else.

    The stemmer knows it by the dots of the ending, which search does not have.
    """
    found = _SOFTENED.fullmatch(word) if language == "tr" else None
    return found[1] + _HARD[found[2]] if found else ""


def primary(language: str) -> str:
    """The language of a tag such as `de-AT`."""
    return language.partition("-")[0].lower()


_ARABIC_ARTICLE, _HA, _TA_MARBUTA = "ال", "ه", "ة"
"""Search takes the article off every word and writes ha for ta marbuta; the stemmer knows by both
what is a noun.
"""


@functools.lru_cache(65_536)
def stem_of(word: str, language: str) -> str:
    """The stem of a word in small letters; the word itself in a language that is not known."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return word
    if language == "ar":
        word = f"{_ARABIC_ARTICLE}{word[:-1]}{word[-1:].replace(_HA, _TA_MARBUTA)}"
    stem: str = stemmer.stemWord(word)
    return stem


@functools.cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = _ALGORITHMS.get(language)
    # Of what is asked for twice, this module knows the answer itself.
    return Stemmer.Stemmer(name, 0) if name else None
