"""Message catalogues and CLDR's customs as the bytes that a running function reads.

Made with Babel when the layer is built; in a checkout, when they are first asked for.
"""

import io
import re
from datetime import datetime
from pathlib import Path

import msgspec
from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, tokenize_pattern
from babel.localedata import locale_identifiers
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from broadsheet.adapters.jinja.dates import Customs

_ENGLISH = "en_150"
"""English as it is written where several languages meet: the day first, and 24 hours."""
_FIELDS = {
    "y": "{year}",
    "d": "{day}",
    "dd": "{day:02}",
    "M": "{number}",
    "MM": "{number:02}",
    "MMM": "{month}",
    "MMMM": "{month}",
    "LLLL": "{month}",
    "H": "{hour}",
    "HH": "{hour:02}",
    "h": "{hour12}",
    "hh": "{hour12:02}",
    "K": "{hour11}",
    "m": "{minute}",
    "mm": "{minute:02}",
    "a": "{period}",
    "B": "{period}",
}
"""Of CLDR's patterns (Unicode TR 35, part 4, 'Date Field Symbol Table') for `str.format`."""
_PERIODS = {"a", "B"}
_IN_A_TERRITORY = re.compile(r"_(?:[A-Z]{2}|[0-9]{3})(?:_|$)")
_ANY_DAY = datetime(2026, 11, 22, 0, 30)
"""Only its hour and its era are shown."""
_LONG_AGO = datetime(1970, 1, 1)
"""Stands where nobody reads it."""


def catalogue(source: Path) -> bytes:
    """A `.po` file as `.mo`. Messages without a translation, or with a doubtful one, are left out.

    Raises PoFileError for what is not in the format.
    """
    with source.open("rb") as file:
        found = read_po(file, locale=source.stem, abort_invalid=True)
    found.creation_date = found.revision_date = _LONG_AGO
    for message in list(found):
        if message.id and not is_translated(message):
            found.delete(message.id, message.context)
    target = io.BytesIO()
    write_mo(target, found)
    return target.getvalue()


def is_translated(message: Message) -> bool:
    """Whether the message has its words, in every plural form."""
    words = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(words)


def customs(language: str) -> bytes:
    """CLDR's customs of the language, as JSON of `Customs`; English ones where it has none."""
    locale = locale_of(language)
    date = locale.date_formats["long"].pattern
    time = locale.time_formats["short"].pattern
    month = str(locale.datetime_skeletons["yMMMM"])
    found = Customs(
        date=_template(locale, date),
        time=_template(locale, time),
        # The quotes are CLDR's, around words; the braces' numbers as well.
        both=str(locale.datetime_formats["long"])
        .replace("'", "")
        .replace("{1}", "{date}")
        .replace("{0}", "{time}"),
        month=_template(locale, month),
        months=_months(locale, date),
        month_names=_months(locale, month),
        periods=_periods(locale, time),
        group=locale.number_symbols["latn"]["group"],
        group_sizes=locale.decimal_formats[None].grouping,
    )
    return msgspec.json.format(msgspec.json.encode(found), indent=1)


def locale_of(language: str) -> Locale:
    """CLDR's locale for a catalogue's name, for its base language, or at last English."""
    parts = language.replace("-", "_").split("_")
    for length in range(len(parts), 0, -1):
        name = "_".join(parts[:length])
        try:
            return Locale.parse(_ENGLISH if name == "en" else name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_ENGLISH)


def _template(locale: Locale, pattern: str) -> str:
    """CLDR's pattern for `str.format`. Raises KeyError for a field that no page shows."""
    parts = []
    for kind, value in tokenize_pattern(pattern):
        field = _field(kind, value)
        if not field:
            parts.append(str(value).replace("{", "{{").replace("}", "}}"))
        elif field.startswith("G"):
            parts.append(format_datetime(_ANY_DAY, field, locale=locale))
        else:
            parts.append(_FIELDS[field])
    return "".join(parts)


def _months(locale: Locale, pattern: str) -> tuple[str, ...]:
    form = "stand-alone" if "LLLL" in pattern else "format"
    width = "abbreviated" if "MMM" in pattern and "MMMM" not in pattern else "wide"
    return tuple(locale.months[form][width].values())


def _periods(locale: Locale, pattern: str) -> tuple[str, ...]:
    for kind, value in tokenize_pattern(pattern):
        field = _field(kind, value)
        if field[:1] in _PERIODS:
            hours = (_ANY_DAY.replace(hour=hour) for hour in range(24))
            return tuple(format_datetime(hour, field, locale=locale) for hour in hours)
    return ()


def _field(kind: str, value: str | tuple[str, int]) -> str:
    return value[0] * value[1] if kind == "field" and isinstance(value, tuple) else ""


def autonyms() -> bytes:
    """What each language that CLDR knows calls itself, by its tag in lower case, as JSON."""
    found = {}
    for name in locale_identifiers():
        # A name with a territory is not asked for at all: loading them all takes seconds.
        if not _IN_A_TERRITORY.search(name) and (own := autonym(name.replace("_", "-"))):
            found[name.replace("_", "-").lower()] = own
    return msgspec.json.format(msgspec.json.encode(dict(sorted(found.items()))), indent=0)


def autonym(tag: str) -> str:
    """What the language calls itself; empty for a country's kind of it, and for unknown ones."""
    try:
        locale = Locale.parse(tag, sep="-", resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        return ""
    if locale.territory:
        return ""
    own = locale.languages.get(str(locale)) or locale.languages.get(locale.language)
    return _capital(own) if own else ""


def _capital(name: str) -> str:
    """As it stands in a list: `français` with a capital, `isiZulu` as it is."""
    word = name.split(maxsplit=1)[0]
    return name[0].title() + name[1:] if word == word.lower() else name
