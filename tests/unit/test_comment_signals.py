"""What speaks against a comment: for each signal a hit, and a lookalike that passes."""

from datetime import timedelta

import pytest

from broadsheet.domain.comment import Comment, CommentState
from broadsheet.domain.comment_rating import NAMED
from broadsheet.domain.comment_rules import Policy
from broadsheet.domain.comment_signals import SPAM, SignalName, weight_of
from broadsheet.domain.errors import TooManyRequests
from broadsheet.domain.network import network_of
from broadsheet.domain.tally import Tally
from broadsheet.usecases.ports import Verdict, Visit
from broadsheet.usecases.signed_time import carried, issued_at, seconds_since
from tests.builders import make_listing
from tests.fakes.comments import VISIT, MemoryKeys
from tests.support.reader import CommentPage, is_unheld, rules, signal

# ruff: noqa: RUF001 - names of many scripts
KEYS = MemoryKeys()
LONG = "The night boat is the best thing that this council has done in years."


@pytest.fixture
def page() -> CommentPage:
    """An article, and a reader of whom an editor approved something once."""
    made = CommentPage()
    made.know()
    return made


def note(comment: Comment, name: SignalName) -> str:
    found = signal(comment, name)
    assert found is not None, comment.signals
    assert found.note.endswith(".")
    return found.note


def test_an_ordinary_comment_of_a_known_sender_has_no_signals(page: CommentPage) -> None:
    assert is_unheld(page.send(LONG))


def test_a_filled_trap_is_spam_and_the_sender_is_not_told(page: CommentPage) -> None:
    sent = page.send(visit=VISIT._replace(trap="http://spam.example"))
    assert note(sent, SignalName.HONEYPOT) == "A field that no person sees was filled in."
    assert sent.state is CommentState.SPAM


@pytest.mark.parametrize("trap", ["", " ", "\n"])
def test_a_trap_with_nothing_in_it_says_nothing(page: CommentPage, trap: str) -> None:
    assert is_unheld(page.send(visit=VISIT._replace(trap=trap)))


@pytest.mark.parametrize("seconds", [0, 1, 2])
def test_a_form_filled_in_within_seconds_is_held(page: CommentPage, seconds: int) -> None:
    sent = page.send(visit=VISIT._replace(seconds=seconds))
    unit = "second" if seconds == 1 else "seconds"
    assert f"Filled in within {seconds} {unit};" in note(sent, SignalName.FAST)
    assert sent.state is CommentState.PENDING


@pytest.mark.parametrize("seconds", [3, 40, 86400, None])
def test_a_quick_writer_and_one_of_unknown_time_pass(
    page: CommentPage, seconds: int | None
) -> None:
    assert is_unheld(page.send(visit=VISIT._replace(seconds=seconds)))


def test_our_own_time_is_believed_before_the_scripts(page: CommentPage) -> None:
    issued = issued_at(KEYS, page.clock.now)
    page.clock.now += timedelta(seconds=1)
    lying = VISIT._replace(seconds=600, issued=issued)
    assert "within 1 second" in note(page.send(visit=lying), SignalName.FAST)
    page.clock.now += timedelta(seconds=29)
    assert is_unheld(page.send("Half a minute later.", visit=lying._replace(seconds=0)))


@pytest.mark.parametrize("issued", ["", "x", "1.", "1795345500", "1795345500.AAAA", "9" * 400])
def test_a_time_that_we_did_not_sign_is_unknown(page: CommentPage, issued: str) -> None:
    assert seconds_since(KEYS, issued, page.clock.now) is None


def test_a_signed_time_of_the_future_or_of_last_week_says_nothing(page: CommentPage) -> None:
    now = page.clock.now
    for days in (-1, 7):
        issued = issued_at(KEYS, now - timedelta(days=days))
        assert seconds_since(KEYS, issued, now) is None


def test_a_form_that_is_shown_again_keeps_its_first_time(page: CommentPage) -> None:
    first = page.clock.now
    issued = issued_at(KEYS, first)
    later = first + timedelta(seconds=50)
    assert carried(KEYS, issued, 7, later) == issued
    assert seconds_since(KEYS, carried(KEYS, "", 7, later), later) == 7
    assert carried(KEYS, "forged.AAAA", None, later) == ""


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
    assert "“minister”, “tax * return”" in note(sent, SignalName.WORDS)
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
    assert "“*viagra*”" in note(sent, SignalName.BLOCKED)
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
    tallies = [r.of for r in page.table.records.values() if isinstance(r, Tally)]
    assert any(of.startswith("text#") for of in tallies)
    assert not any("boat" in of for of in tallies)


