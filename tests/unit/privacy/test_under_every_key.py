"""What was said under a key that was replaced is told and erased with the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.domain.comments.sender import SaidBy, Sender
from broadsheet.domain.privacy.erasure import Erasure
from broadsheet.domain.shared.counter import Counter, counter_key
from broadsheet.usecases.mail.subscribe import confirmations
from broadsheet.usecases.privacy.erase_reader import erase_reader
from broadsheet.usecases.privacy.export_reader import MOST, export_reader
from broadsheet.usecases.shared.mailboxes import mailbox_counted, mailboxes_counted
from broadsheet.usecases.shared.ports import Put
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id
from tests.fakes.comments import MemoryKeys
from tests.fakes.moderation import CAUSE, asked, comment, make_newsroom, seed, stored
from tests.fakes.table import MemoryTable, StoppedClock
from tests.support.sender_to_erase import said, with_article

NEW, OLD = "n3w", "0ld"


@pytest.fixture
def table() -> MemoryTable:
    """A reader's comments, by turns under one key and the other, and somebody else's."""
    made = with_article(MemoryTable())
    mine = (said(n, sender=NEW if n % 3 else OLD) for n in range(1, MOST * 2 + 11))
    seed(made, *mine, comment(900, sender="other"))
    made.commit([Put(Sender(sender=sender, reader="r")) for sender in (NEW, OLD)], CAUSE)
    return made


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def exported(table: MemoryTable) -> list[str]:
    """The ids of all parts, one after the other."""
    ids, after, parts = list[str](), None, 0
    while parts == 0 or after:
        part = export_reader(table, [NEW, OLD], after)
        assert 0 < len(part.comments) <= MOST
        assert len(part.standings) == 2
        ids += [held.comment.id for held in part.comments]
        after, parts = part.after, parts + 1
    assert parts == 3
    return ids


def test_an_export_has_all_of_them_once_in_the_order_of_their_dates(table: MemoryTable) -> None:
    assert exported(table) == [make_id(n) for n in range(1, MOST * 2 + 11)]


def test_an_erasure_goes_through_all_of_them_a_part_at_a_time(
    table: MemoryTable, newsroom: Services
) -> None:
    parts = [erase_reader(newsroom, asked(), [NEW, OLD], most=40) for _ in range(3)]
    assert [(part.comments, part.is_complete) for part in parts] == [
        (40, False),
        (40, False),
        (30, True),
    ]
    assert {stored(table, make_id(n)).erased for n in range(1, MOST * 2 + 11)} == {True}
    left = [r for r in table.records.values() if isinstance(r, Sender | SaidBy)]
    assert [one.sender for one in left] == ["other"]


def test_that_it_was_asked_for_is_known_by_each_hash_and_the_latest_is_told(
    table: MemoryTable, newsroom: Services
) -> None:
    erase_reader(newsroom, asked(), [OLD])
    later = replace(newsroom, clock=StoppedClock(NOON + timedelta(days=1)))
    erase_reader(later, asked(), [NEW, OLD])
    known = [record for record in table.records.values() if isinstance(record, Erasure)]
    assert {one.sender for one in known} == {NEW, OLD}
    told = export_reader(table, [NEW, OLD]).erasure
    assert told is not None
    assert told.at == NOON + timedelta(days=1)


def test_counters_of_the_mailbox_go_under_each_key(table: MemoryTable, newsroom: Services) -> None:
    keys = MemoryKeys()
    counted = [mailbox_counted(keys, "rea@example.org")]
    keys.rotate()
    counted.append(mailbox_counted(keys, "Rea+x@example.org"))
    names = [confirmations(one, NOON) for one in counted]
    table.commit([Put(Counter(of=name, times=3, expires_at=9)) for name in names], CAUSE)
    ours = mailboxes_counted(keys, "rea@example.org")
    erase_reader(newsroom, asked(), [NEW, OLD], most=1_000, counted=ours)
    assert [name for name in names if counter_key(name) in table.records] == []
