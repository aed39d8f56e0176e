"""What waits because its change was lost on the way: a rebuild makes good."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from broadsheet.adapters.clock import new_id
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.comments.comment import Comment, CommentState, Placement
from broadsheet.domain.comments.moderation import moderation_entries_of
from broadsheet.domain.mail.subscription import Notice, notices_pk
from broadsheet.usecases.mail.hand_on_waiting import LOST_AFTER
from broadsheet.usecases.shared.ports import Cause, Put, Span
from client.running import STACK
from local.cloud import wait_until
from tests.support.newspaper import Newspaper
from tests.support.paths.hours import table_of


@contextlib.contextmanager
def deaf(newspaper: Newspaper, function: str) -> Iterator[None]:
    """As long as this lasts, the function hears of no change in the table."""
    functions = newspaper.stack.client("lambda")
    name = f"{STACK}-{function}"
    (mapping,) = functions.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
    _switch(newspaper, mapping["UUID"], on=False)
    try:
        yield
    finally:
        _switch(newspaper, mapping["UUID"], on=True)


@contextlib.contextmanager
def without_a_clock(newspaper: Newspaper) -> Iterator[None]:
    """As long as this lasts, no rule of the stack ticks."""
    events = newspaper.stack.client("events")
    ticking = [rule["Name"] for rule in events.list_rules()["Rules"] if rule["State"] == "ENABLED"]
    assert ticking
    for name in ticking:
        events.disable_rule(Name=name)
    try:
        yield
    finally:
        for name in ticking:
            events.enable_rule(Name=name)


def _switch(newspaper: Newspaper, mapping: str, *, on: bool) -> None:
    functions = newspaper.stack.client("lambda")
    functions.update_event_source_mapping(UUID=mapping, Enabled=on)
    wanted = "Enabled" if on else "Disabled"
    assert wait_until(
        lambda: functions.get_event_source_mapping(UUID=mapping)["State"] == wanted, 30
    )


def comment_that_waits(newspaper: Newspaper, article_id: str, body: str) -> None:
    """An approved comment that nobody has placed, and no editor has looked at."""
    now = datetime.now(UTC).replace(microsecond=0)
    comment = Comment(
        id=new_id(),
        article_id=article_id,
        name="Wes",
        sender=f"hash-of-{article_id}",
        body=body,
        html=CommonMark().comment(body),
        state=CommentState.APPROVED,
        version=1,
        submitted_at=now,
    )
    placement = Placement(article_id=article_id, comment_id=comment.id, version=1)
    records = (comment, placement, *moderation_entries_of(comment))
    table_of(newspaper).commit([Put(record) for record in records], Cause("lost", now))


def age(newspaper: Newspaper, comment_id: str) -> None:
    """The one mail about replies to a comment has waited for so long that it must be lost."""
    now, table = datetime.now(UTC), table_of(newspaper)
    (notice,) = table.query(Notice, Span(notices_pk(comment_id)), limit=2)
    old = msgspec.structs.replace(notice, at=now - LOST_AFTER - timedelta(minutes=1))
    table.commit([Put(old)], Cause("lost", now))
