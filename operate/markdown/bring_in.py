"""A whole folder of Markdown: its articles, and who wrote them."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.transfer.dry_run_table import DryRunTable
from broadsheet.usecases.transfer.import_articles import (
    Moving,
    SiteImportReport,
    import_articles,
    import_authors,
)
from broadsheet.usecases.transfer.import_redirects import import_redirects
from operate.import_wordpress import IMPORT, SECTION, Attachment, Moved
from operate.markdown.archive import MarkdownArchive
from operate.progress import Bar


def bring_in_folder(
    services: Services, path: Path, *, is_dry_run: bool = False, section: str = SECTION
) -> Moved:
    """Take over what a folder has, in a dry run on a table that is gone in the end.

    Raises BadFile and InFlight.
    """
    if is_dry_run:
        services = replace(services, table=DryRunTable(services.table))
    archive, moved = MarkdownArchive(path, section=section, zone=services.time_zone), Moved()
    moved.articles.total = archive.total
    bar, of_redirects = Bar("articles"), Bar("old addresses")
    moving = Moving(
        services=services,
        request=Request(id=f"import-{uuid.uuid4().hex}", who=IMPORT),
        article=article_from_fields,
        profile=profile_from_fields,
        told=lambda taken: bar(taken.done, taken.total),
        told_of_redirects=of_redirects,
    )
    import_authors(moving, archive.authors(), moved.articles)
    placed = import_articles(moving, _articles(archive, moved.articles), moved.articles)
    bar.end()
    import_redirects(moving, placed, moved.articles)
    of_redirects.end()
    moved.skipped = dict(archive.skipped)
    moved.attachments = [
        Attachment(file.name, address) for address, file in archive.originals.found.items()
    ]
    moved.broken = " ".join(archive.people.broken)
    return moved


def _articles(archive: MarkdownArchive, taken: SiteImportReport) -> Iterator[ImportedArticle]:
    for article in archive.articles():
        if isinstance(article, ImportNote):
            taken.left_out.append(article)
        else:
            yield article
