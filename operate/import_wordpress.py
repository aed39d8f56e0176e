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
from broadsheet.adapters.imports.wxr_addresses import old_addresses_of
from broadsheet.adapters.imports.wxr_articles import article_of, authors_of
from broadsheet.adapters.imports.wxr_comments import wxr_comments
from broadsheet.adapters.imports.wxr_site import Explained, wxr_posts
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.committing import Request
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
from operate.import_comments import opened, set_aside
from operate.progress import Bar

IMPORT = Principal("import", frozenset(), frozenset({Scope.SITE_EDIT}))
SECTION = "News"
"""Of posts without a category."""


class Wishes(NamedTuple):
    """What whoever brings the file says of its posts."""

    section: str
    language: str


class Attachment(NamedTuple):
    """A file of the old site: its id there, and its address."""

    id: str
    url: str


@dataclass
class Moved:
    """What became of a file; `skipped` are things of it that no site of ours has.

    `attachments` stay where they are. `broken` says where the file could not be read any further.
    """

    articles: SiteImportReport = field(default_factory=SiteImportReport)
    comments: ImportReport = field(default_factory=ImportReport)
    skipped: dict[str, int] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    broken: str = ""


def bring_in_wordpress(
    services: CommentServices,
    path: Path,
    *,
    is_dry_run: bool = False,
    section: str = SECTION,
    language: str = "",
) -> Moved:
    """Take over what a WXR file has, in a dry run on a table that is gone in the end.

    `section` is of posts without a category, `language` of those that do not say theirs, whatever
    the blog's settings were. All that can be read is read before anything is written. Raises
    BadFile and InFlight.
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
        wishes = Wishes(section, language)
        if explained.mended:
            places = (
                f"{explained.mended} places that are no XML, such as an & alone, were put right"
            )
            moved.articles.notes.append(ImportNote("", path.name, "file_mended", places))
        _bring_articles(services, spool, explained, wishes, moved.articles)
    moved.comments = _comments(services, path, explained, is_dry_run=is_dry_run)
    return moved


def _bring_articles(
    services: CommentServices,
    spool: PostSpool,
    explained: Explained,
    wishes: Wishes,
    taken: SiteImportReport,
) -> None:
    bar, of_redirects = Bar("articles"), Bar("old addresses")
    moving = Moving(
        services=services,
        request=_request(),
        article=article_from_fields,
        profile=profile_from_fields,
        told=lambda taken: bar(taken.done, taken.total),
        told_of_redirects=of_redirects,
    )
    import_authors(moving, authors_of(explained), taken)
    placed = import_articles(moving, _articles(spool, explained, wishes, taken), taken)
    bar.end()
    import_redirects(moving, placed, taken)
    import_old_addresses(moving, old_addresses_of(explained, wishes.section), taken)
    of_redirects.end()


def _request() -> Request:
    return Request(id=f"import-{uuid.uuid4().hex}", who=IMPORT)


def _articles(
    spool: PostSpool, explained: Explained, wishes: Wishes, taken: SiteImportReport
) -> Iterator[ImportedArticle]:
    for post in spool:
        article = article_of(post, explained, wishes.section, wishes.language)
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
