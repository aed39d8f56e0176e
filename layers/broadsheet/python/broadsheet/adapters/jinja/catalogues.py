"""Message catalogues (gettext) and customs of dates and numbers, by language."""

import functools
import io
from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import msgspec

from broadsheet.adapters.jinja.dates import Customs

PACKAGE = Path(__file__).parents[2]
LOCALES = PACKAGE / "locales"
COMPILED = PACKAGE / "locales_compiled"
"""Made when the layer is built, by `compile.py`; not there in a checkout."""
ENGLISH = "en"
"""The language of the messages' ids: it needs no catalogue."""
AUTONYMS = "autonyms.json"


class Untranslated(LookupError):
    """The catalogue has no words for this message."""


class _Nothing(NullTranslations):
    """Tells a missing translation from one that is like the English."""

    def gettext(self, message: str) -> str:
        raise Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        raise Untranslated(msgid1)


class English(NullTranslations):
    """The messages as they stand in templates."""


def available() -> Mapping[str, str]:
    """The languages that have words, by their tag in lower case; as BCP 47 writes it."""
    return _available(COMPILED if COMPILED.is_dir() else LOCALES)


@functools.lru_cache(8)
def _available(folder: Path) -> Mapping[str, str]:
    names = {path.stem for path in folder.iterdir() if path.suffix in {".mo", ".po"}}
    tags = sorted(name.replace("_", "-") for name in names | {ENGLISH})
    return {tag.lower(): tag for tag in tags}


@functools.lru_cache(32)
def translations_of(language: str) -> NullTranslations:
    """The catalogue of an available language; its methods raise Untranslated."""
    if language == ENGLISH:
        return English()
    found = GNUTranslations(io.BytesIO(_bytes(f"{_name(language)}.mo")))
    found.add_fallback(_Nothing())
    return found


@functools.lru_cache(32)
def customs_of(language: str) -> Customs:
    """How an available language writes dates and numbers."""
    return msgspec.json.decode(_bytes(f"{_name(language)}.json"), type=Customs)


@functools.lru_cache(256)
def autonym_of(tag: str) -> str:
    """What the language of this tag (in lower case) calls itself; empty where that is unknown."""
    if COMPILED.is_dir():
        return _autonyms().get(tag, "")
    from broadsheet.adapters.jinja import locale_sources  # noqa: PLC0415 - as in _bytes

    return locale_sources.autonym(tag)


@functools.cache
def _autonyms() -> Mapping[str, str]:
    return msgspec.json.decode((COMPILED / AUTONYMS).read_bytes(), type=dict[str, str])


def _name(language: str) -> str:
    return language.replace("-", "_")


def _bytes(file: str) -> bytes:
    if COMPILED.is_dir():
        return (COMPILED / file).read_bytes()
    # Babel is there where the layer is built and tested, and not where it runs.
    from broadsheet.adapters.jinja import locale_sources  # noqa: PLC0415

    source = LOCALES / file
    if source.suffix == ".json":
        return locale_sources.customs(source.stem)
    return locale_sources.catalogue(source.with_suffix(".po"))
