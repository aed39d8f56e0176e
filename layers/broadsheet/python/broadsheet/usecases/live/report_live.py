"""Editors add to a running story: each entry is written by itself, whatever is there already."""

from datetime import datetime

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.embed import MOST_OF_ENTRY
from broadsheet.domain.articles.life import Status
from broadsheet.domain.live.entry import (
    LiveCount,
    LiveEntry,
    SubmittedEntry,
    counted,
    live_count_key,
    live_key,
    with_older,
)
from broadsheet.domain.media.media import live_use
from broadsheet.domain.shared.errors import (
    Conflict,
    NotFound,
    TooLarge,
    VersionMismatch,
    VersionRequired,
)
from broadsheet.domain.shared.fields import Id, Positive
from broadsheet.domain.shared.notes import Note, bounded
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.kinds.live import live_path
from broadsheet.usecases.articles.note_embeds import note_embeds
from broadsheet.usecases.articles.read_articles import article_by_id
from broadsheet.usecases.media.pictured import note_use, pictured_text
from broadsheet.usecases.shared.committing import NO_VERSION, NotedReceipt, Request, commit_once
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Remove, Write
from broadsheet.usecases.shared.services import Services

ENTRY_HTML = 64 * 1024
"""Bytes of an entry's HTML: a few empty cells of a table in Markdown become very many in HTML."""


class LiveReceipt(NotedReceipt, frozen=True):
    """What a client is told of an entry that was written; `path` leads to it on its page."""

    article_id: Id
    number: Positive
    path: str
    version: Positive


def add_live_entry(
    services: Services, request: Request, article_id: str, submission: SubmittedEntry
) -> LiveReceipt:
    """A new entry, above all others.

    Raises Forbidden, NotFound, Conflict where it has ended, and Invalid for pictures that are not
    there or that nothing says the words of.
    """

    def plan() -> tuple[list[Write], LiveReceipt]:
        article = _running(services, request, article_id)
        count = _count(services, article_id)
        entry, notes = _written(
            services,
            request,
            submission,
            LiveEntry(
                article_id=article_id,
                number=count.entries + 1,
                text="",
                html=SafeHtml(""),
                at=services.clock(),
                by=request.who.name,
                by_id=request.who.id,
            ),
        )
        after = counted(count, None, entry, entry.at)
        told = bounded((*notes, *request.sent.notes(entry)))
        return [Put(entry, Absent()), _counting(count, after)], _receipt(article, entry, told)

    return commit_once(services, request, plan, LiveReceipt)


def change_live_entry(
    services: Services, request: Request, article_id: str, number: int, sent: SubmittedEntry
) -> LiveReceipt:
    """The entry anew; it keeps its number and its time, and says when it was changed.

    Raises what adding one does, VersionRequired and VersionMismatch.
    """

    def plan() -> tuple[list[Write], LiveReceipt]:
        article, count, before = _there(services, request, article_id, number)
        request.sent.must_fit(before)
        now = services.clock()
        edited = msgspec.structs.replace(before, version=before.version + 1, edited_at=now)
        after, notes = _written(services, request, sent, edited)
        writes: list[Write] = [
            Put(after, Equals("version", before.version)),
            _counting(count, _recounted(services, count, before, after, now)),
        ]
        told = bounded((*notes, *request.sent.notes(after)))
        return writes, _receipt(article, after, told)

    return commit_once(services, request, plan, LiveReceipt)


def remove_live_entry(
    services: Services, request: Request, article_id: str, number: int
) -> LiveReceipt:
    """Take the entry out; its number stays empty. Raises what changing one does."""

    def plan() -> tuple[list[Write], LiveReceipt]:
        article, count, before = _there(services, request, article_id, number)
        writes: list[Write] = [
            Remove(before.key, Equals("version", before.version)),
            _counting(count, _recounted(services, count, before, None, services.clock())),
        ]
        return writes, _receipt(article, before)

    return commit_once(services, request, plan, LiveReceipt)


def _running(services: Services, request: Request, article_id: str) -> Article:
    article = article_by_id(services.table, article_id, request.who)
    request.who.must(Scope.ARTICLES_PUBLISH)
    if article.status is Status.RETRACTED:
        raise Conflict(sentence("This story was retracted."))
    if article.content.live != "running":
        ended = article.content.live == "ended"
        raise Conflict(
            sentence("This story has ended.") if ended else sentence("This is not a running story.")
        )
    return article


def _there(
    services: Services, request: Request, article_id: str, number: int
) -> tuple[Article, LiveCount, LiveEntry]:
    article = _running(services, request, article_id)
    entry = services.table.get(LiveEntry, live_key(article_id, number))
    if entry is None:
        raise NotFound(sentence("There is no such entry."))
    if request.if_match is None:
        raise VersionRequired(
            NO_VERSION.but("Say which version you change: If-Match with the entry's version.")
        )
    if not request.is_for(entry.version):
        raise VersionMismatch(
            sentence("Version {version} of the entry is the newest.", version=entry.version)
        )
    return article, _count(services, article_id), entry


def _count(services: Services, article_id: str) -> LiveCount:
    count = services.table.get(LiveCount, live_count_key(article_id))
    return count or LiveCount(article_id=article_id)


def _recounted(
    services: Services,
    count: LiveCount,
    before: LiveEntry,
    after: LiveEntry | None,
    now: datetime,
) -> LiveCount:
    """The count after a change; where a key moment went, the next older one is named."""
    made = counted(count, before, after, now)
    if made.next_key is None:
        return made
    return with_older(
        made, services.table.get(LiveEntry, live_key(count.article_id, made.next_key))
    )


def _counting(before: LiveCount, after: LiveCount) -> Put:
    return Put(after, Equals("version", before.version) if before.version else Absent())


def _written(
    services: Services, request: Request, sent: SubmittedEntry, entry: LiveEntry
) -> tuple[LiveEntry, tuple[Note, ...]]:
    text = entry.text if sent.text is None else sent.text
    (body, notes) = pictured_text(services, text, "/text")
    html = body.html
    if len(html.encode()) > ENTRY_HTML:
        raise TooLarge(
            sentence(
                "The entry's HTML has more than {most} bytes: is it a large table?",
                most=ENTRY_HTML,
            )
        )
    written = msgspec.structs.replace(
        entry,
        headline=sent.headline,
        text=text,
        html=html,
        media=body.media,
        is_key=sent.is_key,
        byline=sent.byline,
    )
    new = [media_id for media_id in body.media if media_id not in entry.media]
    shown_by = live_use(entry.article_id, entry.number)
    note_use(services, request, shown_by, new, "/text")
    note_embeds(services, request, shown_by, entry.html, html, MOST_OF_ENTRY)
    return written, notes


def _receipt(article: Article, entry: LiveEntry, notes: tuple[Note, ...] = ()) -> LiveReceipt:
    # The article shows only its newest entries; on the page of its run an entry stands for ever.
    path = f"{live_path(article.path, entry.run)}#live-{entry.number}"
    return LiveReceipt(article.id, entry.number, path, entry.version, notes=notes)
