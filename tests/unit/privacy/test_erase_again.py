"""What came back from a backup or another system is erased again, and what came later is kept."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import Thread
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.privacy.erasure import Erasure
from broadsheet.usecases.privacy.erase_reader import erase_reader
from broadsheet.usecases.shared.services import Services
from operate.erase_again import erase_again
from tests.builders import NOON, make_id
from tests.fakes.moderation import asked, comment, make_newsroom, of, seed, stored
from tests.fakes.table import MemoryTable, StoppedClock
from tests.support.sender_to_erase import SENDER, everything, left, said, with_article


@pytest.fixture
def table() -> MemoryTable:
    return with_article(MemoryTable())


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def test_a_restored_backup_forgets_what_was_erased_since_and_keeps_what_came_later() -> None:
    live, restored = with_article(MemoryTable()), with_article(MemoryTable())
    for table in (live, restored):
        newsroom = make_newsroom(table)
        everything(table, newsroom)
        seed(table, comment(7, sender="other"))
    erase_reader(make_newsroom(live), asked(), [SENDER])
    later = said(8, body="Later.", name="Rea", html=SafeHtml("<p>Later.</p>"))
    later = msgspec.structs.replace(later, submitted_at=NOON + timedelta(days=1))
    seed(restored, later)
    newsroom = replace(make_newsroom(restored), clock=StoppedClock(NOON + timedelta(days=2)))
    assert erase_again(live, newsroom) == (1, 1)
    assert left(restored) == []
    assert [sender.sender for sender in of(restored, Sender)] == [SENDER]
    assert stored(restored, later.id).body == "Later."
    assert not stored(restored, make_id(7)).erased
    assert [thread.name for thread in of(restored, Thread)] == []
    assert erase_again(live, make_newsroom(restored)) == (1, 0)
    assert of(restored, Erasure) == of(live, Erasure)


def test_what_is_imported_from_before_an_erasure_is_erased_in_the_same_table(
    table: MemoryTable, newsroom: Services
) -> None:
    erase_reader(newsroom, asked(), [SENDER])
    imported = said(3)
    seed(table, imported, said(4, submitted_at=NOON + timedelta(days=1), body="Later."))
    assert erase_again(table, newsroom) == (1, 1)
    assert stored(table, imported.id).erased
    assert stored(table, make_id(4)).body == "Later."