def test_many_comments_of_a_sender_are_held_and_then_refused(page: CommentPage) -> None:
    sent = [page.send(f"Number {n}", visit=VISIT._replace(ip="")) for n in range(30)]
    assert all(is_unheld(comment) for comment in sent[:6])
    assert "7 comments within a minute" in note(sent[6], SignalName.SENDER_RATE)
    assert "more than 6" in note(sent[29], SignalName.SENDER_RATE)
    with pytest.raises(TooManyRequests) as refused:
        page.send("One more")
    assert 0 < refused.value.retry_after <= 60
    page.clock.now += timedelta(seconds=refused.value.retry_after)
    assert is_unheld(page.send("A minute later"))


def _from(page: CommentPage, ips: list[str]) -> list[Comment]:
    """Comments of different senders at these addresses."""
    for n, _ in enumerate(ips):
        page.know(f"reader{n}@example.org")
    return [
        page.send(f"Number {n}", email=f"reader{n}@example.org", visit=VISIT._replace(ip=ip))
        for n, ip in enumerate(ips)
    ]


@pytest.mark.parametrize(
    "ips",
    [
        ["8.8.4.4"] * 7,
        ["8.8.4.4", "::ffff:8.8.4.4"] * 4,
        [f"2a00:1450:4001:80b::{n}" for n in range(1, 8)],
    ],
)
def test_many_senders_of_one_network_are_one(page: CommentPage, ips: list[str]) -> None:
    sent = _from(page, ips)
    assert all(map(is_unheld, sent[:6]))
    assert signal(sent[-1], SignalName.SENDER_RATE)


@pytest.mark.parametrize(
    "ips",
    [
        ["127.0.0.1"] * 40,
        ["::1", "10.1.2.3", "192.168.0.1", "fe80::1", "", "unknown", "198.51.100.4"] * 6,
        [f"8.8.4.{n}" for n in range(40)],
        [f"2a00:1450:4001:{n:x}::1" for n in range(40)],
    ],
)
def test_an_address_that_tells_nobody_apart_is_not_counted(
    page: CommentPage, ips: list[str]
) -> None:
    assert all(map(is_unheld, _from(page, ips)))


def test_a_network_is_an_address_or_what_one_customer_has() -> None:
    assert network_of("8.8.4.4") == "8.8.4.4"
    assert network_of("2a00:1450:4001:80b::200e") == "2a00:1450:4001:80b::/64"
    assert network_of("127.0.0.1") is None


def test_a_storm_on_one_article_is_held_and_then_refused() -> None:
    page = CommentPage(rules(article_per_minute=2))
    for n in range(12):
        page.know(f"reader{n}@example.org")

    def sent(n: int, article: int = 1) -> Comment:
        email = f"reader{n}@example.org"
        visit = VISIT._replace(ip=f"8.8.4.{n}")
        return page.send(f"Number {n}", article=article, email=email, visit=visit)

    comments = [sent(n) for n in range(10)]
    assert all(map(is_unheld, comments[:2]))
    assert "3 comments within a minute on this article" in note(
        comments[2], SignalName.ARTICLE_RATE
    )
    with pytest.raises(TooManyRequests):
        sent(10)
    assert is_unheld(sent(11, article=2)), "another article has its own count"


@pytest.mark.parametrize(
    "standing",
    [
        {"approved": 30, "spam": 1},
        {"approved": 1, "rejected": 1},
        {"approved": 3, "rejected": 1},
        {"rejected": 1},
    ],
)
def test_a_sender_of_bad_standing_is_held(page: CommentPage, standing: dict[str, int]) -> None:
    page.know(**standing)
    sent = page.send(LONG)
    text = note(sent, SignalName.REPUTATION)
    assert f"{standing.get('approved', 0)} were approved" in text
    assert f"{standing.get('spam', 0)} spam" in text
    assert sent.state is CommentState.PENDING


@pytest.mark.parametrize("standing", [{"approved": 4, "rejected": 1}, {"approved": 1}])
def test_one_rejection_among_many_approvals_is_forgiven(
    page: CommentPage, standing: dict[str, int]
) -> None:
    page.know(**standing)
    assert is_unheld(page.send(LONG))


