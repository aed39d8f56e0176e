"""Stories of every state, as the newsroom lists and finds them."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk.story_entry import EVERYBODY, Queue, StoryEntry
from broadsheet.domain.search.words import SearchTerm, index_words
from broadsheet.domain.shared.names import folded


class Named(StrEnum):
    """What a story is found by beside its words: by what it is called, or by its slug."""

    SECTION = "section"
    TAG = "tag"
    AUTHOR = "author"


_IN_WORK = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.SCHEDULED})
"""States in which a story is also in the list of whom it is assigned to."""


def queue_of(article: Article) -> Queue:
    """The queue of a story that was not deleted."""
    if article.status is Status.DRAFT and article.returned:
        return Queue.RETURNED
    return Queue(article.status.value)


def queues_of(status: Status) -> tuple[Queue, ...]:
    """The queues in which the stories of a state are."""
    if status is Status.DRAFT:
        return (Queue.DRAFT, Queue.RETURNED)
    return (Queue(status.value),)


def story_entries_of(article: Article) -> Iterator[StoryEntry]:
    """The article's entries: everybody's, and those of who made it and of who has it.

    A deleted one has none, and one that readers have or had is nobody's turn any more.
    """
    if article.status is Status.DELETED:
        return
    turn = article.assigned_to.id if article.assigned_to and article.status in _IN_WORK else ""
    entry = _entry(article)
    for of in dict.fromkeys((EVERYBODY, article.created_by_id, turn)):
        yield msgspec.structs.replace(entry, of=of)


def _entry(article: Article) -> StoryEntry:
    content = article.content
    return StoryEntry(
        queue=queue_of(article),
        of=EVERYBODY,
        id=article.id,
        version=article.version,
        status=article.status,
        title=content.title,
        section=content.section,
        authors=tuple(author.name for author in content.byline),
        language=content.language,
        direction=content.direction,
        path=article.path,
        created_by=article.created_by,
        created_by_id=article.created_by_id,
        changed_at=article.modified_at,
        changed_by=article.modified_by,
        published_at=article.published_at,
        publish_at=article.publish_at,
        unpublish_at=article.unpublish_at,
        returned=article.returned,
        assigned_to=article.assigned_to,
        words=f" {' '.join(sorted(index_words((content.title, content.standfirst))))} ",
        marks=tuple(_marks(article)),
    )


def _marks(article: Article) -> Iterator[str]:
    content = article.content
    named = [(Named.SECTION, content.section.name, content.section.slug)]
    named += [(Named.TAG, tag.name, tag.slug) for tag in content.tags]
    named += [(Named.AUTHOR, author.name, author.slug) for author in content.byline]
    for kind, name, slug in named:
        yield from dict.fromkeys((mark_of(kind, name), mark_of(kind, slug)))
    if article.assigned_to:
        yield assigned_mark(article.assigned_to.id)


def assigned_mark(person: str) -> str:
    """What a story is marked with while it is the turn of whoever has this id."""
    return f"assigned:{person}"


def mark_of(kind: Named, called: str) -> str:
    """What a story is marked with that has this section, tag or author, by name or by slug."""
    return f"{kind}:{folded(called)}"


def sought(term: SearchTerm) -> Iterator[str]:
    """What is among the `words` of every story that has the term."""
    for word, whole in term.lookups:
        yield f" {word} " if whole else f" {word}"
