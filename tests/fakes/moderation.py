"""Comments that wait for editors, in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import (
    Comment,
    CommentState,
    Thread,
    comment_key,
    placement_of,
)
from broadsheet.domain.comments.moderation import moderation_entries_of
from broadsheet.domain.comments.sender import SaidBy, Sender, sender_key
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put, R, Span, Write
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id, own_sections
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

EDITH = Principal("edith", frozenset({Role.EDITOR}))
EDDA = Principal("edda", frozenset({Role.EDITOR}))
ANN = Principal("ann", frozenset({Role.AUTHOR}))
ARTICLE = make_id(900)
OTHER = make_id(901)
CAUSE = Cause("seeded", NOON)


class Shouting:
    """Implements `Markup`: shows that what is stored was made by it."""

    def media_in(self, source: str) -> Any:
        raise AssertionError("no article is written here")

    def article(self, source: str, pictures: Any = None) -> Any:
        raise AssertionError("no article is written here")

    def noted(self, source: str, pictures: Any = None, *, pointer: str = "") -> Any:
        raise AssertionError("no article is written here")

    def asked_about(self, body: SafeHtml, most: int) -> Any:
        raise AssertionError("no article is written here")

    def comment(self, source: str) -> SafeHtml:
        return SafeHtml(f"<p>{source}</p>")


class Counting(MemoryTable):
    """Counts what would be calls of AWS."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()

    def get(self, kind: type[R], key: Key) -> R | None:
        self.calls["get"] += 1
        return super().get(kind, key)

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        self.calls["get_many"] += 1
        found = {key: self.records.get(key) for key in keys}
        return {key: r for key, r in found.items() if isinstance(r, kind)}

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        self.calls["get_all"] += 1
        return {key: self.records[key] for key in wanted if key in self.records}

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        self.calls["query"] += 1
        keys = [k for k in self.records if k.pk == span.pk and span.first <= k.sk <= span.last]
        records = [self.records[key] for key in sorted(keys, reverse=newest_first)[:limit]]
        return [record for record in records if isinstance(record, kind)]

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        self.calls["commit"] += 1
        super().commit(writes, cause)


def make_newsroom(table: MemoryTable) -> Services:
    """Whose clock stands still."""
    return Services(
        table=table,
        markup=Shouting(),
        clock=StoppedClock(NOON),
        ids=lambda: make_id(999),
        pause=no_pause,
        own_sections=own_sections,
    )


def asked(who: Principal = EDITH, key: str | None = None) -> Request:
    return Request(id="r", who=who, idempotency_key=key)


def comment(number: int = 1, **changes: Any) -> Comment:
    made = Comment(
        id=make_id(number),
        article_id=ARTICLE,
        name="Rea",
        sender="k3y3d",
        reader="br0ws3r",
        body="As written.",
        html=SafeHtml("<p>As written.</p>"),
        state=CommentState.PENDING,
        version=1,
        submitted_at=NOON + timedelta(seconds=number),
    )
    return msgspec.structs.replace(made, **changes)


def seed(table: MemoryTable, *comments: Comment) -> list[str]:
    for made in comments:
        records: list[Record] = [made, *moderation_entries_of(made)]
        records.append(SaidBy(sender=made.sender, comment_id=made.id))
        if made.is_public:
            records.append(placement_of(made))
        table.commit([Put(record) for record in records], CAUSE)
    return [made.id for made in comments]


def stored(table: MemoryTable, comment_id: str) -> Comment:
    found = table.get(Comment, comment_key(comment_id))
    assert found is not None
    return found


def of(table: MemoryTable, kind: type[R]) -> list[R]:
    return [record for record in table.records.values() if isinstance(record, kind)]


def names(table: MemoryTable) -> list[str]:
    return [thread.name for thread in of(table, Thread)]


def standing(table: MemoryTable) -> tuple[int, int, int]:
    sender = table.get(Sender, sender_key("k3y3d", "br0ws3r"))
    return (sender.approved, sender.rejected, sender.spam) if sender else (0, 0, 0)
