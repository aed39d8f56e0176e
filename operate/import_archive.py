"""Any archive becomes articles of ours, with who wrote them and what readers said."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.transfer.comment_lines import ArticleRef
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote, OldAddress, OldFile
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.archives import (
    Archive,
    Described,
    Discussed,
    Illustrated,
    Partial,
)
from broadsheet.usecases.transfer.bringing import FilesReport
from broadsheet.usecases.transfer.dry_run_table import DryRunTable
from broadsheet.usecases.transfer.import_articles import (
    Moving,
    SiteImportReport,
    id_of,
    import_articles,
    import_authors,
)
from broadsheet.usecases.transfer.import_comments import ImportOptions, ImportReport
from broadsheet.usecases.transfer.import_redirects import import_old_addresses, import_redirects
from operate.bring_files import BroughtFiles, FilesWish, Known
from operate.import_comments import set_aside
from operate.progress import Bar

IMPORT = Principal("import", frozenset(), frozenset({Scope.SITE_EDIT}))
SECTION = "News"
"""Of articles without one."""


@dataclass
class Moved:
    """What became of an archive; `skipped` are things of it that no site of ours has.

    `attachments` stay where they are, `files` came along. `broken` says where it could not be
    read any further.
    """

    articles: SiteImportReport = field(default_factory=SiteImportReport)
    comments: ImportReport = field(default_factory=ImportReport)
    skipped: dict[str, int] = field(default_factory=dict)
    attachments: list[OldFile] = field(default_factory=list)
    files: FilesReport | None = None
    broken: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether not one article came in, now or before."""
        return not self.articles.articles.total() and not self.articles.there


def bring_in(
    services: CommentServices,
    archive: Archive,
    *,
    is_dry_run: bool = False,
    wish: FilesWish | None = None,
) -> Moved:
    """Take over what an archive has, in a dry run on a table that is gone in the end.

    Its files come along from within it, and from where it is wished. Raises BadFile, InFlight and
    OSError.
    """
    if is_dry_run:
        services = replace(services, table=DryRunTable(services.table))
    moved = Moved()
    moved.articles.total = archive.total
    files = _files_of(services, archive, wish or FilesWish(), is_dry_run=is_dry_run)
    _bring_articles(services, archive, moved.articles, files)
    # What of its files a story shows is known once all of them were read.
    if isinstance(archive, Partial):
        behind = archive.left_behind()
        moved.skipped, moved.attachments = behind.skipped, behind.files
        moved.broken = behind.broken
        moved.articles.notes += behind.notes
    if files.is_wished:
        moved.files = files.report
        moved.attachments = [one for one in moved.attachments if not files.place_of(one.url)]
    if isinstance(archive, Discussed):
        moved.comments = _comments(services, archive, archive.source, is_dry_run=is_dry_run)
    return moved


def _files_of(
    services: CommentServices, archive: Archive, wish: FilesWish, *, is_dry_run: bool
) -> BroughtFiles:
    known = Known(hosts=())
    if isinstance(archive, Described):
        known = Known(archive.hosts, archive.pictures)
    originals = archive.originals if isinstance(archive, Illustrated) else None
    return BroughtFiles(services, wish, known, originals, is_dry_run=is_dry_run)


def _bring_articles(
    services: CommentServices, archive: Archive, taken: SiteImportReport, files: BroughtFiles
) -> None:
    bar, of_redirects, request = Bar("articles"), Bar("old addresses"), _request()
    moving = Moving(
        services=services,
        request=request,
        article=article_from_fields,
        profile=profile_from_fields,
        files=files.importing(request),
        told=lambda taken: bar(taken.done, taken.total),
        told_of_redirects=of_redirects,
    )
    import_authors(moving, archive.authors(), taken)
    placed = import_articles(moving, _articles(archive, taken), taken)
    bar.end()
    import_redirects(moving, placed, taken)
    of_redirects.end()
    files.lead_on(request)
    import_old_addresses(moving, _as_they_are(archive.old_addresses(), files), taken)


def _as_they_are(olds: Iterable[OldAddress], files: BroughtFiles) -> Iterator[OldAddress]:
    """With the address that a file has here by now."""
    for old in olds:
        here = files.place_of(old.name) if old.kind == "file" else ""
        yield OldAddress(old.path, old.kind, here or old.name)


def _request() -> Request:
    return Request(id=f"import-{uuid.uuid4().hex}", who=IMPORT)


def _articles(archive: Archive, taken: SiteImportReport) -> Iterator[ImportedArticle]:
    for article in archive.articles():
        if isinstance(article, ImportNote):
            taken.left_out.append(article)
        else:
            yield article


def _comments(
    services: CommentServices, archive: Discussed, source: str, *, is_dry_run: bool
) -> ImportReport:
    def find(ref: ArticleRef) -> str | None:
        article = services.table.get(Article, article_key(id_of(source, ref.identifier)))
        return article.id if article and article.status is not Status.DELETED else None

    bar = Bar("comments")
    options = ImportOptions(is_dry_run=is_dry_run, told=lambda told: bar(told.done, told.total))
    report = set_aside(services, _request(), archive.comments(), find, options)
    bar.end()
    return report