STAFF = rules(staff=("Carys Penhale",))


@pytest.fixture
def staffed() -> CommentPage:
    """A newsroom with a columnist, and an author whose stories are listed."""
    made = CommentPage(STAFF)
    made.know()
    made.put(make_listing("author", "Amina Yusuf"))
    made.put(make_listing("author", "Zoë Müller"))
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
        *("Роман", "أحمد", "管野", "Mo D.", "Ed", "Admiral Benbow"),
    ],
)
def test_a_name_of_its_own_passes(staffed: CommentPage, name: str) -> None:
    assert is_unheld(staffed.send(name=name))


def test_without_a_proof_where_proofs_are_asked_for_it_is_held() -> None:
    page = CommentPage(rules(proof_of_work=True, policy=Policy.HOLD_SUSPICIOUS))
    sent = page.send()
    assert "without a proof of work" in note(sent, SignalName.NO_PROOF)
    assert sent.state is CommentState.PENDING


def test_where_no_proofs_are_asked_for_anything_in_that_field_is_ignored(page: CommentPage) -> None:
    assert is_unheld(page.send(visit=VISIT._replace(proof="nonsense")))


class Service:
    """A spam service that says what it is told to."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.asked: list[str] = []

    def __call__(self, comment: Comment, visit: Visit, url: str) -> Verdict:
        self.asked.append(url)
        return self.verdict


def with_service(*verdict: object) -> tuple[CommentPage, Service]:
    service = Service(Verdict(*verdict))  # type: ignore[arg-type]
    page = CommentPage(parts={"service": service})
    page.know()
    return page, service


def test_what_a_spam_service_says_is_held_and_what_it_is_sure_of_is_spam() -> None:
    page, service = with_service(True, "spam")
    sent = page.send()
    assert note(sent, SignalName.SERVICE) == "The spam service says: spam."
    assert sent.state is CommentState.PENDING
    assert service.asked == ["https://news.example/2026/11/story-1/"]
    sure, _ = with_service(True, "spam", True)
    assert sure.send().state is CommentState.SPAM


def test_what_a_spam_service_has_nothing_against_passes() -> None:
    page, _ = with_service(False, "not spam")
    assert is_unheld(page.send())


def test_a_service_that_is_down_holds_the_comment_and_loses_nothing() -> None:
    page, _ = with_service(None, "it took more than 2 seconds")
    sent = page.send()
    assert "took more than 2 seconds" in note(sent, SignalName.SERVICE_DOWN)
    assert sent.state is CommentState.PENDING
    assert sent.body == "Well said."


def test_what_is_spam_already_is_shown_to_no_service() -> None:
    page, service = with_service(False, "not spam")
    assert page.send(visit=VISIT._replace(trap="x")).state is CommentState.SPAM
    assert service.asked == []


def test_one_oddity_holds_and_three_together_are_spam() -> None:
    page = CommentPage(rules(policy=Policy.HOLD_SUSPICIOUS))
    links = " ".join(f"https://{n}.example" for n in range(3))
    quick = VISIT._replace(seconds=1)
    one = page.send(links, name="Otis")
    two = page.send(f"{links} again", name="Otis", visit=quick)
    three = page.send(f"{links} once more", name="Admin", visit=quick)
    assert [c.state for c in (one, two, three)] == ["pending", "pending", "spam"]
    assert weight_of(two.signals) < SPAM <= weight_of(three.signals)


def test_the_work_for_a_comment_does_not_grow_with_the_comments(page: CommentPage) -> None:
    def calls(body: str) -> int:
        before = counted["calls"]
        page.send(body)
        return counted["calls"] - before

    counted = {"calls": 0}
    for name in ("get", "count_up", "commit", "query", "get_many"):
        whole = getattr(page.table, name)

        def counting(*given: object, _whole: object = whole, **named: object) -> object:
            counted["calls"] += 1
            return _whole(*given, **named)  # type: ignore[operator]

        setattr(page.table, name, counting)
    first = calls("The first comment of all, with letters enough to be counted.")
    for n in range(20):
        page.clock.now += timedelta(minutes=1)
        page.send(f"Comment number {n}, with letters enough to be counted.")
    page.clock.now += timedelta(minutes=1)
    assert calls("The last comment of all, with letters enough to be counted.") == first <= 12
