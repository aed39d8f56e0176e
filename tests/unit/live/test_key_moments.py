"""Key moments that are named above the others: the newest eight of those that there are."""

from broadsheet.domain.live.entry import KEY_POINTS, LiveCount, SubmittedEntry, live_count_key
from broadsheet.usecases.live.report_live import (
    add_live_entry,
    change_live_entry,
    remove_live_entry,
)
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.ports import Cause, Put
from tests.builders import NOON, make_article
from tests.fakes.table import MemoryTable
from tests.faults.editions import asked, make_newsroom

ALL = KEY_POINTS + 3


class Story:
    """A running story with more key moments than are named."""

    def __init__(self) -> None:
        article = make_article(live="running")
        self.id, self.table, self._calls = article.id, MemoryTable(), 0
        self.newsroom = make_newsroom(self.table)
        self.table.commit([Put(article)], Cause("seed", NOON))
        for _ in range(ALL):
            add_live_entry(self.newsroom, self._asked(), self.id, self._said())

    def remove(self, number: int) -> None:
        remove_live_entry(self.newsroom, self._asked(), self.id, number)

    def make(self, number: int, *, is_key: bool) -> None:
        said = self._said(is_key=is_key)
        change_live_entry(self.newsroom, self._asked(), self.id, number, said)

    @property
    def named(self) -> list[int]:
        count = self.table.get(LiveCount, live_count_key(self.id))
        return [point.number for point in count.key_points] if count else []

    def _said(self, *, is_key: bool = True) -> SubmittedEntry:
        return SubmittedEntry(text="Now.", headline="It happened", is_key=is_key)

    def _asked(self) -> Request:
        self._calls += 1
        return asked(f"r{self._calls}", if_match=ANY_VERSION)


def test_the_newest_are_named() -> None:
    assert Story().named == list(range(ALL, ALL - KEY_POINTS, -1))


def test_where_one_is_taken_out_the_next_older_one_comes_in() -> None:
    story = Story()
    story.remove(ALL)
    story.make(ALL - 1, is_key=False)
    assert story.named == list(range(ALL - 2, ALL - 2 - KEY_POINTS, -1))


def test_an_older_one_that_is_none_any_more_does_not_come_in() -> None:
    story = Story()
    story.remove(3)
    story.make(2, is_key=False)
    story.remove(ALL)
    assert story.named == [*range(ALL - 1, 3, -1), 1]
    story.make(2, is_key=True)
    story.remove(ALL - 1)
    assert story.named == [*range(ALL - 2, 3, -1), 2, 1]


def test_a_story_with_few_key_moments_has_fewer_when_one_goes() -> None:
    story = Story()
    for number in range(1, ALL):
        story.remove(number)
    assert story.named == [ALL]
    story.remove(ALL)
    assert story.named == []
