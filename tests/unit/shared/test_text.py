"""What is pasted becomes what was meant; what cannot be kept is named with its place."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.http.articles.submitted import ArticleSubmission, article_from_fields
from broadsheet.adapters.http.articles.submitted_actions import (
    CorrectionSubmission,
    NoteSubmission,
    RetractSubmission,
)
from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.adapters.http.live.submitted import LiveSubmission
from broadsheet.adapters.http.media.submitted import MediaWords
from broadsheet.adapters.http.people.submitted import ProfileSubmission
from broadsheet.adapters.http.privacy.submitted import EraseSubmission
from broadsheet.adapters.http.submitted import Model
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.mailbox import is_address
from broadsheet.domain.shared.text import (
    as_meant,
    closed,
    is_blank,
    odd_character,
    readable,
    unprintable,
    where,
)
from tests.support.machine_clock import is_light

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ODD_TEXT = st.text(alphabet=f"ab \n\r\t\x0b\x85\x92\u2028\ufeff{TURNS}", max_size=12)


@pytest.mark.parametrize(
    ("pasted", "line", "lines"),
    [
        *(("a\tb", "a b", "a\tb"), ("a\x0bb", "a b", "a\nb"), ("a\x0cb", "a b", "a\nb")),
        *(("a\r\nb", "a b", "a\r\nb"), ("a\x85b", "a b", "a\nb"), ("a\u2028b", "a b", "a\nb")),
        *(("a\u2029b", "a b", "a\n\nb"), ("\ufeffab", "ab", "ab"), ("a\xa0b", "a\xa0b", "a\xa0b")),
        # Windows-1252 that came as Latin-1: quotation marks, a dash, an ellipsis.
        *(("\x93a\x94 \x96 b\x85", "“a” – b…", "“a” – b…"), ("\x92s", "’s", "’s")),
        # Word's hyphens: one that does not break, one that may.
        *(("a\x1eb", "a\u2011b", "a\u2011b"), ("a\x1fb", "a\xadb", "a\xadb")),
        *(("a\u202eb", "a\u202eb\u202c", "a\u202eb\u202c"), ("a\u2069b", "ab", "ab")),
        ("a\u2067b\nc", "a\u2067b c\u2069", "a\u2067b\u2069\nc"),
        ("a\u2067b\u202ac\u2069d", "a\u2067b\u202ac\u202c\u2069d", "a\u2067b\u202ac\u202c\u2069d"),
    ],
)
def test_what_programs_paste_becomes_what_was_meant(pasted: str, line: str, lines: str) -> None:
    assert as_meant(pasted) == line
    assert as_meant(pasted, lines=True) == lines


@pytest.mark.parametrize(
    "text",
    [
        *("👩‍👩‍👧‍👦 🏳️‍🌈", "می‌خواهم", "שָׁלוֹם", "مُحَمَّد", "क्‍ष", "C++\u200e", "l’été"),
        *("E=mc²\u2066x\u2069", "Schiff\xadfahrt"),
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert as_meant(text) == text
    assert article_from_fields(article(title=text)).title == text


@given(ODD_TEXT)
def test_nothing_stays_open_at_the_end_of_a_line(text: str) -> None:
    meant = as_meant(text, lines=True)
    assert as_meant(meant, lines=True) == meant
    assert closed(meant) == meant
    for line in meant.splitlines():
        assert closed(f"{line}x") == f"{line}x"
    assert odd_character(readable(text, lines=True)[0], lines=True) is None


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("ab\0cd", "U+0000", "as character 3, after “ab”"),
        ("\x07cd", "U+0007", "as character 1, before “cd”"),
        ("\x07", "U+0007", "as character 1"),
        ("a\u202db", "U+202D (left-to-right override)", "as character 2, after “a”"),
        ("x" * 50 + "\ud800", "U+D800", f"as character 51, after “{'x' * 12}”"),
    ],
)
def test_an_odd_character_is_named_with_its_place(text: str, name: str, place: str) -> None:
    odd = odd_character(text)
    assert odd
    assert (odd.name, where(odd)) == (name, place)


def article(**fields: Any) -> dict[str, Any]:
    return {"title": "T", "body": "B", "section": "S", "byline": [{"name": "N"}]} | fields


def wrong(kind: type[Model], fields: dict[str, Any]) -> list[FieldError]:
    try:
        kind.from_fields(fields)
    except Invalid as error:
        return list(error.errors)
    return []


def one_lines() -> Iterator[tuple[type[Model], dict[str, Any], str]]:
    """Every field that is one line, as `?` in what is sent, and where it is."""
    for name in ("title", "section"):
        yield ArticleSubmission, article(**{name: "?"}), f"/{name}"
    yield ArticleSubmission, article(tags=["?"]), "/tags/0"
    for name in ("name", "role"):
        yield ArticleSubmission, article(byline=[{"name": "N"} | {name: "?"}]), f"/byline/0/{name}"
    for name in ("alt", "caption", "credit"):
        image = {"url": "/x", "alt": "A", name: "?"}
        yield ArticleSubmission, article(lead_image=image), f"/lead_image/{name}"
        yield MediaWords, {name: "?"}, f"/{name}"
    for name in ("headline", "byline"):
        yield LiveSubmission, {"text": "T", name: "?"}, f"/{name}"
    for name in ("name", "role"):
        yield ProfileSubmission, {"name": "N"} | {name: "?"}, f"/{name}"
    link = {"label": "?", "url": "/x"}
    yield ProfileSubmission, {"name": "N", "links": [link]}, "/links/0/label"


def filled(value: Any, words: str) -> Any:
    if isinstance(value, dict):
        return {name: filled(part, words) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, words) for part in value]
    return words if value == "?" else value


@pytest.mark.parametrize(("kind", "fields", "pointer"), [*one_lines()])
def test_a_line_is_seen_and_reads_in_the_order_of_its_letters(
    kind: type[Model], fields: dict[str, Any], pointer: str
) -> None:
    for blank in ("\u200b", "\u3164", "\xad", "\u2800", " \u2800\u200f", "\ufffc", "\u202a\u202c"):
        assert is_blank(blank)
        assert [e.pointer for e in wrong(kind, filled(fields, blank))] == [pointer]
    for turned in ("a\u202eb", "\u202da\u202c"):
        (error,) = wrong(kind, filled(fields, turned))
        assert (error.pointer, error.code) == (pointer, "override")
        assert "-to-" in error.detail
    for fine in ("a\tb", "a\x0bb\u2028c", "\u2067אב", "👩‍👩‍👧", "می‌خواهم", "l\x92été"):
        assert wrong(kind, filled(fields, fine)) == []


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        (RetractSubmission, {"reason": "?"}, "reason"),
        (CorrectionSubmission, {"text": "?"}, "text"),
        (LiveSubmission, {"text": "?"}, "text"),
        (ArticleSubmission, article(body="?"), "body"),
    ],
)
def test_a_text_says_something_that_is_seen(
    kind: type[Model], fields: dict[str, Any], name: str
) -> None:
    for blank in ("\u200b\n\u3164", "\x0b\x0c"):
        assert [e.pointer for e in wrong(kind, filled(fields, blank))] == [f"/{name}"]
    assert wrong(kind, filled(fields, "a\x0bb\u202ec\nd")) == []


def test_what_turns_a_text_around_ends_with_its_line() -> None:
    sent = ArticleSubmission.from_fields(article(standfirst="a\u202eb\nc", body="x\u2067y\n\nz"))
    assert (sent.standfirst, sent.body) == ("a\u202eb\u202c\nc", "x\u2067y\u2069\n\nz")
    assert NoteSubmission.from_fields({"note": "\u200b"}).note == ""


def test_a_reader_may_paste_a_line_of_a_word_processor() -> None:
    sent = comment_from_fields(
        {"name": "Ada\tLove\x0blace", "email": "a@b.example", "body": "One\x0btwo\tthree\u2029x"}
    )
    assert (sent.name, sent.body) == ("Ada Love lace", "One\ntwo\tthree\n\nx")


@pytest.mark.parametrize(
    "email",
    [
        *("ada@-example.org", "ada@example-.org", "a..b@example.org", ".a@example.org"),
        *("a.@example.org", f"{'a' * 65}@example.org", "ada@example.123", "ada@example"),
        *(f"a@{'x' * 64}.org", f"a@{'x.' * 125}example", '"a b"@example.org', "ada@exa_mple.org"),
        *("ada@xn--.org", "ada@[192.0.2.1]", "ada@example..org", "ä@example.org", "a@b@c.org"),
    ],
)
def test_an_address_to_which_no_mail_can_go_is_refused(email: str) -> None:
    with pytest.raises(Invalid) as refused:
        comment_from_fields({"name": "Ada", "email": email, "body": "x"})
    assert [e.pointer for e in refused.value.errors] == ["/email"]
    assert refused.value.errors[0].code in ("string_pattern_mismatch", "string_too_long")


@pytest.mark.parametrize(
    ("email", "kept"),
    [
        *(("Ada@Example.ORG", "ada@example.org"), ("o'brien+x@a-b.org", "o'brien+x@a-b.org")),
        *((f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"), ("a@1.example", "a@1.example")),
        *(("ada@bücher.example", "ada@xn--bcher-kva.example"), ("a@xn--bcher-kva.org",) * 2),
        ("ada@пример.рф", "ada@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_an_address_is_kept_as_the_domain_name_system_has_it(email: str, kept: str) -> None:
    sent = comment_from_fields({"name": "Ada", "email": email, "body": "x"})
    assert sent.email == kept


def test_what_was_taken_once_can_still_be_asked_to_be_erased() -> None:
    assert EraseSubmission.from_fields({"email": "Ada@-example.org"}).email == "ada@-example.org"
    assert not is_address("ada@-example.org")
    assert not is_address("ada@example")
    assert is_address("ada@example.org")


def test_every_character_that_neither_html_nor_xml_can_carry_is_found() -> None:
    controls = {*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)}
    ends = {plane << 16 | end for plane in range(17) for end in (0xFFFE, 0xFFFF)}
    assert {n for n in range(0x110000) if unprintable(f"a{chr(n)}b")} == controls | ends


def test_ends_of_what_was_never_begun_are_left_out_in_proportion_to_their_number() -> None:
    worst = "\u202a" * 21_000 + "\u2069" * 21_000
    assert is_light(lambda: as_meant(worst), 100)
    assert closed(worst) == "\u202a" * 21_000 + "\u202c" * 21_000
