"""The files that search looks into: made of the words of a run, and read without parsing."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import BodyHtml, SafeHtml
from broadsheet.domain.articles.listing import SITE, Position
from broadsheet.domain.search.index import SEARCH_RUN, SearchWords, segment_of
from broadsheet.domain.search.looked_at import Look
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.domain.search.segment import Segment
from broadsheet.domain.search.wanted import wanted_of
from broadsheet.domain.search.words import terms_of
from broadsheet.domain.shared.plain_text import plain_text
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.domain.site.routing import Change, affected
from tests.builders import make_article, make_id


def words(slot: int, text: str) -> SearchWords:
    return SearchWords(position=Position("2026-11", slot), article_id=make_id(slot), words=text)


def slots(segment: bytes, run: int, query: str) -> list[int]:
    found = Segment(segment, run).found(wanted_of(query))
    return sorted((slot for _, slot, _ in found), reverse=True)


def with_html(html: str) -> Article:
    slots = {str(SITE): "2026-11#000001"}
    return make_article(title="", standfirst="", body=BodyHtml(SafeHtml(html), 0), slots=slots)


def test_a_file_reads_as_its_description_says() -> None:
    entries = [words(203, "ferries ferry"), words(201, "ferry")]
    assert segment_of(entries, 3) == (
        b"00 019aa000-0000-7000-8000-000000000201\n"
        b"02 019aa000-0000-7000-8000-000000000203\n"
        b"\n"
        b"ferries\t02\n"
        b"ferry\t0002\n"
    )


def test_a_file_has_a_mark_before_words_of_headlines_and_of_what_stands_beside_them() -> None:
    known = words(1, "@author/ada @en\nferry\nboats\nleft")
    assert segment_of([known], 1) == (
        b"00 019aa000-0000-7000-8000-000000000001\n"
        b"\n"
        b"+boats\t00\n"
        b"@author/ada\t00\n"
        b"@en\t00\n"
        b"^ferry\t00\n"
        b"boats\t00\n"
        b"ferry\t00\n"
        b"left\t00\n"
    )


def test_articles_are_found_by_all_their_words_newest_first() -> None:
    segment = segment_of([words(1, "boat ferry"), words(2, "boats"), words(100, "boat")], 1)
    assert slots(segment, 1, "boat") == [100, 2, 1]
    assert slots(segment, 1, "boat ferry") == [1]
    assert slots(segment, 1, "boats ferry") == []
    assert slots(segment, 1, "none") == []
    assert Segment(segment, 1).found(wanted_of("ferry")) == [(4, 1, make_id(1))]


@pytest.mark.parametrize("query", ["00", "019", "019aa000", "01", "7000", "02"])
def test_the_ids_of_articles_are_no_words(query: str) -> None:
    assert slots(segment_of([words(1, "ferry"), words(3, "boat")], 1), 1, query) == []


def test_an_article_without_words_is_in_its_file_and_never_found() -> None:
    segment = segment_of([words(7, "")], 1)
    assert segment == f"06 {make_id(7)}\n\n".encode()
    assert slots(segment, 1, "ferry") == []


VOCABULARY = ["e", "ab", "abc", "abd", "b", "19", "2026", "北京", "京", "東", "東京", "ışık"]
RUNS = st.dictionaries(
    st.integers(1, SEARCH_RUN), st.lists(st.sampled_from(VOCABULARY), unique=True), min_size=1
)


@given(
    RUNS,
    st.integers(1, 40),
    st.lists(st.sampled_from([*VOCABULARY, "xyz"]), min_size=1, max_size=9),
)
def test_a_file_finds_what_looking_at_each_entry_finds(
    run: dict[int, list[str]], number: int, query: list[str]
) -> None:
    before = (number - 1) * SEARCH_RUN
    entries = [words(before + slot, " ".join(sorted(text))) for slot, text in run.items()]
    lookups = [lookup for term in terms_of(" ".join(query)) for lookup in term.lookups]
    expected = [
        before + slot
        for slot, text in sorted(run.items(), reverse=True)
        if all(any(w == x if whole else w.startswith(x) for w in text) for x, whole in lookups)
    ]
    segment = segment_of(entries, number)
    assert slots(segment, number, " ".join(query)) == expected
    assert segment == segment_of(entries[::-1], number)


def test_a_word_is_not_broken_by_markup_within_it_and_ends_with_its_block() -> None:
    html = (
        '<h2>One</h2>\n<p>Fer<em lang="x">r</em>y&nbsp;&amp;&lt;b&gt; <a href="/?a=1&gt;2" '
        'title="a > b">boat</a><br>left</p><ul><li>x</li><li>y</li></ul>'
        '<p>Storm<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup> '
        '<ruby>東<rp>(</rp><rt>とう</rt>京</ruby></p><img src="/x.jpg" alt="z">'
        '<p>Note <a href="#fnref-1" class="footnote-backref" aria-label="Back">↩</a></p>'
    )
    assert plain_text(html) == "One Ferry &<b> boat left x y Storm 東京 z Note"


def test_an_article_is_found_by_everything_that_names_it() -> None:
    found = search_words_of(msgspec.structs.replace(make_article(), slots={"site#-": "2026-11#1"}))
    known = set(found.words.split())
    assert {"harbour", "dawn", "three", "world", "ports", "weather", "amina", "yusuf"} <= known
    assert "reporter" not in known
    assert "p" not in known


def test_text_that_looks_like_markup_is_text() -> None:
    found = search_words_of(with_html("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"))
    assert {"script", "alert", "1"} <= set(found.words.split())


def test_words_that_come_or_go_change_one_page() -> None:
    before, after = words(101, "one"), words(101, "two")
    page = {SearchIndexPage("2026-11", 2)}
    for change in (Change(None, after), Change(before, after), Change(before, None)):
        assert affected(change) == page


MANY = (
    *("Müller", "mueller", "don't", "dont", "e-mail", "Ferries", "ferry", "Hafenfähre", "fähre"),
    *("köprüler", "Köprüsü", "yollar", "المكتبات", "مكتبة", "l'été", "U.N.", "un", "the", "a"),
    *("北京市", "京市", "Covid-19", "19", "élections", "election", "Øresund", "oeresund", "x"),
)
WORDS = st.lists(st.sampled_from(MANY), min_size=1, max_size=4).map(" ".join)


@given(WORDS, WORDS, st.sampled_from(["en", "de", "fr", "tr", "ar", "sw", "da", "zh"]))
def test_what_a_story_has_in_its_language_is_in_its_file(
    query: str, text: str, language: str
) -> None:
    """The file may name a story too many, but none too few."""
    slots = {str(SITE): "2026-11#000001"}
    article = make_article(title="", standfirst="", language=language, slots=slots)
    content = msgspec.structs.replace(article.content, title=text, language=language)
    article = msgspec.structs.replace(article, content=content)
    wanted = wanted_of(query)
    if Look(wanted, language).at((text,)):
        assert Segment(segment_of([search_words_of(article)], 1), 1).found(wanted)
