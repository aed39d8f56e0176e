"""What somebody typed beside what stands: words that differ, and a story of what is chosen."""

from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.article import Article, Revision, revision_key
from broadsheet.domain.desk.merging import ChoiceOf, Passage, merged, passages_of
from broadsheet.domain.desk.typed import Typed, tidy, typed_of
from broadsheet.domain.shared.errors import VersionMismatch
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.desk.seen_article import seen_article
from broadsheet.usecases.shared.ports import Reads


class Comparison(NamedTuple):
    """The article that stands, and every passage of it and of what was typed."""

    article: Article
    passages: list[Passage]


def compare_with_saved(
    reads: Reads, who: Principal, article_id: str, mine: Typed, based_on: int
) -> Comparison:
    """What was typed, which began with the version `based_on`, beside what is saved now.

    Raises NotFound.
    """
    article = seen_article(reads, who, article_id)
    base = _base(reads, article, based_on)
    return Comparison(article, passages_of(base, typed_of(article), tidy(mine)))


def merge_with_saved(
    reads: Reads,
    who: Principal,
    article_id: str,
    mine: Typed,
    versions: tuple[int, int],
    choice_of: ChoiceOf,
) -> dict[str, tuple[str, ...]]:
    """The story of the choices between what was typed and what is saved.

    `versions` are the one that it began with, and the one whose passages were chosen from. Raises
    NotFound, VersionMismatch where that is not the newest any more, and Invalid for passages
    without a choice.
    """
    based_on, looked_at = versions
    article = seen_article(reads, who, article_id)
    if article.version != looked_at:
        raise VersionMismatch(f"Version {article.version} is the newest, by {article.modified_by}.")
    return merged(_base(reads, article, based_on), typed_of(article), tidy(mine), choice_of)


def _base(reads: Reads, article: Article, version: int) -> dict[str, tuple[str, ...]] | None:
    """The version that was begun with, as it stood in the fields; None where it is not there."""
    if version == article.version:
        return typed_of(article)
    revision = reads.get(Revision, revision_key(article.id, version)) if version > 0 else None
    if revision is None:
        return None
    return typed_of(msgspec.structs.replace(article, content=revision.content))
