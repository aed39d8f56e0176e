"""Articles of another system become articles of ours: addresses, dates and states as they were.

Started again it goes on where it ended: an article's id follows from where it comes from, so that
what is there already is known, and left as it is.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from broadsheet.domain.article import Address, Article, Hour, address_key, article_key
from broadsheet.domain.comment_transfer import LeftOut, is_plausible
from broadsheet.domain.errors import BroadsheetError, Conflict, Invalid, TooLarge
from broadsheet.domain.life import Status
from broadsheet.domain.profile import Profile, profile_key
from broadsheet.domain.redirect import is_free_for_redirects, tidied
from broadsheet.domain.redirect_submission import RedirectSubmission
from broadsheet.domain.site import month_of
from broadsheet.domain.site_submission import ProfileSubmission
from broadsheet.domain.site_transfer import ImportedArticle, ImportedAuthor
from broadsheet.domain.slug import article_path, slug_of
from broadsheet.domain.submission import BODY_BYTES, ArticleSubmission
from broadsheet.domain.submitted import parsed
from broadsheet.usecases.change_article import Filing
from broadsheet.usecases.edit_profile import write_profile
from broadsheet.usecases.manage_redirects import put_redirect
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request, commit_once
from broadsheet.usecases.ports import Write

MOST_TAGS, MOST_AUTHORS = 20, 10
"""Of an article, see `ArticleSubmission`."""
_NAMESPACE = uuid.UUID("0d8b9a0e-6c1f-5b51-9f64-2a35d0d1e7c4")
_STATUSES = {
    "draft": Status.DRAFT,
    "scheduled": Status.SCHEDULED,
    "published": Status.PUBLISHED,
}


@dataclass
class Taken:
    """What became of the articles of a file. `notes` are of those that were changed on the way.

    `total` is how many articles there are, where that is known from the start.
    """

    total: int = 0
    articles: Counter[str] = field(default_factory=Counter)
    there: int = 0
    redirects: int = 0
    profiles: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[LeftOut] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Articles that nothing more has to be done about."""
        return sum(self.articles.values()) + self.there + len(self.left_out)


@dataclass(frozen=True, kw_only=True)
class Moving:
    """How articles are taken over. `told` is called with the report after each of them."""

    newsroom: Newsroom
    request: Request
    is_rehearsal: bool = False
    told: Callable[[Taken], None] = lambda _taken: None


def id_of(source: str, post_id: str) -> str:
    """The id that an article of another system has here: the same at every import (UUIDv5)."""
    return str(uuid.uuid5(_NAMESPACE, f"{source}\0{post_id}"))


def import_authors(moving: Moving, authors: Iterable[ImportedAuthor], taken: Taken) -> None:
    """Give everybody a profile who has none: with a name, for editors to say more."""
    for author in authors:
        slug = slug_of(author.name)
        if moving.newsroom.table.get(Profile, profile_key(slug)):
            continue
        try:
            sent = parsed(lambda name=author.name: ProfileSubmission(name=name))  # type: ignore[misc]
        except Invalid as error:
            taken.notes.append(_left_out(author.login, "author_without_profile", error))
            continue
        taken.profiles += 1
        if not moving.is_rehearsal:
            write_profile(moving.newsroom, moving.request, slug, sent)


def import_articles(moving: Moving, articles: Iterable[ImportedArticle], taken: Taken) -> None:
    """Take over articles, which come in the order of their publication, with their addresses.

    Raises InFlight if others keep changing the same things: then it is to be started again.
    """
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            taken.left_out.append(LeftOut(id=article.id, reason="twice", detail=article.title))
            continue
        seen.add(article.id)
        _Importing(moving, article, taken).take()
        moving.told(taken)


