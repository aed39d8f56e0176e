"""A whole WordPress site: its articles and, from the same file, their comments."""

import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.adapters.post_spool import PostSpool
from broadsheet.adapters.wxr_comments import wxr_comments
from broadsheet.adapters.wxr_site import Explained, article_of, authors_of, wxr_posts
from broadsheet.domain.article import Article, article_key
from broadsheet.domain.comment_transfer import ArticleRef, LeftOut
from broadsheet.domain.life import Status
from broadsheet.domain.principal import Principal, Scope
from broadsheet.domain.site_transfer import ImportedArticle
from broadsheet.usecases.comment_desk import CommentDesk
from broadsheet.usecases.import_articles import (
    Moving,
    Taken,
    id_of,
    import_articles,
    import_authors,
)
from broadsheet.usecases.import_comments import Report, Wishes
from broadsheet.usecases.newsroom import Request
from local.comments_import import opened, set_aside
from local.progress import Bar

IMPORT = Principal("import", frozenset(), frozenset({Scope.SITE_EDIT}))
SECTION = "News"
"""Of posts without a category."""


@dataclass
class Moved:
    """What became of a file; `skipped` are things of it that no site of ours has."""

    articles: Taken = field(default_factory=Taken)
    comments: Report = field(default_factory=Report)
    skipped: dict[str, int] = field(default_factory=dict)


def bring_in_wordpress(
    desk: CommentDesk, path: Path, *, is_rehearsal: bool = False, section: str = SECTION
) -> Moved:
    """Take over what a WXR file has. Raises BadFile and InFlight.

    The whole file is read before anything is written: half a file is none.
    """
    moved = Moved()
    zone = ZoneInfo(desk.newsroom.time_zone)
    request = Request(id=f"import-{uuid.uuid4().hex}", who=IMPORT)
    explained, bar = Explained(), Bar("articles")
    with tempfile.TemporaryDirectory() as folder, PostSpool(Path(folder)) as spool:
        with opened(path) as file:
            for post in wxr_posts(file, explained, zone):
                spool.add(post)
        moved.articles.total, moved.skipped = spool.count, dict(explained.skipped)
        moving = Moving(
            newsroom=desk.newsroom,
            request=request,
            is_rehearsal=is_rehearsal,
            told=lambda taken: bar(taken.done, taken.total),
        )
        import_authors(moving, authors_of(explained), moved.articles)
        import_articles(
            moving, _articles(spool, explained, section, moved.articles), moved.articles
        )
    bar.end()
    moved.comments = _comments(desk, path, explained, moved, is_rehearsal=is_rehearsal)
    return moved


def _articles(
    spool: PostSpool, explained: Explained, section: str, taken: Taken
) -> Iterator[ImportedArticle]:
    for post in spool:
        article = article_of(post, explained, section)
        if isinstance(article, LeftOut):
            taken.left_out.append(article)
        else:
            yield article


def _comments(
    desk: CommentDesk, path: Path, explained: Explained, moved: Moved, *, is_rehearsal: bool
) -> Report:
    refused = {one.id for one in moved.articles.left_out}

    def find(ref: ArticleRef) -> str | None:
        article_id = id_of(explained.source, ref.identifier)
        if is_rehearsal:
            return None if ref.identifier in refused else article_id
        article = desk.newsroom.table.get(Article, article_key(article_id))
        return article.id if article and article.status is not Status.DELETED else None

    bar = Bar("comments")
    wishes = Wishes(is_rehearsal=is_rehearsal, told=lambda told: bar(told.done, told.total))
    request = Request(id=f"import-{uuid.uuid4().hex}", who=IMPORT)
    zone = ZoneInfo(desk.newsroom.time_zone)
    with opened(path) as file:
        report = set_aside(desk, request, wxr_comments(file, zone), find, wishes)
    bar.end()
    return report
