"""What speaks against the text of a comment or its name: links, lists, copies, imitations."""

from datetime import timedelta

import pytest

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.signals.rating import NAMED
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.shared.counter import Counter
from broadsheet.usecases.comments import author_names
from tests.builders import make_listing
from tests.support.reader import CommentPage, is_unheld, rules, signal
from tests.support.reader_signals import LONG, known_page, note

# ruff: noqa: RUF001 - names of many scripts


@pytest.fixture
def page() -> CommentPage:
    return known_page()


@pytest.mark.parametrize(
    "body",
    [
        "https://a.example http://b.example www.c.example",
        "[a](https://a.example) [b](//b.example) [c](c.example)",
        "[https://a.example](https://a.example), <https://b.example>, HTTPS://C.EXAMPLE",
    ],
)
def test_more_links_than_the_newsroom_allows_are_held(page: CommentPage, body: str) -> None:
    sent = page.send(body)
    assert note(sent, SignalName.LINKS) == "3 links; more than 2 are looked at."
    assert sent.state is CommentState.PENDING


@pytest.mark.parametrize(
    "body",
    [
        "[https://a.example](https://a.example) and https://b.example",
        "See https://a.example/(b)?c=d, and www.b.example.",
        "No [links] (here), e.g. a.b, c.d, e.f, and some.file and 10:30, http: nothing.",
        "wwww. and awww.cute, awww.sweet and Awww.dear, and httpsomething://",
    ],
)
def test_as_many_links_as_allowed_and_what_only_looks_like_one_pass(
    page: CommentPage, body: str
) -> None:
    assert is_unheld(page.send(body))


def test_a_newsroom_may_look_at_every_link() -> None:
    page = CommentPage(rules(links=0))
    page.know()
    assert "1 link;" in note(page.send("https://a.example"), SignalName.LINKS)


def test_listed_words_are_held_and_named() -> None:
    page = CommentPage(rules(words=("minister", "tax * return")))
    page.know()
    sent = page.send("The MINISTER has a tax free return.")
    assert "“minister”, “tax free return” (tax * return)" in note(sent, SignalName.WORDS)
    assert sent.state is CommentState.PENDING
    assert is_unheld(page.send("The ministry returns tax."))


def test_the_name_is_a_place_for_words_and_links_too() -> None:
    page = CommentPage(rules(blocked=("casino",), links=0))
    page.know()
    assert page.send(name="Best c4sino").state is CommentState.SPAM
    assert signal(page.send(name="www.pills.example"), SignalName.LINKS)


def test_blocked_words_are_spam_at_once() -> None:
    page = CommentPage(rules(blocked=("*viagra*", "online casino")))
    page.know()
    sent = page.send("Buy V1AGRA now")
    assert "“v1agra” (*viagra*)" in note(sent, SignalName.BLOCKED)
    assert sent.state is CommentState.SPAM
    assert is_unheld(page.send("The casino on the pier is online only in summer."))


def test_a_note_names_five_words_and_counts_the_rest() -> None:
    listed = tuple(f"word{letter}" for letter in "abcdefgh")
    page = CommentPage(rules(words=listed))
    page.know()
    text = note(page.send(" ".join(listed)), SignalName.WORDS)
    assert text.count("“") == NAMED
    assert "3 more" in text


def test_the_same_words_from_anybody_on_any_article_are_held(page: CommentPage) -> None:
    page.know("other@example.org")
    assert is_unheld(page.send(LONG))
    copy = f"  {LONG.upper().replace(' ', chr(0x200B) + '  ')}!!"
    again = page.send(copy, article=2, email="other@example.org", name="Otis")
    assert "sent 1 time before today" in note(again, SignalName.DUPLICATE)
    assert again.state is CommentState.PENDING
    assert "2 times" in note(page.send(LONG + ".", article=2), SignalName.DUPLICATE)


def test_thanks_and_other_words_and_another_day_are_no_duplicates(page: CommentPage) -> None:
    page.know("other@example.org")
    for email in ("rea@example.org", "other@example.org"):
        assert is_unheld(page.send("Thank you so much!", email=email))
    assert is_unheld(page.send(LONG))
    assert is_unheld(page.send(LONG.replace("years", "decades")))
    page.clock.now += timedelta(days=1)
    assert is_unheld(page.send(LONG, article=2))


def test_a_tally_of_words_does_not_tell_them(page: CommentPage) -> None:
    page.send(LONG)
    tallies = [r.of for r in page.table.records.values() if isinstance(r, Counter)]
    assert any(of.startswith("text#") for of in tallies)
    assert not any("boat" in of for of in tallies)


STAFF = rules(staff=("Carys Penhale",))


@pytest.fixture
def staffed() -> CommentPage:
    """A newsroom with a columnist, and an author whose stories are listed."""
    made = CommentPage(STAFF)
    made.know()
    made.put(make_listing("author", "Amina Yusuf"))
    made.put(make_listing("author", "Zoë Müller"))
    made.put(make_listing("author", "王伟"))
    return made


@pytest.mark.parametrize(
    "name",
    [
        *("The Example", "the example team", "Example, The"),
        *("Carys Penhale", "CARYS  PENHALE", "Carys_Penhale", "Cаrys Penhаle"),
        *("Carys Penhale (staff)", "Penhale, Carys"),
        *("Amina Yusuf", "Аminа Yusuf", "Amina Yusuf, editor", "Editor Amina Yusuf", "Zoe Muller"),
        *("Admin", "ADM1N", "admin2", "The Moderator", "Moderator 7", "Site Admin", "Editor"),
        *("Redaktion", "Rédaction", "Модератор", "المشرف", "管理员", "Yönetici"),
    ],
)  # fmt: skip
def test_a_name_that_imitates_the_newsroom_is_held(staffed: CommentPage, name: str) -> None:
    sent = staffed.send(name=name)
    assert "newsroom's" in note(sent, SignalName.IMITATION)
    assert sent.state is CommentState.PENDING


@pytest.mark.parametrize(
    "name",
    [
        *("Carys P.", "Penny Carys", "Amina", "Yusuf Amin", "Zoe", "A reader of The Examiner"),
        *("Adrian Mode", "Modesto", "Edith", "Joe Root", "Editha Staffer", "Rea"),
        *("Роман", "أحمد", "管野", "王薇", "Mo D.", "Ed", "Admiral Benbow"),
    ],
)
def test_a_name_of_its_own_passes(staffed: CommentPage, name: str) -> None:
    assert is_unheld(staffed.send(name=name))


@pytest.mark.parametrize(
    ("name", "passes"), [("王薇", True), ("王伟", False), ("Zoe Muller", False)]
)
def test_an_author_beyond_the_list_of_names_is_found_by_their_address(
    staffed: CommentPage, monkeypatch: pytest.MonkeyPatch, name: str, passes: bool
) -> None:
    monkeypatch.setattr(author_names, "MOST", 0)
    assert is_unheld(staffed.send(name=name)) is passes
