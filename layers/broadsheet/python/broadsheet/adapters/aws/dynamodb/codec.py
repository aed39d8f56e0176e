"""Records as items of the table and of its stream, and back."""

from typing import Any, TypeVar

import msgspec

from broadsheet.domain.articles.article import Address, Article, ArticleLink, Revision
from broadsheet.domain.articles.due import Due
from broadsheet.domain.articles.listing import BreakingEntry, Card, Entry, Listing, NewsEntry
from broadsheet.domain.articles.remark import Remark
from broadsheet.domain.articles.renaming import Renamed, Renamings
from broadsheet.domain.articles.translation import Translation
from broadsheet.domain.comments.bans import Ban, BannedHash, Origin
from broadsheet.domain.comments.comment import Comment, CommentCount, Placement, ReplyCount, Thread
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.comments.moderation import ModerationEntry, TrailEntry
from broadsheet.domain.comments.reports import Reports
from broadsheet.domain.comments.sender import SaidBy, Sender
from broadsheet.domain.comments.word_lists import WordLists
from broadsheet.domain.desk.session import DeskSession
from broadsheet.domain.desk.share import Opening, Share
from broadsheet.domain.desk.sign_in import HalfSignIn
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.desk.working_copy import Presence, WorkingCopy
from broadsheet.domain.live.entry import LiveCount, LiveEntry
from broadsheet.domain.mail.subscription import Notice, Subscription
from broadsheet.domain.media.media import Media, MediaUse
from broadsheet.domain.people.front_page import FrontPage
from broadsheet.domain.people.profile import Profile, Renewal
from broadsheet.domain.privacy.erasure import Erasure
from broadsheet.domain.redirects.redirect import Leading, Redirect
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.shared.counter import Counter
from broadsheet.domain.shared.record import Key, Record, type_of
from broadsheet.domain.shared.replay import Replay
from broadsheet.domain.shared.secret_key import SecretKey
from broadsheet.domain.shared.sessions import EndedSessions
from broadsheet.usecases.shared.ports import Cause

Item = dict[str, Any]
"""An item in DynamoDB's JSON: attribute names to typed values."""

ITEM_BYTES = 400 * 1024
"""The largest item (Amazon DynamoDB, service quotas)."""

RECORDS: tuple[type[Record], ...] = (
    *(Article, Revision, Address, ArticleLink, Card, Listing, Entry, NewsEntry, BreakingEntry),
    *(Comment, CommentCount, Thread, ModerationEntry, Due, Replay, SearchWords),
    *(Translation, Discussion, ReplyCount, Placement, TrailEntry, Sender, SaidBy, Counter),
    *(EndedSessions, Subscription, Notice, SecretKey, Reports, Erasure),
    *(Ban, BannedHash, Origin, WordLists),
    *(LiveEntry, LiveCount, Redirect, Leading),
    *(Profile, Renewal, FrontPage),
    *(Renamings, Renamed),
    *(Media, MediaUse),
    *(Remark, DeskSession, HalfSignIn, StoryEntry, Share, Opening, WorkingCopy, Presence),
)
_TYPES = {type_of(record): record for record in RECORDS}
R = TypeVar("R", bound=Record)


def key_item(key: Key) -> Item:
    """A key as DynamoDB wants it."""
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def to_item(record: Record, cause: Cause | None = None) -> Item:
    """The record as an item; with the cause, the stream can tell whose request it was."""
    item: Item = {name: to_value(v) for name, v in msgspec.to_builtins(record).items()}
    return item | key_item(record.key) | (cause_item(cause) if cause else {})


def cause_item(cause: Cause) -> Item:
    """The attributes that tell which request wrote an item, and when it was accepted."""
    return {"cause_id": {"S": cause.id}, "cause_at": {"S": cause.at.isoformat()}}


def from_item(item: Item, kind: type[R]) -> R:
    """The record that an item holds. Raises msgspec.ValidationError if it is of another kind."""
    return msgspec.convert({name: from_value(v) for name, v in item.items()}, kind)


def any_from_item(item: Item) -> Record:
    """The record that an item holds, whichever it is. Raises KeyError for unknown types."""
    return from_item(item, _TYPES[item["type"]["S"]])


def to_value(value: Any) -> dict[str, Any]:
    """A plain value with its DynamoDB type."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case str():
            return {"S": value}
        case dict():
            return {"M": {name: to_value(v) for name, v in value.items()}}
        case list() | tuple():
            return {"L": [to_value(v) for v in value]}
    raise TypeError(f"no DynamoDB type for {type(value).__name__}")


def from_value(typed: dict[str, Any]) -> Any:
    """The inverse of `to_value`."""
    ((kind, value),) = typed.items()
    match kind:
        case "NULL":
            return None
        case "N":
            return int(value)
        case "M":
            return {name: from_value(v) for name, v in value.items()}
        case "L":
            return [from_value(v) for v in value]
    return value


def size_of(item: Item) -> int:
    """An item's size in bytes, never less than what DynamoDB counts.

    By 'DynamoDB item sizes and formats': names and strings in UTF-8, numbers at most a byte
    for two digits and two more, lists and maps three bytes and one for each element.
    """
    return sum(len(name.encode()) + _value_size(v) for name, v in item.items())


def _value_size(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return len(value) // 2 + 3
        case "M":
            return 3 + size_of(value) + len(value)
        case "L":
            return 3 + sum(_value_size(v) + 1 for v in value)
    return 1
