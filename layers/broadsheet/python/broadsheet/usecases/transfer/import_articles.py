"""Articles of another system become articles of ours: addresses, dates and states as they were.

Started again it goes on where it ended: an article's id follows from where it comes from, so that
what is there already is known, and left as it is.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from broadsheet.domain.articles.article import Article, Hour, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.articles.submitted import (
    BODY_BYTES,
    MOST_AUTHORS,
    MOST_TAGS,
    SubmittedArticle,
)
from broadsheet.domain.people.profile import Profile, SubmittedProfile, profile_key
from broadsheet.domain.shared.errors import BroadsheetError, Invalid, TooLarge
from broadsheet.domain.shared.names import folded
from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.transfer.comment_lines import is_plausible
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportedAuthor, ImportNote
from broadsheet.usecases.articles.change_article import ArticleReceipt, Filing
from broadsheet.usecases.articles.names import address_of
from broadsheet.usecases.people.edit_profile import write_profile
from broadsheet.usecases.shared.committing import Request, commit_once
from broadsheet.usecases.shared.ports import Write
from broadsheet.usecases.shared.services import Services

_NAMESPACE = uuid.UUID("0d8b9a0e-6c1f-5b51-9f64-2a35d0d1e7c4")
_STATUSES = {
    "draft": Status.DRAFT,
    "scheduled": Status.SCHEDULED,
    "published": Status.PUBLISHED,
}


@dataclass
class SiteImportReport:
    """What became of the articles of a file. `notes` are of those that were changed on the way.

    `total` is how many articles there are, where that is known from the start.
    """

    total: int = 0
    articles: Counter[str] = field(default_factory=Counter)
    there: int = 0
    redirects: int = 0
    profiles: int = 0
    left_out: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Articles that nothing more has to be done about."""
        return sum(self.articles.values()) + self.there + len(self.left_out)


@dataclass(frozen=True, kw_only=True)
class Moving:
    """How articles are taken over: by the rules that hold for authors and editors.

    `article` and `profile` make something of the fields that a request's JSON would have, and raise
    Invalid with every wrong one: nothing comes in that could not be sent. `told` is called with the
    report after each article, `told_of_redirects` with how many addresses of how many are dealt
    with.
    """

    services: Services
    request: Request
    article: Callable[[Mapping[str, object]], SubmittedArticle]
    profile: Callable[[Mapping[str, object]], SubmittedProfile]
    told: Callable[[SiteImportReport], None] = lambda _taken: None
    told_of_redirects: Callable[[int, int], None] = lambda _done, _total: None


@dataclass(frozen=True)
class Placed:
    """Where an article stands here, and where it stood."""

    id: str
    title: str
    article_id: str
    path: str
    addresses: tuple[str, ...]
    former: tuple[str, ...]


def id_of(source: str, post_id: str) -> str:
    """The id that an article of another system has here: the same at every import (UUIDv5)."""
    return str(uuid.uuid5(_NAMESPACE, f"{source}\0{post_id}"))


def import_authors(
    moving: Moving, authors: Iterable[ImportedAuthor], taken: SiteImportReport
) -> None:
    """Give everybody a profile who has none: with a name, for editors to say more.

    Articles name their authors as readers know them, so that two of one name are one here: told.
    """
    first: dict[str, str] = {}
    for author in authors:
        login = first.setdefault(folded(author.name), author.login)
        if login != author.login:
            taken.notes.append(ImportNote("", author.name, "one_name", f"{login}, {author.login}"))
        slug = address_of(moving.services.table, ListingKind.AUTHOR, author.name).slug
        if moving.services.table.get(Profile, profile_key(slug)):
            continue
        try:
            sent = moving.profile({"name": author.name})
        except Invalid as error:
            taken.notes.append(told_of("", author.name, "author_without_profile", error))
            continue
        taken.profiles += 1
        write_profile(moving.services, moving.request, slug, sent)


