"""How many mails that ask to confirm a mailbox gets in a day, and all mailboxes of a domain."""

import pytest

from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.usecases.mail.subscribe import CONFIRMATIONS_OF_A_DOMAIN, subscription_writes
from tests.fakes.comments import make_desk
from tests.fakes.mail import MemoryVault
from tests.fakes.moderation import comment, make_newsroom
from tests.fakes.table import MemoryTable


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


def mails_to(table: MemoryTable, *emails: str) -> list[bool]:
    desk = make_desk(make_newsroom(table), vault=MemoryVault())
    asked = (SubmittedComment(name="Rea", email=e, body="Well said.", notify=True) for e in emails)
    return [
        bool(subscription_writes(desk, desk.keys, desk.vault, comment(), one, f"comment {number}"))
        for number, one in enumerate(asked)
    ]


def test_another_spelling_of_an_address_is_no_other_mailbox(table: MemoryTable) -> None:
    spelled = ("x@a.example", "x+1@a.example", "X+2@A.example", "x+3@a.example", "x+4@a.example")
    assert mails_to(table, *spelled) == [True] * 3 + [False] * 2
    dotted = ("r.e.a@gmail.com", "rea@gmail.com", "re.a+x@googlemail.com", "r.ea@gmail.com")
    assert mails_to(table, *dotted) == [True] * 3 + [False]


def test_a_domain_whose_mailboxes_may_all_be_one_persons_gets_so_many_a_day(
    table: MemoryTable,
) -> None:
    made_up = [f"{n}@victim.example" for n in range(CONFIRMATIONS_OF_A_DOMAIN + 5)]
    assert mails_to(table, *made_up) == [True] * CONFIRMATIONS_OF_A_DOMAIN + [False] * 5
    assert mails_to(table, "one@other.example") == [True]


def test_a_domain_where_everybody_has_a_mailbox_has_no_limit_of_its_own(
    table: MemoryTable,
) -> None:
    readers = [f"reader{n}@outlook.com" for n in range(CONFIRMATIONS_OF_A_DOMAIN * 2)]
    assert all(mails_to(table, *readers))


def test_one_mailbox_does_not_use_up_what_its_domain_has(table: MemoryTable) -> None:
    mails_to(table, *["x@a.example"] * (CONFIRMATIONS_OF_A_DOMAIN * 2))
    assert mails_to(table, "y@a.example") == [True]
