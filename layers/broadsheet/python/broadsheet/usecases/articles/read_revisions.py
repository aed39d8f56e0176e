"""Every edit of an article, for those who may see it whole: to list, to read, to compare."""

from itertools import pairwise

from broadsheet.domain.articles.article import Article, Revision, revision_key
from broadsheet.domain.articles.revisions import FieldChange, RevisionStep, changed_fields, compared
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Reads, Span

MOST_STEPS = 20
"""The newest versions that somebody who edited an old one is told of."""


def list_revisions(
    reads: Reads,
    who: Principal,
    article_id: str,
    limit: int,
    cursor: Cursor | None,
    *,
    newest_first: bool = True,
) -> Slice[Revision]:
    """The article's revisions; oldest first, they are its trail. Raises NotFound, Malformed."""
    article = seen_article(reads, who, article_id)
    return trail_of(reads, article.id, limit, cursor, newest_first=newest_first)


def trail_of(
    reads: Reads,
    article_id: str,
    limit: int,
    cursor: Cursor | None = None,
    *,
    newest_first: bool = True,
) -> Slice[Revision]:
    """The same for whoever has the article before them. Raises Malformed."""
    first, last = revision_key(article_id, 0), revision_key(article_id, 999_999)
    span = Span(first.pk, first.sk, last.sk)
    return slice_of(reads, Revision, span, limit, cursor, newest_first=newest_first)


def revision_of(reads: Reads, who: Principal, article_id: str, version: int) -> Revision:
    """One of them. Raises NotFound."""
    return kept_revision(reads, seen_article(reads, who, article_id).id, version)


def kept_revision(reads: Reads, article_id: str, version: int) -> Revision:
    """The same for whoever has the article before them. Raises NotFound."""
    revision = reads.get(Revision, revision_key(article_id, version))
    if revision is None:
        raise NotFound(sentence("There is no such revision."))
    return revision


def compare_revisions(
    reads: Reads, who: Principal, article_id: str, older: int, newer: int
) -> list[FieldChange]:
    """What was changed from one to the other. Raises NotFound."""
    article = seen_article(reads, who, article_id)
    return compared(*(kept_revision(reads, article.id, one) for one in (older, newer)))


def steps_since(reads: Reads, article: Article, version: int) -> list[RevisionStep]:
    """Who changed what since a version, oldest first; nothing if it never was one."""
    if not 0 < version < article.version:
        return []
    first = max(version, article.version - MOST_STEPS)
    keys = [revision_key(article.id, number) for number in range(first, article.version + 1)]
    found = reads.get_many(Revision, keys)
    there = [found[key] for key in keys if key in found]
    return [
        RevisionStep(
            version=newer.version,
            action=newer.action,
            by=newer.by,
            at=stamp(newer.at),
            fields=changed_fields(older.content, newer.content),
        )
        for older, newer in pairwise(there)
    ]