def import_articles(
    moving: Moving, articles: Iterable[ImportedArticle], taken: SiteImportReport
) -> list[Placed]:
    """Take over articles, which come in the order of their publication; where each of them stands.

    Raises InFlight if others keep changing the same things: then it is to be started again.
    """
    placed: dict[str, Placed | None] = {}
    for article in articles:
        if article.id in placed:
            taken.left_out.append(ImportNote(article.id, article.title, "twice"))
        else:
            placed[article.id] = _Importing(moving, article, taken).placed()
        moving.told(taken)
    return [one for one in placed.values() if one]


class _Importing:
    """One article."""

    def __init__(self, moving: Moving, imported: ImportedArticle, taken: SiteImportReport) -> None:
        self._moving, self._services = moving, moving.services
        self._imported, self._taken = imported, taken
        self._id = id_of(imported.source, imported.id)
        self._notes: list[ImportNote] = list(imported.notes)

    def placed(self) -> Placed | None:
        """Where it stands then; None where it was refused, or somebody has deleted it."""
        there = self._services.table.get(Article, article_key(self._id))
        given = self._imported
        if there is None:
            try:
                path = self._file(self._submitted())
            except (Invalid, TooLarge) as error:
                self._taken.left_out.append(told_of(given.id, given.title, "refused", error))
                return None
            self._taken.articles[self._status().value] += 1
            self._taken.notes += self._notes
        else:
            self._taken.there += 1
            # Whoever starts again has no report of the run that died.
            self._taken.notes += self._notes
            if there.status is Status.DELETED:
                return None
            path = there.path
        return Placed(given.id, given.title, self._id, path, given.addresses, given.former)

    def _note(self, reason: str, detail: str) -> None:
        self._notes.append(ImportNote(self._imported.id, self._imported.title, reason, detail))

    def _submitted(self) -> SubmittedArticle:
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
            "language": given.language or None,
        }
        if image:
            fields["lead_image"] = {"url": image.url, "alt": image.alt}
            if image.caption:
                fields["lead_image"]["caption"] = image.caption
        try:
            return self._moving.article(fields)
        except Invalid as error:
            return self._moving.article(self._spared(fields, error))

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
        is_past = at <= self._services.clock()
        return Status.PUBLISHED if is_past else Status.SCHEDULED

    def _article(self, submission: SubmittedArticle, now: datetime) -> Article:
        content = submission.content(
            self._services.language, own_sections=self._services.own_sections()
        )
        status, who = self._status(), self._moving.request.who
        at = self._imported.at
        if status is Status.DRAFT and self._imported.status != "draft":
            self._note("no_date", "is a draft now")
        return Article(
            id=self._id,
            version=1,
            status=status,
            content=content,
            body=self._services.markup.article(content.body),
            path="",
            created_at=min(at, now) if at else now,
            created_by=who.name,
            created_by_id=who.id,
            modified_at=now,
            modified_by=who.name,
            modified_by_id=who.id,
            published_at=at if status is Status.PUBLISHED else None,
            publish_at=self._hour(at) if status is Status.SCHEDULED and at else None,
        )

    def _hour(self, at: datetime) -> Hour:
        minute, zone = at.replace(second=0, microsecond=0), self._services.time_zone
        local = minute.astimezone(ZoneInfo(zone))
        return Hour(at=minute.astimezone(UTC), local=f"{local:%Y-%m-%dT%H:%M}", zone=zone)

    def _file(self, submission: SubmittedArticle) -> str:
        """Where it stands then."""
        filing = Filing(self._services, self._moving.request)
        now = self._services.clock()
        article = self._article(submission, now)
        changed = filter(None, (self._imported.modified_at, article.published_at))
        modified_at = min(max(changed, default=now), now)

        def plan() -> tuple[list[Write], ArticleReceipt]:
            return filing.writes(None, article, "import", self._imported.source, at=modified_at)

        path = commit_once(self._services, self._moving.request, plan, ArticleReceipt).path
        if path.rstrip("/").rpartition("/")[2] != article.content.slug:
            self._note("slug_taken", f"{article.content.slug} is another's that month: {path}")
        return path


def told_of(one: str, title: str, reason: str, error: BroadsheetError) -> ImportNote:
    """What an error says of an article."""
    wrong = error.errors if isinstance(error, Invalid) else ()
    said = "; ".join(f"{e.pointer} {e.detail}" for e in wrong) or error.detail
    return ImportNote(one, title, reason, said)
