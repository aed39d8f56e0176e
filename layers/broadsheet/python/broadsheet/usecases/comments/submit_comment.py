"""A reader sends a comment."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from broadsheet.domain.comments.comment import (
    Comment,
    CommentState,
    Number,
    Thread,
    comment_key,
    number_from,
    placement_of,
    thread_key,
)
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.comments.moderation import in_state, moderation_entries_of
from broadsheet.domain.comments.reports import reader_of
from broadsheet.domain.comments.sender import SaidBy, Sender, together
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.mail.subscription import Subscription, subscription_key
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.comments.assess_comment import assess, authors_on, with_second_opinion
from broadsheet.usecases.comments.banned import ban_of, bans_on, network_hashes, origins
from broadsheet.usecases.comments.known_reader import (
    Token,
    kept_as,
    new_code,
    standings_of,
    standings_on,
    token_in,
)
from broadsheet.usecases.comments.limit_comments import admitted, counted
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.read_comments import open_discussion
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.mail.subscribe import subscription_writes
from broadsheet.usecases.shared.committing import (
    Receipt,
    Request,
    commit_once,
    commit_plan,
    earlier_answer,
    replays_of,
)
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Reads, Write
from broadsheet.usecases.shared.read_together import ReadTogether
from broadsheet.usecases.shared.shown import must_show

_MONTH = 30 * 24 * 60 * 60


class CommentReceipt(Receipt, frozen=True):
    """What a reader is told of their comment; `path` is the article's."""

    id: str
    state: CommentState
    path: str


def submit_comment(
    services: CommentServices,
    request: Request,
    article_id: str,
    submission: SubmittedComment,
    visit: Visit,
) -> CommentReceipt:
    """Write the comment down, visible or for the moderators. Sent twice, it is one comment.

    The receipt has its `id`, its `state` as its sender is told, and the `path` of its article.
    Raises NotFound for an article that readers cannot see, CommentsClosed, Banned, ProofRequired,
    and Invalid for a parent that is not there or a proof of work that is none.
    """
    request = _keyed(services, request, article_id, submission, visit)
    known = _known(services, request, article_id, submission, visit)
    # Before all else: what was taken stays taken when the discussion has ended meanwhile.
    earlier = earlier_answer(services, request, CommentReceipt, known.reads)
    if earlier is not None:
        _subscribe_later(services, request, earlier.id, submission)
        return earlier
    judged = _judged(services, request, article_id, submission, visit, known)
    by = request.idempotency_key or request.fingerprint
    # Counts and seals, once: a plan may be made again.
    subscription = subscription_writes(
        services, services.keys, services.vault, judged.draft, submission, by
    )

    def plan() -> tuple[list[Write], CommentReceipt]:
        now = services.clock()
        comment = msgspec.structs.replace(judged.draft, submitted_at=now, version=0)
        comment = in_state(comment, comment.state, now, services.rules.keep)
        origin = [Put(origin) for origin in origins(comment, judged.network)]
        renewal = _renewal(services, judged.standings)
        writes = [*_writes(comment), *origin, *subscription, *renewal]
        return writes, _receipt(comment, judged.path)

    return commit_once(services, request, plan, CommentReceipt, is_new=True)


class _Known(NamedTuple):
    """What is known of who sends a comment and of where to, all of it read in one call."""

    token: Token | None
    network: Sequence[str]
    bans: Sequence[Key]
    standings: Sequence[Key]
    reads: Reads


def _known(
    services: CommentServices,
    request: Request,
    article_id: str,
    submission: SubmittedComment,
    visit: Visit,
) -> _Known:
    keys = services.keys
    token = token_in(keys, visit.cookie, services.clock())
    network = network_hashes(keys, visit.ip)
    bans = bans_on(keys, submission.email, token, network)
    standings = standings_on(keys, token, keys.senders(submission.email))
    wanted: dict[Key, type[Record]] = {discussion_key(article_id): Discussion}
    wanted |= {**replays_of(request), **bans, **standings, **authors_on(submission.name)}
    reads = ReadTogether(services.table, wanted)
    return _Known(token, network, list(bans), list(standings), reads)


class _Judged(NamedTuple):
    """A comment with its state and why, who it came from, and the article's path."""

    draft: Comment
    network: Sequence[str]
    standings: Sequence[Sender]
    path: str


