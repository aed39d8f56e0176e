"""What a receipt says of its pages."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk.receipt import (
    EDGE,
    LATE,
    ApiReading,
    PageReading,
    PageState,
    Proof,
    Receipt,
    state_of,
)

AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
SOON, LONG = AT + LATE, AT + LATE + timedelta(milliseconds=1)
BEFORE, AFTER = AT - timedelta(days=1), AT + timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("written", "is_newer", "now", "state"),
    [
        (BEFORE, False, SOON, PageState.WAITING),
        (BEFORE, False, LONG, PageState.LATE),
        (BEFORE, True, LONG, PageState.LATE),
        (None, False, SOON, PageState.WAITING),
        (None, False, LONG, PageState.LATE),
        (None, True, LONG, PageState.WAITING),
        (AT, False, LONG, PageState.WAITING),
        (AFTER, False, LONG, PageState.WAITING),
    ],
)
def test_a_page_is_late_where_a_minute_later_it_still_is_as_before(
    written: datetime | None, is_newer: bool, now: datetime, state: PageState
) -> None:
    told = {"written": written, "is_newer": is_newer, "at": AT, "now": now}
    assert state_of(is_right=False, **told) is state  # type: ignore[arg-type]
    assert state_of(is_right=True, **told) is PageState.RIGHT  # type: ignore[arg-type]


def reading(state: PageState = PageState.RIGHT, ms: int | None = 400, *left: str) -> PageReading:
    since = None if ms is None else AT + timedelta(milliseconds=ms)
    return PageReading(path="/", files=("/",), kind="listing", state=state, since=since, left=left)


def receipt(*items: PageReading, pages: int | None = None, proof: Proof | None = None) -> Receipt:
    return Receipt(
        article_id="a",
        version=1,
        status=Status.PUBLISHED,
        action="publish",
        at=AT,
        checked_at=SOON,
        pages=len(items) if pages is None else pages,
        items=items,
        proof=proof,
    )


GONE = Proof(sentences=3, api=(ApiReading(call="GET", has_it=False),))
THERE = Proof(sentences=3, api=(ApiReading(call="GET", has_it=True),))


@pytest.mark.parametrize(
    ("told", "summary"),
    [
        (receipt(), "on no page"),
        (receipt(reading(ms=100), reading()), "live on 2 pages, 0.4 s"),
        (receipt(reading(ms=None)), "live on 1 page"),
        (receipt(reading(), pages=140), "live on 1 of 140 pages read back, 0.4 s"),
        (receipt(reading(), proof=GONE), "gone from 1 page, 0.4 s"),
        (receipt(reading(), proof=THERE), "1 of 1 page right, something of the story is left"),
        (receipt(reading(), reading(PageState.LATE, None)), "1 of 2 pages right, 1 late"),
        (receipt(reading(PageState.WAITING, None)), "0 of 1 page right, 1 waiting"),
        (
            receipt(reading(PageState.RIGHT, 1, "A sentence."), proof=GONE),
            "1 of 1 page right, something of the story is left",
        ),
    ],
)
def test_the_summary_is_one_line(told: Receipt, summary: str) -> None:
    assert told.summary == summary


def test_readers_have_it_once_the_edge_has_let_go_of_the_pages_before() -> None:
    assert receipt(reading(ms=400)).readers_by == AT + timedelta(milliseconds=400) + EDGE
    assert receipt(reading(), reading(PageState.WAITING, None)).readers_by is None
