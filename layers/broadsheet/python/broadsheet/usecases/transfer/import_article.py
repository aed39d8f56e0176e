"""One article of another system becomes one of ours, by the rules that hold for authors."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.articles.article import Article, Hour, Term, article_key
from broadsheet.domain.articles.hours import is_in_the_calendar
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.submitted import (
    BODY_BYTES,
    MOST_AUTHORS,
    MOST_TAGS,
    SubmittedArticle,
)
from broadsheet.domain.shared.errors import Invalid, TooLarge
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote
from broadsheet.usecases.articles.change_article import ArticleReceipt, Filing
from broadsheet.usecases.articles.known_sections import is_known
from broadsheet.usecases.media.pictured import pictured
from broadsheet.usecases.shared.committing import commit_once
from broadsheet.usecases.shared.ports import Write
from broadsheet.usecases.transfer.fitting import without_body
from broadsheet.usecases.transfer.moving import Moving, Placed, SiteImportReport, id_of, told_of
from broadsheet.usecases.transfer.pictures_later import Later, is_as_it_came

_TRIES = 3
"""What is left of a field may be wrong as well."""
_NOBODY = [{"name": "Editors"}]
_SPARED: Mapping[str, Any] = {
    "standfirst": "",
    "section": "News",
    "tags": [],
    "byline": _NOBODY,
    "lead_image": None,
    "language": None,
    "slug": None,
    "comments": None,
    "series": None,
}
"""What stands in a field where what was brought cannot."""
_STATUSES = {
    "draft": Status.DRAFT,
    "scheduled": Status.SCHEDULED,
    "published": Status.PUBLISHED,
}


class Importing:
    """One article."""

    def __init__(self, moving: Moving, imported: ImportedArticle, taken: SiteImportReport) -> None:
        self._moving, self._services = moving, moving.services
        self._imported, self._taken = imported, taken
        self._id = id_of(imported.source, imported.id)
        self._notes: list[ImportNote] = []

    def placed(self) -> Placed | None:
        """Where it stands then; None where it was refused, or somebody has deleted it."""
        there = self._services.table.get(Article, article_key(self._id))
        given = self._with_files(there)
        self._notes += given.notes
        if there is None:
            try:
                path = self._filed()
            except (Invalid, TooLarge) as error:
                self._taken.left_out.append(told_of(given.id, given.title, "refused", error))
                return None
            self._taken.articles[self._status().value] += 1
            self._taken.notes += dict.fromkeys(self._notes)
        else:
            self._taken.there += 1
            # Whoever starts again has no report of the run that died.
            self._taken.notes += dict.fromkeys(self._notes)
            if there.status is Status.DELETED:
                return None
            path = there.path
            self._show_what_came_later(there)
        return Placed(given.id, given.title, self._id, path, given.addresses, given.former)

    def _filed(self) -> str:
        """Where it stands; what a reader would see nothing of has no body, as an empty one."""
        try:
            return self._file(self._submitted())
        except Invalid as error:
            if {one.code for one in error.errors} != {"shows_nothing"}:
                raise
        given = self._imported
        has_title = all(note.reason != "no_title" for note in given.notes)
        given, body = without_body(given, self._note, has_title=has_title)
        self._imported = msgspec.structs.replace(given, body=body)
        return self._file(self._submitted())

    def _with_files(self, there: Article | None) -> ImportedArticle:
        """With its files; one that is there gets them into the text that it has by now."""
        files, given = self._moving.files, self._imported
        if files is not None:
            makes = there is None or is_as_it_came(there, self._moving.request)
            text = there.content.body if there and makes else None
            self._imported = files(given, makes=makes, text=text)
        return self._imported

    def _show_what_came_later(self, there: Article) -> None:
        given = self._imported
        shows = "media:" in given.body or bool(given.image and given.image.media)
        if not shows or not is_as_it_came(there, self._moving.request):
            return
        try:
            content = self._submitted().content(self._services.language)
            later = Later(self._services, self._moving.request, given.source)
            self._taken.pictured += later.shown(there, content)
        except (Invalid, TooLarge) as error:
            self._taken.notes.append(told_of(given.id, given.title, "pictures_left", error))

    def _note(self, reason: str, detail: str) -> None:
        self._notes.append(ImportNote(self._imported.id, self._imported.title, reason, detail))

    def _submitted(self) -> SubmittedArticle:
        given = self._imported
        if len(given.body.encode()) > BODY_BYTES:
            raise TooLarge(
                for_programs(f"/body may have {BODY_BYTES} bytes; this one has a block of more.")
            )
        # A series counts among the tags.
        most_tags = MOST_TAGS - 1 if given.series else MOST_TAGS
        for name, most in (("tags", most_tags), ("authors", MOST_AUTHORS)):
            if over := getattr(given, name)[most:]:
                self._note(f"too_many_{name}", ", ".join(over))
        image = given.image
        fields: dict[str, Any] = {
            "title": given.title,
            "standfirst": given.standfirst,
            "body": given.body,
            "section": given.section,
            "tags": list(given.tags[:most_tags]),
            "byline": [{"name": name} for name in given.authors[:MOST_AUTHORS]] or _NOBODY,
            "slug": given.slug or slug_of(given.title),
            "comments": given.comments,
            "language": given.language or None,
            "series": msgspec.to_builtins(given.series),
            "drop_cap": given.drop_cap,
        }
        if image:
            named = {"media": image.media} if image.media else {"url": image.url}
            said = {"caption": image.caption, "credit": image.credit}
            said = {name: words for name, words in said.items() if words}
            fields["lead_image"] = {**named, "alt": image.alt, **said}
        for _ in range(_TRIES):
            try:
                return self._moving.article(fields)
            except Invalid as error:
                fields = self._spared(fields, error)
        return self._moving.article(fields)

    def _spared(self, fields: dict[str, Any], error: Invalid) -> dict[str, Any]:
        """The fields without what is wrong of them: no story is lost for those."""
        wrong = {e.pointer: e.detail for e in error.errors}
        spared = dict(fields)
        for pointer, detail in wrong.items():
            name = pointer.split("/")[1]
            if name not in _SPARED:
                raise error
            self._note("field_left_out", f"{pointer} {detail}: {_value_at(fields, pointer)}")
            if name not in ("tags", "byline"):
                spared[name] = _SPARED[name]
        for name in ("tags", "byline"):
            kept = [
                one
                for n, one in enumerate(fields[name])
                if not any(f"{p}/".startswith(f"/{name}/{n}/") for p in wrong)
            ]
            spared[name] = kept or _SPARED[name]
        return spared

    def _status(self) -> Status:
        """What was to come and is past by now is published: its hour was missed elsewhere."""
        status = _STATUSES[self._imported.status]
        at = self._imported.at
        if status is Status.DRAFT or at is None or not is_in_the_calendar(at):
            return Status.DRAFT
        is_past = at <= self._services.clock()
        return Status.PUBLISHED if is_past else Status.SCHEDULED

    def _article(self, submission: SubmittedArticle, now: datetime) -> Article:
        own = self._services.own_sections()
        content = submission.content(self._services.language, own_sections=own)
        content, (body, notes) = pictured(self._services, content)
        for note in notes:
            self._note(note.reason, note.what)
        status, who = self._status(), self._moving.request.who
        at = self._imported.at
        if status is Status.DRAFT and self._imported.status != "draft":
            self._note("no_date", "is a draft now")
        return Article(
            id=self._id,
            version=1,
            status=status,
            content=content,
            body=body,
            path="",
            # Other systems make slugs of titles too.
            slug_chosen=content.slug != slug_of(content.title),
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

    def _note_section(self, section: Term) -> None:
        """An import makes the sections that the other system has, and says which."""
        if section.name not in self._taken.sections and not is_known(self._services, section):
            self._taken.sections.append(section.name)

    def _file(self, submission: SubmittedArticle) -> str:
        """Where it stands then."""
        filing = Filing(self._services, self._moving.request)
        now = self._services.clock()
        article = self._article(submission, now)
        changed = filter(None, (self._imported.modified_at, article.published_at))
        modified_at = min(max(changed, default=now), now)
        self._note_section(article.content.section)

        def plan() -> tuple[list[Write], ArticleReceipt]:
            return filing.writes(None, article, "import", self._imported.source, at=modified_at)

        path = commit_once(self._services, self._moving.request, plan, ArticleReceipt).path
        if path.rstrip("/").rpartition("/")[2] != article.content.slug:
            self._note("slug_taken", f"{article.content.slug} is another's that month: {path}")
        return path


def _value_at(fields: Mapping[str, Any], pointer: str) -> object:
    """What a field has, or what it is part of."""
    value: Any = fields
    for step in pointer.split("/")[1:]:
        if isinstance(value, list | tuple) and step.isdecimal():
            value = value[int(step)]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
    return value
