"""Two hundred ordinary comments in ten languages pass unheld, once their sender was approved."""

import functools
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.rules import DEFAULT_RULES, CommentRules
from broadsheet.usecases.comments.ports import Verdict
from tests.builders import make_listing
from tests.fakes.comments import VISIT
from tests.support.reader import CommentPage, is_unheld, rules

# ruff: noqa: RUF001 - words of many languages


class Ordinary(NamedTuple):
    """A comment of the file."""

    language: str
    name: str
    body: str


@functools.cache
def ordinary() -> tuple[Ordinary, ...]:
    found: list[Ordinary] = []
    language = ""
    for line in Path(__file__).with_name("ordinary_comments.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            language = line[2:]
            continue
        name, _, body = line.partition(" | ")
        found.append(Ordinary(language, name, body.replace("\\n", "\n")))
    return tuple(found)


LISTS = rules(
    staff=("Carys Penhale", "Zoë Müller"),
    words=(
        *("idiot*", "moron*", "kill yourself", "libel*", "nazi*", "idioten", "schwachkopf"),
        *("connard*", "imbécil*", "gilipollas", "aptal*", "идиот*", "حمار", "傻*", "मूर्ख*"),
        *("mjinga", "leaked", "phone number"),
    ),
    blocked=(
        *("*viagra*", "cialis", "online casino*", "crypto* giveaway", "payday loan*", "sex cam*"),
        *("escort service*", "seo service*", "buy * followers", "free spins", "work from home"),
        *("kredit ohne schufa", "online casino ohne*", "gagner de l'argent*", "dinero rápido"),
        *("kaçak bahis", "canlı bahis", "bahis sitesi*", "قروض سريعة", "كازينو*", "مجانا اضغط"),
        *("заработок в интернете", "онлайн казино", "виагра", "代开发票", "加微信", "博彩", "办证"),
        *("सट्टा मटका", "फ्री रिचार्ज", "mkopo wa haraka", "shinda pesa*"),
    ),
)


def test_there_are_two_hundred_in_ten_languages_and_no_two_are_the_same() -> None:
    languages = [comment.language for comment in ordinary()]
    assert len(languages) == 200
    assert {languages.count(language) for language in set(languages)} == {20}
    assert len({comment.body for comment in ordinary()}) == 200
    bodies = [comment.body for comment in ordinary()]
    assert sum("https://" in body or "www." in body for body in bodies) >= 10
    assert min(map(len, bodies)) < 5
    assert max(map(len, bodies)) > 150


@pytest.mark.parametrize("given", [DEFAULT_RULES, LISTS], ids=["default", "with lists"])
def test_all_pass_once_their_sender_was_approved(given: CommentRules) -> None:
    page = CommentPage(given, parts={"service": lambda *_: Verdict(False, "not spam")})
    for author in ("Amina Yusuf", "Piers Lambert", "Ольга Иванова"):
        page.put(make_listing("author", author))
    held = []
    for number, comment in enumerate(ordinary()):
        email = f"reader{number}@example.org"
        visit = VISIT._replace(ip=f"8.8.{number // 2}.4", seconds=5 + number)
        fields = {"name": comment.name, "email": email, "visit": visit, "article": 1 + number % 2}
        page.clock.now += timedelta(seconds=7)
        first = page.send(f"Number {number} from me.", **fields)  # type: ignore[arg-type]
        assert first.state is CommentState.PENDING, "nobody has approved anything of theirs"
        page.know(email, approved=1)
        sent = page.send(comment.body, **fields)  # type: ignore[arg-type]
        if not is_unheld(sent):
            held.append((comment, sent.signals))
    assert held == []


@pytest.mark.parametrize(
    "body",
    [
        "Best ONLINE CASINOS, no deposit",
        "Buy 1000 followers today",
        "V.I.A.G.R.A without prescription",
        "cr¥pto? no: crypt0currency g1veaway",
        "专业代开发票，加 微 信 请联系",
        "Лучшее ОНЛАЙН-КАЗИНО",
        "Canlı Bahis için tıkla",
        "SHINDA PESA leo",
    ],
)
def test_what_the_lists_are_for_does_not_pass(body: str) -> None:
    page = CommentPage(LISTS)
    page.know()
    assert page.send(body).state is CommentState.SPAM
