"""No page has a word of its own that a catalogue cannot change.

The pages are rendered in a language that is made here: every message of the catalogues' template
in full-width letters, and all that people typed in a script without Latin letters. What Latin
letters are left in what readers see or hear is a word that nobody can translate.
"""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from babel.messages.catalog import Catalog

from broadsheet.adapters.http.comments.form import (
    _MESSAGES,
    _ODD,
    _OF_ANY,
    _OF_FIELDS,
    _OF_UNKNOWN_FIELDS,
)
from broadsheet.adapters.http.days import days_asked
from broadsheet.adapters.http.problem import _DETAILS, TITLES
from broadsheet.adapters.jinja import catalogues, environment
from broadsheet.adapters.jinja import translations as words
from broadsheet.adapters.jinja.comment_error import error_page
from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page, report_page
from broadsheet.adapters.jinja.mails import JinjaLetters
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.jinja.search_pages import results_page
from broadsheet.adapters.jinja.subscription_pages import Scene, subscription_page
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import Number
from broadsheet.domain.comments.discussion import discussion_of
from broadsheet.domain.comments.sender import COOKIE
from broadsheet.domain.search.excerpts import Marked
from broadsheet.domain.shared.errors import FieldError
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.sentence import Sentence
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.site import Site, SiteLink
from broadsheet.usecases.mail.ports import Letter
from broadsheet.usecases.search.search import Found, Hit
from tests.builders import (
    NOON,
    make_article,
    make_card,
    make_comment,
    make_count,
    make_site,
    make_thread,
)
from tests.every_page import every_kind
from tests.support.document import Element, document
from tests.support.extracted import extracted
from tests.view_builders import make_article_view
from tools import messages

LANGUAGE = "ja"
"""Its dates have no Latin letter, and it has no catalogue of ours."""
_LATIN = string.ascii_letters
_WIDE = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in _LATIN})
_TYPED = str.maketrans(dict.fromkeys(_LATIN, "あ"))
_PLACEHOLDER = re.compile(r"(\{\w*\})")
_TAG = re.compile(r"(<[^>]*>)")
_WRITTEN = {
    *("title", "standfirst", "excerpt", "text", "html", "name", "role", "bio", "tags", "authors"),
    *("alt", "caption", "credit", "tagline", "description", "footer_text", "reason"),
    *("headline", "byline", "label"),
}
"""Fields of records that people fill, and readers see."""
_SAID = ("alt", "aria-description", "aria-label", "data-said", "placeholder", "title")
_META = ("description", "og:description", "og:image:alt", "og:title", "twitter:title")
_LETTER = re.compile("[A-Za-z]")
_ADDRESS = re.compile(r"https?:\S+|\S+@\S+")
_NAMES = re.compile(rf"\b(?:RSS|Atom|JSON Feed|{COOKIE})\b")
"""Names of formats, and of our cookie, are the same in every language."""


def wide(message: str) -> str:
    """The message in letters that are not ASCII, its placeholders as they are."""
    parts = _PLACEHOLDER.split(message)
    return "".join(p if _PLACEHOLDER.fullmatch(p) else p.translate(_WIDE) for p in parts)


def typed(value: Any, field: str = "") -> Any:
    """The record with everything that was typed in another script."""
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        if type(value).__name__ == "ListingName":  # its name stands in addresses
            return value
        return msgspec.structs.replace(value, **{n: typed(v, n) for n, v in fields.items()})
    if isinstance(value, Number):
        return value
    if isinstance(value, tuple):
        return tuple(typed(item, field) for item in value)
    if isinstance(value, str) and field in _WRITTEN:
        parts = _TAG.split(value)
        return "".join(part if _TAG.fullmatch(part) else part.translate(_TYPED) for part in parts)
    if isinstance(value, str) and field == "language":
        return LANGUAGE
    return value


SITE: Site = typed(
    make_site(
        sends_mail=True,
        language=LANGUAGE,
        tagline="All of it",
        description="All the news",
        footer_text="Made here",
        footer=(SiteLink("About", "/about/"),),
        navigation=(SiteLink("Weather", "/weather/"),),
    )
)

DISCUSSION = typed(discussion_of(make_article(), NOON))


@pytest.fixture
def pseudo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    catalogue = Catalog(locale=LANGUAGE)
    for message in extracted():
        if isinstance(message.id, tuple):
            catalogue.add(message.id, (wide(message.id[1]),))
        elif message.id:
            catalogue.add(message.id, wide(str(message.id)))
    (tmp_path / f"{LANGUAGE}.po").write_bytes(messages.written(catalogue))
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    forget()
    yield
    forget()


def forget() -> None:
    catalogues.translations_of.cache_clear()
    words.words_for.cache_clear()
    environment.environment.cache_clear()


