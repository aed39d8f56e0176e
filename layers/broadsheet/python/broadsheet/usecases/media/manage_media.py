"""Authors and editors send pictures, describe them, and remove what nobody shows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.life import Status
from broadsheet.domain.live.entry import LiveEntry, live_key
from broadsheet.domain.media.media import (
    MEDIA,
    NAMED,
    REFUSED_SECONDS,
    SETTLING_SECONDS,
    WAITING_SECONDS,
    Media,
    MediaId,
    MediaUse,
    PictureWords,
    author_in,
    live_in,
    media_key,
    media_of,
    told_at,
    uses_pk,
)
from broadsheet.domain.media.recordings import kind_announced
from broadsheet.domain.people.profile import Profile, portrait_of, profile_key
from broadsheet.domain.shared.errors import Conflict, Forbidden, InFlight, InUse, NotFound
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.notes import bounded
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.media.ports import PictureStore
from broadsheet.usecases.shared.committing import (
    NotedReceipt,
    Receipt,
    Request,
    commit_once,
    earlier_answer,
    must_be_newest,
)
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import (
    Absent,
    Cause,
    ConditionFailed,
    Contended,
    Equals,
    Put,
    Reads,
    Remove,
    Span,
    Write,
)
from broadsheet.usecases.shared.services import Services

USES = 100
"""Of those that may show a picture, so many are looked at at once, and named."""


class MediaReceipt(NotedReceipt, frozen=True):
    """What a client is told of a picture that was announced or described."""

    id: MediaId
    version: Positive


def announce_media(
    services: Services, request: Request, content_type: str, words: PictureWords, name: str = ""
) -> MediaReceipt:
    """Write down what is about to be uploaded, as `image/png` or `audio/mpeg`. Raises Forbidden.

    What is no picture is saved by this `name`.
    """
    request.who.must_be_author(Scope.MEDIA_WRITE)
    kind = kind_announced(content_type)
    media_id = f"{services.ids()}-{kind}" if kind else services.ids()

    def plan() -> tuple[list[Write], MediaReceipt]:
        now = services.clock()
        media = Media(
            id=media_id,
            version=1,
            status="waiting",
            content_type=content_type,
            name=name or f"file.{kind}" if kind else "",
            **words.said,
            created_at=now,
            created_by=request.who.name,
            created_by_id=request.who.id,
            modified_at=now,
            modified_by=request.who.name,
            modified_by_id=request.who.id,
            expires_at=int(now.timestamp()) + WAITING_SECONDS + REFUSED_SECONDS,
        )
        notes = bounded(request.sent.notes(media))
        return [Put(media, Absent())], MediaReceipt(media_id, 1, notes=notes)

    return commit_once(services, request, plan, MediaReceipt)


def media_by_id(services: Services, media_id: str) -> Media:
    """The picture. Raises NotFound, also for one whose time is over."""
    media = services.table.get(Media, media_key(media_id))
    if media is None or not _is_there(media, services):
        raise NotFound(sentence("There is no such picture."))
    return told_at(media, services.clock())


def ready_media(services: Services, media_id: str) -> Media:
    """One that can be shown. Raises NotFound, also for what can be no id, and Conflict."""
    if not NAMED.fullmatch(media_id):
        raise NotFound(sentence("There is no such picture."))
    media = media_by_id(services, media_id)
    if not media.is_ready:
        raise Conflict(sentence("This picture is not ready."))
    return media


def _is_there(media: Media, services: Services) -> bool:
    return media.expires_at is None or services.clock().timestamp() < media.expires_at


def list_media(
    services: Services, limit: int, cursor: Cursor | None, *, unused: bool = False
) -> Slice[Media]:
    """Pictures, newest first; `unused`, those of the slice that no article shows.

    Raises Malformed for a bad cursor.
    """
    found = slice_of(services.table, Media, Span(MEDIA), limit, cursor, newest_first=True)
    items = there_now(services, found.items)
    if unused:
        items = [m for m in items if m.is_ready and not users_of(services.table, m.id)]
    return Slice(items, found.next)


def there_now(services: Services, found: Sequence[Media]) -> list[Media]:
    """Those whose time is not over, as they are to be told. Pictures of cards are nobody's here."""
    now = services.clock()
    own = (media for media in found if not media.card)
    return [told_at(media, now) for media in own if _is_there(media, services)]


def users_of(reads: Reads, media_id: str) -> list[str]:
    """Who shows the picture, of the first `USES` that may: articles in any state, authors, and
    entries of running stories."""
    uses = reads.query(MediaUse, Span(uses_pk(media_id)), limit=USES)
    return [use.shown_by for use in uses if _shows(reads, use)]


