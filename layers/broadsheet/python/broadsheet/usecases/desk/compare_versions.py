"""What somebody typed beside what stands: words that differ, and a story of what is chosen."""

from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.article import Article, Revision, revision_key
from broadsheet.domain.desk.merging import ChoiceOf, Passage, merged, passages_of
from broadsheet.domain.desk.typed import EMBARGO_FIELDS, HAS_EMBARGO, Typed, tidy, typed_beside
from broadsheet.domain.desk.working_copy import Typing, WorkingCopy
from broadsheet.domain.shared.errors import NotFound, VersionMismatch
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.desk.working_copies import working_copy
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.shared.services import Services

_UNKNOWN = "?"


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
    base = _base(reads, article, based_on, mine)
    return Comparison(article, passages_of(base, typed_beside(article, mine), tidy(mine)))


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
        raise VersionMismatch(
            sentence(
                "Version {version} is the newest, by {name}.",
                version=article.version,
                name=article.modified_by,
            )
        )
    base = _base(reads, article, based_on, mine)
    return merged(base, typed_beside(article, mine), tidy(mine), choice_of)


def _base(
    reads: Reads, article: Article, version: int, mine: Typed
) -> dict[str, tuple[str, ...]] | None:
    """The version that was begun with, as it stood in the fields; None where it is not there."""
    if version == article.version:
        return typed_beside(article, mine)
    revision = reads.get(Revision, revision_key(article.id, version)) if version > 0 else None
    if revision is None:
        return None
    fields = typed_beside(msgspec.structs.replace(article, content=revision.content), mine)
    # No version says which embargo there was: who of the two changed it nobody knows.
    return fields | ({EMBARGO_FIELDS[0]: (_UNKNOWN,)} if HAS_EMBARGO in mine else {})


def compare_with_copy(
    services: Services, who: Principal, typing: Typing
) -> tuple[WorkingCopy, list[Passage]]:
    """What was typed at one page beside what the same person typed at another.

    Raises NotFound where there is none.
    """
    copy = working_copy(services, who, typing.story)
    if copy is None:
        raise NotFound(sentence("What was typed at the other page was saved or dropped."))
    return copy, passages_of(None, copy.fields, tidy(typing.fields))


def merge_with_copy(
    services: Services, who: Principal, typing: Typing, mark: str, choice_of: ChoiceOf
) -> Typing:
    """The story of the choices between both; it has seen the copy with this mark.

    It is based on the older of what both began with, so that nobody's edit is passed over. Raises
    NotFound, VersionMismatch where the other page typed on, and Invalid.
    """
    copy, _ = compare_with_copy(services, who, typing)
    if copy.mark != mark:
        raise VersionMismatch(sentence("The other page was typed at in the meantime."))
    fields = merged(None, copy.fields, tidy(typing.fields), choice_of)
    based_on = min(copy.based_on, typing.based_on)
    return msgspec.structs.replace(typing, fields=fields, based_on=based_on, seen=mark)
