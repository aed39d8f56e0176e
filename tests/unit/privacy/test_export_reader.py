"""All that is held of a sender can be listed, a part at a time."""

import pytest

from broadsheet.usecases.privacy.export_reader import MOST, MOST_BYTES, export_reader
from broadsheet.usecases.shared.services import Services
from tests.builders import make_id
from tests.fakes.moderation import comment, make_newsroom, seed
from tests.fakes.table import MemoryTable
from tests.support.sender_to_erase import CANARY, SENDER, everything, said, with_article


@pytest.fixture
def table() -> MemoryTable:
    return with_article(MemoryTable())


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def test_the_export_has_all_that_is_held(table: MemoryTable, newsroom: Services) -> None:
    everything(table, newsroom)
    export = export_reader(table, [SENDER])
    (held,) = export.comments
    assert (held.comment.body, held.comment.original) == (
        f"Milder {CANARY}.",
        f"The {CANARY} said 1.",
    )
    assert [entry.action for entry in held.trail] == ["approve", "edit", "hold", "undo"]
    assert held.subscription is not None
    assert held.path == "/2026/11/a-story/"
    (standing,) = export.standings
    assert (standing.approved, export.after, export.erasure) == (1, None, None)


def test_a_long_export_goes_on_where_it_ended(table: MemoryTable, newsroom: Services) -> None:
    seed(table, *(said(n) for n in range(1, MOST + 11)), comment(900, sender="other"))
    first = export_reader(table, [SENDER])
    second = export_reader(table, [SENDER], first.after)
    ids = [held.comment.id for held in (*first.comments, *second.comments)]
    assert ids == [make_id(n) for n in range(1, MOST + 11)]
    assert (len(first.comments), second.after) == (MOST, None)


def test_an_answer_has_no_more_words_than_lambda_lets_through_and_the_next_has_the_rest(
    table: MemoryTable,
) -> None:
    seed(table, *(said(n, body="ß" * (MOST_BYTES // 12)) for n in range(1, 11)))
    first = export_reader(table, [SENDER])
    second = export_reader(table, [SENDER], first.after)
    ids = [[held.comment.id for held in part.comments] for part in (first, second)]
    assert ids == [[make_id(n) for n in range(1, 8)], [make_id(n) for n in range(8, 11)]]
    assert second.after is None
