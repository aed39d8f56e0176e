"""Dates and numbers are written as CLDR says: Babel, which is not there at run time, is asked."""

from datetime import datetime, timedelta

import msgspec
import pytest
from babel.core import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.jinja import catalogues, locale_sources
from broadsheet.adapters.jinja.dates import Customs

OURS = sorted(catalogues.available())
LANGUAGES = sorted(name for name in locale_identifiers() if "_" not in name)
MOMENTS = [
    datetime(2026, 1, 31, 0, 5) + timedelta(days=27 * n, hours=7 * n, minutes=11 * n)
    for n in range(30)
] + [datetime(2024, 2, 29, 12, 0), datetime(2024, 12, 31, 23, 59), datetime(2025, 6, 1, 0, 0)]


def customs(language: str) -> Customs:
    return msgspec.json.decode(locale_sources.customs(language), type=Customs)


def said(locale: Locale, moment: datetime) -> tuple[str, str, str]:
    """The day, the moment and the month as Babel writes them."""
    day = format_date(moment, "long", locale=locale)
    time = format_time(moment, "short", locale=locale)
    joined = str(locale.datetime_formats["long"]).replace("'", "")
    month = format_skeleton("yMMMM", moment, locale=locale)
    return day, joined.replace("{0}", time).replace("{1}", day), month


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_numbers_of_every_language_are_as_babel_writes_them(language: str) -> None:
    ours, locale = customs(language), locale_sources.locale_of(language)
    for moment in MOMENTS if language in OURS else MOMENTS[::8]:
        written = ours.day_of(moment), ours.moment_of(moment), ours.month_of(f"{moment:%Y-%m}")
        assert written == said(locale, moment)
    for number in (0, 7, 999, 1000, 12345, 1234567, 10**12):
        assert ours.number_of(number) == format_decimal(number, locale=locale)


@pytest.mark.parametrize("language", OURS)
@given(
    moment=st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)), number=st.integers(0, 10**15)
)
def test_any_date_and_any_number_is_as_babel_writes_it(
    language: str, moment: datetime, number: int
) -> None:
    ours, locale = catalogues.customs_of(language), locale_sources.locale_of(language)
    written = ours.day_of(moment), ours.moment_of(moment), ours.month_of(f"{moment:%Y-%m}")
    assert written == said(locale, moment)
    assert ours.number_of(number) == format_decimal(number, locale=locale)


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        *(("en", "en_150"), ("sw_KE", "sw_KE"), ("tr-TR", "tr_TR"), ("fr_XX", "fr")),
        *(("tlh", "en_150"), ("x-own", "en_150")),
    ],
)
def test_a_language_that_cldr_does_not_know_has_the_customs_of_a_near_one(
    language: str, locale: str
) -> None:
    assert str(locale_sources.locale_of(language)) == locale
