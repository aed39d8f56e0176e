"""The moderators' queues, and what there is to know of each comment in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.domain.comments.comment import Comment, CommentState, comment_key
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.comments.moderation import ModerationEntry, moderation_pk, queue_of
from broadsheet.domain.comments.reports import Reports, reports_key
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.search.asked import terms_asked
from broadsheet.domain.search.excerpts import found as found_in_texts
from broadsheet.domain.search.words import SearchTerm
from broadsheet.domain.shared.errors import FieldError, Malformed, every
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.record import Key, is_id
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.shared.slug import article_path_in
from broadsheet.usecases.shared.paging import Cursor, Slice, cursor_of, older, rest
from broadsheet.usecases.shared.ports import MOST_KEYS, R, Reads, Span

LOOK = 500
"""Entries of a queue that one request looks at: a rare signal takes more requests, none longer."""


@dataclass(frozen=True, kw_only=True)
class ModerationFilter:
    """Which comments: in a state, and perhaps on one article only, or with a signal only.

    Of those that are looked for, `said` are words that the comment has, `sender` words of the name
    under which it was sent, and `headline` words of its story's headline, or its address.
    """

    state: str
    article_id: str | None = None
    signal: str | None = None
    said: str | None = None
    sender: str | None = None
    headline: str | None = None

    @property
    def is_search(self) -> bool:
        """Whether comments have to be read to know which are meant."""
        return any(one is not None for one in (self.said, self.sender, self.headline))


@dataclass(frozen=True)
class Queued:
    """A comment in a queue, its article's discussion if readers see it, and its reports if any."""

    comment: Comment
    discussion: Discussion | None
    reports: Reports | None


def list_moderation(
    reads: Reads, who: Principal, asked: ModerationFilter, limit: int, cursor: Cursor | None
) -> Slice[Queued]:
    """The comments in a state, oldest first; of those that are looked for the newest are first.

    A slice may be short or empty and still have a next one: one call looks at `LOOK` entries.
    Raises Forbidden, Malformed.
    """
    who.must(Scope.COMMENTS_MODERATE)
    must_be_known(asked)
    span = Span(moderation_pk(queue_of(CommentState(asked.state), asked.article_id)))
    if asked.is_search:
        return _searched(reads, span, asked, limit, cursor)
    entries = _walked(reads, span, asked.signal, limit, cursor)
    comments = _of(reads, Comment, [comment_key(e.comment_id) for e in entries.items])
    # Whoever was decided on since its entry was read stands in another queue now.
    here = [comment for comment in comments.values() if comment.state == asked.state]
    return Slice(with_all(reads, here), entries.next)


def must_be_known(asked: ModerationFilter) -> None:
    """Raises Malformed that names every part of a filter that cannot be."""
    every(
        Malformed,
        lambda: _must_be("state", asked.state, CommentState),
        lambda: _must_be("signal", asked.signal, SignalName),
        lambda: must_be_id("article", asked.article_id),
        lambda: _terms("said", asked.said),
        lambda: _terms("sender", asked.sender),
        lambda: _terms("headline", asked.headline),
    )


def _must_be(name: str, value: str | None, known: type[CommentState] | type[SignalName]) -> None:
    if value is not None and value not in set(known):
        detail = sentence("must be one of {known}", known=", ".join(known))
        raise Malformed([FieldError(f"?{name}", f"unknown_{name}", detail)])


def must_be_id(name: str, value: str | None) -> None:
    """Raises Malformed for a parameter that no article can be called."""
    if value is not None and not is_id(value):
        raise Malformed([FieldError(f"?{name}", "bad_id", sentence("There is no such article."))])


def _walked(
    reads: Reads, span: Span, signal: str | None, limit: int, cursor: Cursor | None
) -> Slice[ModerationEntry]:
    look = LOOK if signal else limit
    seen = reads.query(ModerationEntry, rest(span, cursor), limit=look + 1)
    found: list[ModerationEntry] = []
    for n, entry in enumerate(seen[:look], 1):
        if signal is None or signal in entry.signals:
            found.append(entry)
        if len(found) == limit or n == look:
            more = n < len(seen)
            return Slice(found, cursor_of(span, entry.key.sk) if more else None)
    return Slice(found, None)


def _searched(
    reads: Reads, span: Span, asked: ModerationFilter, limit: int, cursor: Cursor | None
) -> Slice[Queued]:
    """What has the words, from the newest back: one query, and three batches for each hundred."""
    wanted = _Wanted(asked)
    older_ones = older(span, cursor)
    seen = reads.query(ModerationEntry, older_ones, limit=LOOK + 1, newest_first=True)
    found: list[Queued] = []
    for begin in range(0, min(len(seen), LOOK), MOST_KEYS):
        entries = seen[begin : min(begin + MOST_KEYS, LOOK)]
        places = {e.comment_id: n for n, e in enumerate(entries, begin + 1) if wanted.signal_in(e)}
        comments = _of(reads, Comment, [comment_key(comment_id) for comment_id in places])
        here = [one for one in comments.values() if one.state == asked.state and wanted.has(one)]
        for queued in filter(wanted.is_on, with_all(reads, here)):
            found.append(queued)
            if len(found) == limit:
                return Slice(found, _after(span, seen, places[queued.comment.id]))
    return Slice(found, _after(span, seen, LOOK))


def _after(span: Span, seen: Sequence[ModerationEntry], number: int) -> Cursor | None:
    """Where to go on after so many entries, if there are more."""
    return cursor_of(span, seen[number - 1].key.sk) if number < len(seen) else None


class _Wanted:
    """The words that are looked for. Raises Malformed for what are none."""

    def __init__(self, asked: ModerationFilter) -> None:
        self._signal, self._path = asked.signal, article_path_in(asked.headline or "")
        self._said = _terms("said", asked.said)
        self._sender = _terms("sender", asked.sender)
        self._headline = () if self._path else _terms("headline", asked.headline)

    def signal_in(self, entry: ModerationEntry) -> bool:
        """Whether it has the signal, if one is asked for."""
        return self._signal is None or self._signal in entry.signals

    def has(self, comment: Comment) -> bool:
        """Whether it says that, in its writer's words too, and was sent under that name."""
        said = (comment.body, comment.original or "")
        return _has(self._said, *said) and _has(self._sender, comment.name)

    def is_on(self, queued: Queued) -> bool:
        """Whether it is on such a story; one that is not published has no headline here."""
        story = queued.discussion
        if story is None:
            return not (self._path or self._headline)
        return story.path == self._path if self._path else _has(self._headline, story.title)


def _terms(parameter: str, words: str | None) -> tuple[SearchTerm, ...]:
    return () if words is None else terms_asked(words, parameter)


def _has(terms: Sequence[SearchTerm], *texts: str) -> bool:
    return not terms or found_in_texts(texts, terms) is not None


def _of(reads: Reads, kind: type[R], keys: Sequence[Key]) -> dict[Key, R]:
    """The records that are there, in the order of their keys."""
    found = reads.get_many(kind, keys) if keys else {}
    return {key: found[key] for key in keys if key in found}


def with_all(reads: Reads, comments: list[Comment]) -> list[Queued]:
    """Each comment with its article's discussion, and its reports; two reads at most."""
    articles = dict.fromkeys(discussion_key(comment.article_id) for comment in comments)
    discussions = _of(reads, Discussion, list(articles))
    reports = _of(reads, Reports, [reports_key(c.id) for c in comments if c.reports])
    return [
        Queued(
            comment,
            discussions.get(discussion_key(comment.article_id)),
            reports.get(reports_key(comment.id)),
        )
        for comment in comments
    ]
