"""What every change of an article has in common: read it, check it, file it, once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.article import Address, Article, address_key
from broadsheet.domain.articles.due import BREAKING_LASTS
from broadsheet.domain.articles.life import Action, Kept, Status, next_status
from broadsheet.domain.articles.rights import must_be_allowed
from broadsheet.domain.shared.errors import Embargoed, InFlight, VersionMismatch, VersionRequired
from broadsheet.domain.shared.fields import ArticlePath, Id, Positive
from broadsheet.domain.shared.notes import Note, bounded
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.shared.slug import alternatives, article_path
from broadsheet.domain.site.site import month_of
from broadsheet.usecases.articles.article_writes import article_writes
from broadsheet.usecases.articles.note_embeds import note_embeds
from broadsheet.usecases.articles.read_articles import article_by_id
from broadsheet.usecases.articles.read_revisions import steps_since
from broadsheet.usecases.articles.slots import Slots
from broadsheet.usecases.media.pictured import must_describe_pictures, note_uses
from broadsheet.usecases.shared.committing import NO_VERSION, NotedReceipt, Request, commit_once
from broadsheet.usecases.shared.ports import Write
from broadsheet.usecases.shared.services import Services


class ArticleReceipt(NotedReceipt, frozen=True):
    """What a client is told of an article that was filed."""

    id: Id
    path: ArticlePath
    status: Kept
    version: Positive


class Changed(NamedTuple):
    """An article that was changed, and what whoever did it is told of that."""

    article: Article
    notes: tuple[Note, ...] = ()


Change = Callable[[Article], Article | Changed]

FOCUS = "focus"
"""What `follow_focus` is called in a story's trail."""
_NO_WORDS = frozenset({Action.ASSIGN.value, FOCUS})
"""Steps that change nothing that anybody writes (`assign_article`, `follow_focus`)."""
_ON_WHAT_WAS_SEEN = frozenset({Action.REPLACE, Action.RESTORE, Action.DELETE})
"""What must say which version it is done to: nothing is overwritten that nobody looked at."""


def change_article(
    services: Services,
    request: Request,
    article_id: str,
    action: Action,
    change: Change = lambda article: article,
    *,
    note: str = "",
) -> ArticleReceipt:
    """Do `action` to the article, with `change` made to it on the way; `note` is for its trail.

    Raises NotFound, Forbidden, VersionRequired, VersionMismatch and NotAllowedInState.
    """
    filing = Filing(services, request)

    def plan() -> tuple[list[Write], ArticleReceipt]:
        before = article_by_id(services.table, article_id, request.who)
        must_be_allowed(request.who, action, before)
        must_be_of_the_newest(services, request, before, required=action in _ON_WHAT_WAS_SEEN)
        request.sent.must_fit(before)
        status = next_status(before.status, action)
        changed = change(before)
        after, notes = changed if isinstance(changed, Changed) else Changed(changed)
        after = msgspec.structs.replace(after, status=status)
        return filing.writes(before, after, action, note, notes=notes)

    return commit_once(services, request, plan, ArticleReceipt)


def must_be_of_the_newest(
    services: Services, request: Request, article: Article, *, required: bool
) -> None:
    """Raises VersionMismatch where the request is about an older version, and VersionRequired.

    Since which nothing was done but to assign it to somebody, or to crop its picture otherwise, it
    is none: who was writing then wrote about what is there.
    """
    if request.if_match is None:
        if required:
            raise VersionRequired(
                NO_VERSION.but("Say which version you edit: If-Match with the article's ETag.")
            )
    elif not request.is_for(article.version):
        steps = steps_since(services.table, article, request.if_match)
        if (
            steps
            and all(step.action in _NO_WORDS for step in steps)
            and (len(steps) == article.version - request.if_match)
        ):
            return
        named = request.if_match > 0
        yours = f"is of version {request.if_match}" if named else "names none of its versions"
        said = sentence(
            "Version {version} is the newest, by {name}.",
            version=article.version,
            name=article.modified_by,
        )
        words = (
            f"Version {article.version} is the newest, by {article.modified_by}; your edit {yours}."
        )
        raise VersionMismatch(
            said.but(words),
            [msgspec.to_builtins(step) for step in steps],
        )