def said(element: Element) -> Iterator[str]:
    """What a reader sees or hears of the page: its text, and attributes that are texts."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in {"script", "style"}:
            yield from (child[name] for name in _SAID if name in child)
            if child.tag == "meta" and {child.get("name"), child.get("property")} & {*_META}:
                yield child["content"]
            yield from said(child)


def untranslated(html: str | bytes) -> list[str]:
    """The texts with Latin letters; addresses are none, and neither are names of formats."""
    texts = (_NAMES.sub("", text) for text in said(document(html)))
    return [text.strip() for text in texts if _LETTER.search(_ADDRESS.sub("", text))]


def every_page_in_pseudo() -> Iterator[tuple[str, bytes]]:
    renderer = JinjaRenderer(SITE)
    for page, view in every_kind():
        for key, file in renderer.render(page, typed(view)).items():
            if key.endswith(".html"):
                yield key, file.body
    article = typed(make_article())
    for number in (1, 3):
        counted = typed(make_article_view(article, count=make_count(number)))
        for key, file in renderer.render(ArticlePage(article.path), counted).items():
            yield key, file.body
    yield from answered()
    yield from of_subscriptions()


def answered() -> Iterator[tuple[str, bytes]]:
    """Pages that functions answer: forms, what was wrong with them, and what a search found."""
    every = {*_MESSAGES.values(), *_OF_FIELDS.values(), *_ODD, _OF_ANY, _OF_UNKNOWN_FIELDS}
    values = dict.fromkeys(("character", "before", "after"), "あ")
    for message in every:
        wrong = dict.fromkeys(("name", "form"), Sentence(message, values if "{" in message else {}))
        yield message, comment_form_page(SITE, CommentForm(article=DISCUSSION, errors=wrong))
        yield message, report_page(SITE, DISCUSSION, typed(make_thread()), {}, wrong)
    for form in (
        CommentForm(article=DISCUSSION, parent=typed(make_thread())),
        CommentForm(article=DISCUSSION, html=SafeHtml("<p>あ</p>")),
    ):
        yield "a served form", comment_form_page(SITE, form)
    for status, title in TITLES.items():
        for detail in _DETAILS.values():
            yield title, error_page(SITE, status, title, detail)
    for code in ("too_long", "too_many_words", "no_words"):
        wrong_words = FieldError("?q", code, Sentence(code))
        yield code, results_page(SITE, {"q": "あ"}, Found([], None), wrong=[wrong_words])
    wrong_days: list[FieldError] = []
    for days in ({"since": "x"}, {"since": "2026-11-02", "until": "2026-11-01"}):
        days_asked(days, wrong_days)
    yield "wrong days", results_page(SITE, {"q": "あ"}, Found([], None), wrong=wrong_days)
    marked = Marked("あああ", ((0, 1),))
    for hits in (0, 1, 2):
        hit = Hit(card=typed(make_card()), title=marked, excerpt=marked)
        found = Found([hit] * hits, None, "あ" if hits else None)
        for older in (None, "/api/v1/search.html?q=x&cursor=y"):
            for first in (True, False):
                asked = {"q": "あ"} if first else {"q": "あ", "cursor": "x"}
                page = results_page(SITE, asked, found, older=older)
                yield f"search {hits} {older} {first}", page


def of_subscriptions() -> Iterator[tuple[str, bytes]]:
    """Mails, and the pages that their links lead to."""
    for scene in Scene:
        yield scene, subscription_page(SITE, scene, DISCUSSION)
    reply = msgspec.structs.replace(typed(make_comment()), body="あ")
    for written in (Letter(DISCUSSION, SITE.url), Letter(DISCUSSION, SITE.url, reply)):
        yield "a mail", JinjaLetters(SITE)("a@example.org", written).html.encode()


@pytest.mark.usefixtures("pseudo")
def test_no_page_has_a_word_that_catalogues_cannot_change() -> None:
    pages = list(every_page_in_pseudo())
    assert len(pages) > 50
    for name, html in pages:
        assert untranslated(html) == [], name
        assert b'lang="en"' not in html, name


@pytest.mark.parametrize(
    "html",
    [
        *("<p>Word</p>", '<img alt="Word">', '<nav aria-label="Word"></nav>', "<title>a</title>"),
        *('<input placeholder="Word">', '<meta name="description" content="Word">'),
        *('<p data-said="Word"></p>', "<b>あ</b> of <b>あ</b>"),
    ],
)
def test_a_word_that_is_not_translated_is_found_wherever_it_stands(html: str) -> None:
    assert untranslated(html) != []


@pytest.mark.parametrize(
    "html",
    [
        '<p class="word" id="word"><a href="/word/">あ 3</a> Atom</p>',
        "<script>word</script><style>word</style>",
        '<meta name="robots" content="noindex"><link rel="word">',
    ],
)
def test_what_no_reader_sees_is_no_word(html: str) -> None:
    assert untranslated(html) == []


@pytest.mark.parametrize("language", ["en", "tr", "ar", "fr", "de", "sw"])
def test_a_site_in_any_of_its_languages_borrows_no_words(language: str) -> None:
    direction = direction_of(language)
    site = make_site(language=language, direction=direction)
    others = {tag for tag in ("en", "tr", "ar", "fr", "de", "sw") if tag != language}
    for page, view in every_kind():
        for key, file in JinjaRenderer(site).render(page, in_language(view, language)).items():
            if key.endswith(".html"):
                html = document(file.body)
                assert (html.one("html")["lang"], html.one("html")["dir"]) == (language, direction)
                assert not html.all(where=lambda e: e.get("lang") in others), key


def in_language(value: Any, language: str) -> Any:
    """The view with all its articles, cards and listings in one language."""
    if isinstance(value, Number):
        return value
    if isinstance(value, tuple):
        return tuple(in_language(item, language) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    changed = {n: in_language(getattr(value, n), language) for n in value.__struct_fields__}
    of_it = {"language": language, "direction": direction_of(language)}
    changed |= {name: of_it[name] for name in of_it if name in changed}
    return msgspec.structs.replace(value, **changed)
