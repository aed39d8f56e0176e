"""Comments of other systems stand here as they stood there, once, however often it is tried."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.comments.comment import (
    REPLIES,
    Comment,
    CommentState,
    Number,
    Thread,
    comment_key,
)
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.threads import ShownComment, comment_tree
from broadsheet.usecases.comments.moderate_comment import moderate_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.import_comments import ImportOptions, ImportReport, id_of
from operate.import_comments import bring_in, kind_of, words_of
from tests.builders import make_id
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.fakes.transfer import make_imported
from tests.faults.audit import of
from tests.faults.editions import EDITOR, make_newsroom
from tests.support.imported_comments import (
    bring,
    comments_must_be_whole,
    everything,
    numbers,
    with_article,
)

DATA = Path(__file__).parents[2] / "data"
SOURCE = "wordpress old.example"


@pytest.fixture
def table() -> MemoryTable:
    return with_article(MemoryTable())


def bring_file(table: MemoryTable, name: str, **options: Any) -> ImportReport:
    desk = make_desk(make_newsroom(table))
    with (DATA / name).open("rb") as file:
        return bring_in(desk, file, kind_of(file), {}, ImportOptions(**options))


def got(table: MemoryTable, comment_id: str, source: str = SOURCE) -> Comment:
    comment = table.get(Comment, comment_key(id_of(source, comment_id)))
    assert comment is not None
    return comment


def tree(posts: list[ShownComment]) -> list[Any]:
    return [[p.thread.name if p.thread else None, *tree(p.replies)] for p in posts]


def test_a_wordpress_export_keeps_threads_states_and_dates(table: MemoryTable) -> None:
    report = bring_file(table, "wordpress.xml")
    assert tree(comment_tree(of(everything(table), Thread))) == [["Tom & Jerry", [None, ["Deep"]]]]
    assert got(table, "102").state is CommentState.PENDING
    assert (got(table, "103").state, got(table, "103").number) == (
        CommentState.DELETED,
        Number(1, 1),
    )
    assert got(table, "105").state is CommentState.SPAM
    assert got(table, "105").expires_at is not None
    assert got(table, "101").submitted_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert report.taken == {"approved": 2, "pending": 1, "deleted": 1, "spam": 1}
    reasons = Counter(one.reason for one in report.left_out)
    assert reasons == {"pingback": 1, "other_kind": 1, "no_such_article": 1}
    assert {(n.id, n.reason) for n in report.notes} == {
        ("102", "name_string_too_short"),
        ("102", "email_string_pattern_mismatch"),
        ("101", "website_left_out"),
    }
    assert "taken over" in words_of(report, is_dry_run=False)
    comments_must_be_whole(table)


def test_a_disqus_export_keeps_them_across_the_addresses_of_one_page(table: MemoryTable) -> None:
    report = bring_file(table, "disqus.xml")
    assert tree(comment_tree(of(everything(table), Thread))) == [["Ann", [None, ["Cy"]]], ["Di"]]
    assert got(table, "70000005", "disqus").state is CommentState.SPAM
    assert report.taken == {"approved": 3, "deleted": 1, "spam": 1}
    assert [(one.id, one.reason) for one in report.left_out] == [("70000006", "incomplete")]
    assert "<code>x*y</code>" in got(table, "70000001", "disqus").html
    comments_must_be_whole(table)


def test_spam_is_left_out_where_it_is_not_wanted(table: MemoryTable) -> None:
    report = bring_file(table, "disqus.xml", skip_spam=True)
    assert tree(comment_tree(of(everything(table), Thread))) == [["Ann", ["Cy"]], ["Di"]]
    assert Counter(one.reason for one in report.left_out) == {
        "incomplete": 1,
        "skipped_deleted": 1,
        "skipped_spam": 1,
    }


@pytest.mark.parametrize("name", ["wordpress.xml", "disqus.xml"])
def test_a_second_time_nothing_is_written(table: MemoryTable, name: str) -> None:
    first = bring_file(table, name)
    before, changes = dict(table.records), len(table.stream)
    second = bring_file(table, name)
    assert (table.records, len(table.stream)) == (before, changes)
    assert (second.there, second.taken) == (first.taken.total(), {})


def test_a_rehearsal_writes_nothing_and_tells_the_same(table: MemoryTable) -> None:
    before = dict(table.records)
    rehearsed = bring_file(table, "wordpress.xml", is_dry_run=True)
    assert table.records == before
    assert rehearsed.taken == bring_file(table, "wordpress.xml").taken


def test_numbers_are_in_the_order_of_dates_and_answers_come_after(table: MemoryTable) -> None:
    early = make_imported(1).submitted_at - timedelta(days=9)
    later = make_imported(2).submitted_at + timedelta(seconds=30)
    bring(
        table,
        [
            make_imported(3),
            make_imported(1),
            # Dated before what it answers.
            make_imported(4, parent="3", submitted_at=early),
            make_imported(2, parent="1"),
            # Has come later than its id says.
            make_imported(0, submitted_at=later),
        ],
    )
    assert numbers(table) == {
        "Reader 1": "1",
        "Reader 2": "1-1",
        "Reader 0": "2",
        "Reader 3": "3",
        "Reader 4": "3-1",
    }


def test_those_that_are_there_keep_their_numbers(table: MemoryTable) -> None:
    bring(table, [make_imported(n) for n in (5, 6)])
    bring(table, [make_imported(n) for n in (1, 5, 6)] + [make_imported(7, parent="5")])
    assert numbers(table) == {"Reader 5": "1", "Reader 7": "1-1", "Reader 6": "2", "Reader 1": "3"}


def test_a_full_thread_goes_on_in_another(table: MemoryTable) -> None:
    answers = [make_imported(n, parent="1") for n in range(2, REPLIES + 4)]
    bring(table, [make_imported(1), *answers, make_imported(90, parent=str(REPLIES + 2))])
    found = numbers(table)
    assert found[f"Reader {REPLIES + 1}"] == f"1-{REPLIES}"
    assert found[f"Reader {REPLIES + 2}"] == "2"
    assert got(table, str(REPLIES + 2)).answers == Number(1)
    assert found["Reader 90"] == "2-1"
    comments_must_be_whole(table)


def test_any_depth_is_kept_across_transactions(table: MemoryTable) -> None:
    chain = [make_imported(n, parent=str(n - 1) if n > 1 else None) for n in range(1, 41)]
    bring(table, chain)
    assert got(table, "40").answers == got(table, "39").number
    assert {got(table, str(n)).answers == got(table, str(n - 1)).number for n in range(2, 41)} == {
        True
    }
    comments_must_be_whole(table)


def test_circles_and_missing_parents_open_threads(table: MemoryTable) -> None:
    report = bring(
        table,
        [
            make_imported(1, parent="2"),
            make_imported(2, parent="1"),
            make_imported(3, parent="3"),
            make_imported(4, parent="999"),
        ],
    )
    assert report.taken.total() == 4
    assert Counter(note.reason for note in report.notes) == {"circle": 2, "parent_missing": 1}
    comments_must_be_whole(table)


def test_what_is_pending_shows_once_it_is_approved(table: MemoryTable) -> None:
    pending = CommentState.PENDING
    bring(
        table,
        [
            make_imported(1),
            make_imported(2, parent="1", state=pending),
            make_imported(3, parent="2"),
        ],
    )
    assert numbers(table) == {"Reader 1": "1", "Reader 3": "1-2"}
    editor = Request(id="r", who=EDITOR)
    moderate_comment(make_newsroom(table), editor, got(table, "2").id, Decision.APPROVE)
    assert numbers(table) == {"Reader 1": "1", "Reader 2": "1-1", "Reader 3": "1-2"}
    comments_must_be_whole(table)


def test_nobody_is_known_by_an_address_that_was_approved_elsewhere(table: MemoryTable) -> None:
    """Whoever types it here has proved nothing; the comments are found by it, to be erased."""
    bring(
        table,
        [
            make_imported(1, email="Ann@example.com"),
            make_imported(2, email="ann@example.com "),
            make_imported(4, state=CommentState.PENDING),
            make_imported(5, email=None),
        ],
    )
    assert of(everything(table), Sender) == []
    assert "ann@" not in repr(table.records).lower()
    assert got(table, "1").sender == got(table, "2").sender != ""
    assert got(table, "5").sender == ""


def test_what_an_editor_decides_of_it_makes_no_standing_that_nobody_can_prove(
    table: MemoryTable,
) -> None:
    bring(table, [make_imported(1)])
    editor = Request(id="r", who=EDITOR)
    moderate_comment(make_newsroom(table), editor, got(table, "1").id, Decision.SPAM)
    assert got(table, "1").state is CommentState.SPAM
    assert of(everything(table), Sender) == []


HOSTILE: dict[str, tuple[dict[str, Any], str]] = {
    "empty": ({"body": " "}, "body_string_too_short"),
    "unseen": ({"body": "\u200b"}, "body_string_too_short"),
    "at the end of time": ({"submitted_at": datetime(9999, 12, 31, tzinfo=UTC)}, "incomplete"),
}


def test_a_comment_that_is_too_long_answers_itself(table: MemoryTable) -> None:
    words = [f"word{n}" for n in range(1_500)]
    report = bring(table, [make_imported(1, body=" ".join(words)), make_imported(2, parent="1")])
    assert set(numbers(table).values()) == {"1-2", "1-3"}
    said = sorted(
        (
            one
            for one in table.records.values()
            if isinstance(one, Comment) and one.name == "Reader 1"
        ),
        key=lambda one: int(one.body.split()[0].removeprefix("word")),
    )
    assert " ".join(one.body for one in said).split() == words
    assert [(one.id, one.reason) for one in report.notes] == [
        ("1-2", "goes_on"),
        ("1-3", "goes_on"),
    ]


def test_what_no_page_can_carry_goes_and_is_told(table: MemoryTable) -> None:
    report = bring(table, [make_imported(1, body="Don\x92t\x00 go\x9d.")])
    (said,) = (one for one in table.records.values() if isinstance(one, Comment))
    assert said.body == "Don\u2019t go."
    assert [(n.id, n.reason, n.detail) for n in report.notes] == [
        ("1", "characters_left_out", "U+0000, U+009D")
    ]


@pytest.mark.parametrize(("fields", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_what_no_reader_may_send_is_reported(
    table: MemoryTable, fields: dict[str, Any], reason: str
) -> None:
    report = bring(table, [make_imported(1, **fields), make_imported(2, parent="1")])
    assert [(one.id, one.reason) for one in report.left_out] == [("1", reason)]
    assert numbers(table) == {"Reader 2": "1"}


def test_no_comment_is_lost_for_a_character_that_cannot_be_kept(table: MemoryTable) -> None:
    report = bring(table, [make_imported(1, body="a\x00b"), make_imported(2, body="c\u202ed\x0be")])
    assert [got(table, one).body for one in "12"] == ["ab", "cd\ne"]
    assert [note.reason for note in report.notes] == ["characters_left_out"] * 2
    assert [note.detail for note in report.notes] == ["U+0000", "U+202E"]


@pytest.mark.parametrize("name", ["", "\u202egnp", "x" * 81, "..."])
def test_a_name_that_no_reader_may_have_is_anonymous(table: MemoryTable, name: str) -> None:
    report = bring(table, [make_imported(1, name=name)])
    assert numbers(table) == {"Anonymous": "1"}
    assert [note.reason.partition("_")[0] for note in report.notes] == ["name"]


def test_scripts_do_not_come_along(table: MemoryTable) -> None:
    bring(table, [make_imported(1, body='<script>x</script>[a](javascript:x) <img onerror="x">')])
    assert "<script" not in got(table, "1").html
    assert "<img" not in got(table, "1").html
    assert "href" not in got(table, "1").html


def test_the_article_is_not_touched(table: MemoryTable) -> None:
    before = table.get(Article, article_key(make_id()))
    bring_file(table, "wordpress.xml")
    assert table.get(Article, article_key(make_id())) == before