def _must_not_be_embargoed(before: Article | None, after: Article, now: datetime) -> None:
    begins = after.is_public and not (before and before.is_public)
    embargo = after.embargo
    if begins and embargo and now < embargo.at:
        raise Embargoed(
            sentence(
                "This article is under embargo until {hour} in {zone}.",
                hour=embargo.local,
                zone=embargo.zone,
            )
        )


def _of_its_state(article: Article) -> Article:
    """The article without hours and a notice that its state has no use for any more."""
    scheduled = article.status is Status.SCHEDULED
    return msgspec.structs.replace(
        article,
        publish_at=article.publish_at if scheduled else None,
        unpublish_at=article.unpublish_at if scheduled or article.is_public else None,
        retraction=article.retraction if article.status is Status.RETRACTED else None,
        returned=article.returned if article.status is Status.DRAFT else None,
    )


class Filing:
    """Files one request's article; slots given out for it are kept if it has to try again."""

    def __init__(self, services: Services, request: Request) -> None:
        self._services = services
        self._request = request
        self._slots = Slots(services, request.id)

    def writes(
        self,
        before: Article | None,
        after: Article,
        action: str,
        note: str = "",
        *,
        at: datetime | None = None,
        notes: Sequence[Note] = (),
    ) -> tuple[list[Write], ArticleReceipt]:
        """The transaction that replaces `before` by `after`, and the answer to the client.

        `at` is when that was done, where it was not just now; `notes` stand in the answer.

        Raises Embargoed where that would publish it too early, whoever asks, and Invalid where it
        would show pictures without words or pictures that are being removed.
        """
        now = self._services.clock()
        _must_not_be_embargoed(before, after, now)
        must_describe_pictures(after)
        note_uses(self._services, self._request, before, after)
        old = before.body.html if before else None
        note_embeds(self._services, self._request, after.id, old, after.body.html)
        after = msgspec.structs.replace(
            after,
            version=before.version + 1 if before else 1,
            modified_at=at or (max(now, before.modified_at) if before else now),
            modified_by=self._request.who.name,
            modified_by_id=self._request.who.id,
        )
        after = self._addressed(before, self._dated(before, after, now))
        named, after = after.content, self._slots.placed(before, after, now)
        told = bounded((*notes, *self._slots.given_up(named), *self._request.sent.notes(after)))
        receipt = ArticleReceipt(after.id, after.path, after.status, after.version, notes=told)
        return article_writes(before, after, action, now, note), receipt

    def _dated(self, before: Article | None, after: Article, now: datetime) -> Article:
        """The dates that follow from the state: publication, ends of 'breaking' and comments."""
        published_at = after.published_at or (now if after.is_public else None)
        until = None
        if after.is_listed and after.content.breaking:
            kept = before.breaking_until if before else None
            until = kept or now + BREAKING_LASTS
        return msgspec.structs.replace(
            _of_its_state(after),
            published_at=published_at,
            breaking_until=until,
            comments_until=self._services.rules.closing_of(published_at),
        )

    def _addressed(self, before: Article | None, after: Article) -> Article:
        month = month_of(after.published_at or after.created_at, self._services.time_zone)
        slug = after.content.slug
        moved = before is None or slug != before.content.slug
        first_published = after.published_at and not (before and before.published_at)
        if not moved and not first_published:
            return after
        paths = [article_path(month, s) for s in alternatives(slug, after.id[-6:])]
        if not moved and before and before.path in paths:
            return after
        was_public = before is not None and before.published_at is not None
        path = self._free(paths, after.id)
        former = (*after.former_paths, before.path) if before and was_public else ()
        former = tuple(p for p in dict.fromkeys(former) if p != path)
        return msgspec.structs.replace(after, path=path, former_paths=former)

    def _free(self, paths: list[str], article_id: str) -> str:
        keys = {path: address_key(path) for path in paths}
        taken = self._services.table.get_many(Address, list(keys.values()))
        for path, key in keys.items():
            there = taken.get(key)
            # An editor's redirect to this very article is none of its own addresses.
            if there is None or (there.article_id == article_id and not there.target):
                return path
        raise InFlight(sentence("No free address was found. Please choose another slug."))
