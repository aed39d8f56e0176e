"""A running story: entries that are added to an article one by one, each with a number for ever."""

from datetime import datetime

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.listing import run_of
from broadsheet.domain.shared.record import Key, Record

LIVE_RUN = 25
"""Entries on one page of a running story, and on the article itself."""
ENTRY_BYTES = 16 * 1024
"""The longest text of an entry, in bytes of UTF-8: a page has 25 of them."""
KEY_POINTS = 8
"""Key entries that are named above the others: the newest ones."""
_OLDER_KEYS = 1000
"""Numbers of key entries that are kept beside, for when a newer one goes: a few kilobytes."""


class SubmittedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as a reporter sends it: `text` is Markdown, a key entry has a headline.

    In place of another one it may have no text: then that stays.
    """

    text: str | None
    headline: str = ""
    is_key: bool = False
    byline: str = ""


class LiveEntry(Record, frozen=True, kw_only=True):
    """What was said at one moment. `version` counts its edits from 1.

    `media` are the newsroom's pictures in it.
    """

    article_id: str
    number: int
    headline: str = ""
    text: str
    html: SafeHtml
    media: tuple[str, ...] = ()
    is_key: bool = False
    byline: str = ""
    at: datetime
    by: str
    by_id: str = ""
    edited_at: datetime | None = None
    version: int = 1

    @property
    def key(self) -> Key:
        return live_key(self.article_id, self.number)

    @property
    def run(self) -> int:
        """The page of entries that it stands on for ever, from 1."""
        return run_of(self.number, LIVE_RUN)


class KeyPoint(msgspec.Struct, frozen=True):
    """A key entry, as it is named above the others."""

    number: int
    headline: str
    at: datetime


class LiveCount(Record, frozen=True, kw_only=True):
    """How many numbers a story has given out; its `version` is the lock under which it does so.

    An entry that was taken out leaves its number empty. `modified_at` is when the newest change
    of any entry was made. `older_keys` are the numbers of the key entries that are older than
    those that are named, the newest first.
    """

    article_id: str
    entries: int = 0
    modified_at: datetime | None = None
    key_points: tuple[KeyPoint, ...] = ()
    older_keys: tuple[int, ...] = ()
    version: int = 0

    @property
    def key(self) -> Key:
        return live_count_key(self.article_id)

    @property
    def runs(self) -> int:
        """How many pages of entries there are."""
        return run_of(self.entries, LIVE_RUN) if self.entries else 0

    @property
    def next_key(self) -> int | None:
        """The number of the key entry that is to be named as well, as another one went."""
        has_room = self.older_keys and len(self.key_points) < KEY_POINTS
        return self.older_keys[0] if has_room else None


def counted(
    count: LiveCount, before: LiveEntry | None, after: LiveEntry | None, now: datetime
) -> LiveCount:
    """The count after an entry was added, changed or taken out."""
    changed = after or before
    number = changed.number if changed else 0
    others = tuple(point for point in count.key_points if point.number != number)
    named = (key_point(after),) if after and after.is_key else ()
    points = sorted((*others, *named), key=lambda point: point.number, reverse=True)
    older = {n for n in count.older_keys if n != number} | {p.number for p in points[KEY_POINTS:]}
    return msgspec.structs.replace(
        count,
        entries=max(count.entries, number),
        modified_at=max(now, count.modified_at or now),
        key_points=tuple(points[:KEY_POINTS]),
        older_keys=tuple(sorted(older, reverse=True)[:_OLDER_KEYS]),
        version=count.version + 1,
    )


def with_older(count: LiveCount, entry: LiveEntry | None) -> LiveCount:
    """The count with its next older key entry named; without that, where it is none any more."""
    named = (key_point(entry),) if entry and entry.is_key else ()
    return msgspec.structs.replace(
        count, key_points=(*count.key_points, *named), older_keys=count.older_keys[1:]
    )


def key_point(entry: LiveEntry) -> KeyPoint:
    """How a key entry is named."""
    return KeyPoint(entry.number, entry.headline, entry.at)


def has_entries(article: Article) -> bool:
    """Whether readers of its page see entries, if there are any."""
    return article.is_public and article.content.live is not None


def live_pk(article_id: str) -> str:
    """The partition of a story's entries."""
    return f"LIVE#{article_id}"


def live_sk(number: int) -> str:
    """An entry's place in the partition's order."""
    return f"{number:08}"


def live_key(article_id: str, number: int) -> Key:
    """Where an entry lives."""
    return Key(live_pk(article_id), live_sk(number))


def live_count_key(article_id: str) -> Key:
    """Where a story's count lives."""
    return Key(f"ARTICLE#{article_id}", "LIVE")
