"""The interface's words in the page's language, and what stands in for those that are missing."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from markupsafe import Markup

from broadsheet.adapters.jinja import catalogues
from broadsheet.adapters.jinja.compile import compile_locales
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.jinja.translations import Words, words_for
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.site import Site
from tests.builders import NOON, make_article, make_card, make_site
from tests.every_page import text
from tests.view_builders import make_article_view

LANGUAGES = ("en", "tr", "ar", "fr", "de", "sw")
REPLY = "Leave a reply"


def site_in(language: str) -> Site:
    return make_site(language=language, direction=direction_of(language))


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        *(("en", REPLY), ("tr", "Yorum yazın"), ("ar", "اترك تعليقاً"), ("sw", "Toa maoni yako")),
        *(("fr", "Laisser un commentaire"), ("de", "Kommentar schreiben")),
        *(("sw-KE", "Toa maoni yako"), ("AR-eg", "اترك تعليقاً"), ("en-GB", REPLY)),
    ],
)
def test_words_are_in_the_language_of_the_page_or_the_one_that_it_is_a_kind_of(
    language: str, reply: str
) -> None:
    ui = words_for(make_site(), language)
    assert ui(REPLY) == reply
    assert ui.plain(REPLY) == reply
    assert ui.tongue == ""


@pytest.mark.parametrize(
    ("site_language", "attributes", "reply"),
    [
        ("en", 'lang="en" dir="ltr"', REPLY),
        ("ar", 'lang="ar" dir="rtl"', "اترك تعليقاً"),
        ("pt", 'lang="en" dir="ltr"', REPLY),
    ],
)
def test_a_language_without_a_catalogue_has_the_sites_words_and_then_english_ones_marked_as_such(
    site_language: str, attributes: str, reply: str
) -> None:
    ui = words_for(site_in(site_language), "es")
    assert ui(REPLY) == f"<span {attributes}>{reply}</span>"
    assert ui.plain(REPLY) == reply
    assert ui.tongue == f" {attributes}"


def test_an_english_page_of_a_turkish_site_is_english() -> None:
    assert words_for(site_in("tr"), "en-US")(REPLY) == REPLY


def test_values_are_escaped_unless_they_are_html() -> None:
    ui = words_for(make_site(), "fr")
    assert ui("By {names}", names="<b>&") == "Par &lt;b&gt;&amp;"
    assert ui("By {names}", names=Markup("<bdi>A</bdi>")) == "Par <bdi>A</bdi>"
    assert ui.plain("By {names}", names="<b>&") == "Par <b>&"


def test_a_message_without_values_may_be_anything_that_was_typed() -> None:
    ui = words_for(make_site(), "en")
    typed = "{0.__class__} <b>{unfinished"
    assert ui(Markup(typed)) == typed
    assert ui(typed) == "{0.__class__} &lt;b&gt;{unfinished"
    assert ui.plain(typed) == typed


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        *(("en", 1, "1 comment"), ("en", 0, "0 comments"), ("en", 12345, "12,345 comments")),
        *(("fr", 0, "0 commentaire"), ("fr", 12345, "12\u202f345 commentaires")),
        *(("de", 1, "1 Kommentar"), ("de", 12345, "12.345 Kommentare")),
        *(("tr", 1, "1 yorum"), ("tr", 12345, "12.345 yorum"), ("sw", 2, "Maoni 2")),
        *(("ar", 0, "لا تعليقات"), ("ar", 1, "تعليق واحد"), ("ar", 2, "تعليقان")),
        *(("ar", 3, "3 تعليقات"), ("ar", 10, "10 تعليقات"), ("ar", 103, "103 تعليقات")),
        *(("ar", 11, "11 تعليقاً"), ("ar", 99, "99 تعليقاً"), ("ar", 12345, "12,345 تعليقاً")),
        *(("ar", 100, "100 تعليق"), ("ar", 102, "102 تعليق"), ("ar", 1000, "1,000 تعليق")),
    ],
)
def test_a_number_has_the_plural_form_and_the_groups_of_its_language(
    language: str, number: int, words: str
) -> None:
    ui = words_for(make_site(), language)
    assert ui.counted("{count} comment", "{count} comments", number) == words


def test_a_number_in_borrowed_words_is_marked_as_they_are() -> None:
    counted = words_for(make_site(), "es").counted("{count} comment", "{count} comments", 12345)
    assert counted == '<span lang="en" dir="ltr">12,345 comments</span>'


@pytest.mark.parametrize(
    ("language", "moment", "day", "month"),
    [
        ("en", "22 November 2026, 14:05", "22 November 2026", "November 2026"),
        ("es", "22 November 2026, 14:05", "22 November 2026", "November 2026"),
        ("tr", "22 Kasım 2026 14:05", "22 Kasım 2026", "Kasım 2026"),
        ("ar", "22 نوفمبر 2026، 2:05 م", "22 نوفمبر 2026", "نوفمبر 2026"),
        ("fr", "22 novembre 2026, 14:05", "22 novembre 2026", "novembre 2026"),
        ("de", "22. November 2026, 14:05", "22. November 2026", "November 2026"),
        ("sw", "22 Novemba 2026 14:05", "22 Novemba 2026", "Novemba 2026"),
    ],
)
def test_dates_are_on_the_newsrooms_clock_and_in_the_words_language(
    language: str, moment: str, day: str, month: str
) -> None:
    ui = words_for(make_site(), language)
    assert ui.date(NOON) == moment
    assert ui.day(NOON) == day
    assert ui.month("2026-11") == month


@pytest.mark.parametrize(
    ("zone", "at", "time"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30 UTC+2"),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30 UTC+1"),
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "03:00"),
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00"),
        ("America/St_Johns", datetime(2026, 11, 1, 4, 0, tzinfo=UTC), "01:30 UTC-2:30"),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 10, tzinfo=UTC), "01:40 UTC+10:30"),
        ("UTC", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "00:30"),
    ],
)
def test_of_a_time_that_clocks_show_twice_it_is_said_which(
    zone: str, at: datetime, time: str
) -> None:
    ui = words_for(make_site(time_zone=zone), "en")
    assert ui.time(at) == time
    assert ui.date(at).endswith(f" 2026, {time}")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        *(("tr", "Türkçe"), ("ar", "العربية"), ("AR-eg", "العربية"), ("fr", "Français")),
        *(("pt-BR", "Português"), ("zh-Hant-TW", "繁體中文"), ("zu", "isiZulu")),
        *(("ka", "ქართული"), ("en-GB", "English"), ("tlh", "tlh"), ("x-own", "x-own")),
    ],
)
def test_a_language_is_called_what_its_speakers_call_it(tag: str, name: str) -> None:
    assert words_for(make_site(), "de").name_of(tag) == name


@pytest.fixture
def unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Words]:
    """German words of a French site: one is translated, one doubtful, one has half its forms."""
    (tmp_path / "de.po").write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Tags"\nmsgstr "Tags"\n\n'
        '#, fuzzy\nmsgid "Search"\nmsgstr "Durchsuchen"\n\n'
        'msgid "{count} story"\nmsgid_plural "{count} stories"\n'
        'msgstr[0] "{count} Artikel"\nmsgstr[1] ""\n',
        "utf-8",
    )
    (tmp_path / "fr.po").write_bytes((catalogues.LOCALES / "fr.po").read_bytes())
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    catalogues.translations_of.cache_clear()
    yield Words(site_in("fr"), "de")
    catalogues.translations_of.cache_clear()


def test_each_missing_message_alone_is_borrowed(unfinished: Words) -> None:
    assert unfinished("Tags") == "Tags"
    assert unfinished("Search") == '<span lang="fr" dir="ltr">Rechercher</span>'
    assert unfinished("Not a message") == '<span lang="en" dir="ltr">Not a message</span>'
    counted = unfinished.counted("{count} story", "{count} stories", 12345)
    assert counted == '<span lang="fr" dir="ltr">12\u202f345 articles</span>'
    assert unfinished.date(NOON) == "22. November 2026, 14:05"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    compile_locales(folder)
    return folder


def test_compiled_words_are_the_same_without_babel(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_sources = {language: shown(language) for language in LANGUAGES}
    monkeypatch.setattr(catalogues, "COMPILED", compiled)
    monkeypatch.delattr(catalogues.__package__ + ".locale_sources")
    for module in ("babel", f"{catalogues.__package__}.locale_sources"):
        monkeypatch.setitem(sys.modules, module, None)
    clear()
    without_sources = {language: shown(language) for language in LANGUAGES}
    clear()
    assert without_sources == from_sources


def test_catalogues_are_compiled_to_the_same_bytes_each_time(
    compiled: Path, tmp_path: Path
) -> None:
    compile_locales(tmp_path)
    again = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert again == {file.name: file.read_bytes() for file in compiled.iterdir()}
    dates = [date for body in again.values() for date in re.findall(rb"\d{4}-\d\d-\d\d", body)]
    assert {*dates} <= {b"1970-01-01"}  # and not today's
    assert {f"{language}.mo" for language in LANGUAGES} - again.keys() == {"en.mo"}


def shown(language: str) -> list[str]:
    ui = Words(make_site(), language)
    counted = [ui.counted("{count} story", "{count} stories", n) for n in (0, 1, 2, 5, 12345)]
    return [ui(REPLY), ui.date(NOON), ui.month("2026-11"), ui.name_of("sw-KE"), *counted]


def clear() -> None:
    for cached in (catalogues.translations_of, catalogues.customs_of, catalogues.autonym_of):
        cached.cache_clear()


def test_an_article_has_words_of_its_own_language_and_its_cards_of_theirs() -> None:
    article = make_article(title="مرحبا", language="ar")
    cards = (make_card(1, language="fr"), make_card(2, language="es", breaking=True))
    site = site_in("tr")
    html = text(
        ArticlePage(article.path), make_article_view(article, dont_miss=cards), JinjaRenderer(site)
    )
    assert '<html lang="ar" dir="rtl" data-ago="قبل # د|قبل # س">' in html
    assert "اترك تعليقاً" in html
    assert "Leave a reply" not in html
    assert "Yorum kuralları" in html  # the footer is the site's
    assert re.search(r'lang="fr" dir="ltr"[^>]*>(?s:.)*22 novembre 2026, 14:06', html)
    assert '<span lang="tr" dir="ltr">Son dakika</span>' in html


def test_a_spanish_article_on_an_english_site_has_english_words_marked_as_such() -> None:
    article = make_article(language="es")
    html = text(ArticlePage(article.path), make_article_view(article))
    assert '<html lang="es" dir="ltr"' in html
    assert f'<span lang="en" dir="ltr">{REPLY}</span>' in html
