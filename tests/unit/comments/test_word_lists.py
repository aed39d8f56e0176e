"""The editors' own lists: soon in force, beside the site's, one version after the other."""

from datetime import timedelta

import msgspec
import pytest

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.comments.signals.wording import WordList, spelled
from broadsheet.domain.comments.word_lists import SubmittedWords, wrong_with
from broadsheet.domain.shared.errors import Forbidden, VersionMismatch, VersionRequired
from broadsheet.usecases.comments.word_lists import FRESH, read_word_lists, write_word_lists
from broadsheet.usecases.shared.committing import Request
from tests.fakes.moderation import ANN, EDITH, asked
from tests.support.reader import CommentPage, rules, signal


def version(number: int) -> Request:
    return msgspec.structs.replace(asked(), if_match=number)


def keep(page: CommentPage, number: int, words: str = "", blocked: str = "") -> None:
    sent = SubmittedWords(words=tuple(words.split()), blocked=tuple(blocked.split()))
    write_word_lists(page.desk, version(number), sent)


def test_a_word_that_an_editor_adds_holds_within_a_minute_beside_those_of_the_site() -> None:
    from broadsheet.usecases.comments.word_lists import KnownWords  # noqa: PLC0415

    page = CommentPage(rules(words=("harbour",)), parts={"words": KnownWords()})
    page.know()
    assert page.send("A fine lighthouse.").state is CommentState.APPROVED
    keep(page, 1, words="light*", blocked="foghorn")
    page.clock.now += FRESH
    held = page.send("A fine lighthouse, again.")
    note = signal(held, SignalName.WORDS)
    assert note is not None
    assert "“lighthouse” (light*)" in note.note
    assert page.send("The harbour is shut.").state is CommentState.PENDING
    assert page.send("A foghorn!").state is CommentState.SPAM
    keep(page, 2, words="")
    page.clock.now += FRESH
    assert page.send("A fine lighthouse once more.", email="new@example.org").signals == ()


def test_the_lists_are_read_once_in_a_minute() -> None:
    from broadsheet.usecases.comments.word_lists import KnownWords  # noqa: PLC0415

    page, known = CommentPage(), KnownWords()
    keep(page, 1, words="one")
    assert known.known(page.table, page.clock()).words == ("one",)
    keep(page, 2, words="two")
    assert known.known(page.table, page.clock() + FRESH - timedelta(seconds=1)).words == ("one",)
    assert known.known(page.table, page.clock() + FRESH).words == ("two",)


def test_nobody_overwrites_what_somebody_else_has_added() -> None:
    page = CommentPage()
    keep(page, 1, words="loan*")
    with pytest.raises(VersionMismatch):
        keep(page, 1, words="casino")
    with pytest.raises(VersionRequired):
        write_word_lists(page.desk, asked(), SubmittedWords())
    assert read_word_lists(page.table, EDITH).words == ("loan*",)


def test_an_entry_stands_once_whatever_its_capitals() -> None:
    page = CommentPage()
    keep(page, 1, words="Loan loan LOAN casino")
    assert read_word_lists(page.table, EDITH).words == ("Loan", "casino")


def test_authors_neither_read_nor_write_them() -> None:
    page = CommentPage()
    with pytest.raises(Forbidden):
        read_word_lists(page.table, ANN)
    with pytest.raises(Forbidden):
        write_word_lists(page.desk, asked(ANN), SubmittedWords())


@pytest.mark.parametrize("entry", ["*", "!!!", "a", "a*", "b*"])
def test_an_entry_that_ordinary_comments_have_is_refused(entry: str) -> None:
    assert wrong_with(entry)


@pytest.mark.parametrize(
    ("entry", "text", "words"),
    [
        ("loan*", "Get PAYDAY LOANS, now", "loans"),
        ("*viagra*", "buy v1agraplus", "v1agraplus"),
        ("casino", "c a s i n o night", "casino"),
        ("c@sino", "best c@s1no here", "c@s1no"),
        ("free * money", "It is free fast money!", "free fast money"),
        ("博彩", "最好的博彩网站", "博彩"),
        ("last", "it stands last", "last"),
    ],
)
def test_the_very_words_are_named(entry: str, text: str, words: str) -> None:
    (found,) = WordList(["nowhere", entry]).words_in(spelled(text))
    assert found == (entry, words)
