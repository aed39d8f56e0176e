"""A whole WordPress site: its articles and, from the same file, their comments."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.spool import PostSpool
from broadsheet.adapters.imports.wxr_articles import article_of, authors_of
from broadsheet.adapters.imports.wxr_comments import wxr_comments
from broadsheet.adapters.imports.wxr_site import Explained, wxr_posts
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut
from broadsheet.domain.transfer.file_names import place_of
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.committing import Request
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
from broadsheet.usecases.transfer.import_redirects import import_redirects
from operate.bring_files import BroughtFiles, FilesWish, Known
from operate.import_comments import opened, set_aside
from operate.progress import Bar

IMPORT = Principal("import", frozenset(), frozenset({Scope.SITE_EDIT}))
SECTION = "News"
"""Of posts without a category."""


class Attachment(NamedTuple):
    """A file of the old site: its id there, and its address."""

    id: str
    url: str


@dataclass
class Moved:
    """What became of a file; `skipped` are things of it that no site of ours has.

    `attachments` stay where they are, `files` came along. `broken` says where the file could not
    be read any further.
    """

    articles: SiteImportReport = field(default_factory=SiteImportReport)
    comments: ImportReport = field(default_factory=ImportReport)
    skipped: dict[str, int] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    files: FilesReport | None = None
    broken: str = ""


def bring_in_wordpress(
    services: CommentServices,
    path: Path,
    *,
    is_dry_run: bool = False,
    section: str = SECTION,
    wish: FilesWish | None = None,
) -> Moved:
    """Take over what a WXR file has, in a dry run on a table that is gone in the end.

    Its files come along if it is wished. All that can be read is read before anything is written.
    Raises BadFile, InFlight and OSError.
    """
    if is_dry_run:
        services = replace(services, table=DryRunTable(services.table))
    moved, explained = Moved(), Explained()
    zone = ZoneInfo(services.time_zone)
    with tempfile.TemporaryDirectory() as folder, PostSpool(Path(folder)) as spool:
        with opened(path) as file:
            for post in wxr_posts(file, explained, zone):
                spool.add(post)
        moved.articles.total, moved.skipped = spool.count, dict(explained.skipped)
        moved.attachments = [
            Attachment(number, image.url) for number, image in explained.attachments.items()
        ]
        if explained.broken:
            moved.broken = f"{explained.broken} The last that was read: {explained.last}."
        files = _files_of(services, explained, wish or FilesWish(), is_dry_run=is_dry_run)
        _bring_articles(services, spool, explained, section, moved.articles, files)
        if files.is_wished:
            moved.files = files.report
            moved.attachments = [one for one in moved.attachments if not files.has(one.url)]
    moved.comments = _comments(services, path, explained, is_dry_run=is_dry_run)
    return moved


def _files_of(
    services: CommentServices, explained: Explained, wish: FilesWish, *, is_dry_run: bool
) -> BroughtFiles:
    known = list(explained.attachments.values())
    hosts = {explained.host, *(place.host for one in known if (place := place_of(one.url)))}
    return BroughtFiles(services, wish, Known(hosts, known), is_dry_run=is_dry_run)


def _bring_articles(
    services: CommentServices,
    spool: PostSpool,
    explained: Explained,
    section: str,
    taken: SiteImportReport,
    files: BroughtFiles,
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
    import_authors(moving, authors_of(explained), taken)
    placed = import_articles(moving, _articles(spool, explained, section, taken), taken)
    bar.end()
    import_redirects(moving, placed, taken)
    of_redirects.end()
    files.lead_on(request)


def _request() -> Request:
    return Request(id=f"import-{uuid.uuid4().hex}", who=IMPORT)


def _articles(
    spool: PostSpool, explained: Explained, section: str, taken: SiteImportReport
) -> Iterator[ImportedArticle]:
    for post in spool:
        article = article_of(post, explained, section)
        if isinstance(article, ImportNote):
            taken.left_out.append(article)
        else:
            yield article


def _comments(
    services: CommentServices, path: Path, explained: Explained, *, is_dry_run: bool
) -> ImportReport:
    def find(ref: ArticleRef) -> str | None:
        key = article_key(id_of(explained.source, ref.identifier))
        article = services.table.get(Article, key)
        return article.id if article and article.status is not Status.DELETED else None

    bar = Bar("comments")
    options = ImportOptions(is_dry_run=is_dry_run, told=lambda told: bar(told.done, told.total))
    with opened(path) as file:
        found = wxr_comments(file, ZoneInfo(services.time_zone))
        readable = _as_far_as_it_goes(found) if explained.broken else found
        report = set_aside(services, _request(), readable, find, options)
    bar.end()
    return report


def _as_far_as_it_goes(
    found: Iterator[ImportedComment | LeftOut],
) -> Iterator[ImportedComment | LeftOut]:
    with suppress(BadFile):
        yield from found
