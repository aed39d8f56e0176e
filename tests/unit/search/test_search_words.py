"""What counts as the same word, in several scripts."""
# ruff: noqa: RUF001 - letters of many scripts are what this is about

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.search.excerpts import found
from broadsheet.domain.search.words import LONGEST_WORD, index_words, joined, terms_of, tidy, tokens


def finds(query: str, text: str) -> bool:
    return found([text], terms_of(query)) is not None


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        # Turkish: the dotted and the dotless i, and suffixes behind an apostrophe
        ("Türkiye'de ışık söndü", ["turkiye", "TÜRKİYE", "ISIK", "ışık", "işik", "sondu", "sön"]),
        ("İstanbul’un kıyısı", ["istanbul", "ISTANBUL", "Istan", "kiyi", "KIYISI"]),
        # Arabic: vowel signs, tatweel, forms of alef, ya and ta marbuta, the article, digits
        ("مُدَرِّسَةٌ في المـــدرسة", ["مدرسه", "مدرسة", "المدرسة", "مدر"]),
        ("أُعيد فتح الميناء إلى ٢٠٢٦", ["اعيد", "ميناء", "بالميناء", "الى", "إلي", "2026", "٢٠٢"]),
        ("وزیر خارجه‌ی ایران", ["وزير", "ايران", "خارجهی"]),
        # Chinese, Japanese and Thai: anything within a row of characters
        ("北京市政府今天宣布", ["北京", "市政府", "今天", "布", "北京市政府今天宣布"]),
        ("東京大学の研究者", ["大学", "東京大学", "研究", "の"]),
        ("ニュースとﾆｭｰｽとｶﾞｽ", ["ニュース", "ガス", "ﾆｭｰｽ"]),
        ("กรุงเทพมหานครน้ำท่วม ๒๕๖๙", ["กรุงเทพ", "น้ำท่วม", "มหานคร", "2569"]),
        # German, French, Swahili, Korean, Hindi, Greek, Polish, Hebrew, Vietnamese
        ("Die Straße zum Müllberg", ["STRASSE", "strasse", "straß", "mull", "müllberg"]),
        ("L'été à l’Élysée, déjà vu: cœur", ["ete", "ÉLYSÉE", "elys", "deja", "coeur", "cœur"]),
        ("Ng'ombe wa wakulima Afrika Mashariki", ["ng'ombe", "wakul", "AFRIKA mashariki"]),
        ("서울에서 열린 회의", ["서울", "회의", "열린"]),
        ("हिन्दी में समाचार", ["हिन्दी", "समाचार", "समा"]),
        ("Η Αθήνα και ο Πειραιάς", ["αθηνα", "ΑΘΉΝΑ", "πειραιας", "ΠΕΙΡΑΙΆΣ"]),
        ("Łódź, Øresund, Đà Nẵng, Œuvre", ["lodz", "oresund", "nang", "da", "oeuvre"]),
        ("שָׁלוֹם לכולם", ["שלום", "לכולם"]),
        # Forms of the same letters, and what is in words without being seen
        (
            "Ｆｕｌｌ width, ﬁnance, co\u00adoperate, e\u0301te",
            ["full", "finance", "cooperate", "été"],
        ),
        ("Covid-19, G7 and AT&T at 3.5%", ["covid-19", "covid", "19", "g7", "at&t", "3.5"]),
    ],
)
def test_a_text_is_found_by_its_words_however_they_are_typed(text: str, queries: list[str]) -> None:
    assert [q for q in queries if not finds(q, text)] == []


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("The ferries left", ["erries", "ferriest", "the harbour", "leftt"]),
        # Two letters are a word, and not the beginning of one
        ("An artist in unity", ["a", "ar", "un", "i"]),
        ("北京市政府", ["京北", "北市", "上海", "北京上海"]),
        # All the pairs are there, but not the row
        ("京都大学と東京", ["東京大学"]),
        ("か", ["が"]),
        ("Müller", ["Mueller"]),
        ("قلم", ["قل م"]),
    ],
)
def test_a_text_is_not_found_by_what_it_does_not_say(text: str, queries: list[str]) -> None:
    assert [q for q in queries if finds(q, text)] == []


@pytest.mark.parametrize("query", ["", " ", "!?—…", "_", "'", "🗞️", "\u200d", "\u0301", "<>&"])
def test_a_query_without_a_word_has_no_terms(query: str) -> None:
    assert terms_of(query) == ()


def test_a_word_that_is_asked_for_twice_is_one_term() -> None:
    assert [t.text for t in terms_of("Ferry FERRY férry boat")] == ["ferry", "boat"]


def test_the_words_of_an_index_have_no_gaps_in_them() -> None:
    words = index_words(["The ferry, the FERRY", "北京 AI", "a\tb\nc"])
    assert words == {"the", "ferry", "北京", "京", "ai", "a", "b", "c"}


def test_no_more_than_the_beginning_of_a_monstrous_word_counts() -> None:
    monster = "x" * 100_000
    assert index_words([monster]) == {"x" * LONGEST_WORD}
    assert finds(monster[:200], monster)


SCRIPTS = st.text(
    st.sampled_from("ab eéıİßﬁ -'_٣الـة東京かがﾊﾟกำ서울हि\u0301\u00ad\u200c<&\n½㊀")
    | st.characters(),
    max_size=30,
)


@given(SCRIPTS)
def test_every_text_is_found_by_itself(text: str) -> None:
    assert not terms_of(text) or finds(text, text)


@given(SCRIPTS)
def test_a_script_without_spaces_changes_nothing_about_the_words_before_it(text: str) -> None:
    before = tidy(text)
    assert list(tokens(before)) == list(tokens(f"{before} 北京"))[:-1]
    assert list(joined(before)) == list(joined(f"{before} 北京"))


@given(SCRIPTS, SCRIPTS)
def test_what_a_text_says_is_in_its_index(query: str, text: str) -> None:
    """The index may name a text too many, but none too few."""
    words = index_words([text])
    if finds(query, text):
        for term in terms_of(query):
            for word, whole in term.lookups:
                assert any(w == word if whole else w.startswith(word) for w in words)


@given(SCRIPTS)
def test_words_have_no_space_and_tokens_stand_where_they_say(text: str) -> None:
    shown = tidy(text)
    for token in tokens(shown):
        assert token.text == "".join(token.text.split()) != ""
        assert 0 <= token.start < token.end <= len(shown)
        assert not token.is_run or len(token.text) == token.end - token.start
    assert all(word == "".join(word.split()) != "" for word in index_words([text]))


def read_word_for_word(texts: list[str]) -> set[str]:
    words: set[str] = set()
    shown = list(map(tidy, texts))
    for token in chain.from_iterable(chain(tokens(text), joined(text)) for text in shown):
        if token.is_run:
            words.update((*map("".join, pairwise(token.text)), token.text[-1]))
        else:
            words.add(token.text)
    return words


@given(st.lists(SCRIPTS, max_size=3))
def test_what_is_read_once_gives_the_words_that_reading_each_gives(texts: list[str]) -> None:
    assert index_words([*texts, *texts]) == read_word_for_word(texts)
