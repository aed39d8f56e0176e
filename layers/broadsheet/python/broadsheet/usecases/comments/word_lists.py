"""The editors' lists of words: read by whoever looks at comments, and kept by editors."""

from datetime import datetime, timedelta

from broadsheet.domain.comments.word_lists import (
    UNEDITED,
    WORD_LISTS_KEY,
    SubmittedWords,
    WordLists,
    once_each,
)
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.notes import bounded
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.usecases.shared.committing import NotedReceipt, Request, commit_once, must_be_newest
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Reads, Write
from broadsheet.usecases.shared.services import Services

FRESH = timedelta(minutes=1)
"""How long lists are believed: one read for many comments, and an editor's word holds soon."""


class WordsReceipt(NotedReceipt, frozen=True, kw_only=True):
    """What an editor is told of lists that were kept."""

    version: Positive


class KnownWords:
    """The lists, read again after a while."""

    def __init__(self) -> None:
        self._lists = WordLists()
        self._until: datetime | None = None

    def known(self, reads: Reads, now: datetime) -> WordLists:
        """They, at most a minute old."""
        if self._until is None or now >= self._until:
            self._lists, self._until = _now(reads), now + FRESH
        return self._lists


def read_word_lists(reads: Reads, who: Principal) -> WordLists:
    """The lists; empty ones, where nobody has edited them yet. Raises Forbidden."""
    who.must(Scope.COMMENTS_MODERATE)
    return _now(reads)


def write_word_lists(services: Services, request: Request, sent: SubmittedWords) -> WordsReceipt:
    """Keep both lists, whole. Raises Forbidden, VersionRequired and VersionMismatch."""
    request.who.must(Scope.COMMENTS_MODERATE)

    def plan() -> tuple[list[Write], WordsReceipt]:
        before = _now(services.table)
        must_be_newest(request, before.version)
        request.sent.must_fit(before)
        now = services.clock()
        after = WordLists(
            words=once_each(sent.words),
            blocked=once_each(sent.blocked),
            version=before.version + 1,
            modified_at=max(now, before.modified_at) if before.modified_at else now,
            modified_by=request.who.name,
            modified_by_id=request.who.id,
        )
        stored = before.version > UNEDITED
        unchanged = Equals("version", before.version) if stored else Absent()
        notes = bounded(request.sent.notes(after))
        return [Put(after, unchanged)], WordsReceipt(version=after.version, notes=notes)

    return commit_once(services, request, plan, WordsReceipt)


def _now(reads: Reads) -> WordLists:
    return reads.get(WordLists, WORD_LISTS_KEY) or WordLists()
