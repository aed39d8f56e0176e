"""What somebody has typed of a story and not saved yet, and who is at it at this moment."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from broadsheet.domain.desk.typed import Typed
from broadsheet.domain.shared.record import Key, Record

MOST_BYTES = 256 * 1024
"""What a working copy may have: the longest body twice, so that one that is too long is kept."""
COPY_LASTS = timedelta(days=30)
"""After its last change."""
ENDED_LASTS = timedelta(days=1)
"""How long a copy that ended is known as such: saves of it may still be on their way."""
PRESENCE_LASTS = timedelta(seconds=90)
"""After the page last said that it is open, which it does every 30 seconds."""
MOST_COVERED = 50
"""Pages, beside the last one, whose words a copy is known to have."""
MOST_WRITERS = 50
"""Colleagues at one story that are told of."""


class Typing(msgspec.Struct, frozen=True, kw_only=True):
    """What a page has in its fields. `story` is an article's id, or what a page calls a new one.

    `screen` is the page as it was loaded this time, which counts what it sends in `sequence`.
    `based_on` is the version of the article that it began with, 0 for a new one; `seen` the copy
    (`WorkingCopy.mark`) of another screen that is shown here, and whose words this one has.
    """

    story: str
    screen: str
    sequence: int
    fields: Typed
    based_on: int = 0
    seen: str = ""

    @property
    def mark(self) -> str:
        """What names exactly this."""
        return mark_of(self.screen, self.sequence)


class WorkingCopy(Record, frozen=True, kw_only=True):
    """What `person` last typed of the story; their own, and no version of it.

    `covers` is how much of each page's words is in it: of each screen the last sequence. One that
    `is_ended` was saved or dropped, and has no words any more. `became` is the id of the article
    that a new story was saved as.
    """

    person: str
    story: str
    screen: str
    sequence: int
    mark: str
    fields: dict[str, tuple[str, ...]]
    covers: dict[str, int]
    based_on: int
    saved_at: datetime
    expires_at: int
    is_ended: bool = False
    became: str = ""

    @property
    def key(self) -> Key:
        return copy_key(self.person, self.story)

    def stands(self, now: datetime) -> bool:
        """Whether there are words in it to go on with."""
        return not self.is_ended and self.is_known(now)

    def is_known(self, now: datetime) -> bool:
        """Whether it has not been forgotten: the table may take days to do so."""
        return now.timestamp() < self.expires_at


class Outcome(StrEnum):
    """What became of what a page sent to be kept."""

    KEPT = "kept"
    BEHIND = "behind"
    """Later words of the same page are there already, or these very ones."""
    ELSEWHERE = "elsewhere"
    """Another page of the same person has words there that this one has not seen."""


class Presence(Record, frozen=True, kw_only=True):
    """Somebody has the story open, at one page or more."""

    story: str
    person: str
    name: str
    seen_at: datetime
    expires_at: int

    @property
    def key(self) -> Key:
        return Key(presence_pk(self.story), self.person)

    def is_there(self, now: datetime) -> bool:
        """Whether their page has said so lately."""
        return now.timestamp() < self.expires_at


def outcome_of(standing: WorkingCopy | None, typing: Typing, now: datetime) -> Outcome:
    """What becomes of it. An older page, or a late request, never replaces what it has not seen."""
    if standing is None or not standing.is_known(now):
        return Outcome.KEPT
    if typing.sequence <= standing.covers.get(typing.screen, -1):
        return Outcome.BEHIND
    has_seen = standing.screen == typing.screen or standing.mark == typing.seen
    return Outcome.KEPT if has_seen or standing.is_ended else Outcome.ELSEWHERE


def copy_of(
    person: str, typing: Typing, standing: WorkingCopy | None, now: datetime
) -> WorkingCopy:
    """The copy of what was typed, in place of the one that stands."""
    covered = standing.covers if standing and standing.is_known(now) else {}
    others = [(screen, n) for screen, n in covered.items() if screen != typing.screen]
    return WorkingCopy(
        person=person,
        story=typing.story,
        screen=typing.screen,
        sequence=typing.sequence,
        mark=typing.mark,
        fields=dict(typing.fields),
        covers=dict([*others[-MOST_COVERED:], (typing.screen, typing.sequence)]),
        based_on=typing.based_on,
        saved_at=now,
        expires_at=_end(now + COPY_LASTS),
        became=standing.became if standing else "",
    )


def ended(copy: WorkingCopy, now: datetime) -> WorkingCopy:
    """The copy without its words.

    It is known as long as a page of the story may come back: one that saves a new story again would
    make a second one of it.
    """
    end = _end(now + (COPY_LASTS if copy.became or not copy.based_on else ENDED_LASTS))
    return msgspec.structs.replace(copy, fields={}, is_ended=True, saved_at=now, expires_at=end)


def presence_of(story: str, person: str, name: str, now: datetime) -> Presence:
    """That they have it open now."""
    end = _end(now + PRESENCE_LASTS)
    return Presence(story=story, person=person, name=name, seen_at=now, expires_at=end)


def mark_of(screen: str, sequence: int) -> str:
    """What names what a page sent."""
    return f"{screen}#{sequence}"


def copy_key(person: str, story: str) -> Key:
    """Where somebody's working copy of a story lives."""
    return Key(copies_pk(person), story)


def copies_pk(person: str) -> str:
    """The partition of all working copies of a person."""
    return f"WORKING#{person}"


def presence_pk(story: str) -> str:
    """The partition of those who have a story open."""
    return f"WRITING#{story}"


def _end(at: datetime) -> int:
    return int(at.timestamp())