def _judged(
    services: CommentServices,
    request: Request,
    article_id: str,
    submission: SubmittedComment,
    visit: Visit,
    known: _Known,
) -> _Judged:
    now = services.clock()
    discussion = open_discussion(known.reads, article_id, now)
    # However often it is tried, it counts as one comment.
    by = request.idempotency_key or request.fingerprint
    came = counted(services, article_id, submission, visit, by)
    answers = parent_of(services.table, article_id, submission.parent)
    banned_until = ban_of(known.reads, known.bans, now)
    draft = _draft(services, article_id, submission, answers, known.token)
    standings = standings_of(known.reads, known.standings, now)
    sender = together(standings)
    admission = admitted(services, came, article_id, submission, visit, sender)
    admission = admission._replace(banned_until=banned_until)
    signals = assess(services, known.reads, draft, visit, sender, admission)
    signals = with_second_opinion(services, signals, draft, visit, discussion)
    state = services.rules.state_for(signals, sender)
    draft = msgspec.structs.replace(draft, signals=signals, state=state)
    return _Judged(draft, known.network, standings, discussion.path)


def _subscribe_later(
    services: CommentServices, request: Request, comment_id: str, submission: SubmittedComment
) -> None:
    """Who goes back, ticks the box and sends the same once more asks for what was not there."""
    if not submission.notify:
        return
    comment = services.table.get(Comment, comment_key(comment_id))
    if comment is None or services.table.get(Subscription, subscription_key(comment_id)):
        return
    by = request.idempotency_key or request.fingerprint
    writes = subscription_writes(services, services.keys, services.vault, comment, submission, by)
    commit_plan(services, request, lambda: (writes, None))


def _renewal(services: CommentServices, standings: Sequence[Sender]) -> Iterator[Write]:
    """Who writes is known for as long again; that is written down once a month."""
    now = services.clock()
    ends = int((now + services.rules.keep_sender).timestamp())
    for standing in standings:
        if standing.expires_at is None or ends - standing.expires_at < _MONTH:
            continue
        fresh = services.table.get(Sender, standing.key)
        if fresh and fresh.is_known(now):
            renewed = msgspec.structs.replace(fresh, expires_at=ends, version=fresh.version + 1)
            yield Put(renewed, Equals("version", fresh.version))


def _receipt(comment: Comment, path: str) -> CommentReceipt:
    # A sender is not told that it was taken for spam: it would only try again.
    told = CommentState.PENDING if comment.state is CommentState.SPAM else comment.state
    return CommentReceipt(comment.id, told, path)


def _writes(comment: Comment) -> list[Write]:
    said = SaidBy(sender=comment.sender, comment_id=comment.id, expires_at=comment.expires_at)
    records: list[Record] = [*moderation_entries_of(comment), said]
    if comment.is_public:
        records.append(placement_of(comment))
    return [Put(comment, Absent()), *map(Put, records)]


def _draft(
    services: CommentServices,
    article_id: str,
    submission: SubmittedComment,
    answers: Number | None,
    token: Token | None,
) -> Comment:
    keys, comment_id = services.keys, services.ids()
    reader = kept_as(keys, token.code if token else new_code(keys, comment_id))
    return Comment(
        id=comment_id,
        article_id=article_id,
        name=submission.name,
        sender=keys.sender(submission.email),
        reader=reader,
        body=submission.body,
        html=must_show(services.markup.comment(submission.body), "/body"),
        state=CommentState.PENDING,
        version=0,
        submitted_at=services.clock(),
        answers=answers,
    )


def parent_of(reads: Reads, article_id: str, parent: str | None) -> Number | None:
    """The number of the comment that is answered: given as its number, or as its id.

    Raises Invalid for one that readers do not see.
    """
    if not parent:
        return None
    number = number_from(parent)
    if number is None:
        comment = reads.get(Comment, comment_key(parent))
        number = comment.number if comment and comment.article_id == article_id else None
    if number is None or reads.get(Thread, thread_key(article_id, number)) is None:
        detail = for_programs("The comment that you answer is not there any more.")
        raise Invalid([FieldError("/parent", "no_such_comment", detail)])
    return number


def _keyed(
    services: CommentServices,
    request: Request,
    article_id: str,
    submission: SubmittedComment,
    visit: Visit,
) -> Request:
    parts = (article_id, submission.name, submission.email, submission.body)
    # Also where it comes from: who sends a published comment's words under an address that they
    # guess would be answered with its id, and given its writer's code.
    where = reader_of(visit.ip, visit.user_agent)
    # With a key, as it would tell who tries out addresses whether one was used.
    text = "\0".join((*parts, submission.parent or "", where))
    keys = services.keys
    fingerprint = keys.signature("comment", text)
    # Also as others know it who have not heard yet that the key was replaced, or had not then.
    fingerprints = keys.recent_signatures("comment", text)
    # A form resubmitted by a browser has no Idempotency-Key: its content is the key. One that a
    # client chose may have anything in it, and is not stored as it is.
    own = request.idempotency_key
    names = keys.recent_signatures("idempotency", own) if own else fingerprints
    asked = zip((f"{article_id}#{name}" for name in names), fingerprints, strict=False)
    (key, fingerprint), *formerly = asked
    return msgspec.structs.replace(
        request, idempotency_key=key, fingerprint=fingerprint, formerly=tuple(formerly)
    )