def _shows(reads: Reads, use: MediaUse) -> bool:
    slug = author_in(use.shown_by)
    if slug is not None:
        return portrait_of(reads.get(Profile, profile_key(slug))) == use.media_id
    if (live := live_in(use.shown_by)) is not None:
        entry = reads.get(LiveEntry, live_key(*live))
        return entry is not None and use.media_id in entry.media
    article = reads.get(Article, article_key(use.shown_by))
    there = article is not None and article.status is not Status.DELETED
    return there and use.media_id in media_of(article)


def describe_media(
    services: Services, request: Request, media_id: str, words: PictureWords
) -> MediaReceipt:
    """Say what the picture shows, where an article does not, and what in it matters most.

    Articles take the words over when they are written; those that show it already keep theirs. Its
    focal point is no words: the clock brings it to all of them. Raises Forbidden, NotFound,
    VersionRequired, VersionMismatch.
    """

    def plan() -> tuple[list[Write], MediaReceipt]:
        before = media_by_id(services, media_id)
        must_be_theirs(request.who, before)
        must_be_newest(request, before.version)
        request.sent.must_fit(before)
        after = _changed(services, request, before, **words.said)
        writes: list[Write] = [Put(after, Equals("version", before.version))]
        if after.focus != before.focus:
            writes += map(Put, _followed(after, services.clock()))
        notes = bounded(request.sent.notes(after))
        return writes, MediaReceipt(media_id, after.version, notes=notes)

    return commit_once(services, request, plan, MediaReceipt)


def _followed(media: Media, now: datetime) -> tuple[Due, Due]:
    """Stories follow soon; and once more when none is under way that took the picture as it was."""
    action = DueAction.FOLLOW_FOCUS
    later = now + timedelta(seconds=SETTLING_SECONDS)
    soon = Due(at=now, article_id=media.id, action=action)
    return soon, Due(at=later, article_id=media.id, action=action)


def remove_media(services: Services, store: PictureStore, request: Request, media_id: str) -> None:
    """Remove a picture that no article shows; tried again, it goes on where it ended.

    From the first step on nobody can begin to show it: whoever was about to has left a note.
    Raises Forbidden, NotFound, VersionRequired, VersionMismatch and InUse.
    """
    if earlier_answer(services, request, Receipt) is not None:
        return
    before = media_by_id(services, media_id)
    must_be_theirs(request.who, before)
    if before.status != "removing":
        must_be_newest(request, before.version)
        # Readers would miss for a moment what was marked and then turns out to be shown.
        _must_be_unused(services, media_id)
    marked = _marked(services, request, before, "removing")
    try:
        _must_be_unused(services, media_id)
    except InUse:
        _marked(services, request, marked, "ready")
        raise
    store.forget_upload(media_id)
    store.remove(media_id, marked.digest, marked.file_names)
    _forget(services, request, marked)


def _must_be_unused(services: Services, media_id: str) -> None:
    used_by = _using(services, media_id)
    if used_by:
        raise InUse(sentence("Something shows this picture, or was about to."), used_by)


def _using(services: Services, media_id: str) -> list[str]:
    """Who shows it, looking at every note; a note of just now counts without a look."""
    settled = services.clock().timestamp() - SETTLING_SECONDS
    span = Span(uses_pk(media_id))
    while uses := services.table.query(MediaUse, span, limit=USES):
        using = [
            use.shown_by
            for use in uses
            if use.at.timestamp() > settled or _shows(services.table, use)
        ]
        if using:
            return using
        span = span._replace(first=f"{uses[-1].shown_by}!")
    return []


def _marked(services: Services, request: Request, media: Media, status: str) -> Media:
    if media.status == status:
        return media
    after = _changed(services, request, media, status=status)
    cause = Cause(request.id, services.clock())
    try:
        services.table.commit([Put(after, Equals("version", media.version))], cause)
    except (ConditionFailed, Contended) as error:
        raise InFlight(
            sentence("Somebody else changed the picture just now. Please try again.")
        ) from error
    return after


def _forget(services: Services, request: Request, media: Media) -> None:
    cause = Cause(request.id, services.clock())
    span = Span(uses_pk(media.id))
    while uses := services.table.query(MediaUse, span, limit=USES):
        services.table.commit([Remove(use.key) for use in uses], cause)
    commit_once(services, request, lambda: ([Remove(media.key)], Receipt()), Receipt)


def _changed(services: Services, request: Request, media: Media, **fields: Any) -> Media:
    return msgspec.structs.replace(
        media,
        version=media.version + 1,
        modified_at=max(services.clock(), media.modified_at),
        modified_by=request.who.name,
        modified_by_id=request.who.id,
        **fields,
    )


def may_change(who: Principal, media: Media) -> bool:
    """Whether they may describe, send again or remove it: whoever sent it, and editors."""
    try:
        must_be_theirs(who, media)
    except Forbidden:
        return False
    return True


def must_be_theirs(who: Principal, media: Media) -> None:
    """Raises Forbidden for everybody else."""
    who.must_be_author(Scope.MEDIA_WRITE)
    if media.created_by_id != who.id:
        who.must(Scope.MEDIA_WRITE)
