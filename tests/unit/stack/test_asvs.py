"""Every requirement of OWASP ASVS 5.0, levels 1 and 2, has an answer, and what shows it."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from client.running import ROOT

PAGE = ROOT / "docs/asvs.md"
VERDICTS = {"holds", "AWS", "newsroom", "accepted", "n/a"}
SECTIONS = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2
    2.1:3 2.2:3 2.3:4 2.4:1
    3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
    4.1:3 4.2:1 4.3:2 4.4:4
    5.1:1 5.2:3 5.3:2 5.4:3
    6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
    7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
    8.1:2 8.2:3 8.3:1 8.4:1
    9.1:3 9.2:4
    10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
    11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
    12.1:3 12.2:2 12.3:4
    13.1:1 13.2:5 13.3:2 13.4:5
    14.1:2 14.2:4 14.3:3
    15.1:3 15.2:3 15.3:7
    16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
    17.1:1 17.2:4 17.3:2
"""
"""How many requirements of levels 1 and 2 each section has: those of level 3 come last in it."""
SIZES = re.findall(r"([\d.]+):(\d+)", SECTIONS)


class Answer(NamedTuple):
    """A row of the page."""

    item: str
    verdict: str
    words: str
    shown_by: str


def answers() -> list[Answer]:
    """Every row that begins with a requirement's number."""
    rows = re.findall(
        r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$", PAGE.read_text("utf-8"), re.M
    )
    return [Answer(*(cell.strip() for cell in row)) for row in rows]


ANSWERS = answers()


def test_every_requirement_has_one_answer() -> None:
    wanted = {f"{section}.{n}" for section, most in SIZES for n in range(1, int(most) + 1)}
    assert Counter(answer.item for answer in ANSWERS) == dict.fromkeys(wanted, 1)
    assert len(wanted) == 253


def test_an_answer_is_one_of_five_and_says_why() -> None:
    assert {answer.verdict for answer in ANSWERS} <= VERDICTS
    assert [answer.item for answer in ANSWERS if len(answer.words) < 4] == []


def test_how_many_there_are_of_each_is_said() -> None:
    (said,) = re.findall(r"^Of 253: (.*)$", PAGE.read_text("utf-8"), re.M)
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    counted = Counter(answer.verdict for answer in ANSWERS)
    assert numbers == [counted[one] for one in ("holds", "AWS", "newsroom", "accepted", "n/a")]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.item)
def test_what_shows_an_answer_is_there(answer: Answer) -> None:
    shown = re.findall(r"`([^`]+)`", answer.shown_by)
    assert shown or answer.verdict not in ("holds", "accepted"), "nothing shows it"
    for path, _, name in (one.partition("::") for one in shown):
        file = ROOT / path
        assert file.is_file(), path
        assert not name or re.search(rf"^def {name}\(", file.read_text("utf-8"), re.M), name


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.item)
def test_a_page_or_a_file_that_an_answer_names_is_there(answer: Answer) -> None:
    for named in re.findall(r"`((?:docs|adapters|tests)/[\w./-]+)`", answer.words):
        at = (ROOT / named, ROOT / "layers/broadsheet/python/broadsheet" / named)
        assert any(Path(path).exists() for path in at), named
