"""An answer that is kept under a key has the shape that every release keeps."""

import msgspec
import pytest

from broadsheet.domain.articles.life import Status
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.shared.errors import KeyReused
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.replay import Kept, Replay
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.comments.comment_changes import ModerationReceipt
from broadsheet.usecases.comments.submit_comment import CommentReceipt
from broadsheet.usecases.live.report_live import LiveReceipt
from broadsheet.usecases.media.manage_media import MediaReceipt
from broadsheet.usecases.people.edit_front_page import FrontPageReceipt
from broadsheet.usecases.people.edit_profile import ProfileReceipt
from broadsheet.usecases.redirects.edit_redirects import PathReceipt, RedirectReceipt
from broadsheet.usecases.shared.committing import Receipt, Request, commit_once
from broadsheet.usecases.shared.ports import Write
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id
from tests.fakes.moderation import make_newsroom
from tests.fakes.table import MemoryTable

ASKED = Request(
    id="r", who=Principal("ann", frozenset()), fingerprint="this", idempotency_key="key"
)
KEPT: list[tuple[Receipt, Kept]] = [
    (
        ArticleReceipt(make_id(1), "/2026/11/a/", Status.DRAFT, 1),
        {"id": make_id(1), "path": "/2026/11/a/", "status": "draft", "version": 1},
    ),
    (
        LiveReceipt(make_id(1), 7, "/2026/11/a/#live-7", 2),
        {"article_id": make_id(1), "number": 7, "path": "/2026/11/a/#live-7", "version": 2},
    ),
    (
        CommentReceipt(make_id(2), CommentState.PENDING, "/2026/11/a/"),
        {"id": make_id(2), "state": "pending", "path": "/2026/11/a/"},
    ),
    (
        ModerationReceipt(make_id(2), CommentState.APPROVED, make_id(1)),
        {"id": make_id(2), "state": "approved", "article_id": make_id(1)},
    ),
    (MediaReceipt(make_id(3), 1), {"id": make_id(3), "version": 1}),
    (FrontPageReceipt(2), {"version": 2}),
    (
        ProfileReceipt("ann", "/author/ann/", 1),
        {"slug": "ann", "path": "/author/ann/", "version": 1},
    ),
    (RedirectReceipt("/old", "/2026/11/a/"), {"path": "/old", "target": "/2026/11/a/"}),
    (PathReceipt("/old"), {"path": "/old"}),
]


def planned(receipt: Receipt) -> tuple[list[Write], Receipt]:
    return [], receipt


def never() -> tuple[list[Write], Receipt]:
    raise AssertionError("it was done again")


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


@pytest.mark.parametrize(("receipt", "kept"), KEPT, ids=lambda v: type(v).__name__)
def test_a_receipt_is_kept_as_its_fields(
    receipt: Receipt, kept: Kept, newsroom: Services, table: MemoryTable
) -> None:
    assert commit_once(newsroom, ASKED, lambda: planned(receipt), type(receipt)) == receipt
    (replay,) = table.records.values()
    assert isinstance(replay, Replay)
    assert replay.receipt == kept


@pytest.mark.parametrize(("receipt", "kept"), KEPT, ids=lambda v: type(v).__name__)
def test_what_an_earlier_release_kept_is_the_answer_again(
    receipt: Receipt, kept: Kept, newsroom: Services, table: MemoryTable
) -> None:
    _earlier(table, kept)
    assert commit_once(newsroom, ASKED, never, type(receipt)) == receipt


def test_what_an_earlier_release_kept_of_a_removal_is_not_done_again(
    newsroom: Services, table: MemoryTable
) -> None:
    _earlier(table, {"slug": "ann"})
    assert commit_once(newsroom, ASKED, never, Receipt) == Receipt()


def test_another_request_does_not_get_it(newsroom: Services, table: MemoryTable) -> None:
    _earlier(table, {})
    with pytest.raises(KeyReused):
        commit_once(newsroom, msgspec.structs.replace(ASKED, fingerprint="that"), never, Receipt)


def _earlier(table: MemoryTable, kept: Kept) -> None:
    ends = int(NOON.timestamp()) + 3600
    replay = Replay(
        scope="ann", idempotency_key="key", fingerprint="this", receipt=kept, expires_at=ends
    )
    table.records[replay.key] = replay