class _Importing:
    """One article."""

    def __init__(self, moving: Moving, imported: ImportedArticle, taken: Taken) -> None:
        self._moving, self._newsroom = moving, moving.newsroom
        self._imported, self._taken = imported, taken
        self._id = id_of(imported.source, imported.id)
        self._notes: list[LeftOut] = list(imported.notes)

    def take(self) -> None:
        there = self._newsroom.table.get(Article, article_key(self._id))
        if there is None:
            try:
                path = self._file(self._submission())
            except (Invalid, TooLarge) as error:
                self._taken.left_out.append(_left_out(self._imported.id, "refused", error))
                return
            self._taken.articles[self._status().value] += 1
            self._taken.notes += self._notes
        else:
            self._taken.there += 1
            path = "" if there.status is Status.DELETED else there.path
        for address in self._imported.addresses if path else ():
            self._redirect(tidied(address), path)

    def _note(self, reason: str, detail: str) -> None:
        self._notes.append(LeftOut(id=self._imported.id, reason=reason, detail=detail))

    def _submission(self) -> ArticleSubmission:
        """By the rules that hold for authors: nothing comes in that could not be sent."""
        given = self._imported
        if len(given.body.encode()) > BODY_BYTES:
            raise TooLarge(f"The body may have {BODY_BYTES} bytes; this one is longer.")
        for name, most in (("tags", MOST_TAGS), ("authors", MOST_AUTHORS)):
            if over := getattr(given, name)[most:]:
                self._note(f"too_many_{name}", ", ".join(over))
        image = given.image
        fields: dict[str, Any] = {
            "title": given.title,
            "standfirst": given.standfirst,
            "body": given.body,
            "section": given.section,
            "tags": given.tags[:MOST_TAGS],
            "byline": [{"name": name} for name in given.authors[:MOST_AUTHORS]]
            or [{"name": "Editors"}],
            "slug": given.slug or slug_of(given.title),
            "comments": given.comments,
        }
        if image:
            fields["lead_image"] = {"url": image.url, "alt": image.alt}
            if image.caption:
                fields["lead_image"]["caption"] = image.caption
        try:
            return parsed(lambda: ArticleSubmission.model_validate(fields))
        except Invalid as error:
            spared = self._spared(fields, error)
        return parsed(lambda: ArticleSubmission.model_validate(spared))

    def _spared(self, fields: dict[str, Any], error: Invalid) -> dict[str, Any]:
        """The fields without a lead image and tags that are wrong: no story is lost for those."""
        if any(not wrong.pointer.startswith(("/lead_image", "/tags/")) for wrong in error.errors):
            raise error
        wrong = {e.pointer: e.detail for e in error.errors}
        for pointer, detail in wrong.items():
            self._note("field_left_out", f"{pointer} {detail}")
        tags = [tag for n, tag in enumerate(fields["tags"]) if f"/tags/{n}" not in wrong]
        keeps_image = not any(pointer.startswith("/lead_image") for pointer in wrong)
        return fields | {
            "tags": tags,
            "lead_image": fields.get("lead_image") if keeps_image else None,
        }

    def _status(self) -> Status:
        """What was to come and is past by now is published: its hour was missed elsewhere."""
        status = _STATUSES[self._imported.status]
        at = self._imported.at
        if status is Status.DRAFT or at is None or not is_plausible(at):
            return Status.DRAFT
        is_past = at <= self._newsroom.clock()
        return Status.PUBLISHED if is_past else Status.SCHEDULED

    def _article(self, submission: ArticleSubmission, now: datetime) -> Article:
        content = submission.content(self._newsroom.language)
        status, who = self._status(), self._moving.request.who.name
        at = self._imported.at
        if status is Status.DRAFT and self._imported.status != "draft":
            self._note("no_date", "is a draft now")
        return Article(
            id=self._id,
            version=1,
            status=status,
            content=content,
            body=self._newsroom.markup.article(content.body),
            path="",
            created_at=min(at, now) if at else now,
            created_by=who,
            modified_at=now,
            modified_by=who,
            published_at=at if status is Status.PUBLISHED else None,
            publish_at=self._hour(at) if status is Status.SCHEDULED and at else None,
        )

    def _hour(self, at: datetime) -> Hour:
        minute, zone = at.replace(second=0, microsecond=0), self._newsroom.time_zone
        local = minute.astimezone(ZoneInfo(zone))
        return Hour(at=minute.astimezone(UTC), local=f"{local:%Y-%m-%dT%H:%M}", zone=zone)

    def _file(self, submission: ArticleSubmission) -> str:
        """Where it stands then; in a rehearsal, where it would stand if nothing else did."""
        filing = Filing(self._newsroom, self._moving.request)
        article = self._article(submission, self._newsroom.clock())
        modified_at = max(
            filter(None, (self._imported.modified_at, article.published_at)), default=None
        )

        def plan() -> tuple[list[Write], Receipt]:
            return filing.writes(None, article, "import", self._imported.source, at=modified_at)

        if self._moving.is_rehearsal:
            month = month_of(article.published_at or article.created_at, self._newsroom.time_zone)
            return article_path(month, article.content.slug)
        return str(commit_once(self._newsroom, self._moving.request, plan)["path"])

    def _redirect(self, address: str, path: str) -> None:
        if address == path:
            return
        known = self._newsroom.table.get(Address, address_key(address))
        if known and (known.article_id == self._id or known.target):
            return
        if not is_free_for_redirects(address):
            self._taken.notes.append(
                LeftOut(id=self._imported.id, reason="address_not_free", detail=address)
            )
            return
        try:
            if not self._moving.is_rehearsal:
                sent = RedirectSubmission(path=address, target=path)
                put_redirect(self._newsroom, self._moving.request, sent)
        except (Conflict, Invalid) as error:
            self._taken.notes.append(_left_out(self._imported.id, "address_taken", error))
        else:
            self._taken.redirects += 1


def _left_out(one: str, reason: str, error: BroadsheetError) -> LeftOut:
    wrong = error.errors if isinstance(error, Invalid) else ()
    said = "; ".join(f"{e.pointer} {e.detail}" for e in wrong) or error.detail
    return LeftOut(id=one, reason=reason, detail=said)
