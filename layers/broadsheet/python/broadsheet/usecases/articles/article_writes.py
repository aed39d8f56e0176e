"""An article before and after, as the writes of one transaction.

At most 100 writes with the replay, which is what TransactWriteItems takes: article, revision, card,
replay, words, an address, 31 listings left and 32 entered (it leaves the site's own only to enter
none; a series takes the place of a tag), 18 links, 2 translations of which one is left, 2 labels
with what ends each, the discussion with what would close it, what ends the article itself, and 2 of
the newsroom's queues left and 2 entered. Whoever adds to it takes something away:
`test_article_writes.py` counts.
"""

from collections.abc import Iterator
from datetime import datetime

from broadsheet.domain.articles.article import Address, Article, ArticleLink, Revision, address_key
from broadsheet.domain.articles.due import DUE_PK, NEWS_LASTS, Due, DueAction
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import BreakingEntry, NewsEntry, card_of, entries_of
from broadsheet.domain.articles.series import series_part_of
from broadsheet.domain.articles.translation import translation_of
from broadsheet.domain.comments.discussion import closing_of, discussion_key, discussion_of
from broadsheet.domain.desk.stories import story_entries_of
from broadsheet.domain.search.index import SearchWords, position_of, search_words_key
from broadsheet.domain.search.searched_text import search_words_of, searched_of
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Remove, Write

MOST = 99
"""Writes of one transaction (TransactWriteItems), but for the replay."""


def article_writes(
    before: Article | None,
    after: Article,
    action: str,
    now: datetime,
    note: str = "",
    *,
    by: Principal | None = None,
) -> list[Write]:
    """Everything that has to change with the article, so that its lists never disagree with it.

    `note` is what its maker says about the change, for the trail. `by` is who did it where that is
    not who changed the article last: what readers do not see does not count as a change of it.
    """
    unchanged = Equals("version", before.version) if before else Absent()
    writes = [
        Put(after, unchanged),
        Put(_revision(after, action, now, note, by), Absent()),
        *_address_writes(before, after),
        *_difference(_shown(before), _shown(after)),
        *_difference(_queued(before), _queued(after)),
        *_search_writes(before, after),
        *_discussion_writes(before, after, now),
        *_difference(_labels(before), _labels(after, now), always=True),
        *_difference(
            {due.key: due for due in _appointments(before)},
            {due.key: due for due in _appointments(after)},
            always=True,
        ),
    ]
    return writes if len(writes) <= MOST else list(filter(_matters, writes))


def _matters(write: Write) -> bool:
    """Whether nothing else does it: that an hour has moved, the clock finds by itself."""
    return not (isinstance(write, Remove) and write.key.pk == DUE_PK)


def public_records(article: Article | None, at: datetime) -> dict[Key, Record]:
    """What readers' pages are made of because of the article as it was at `at`, by its keys.

    The text is not gone through for the words that search finds it by: each version has others.
    """
    if article is None or not article.is_public:
        return {}
    records = _shown(article) | _labels(article, at)
    discussion = discussion_of(article, at)
    if discussion:
        records[discussion.key] = discussion
    if article.is_listed:
        words = SearchWords(
            position=position_of(article), article_id=article.id, words=f"{article.version}"
        )
        records[words.key] = words
    return records


def _revision(
    after: Article, action: str, now: datetime, note: str, by: Principal | None
) -> Revision:
    return Revision(
        article_id=after.id,
        version=after.version,
        status=after.status,
        action=action,
        content=after.content,
        # The words may be older than the deed: the trail says when they came.
        at=max(now, after.modified_at),
        by=by.name if by else after.modified_by,
        by_id=by.id if by else after.modified_by_id,
        note=note,
    )


def _address_writes(before: Article | None, after: Article) -> Iterator[Write]:
    known = before.paths if before else ()
    if after.path not in known:
        yield Put(Address(path=after.path, article_id=after.id), Absent())
    for path in known:
        if path not in after.paths:
            yield Remove(address_key(path))
    if after.status is Status.DELETED and after.published_at is None:
        yield Remove(address_key(after.path))


def _difference(
    old: dict[Key, Record], new: dict[Key, Record], *, always: bool = False
) -> Iterator[Write]:
    for key in old.keys() - new.keys():
        yield Remove(key)
    for key, record in new.items():
        if always or old.get(key) != record:
            yield Put(record)


def _shown(article: Article | None) -> dict[Key, Record]:
    """The links that the article makes and, if it is public, its card everywhere."""
    if article is None or article.status is Status.DELETED:
        return {}
    records: list[Record] = [
        ArticleLink(target_id=target, source_id=article.id)
        for target in dict.fromkeys((*article.content.also_read, *article.content.dont_miss))
    ]
    if article.is_public:
        records += [card_of(article), *entries_of(article)]
        records += filter(None, (translation_of(article), series_part_of(article)))
    return {record.key: record for record in records}


def _queued(article: Article | None) -> dict[Key, Record]:
    """Where the newsroom lists the article, whatever its state."""
    return {entry.key: entry for entry in story_entries_of(article)} if article else {}


def _search_writes(before: Article | None, after: Article) -> Iterator[Write]:
    """What search finds the article by, taken from its text only where the text is another."""
    old = searched_of(before) if before and before.is_listed else None
    new = searched_of(after) if after.is_listed else None
    if new is not None and new != old:
        yield Put(search_words_of(after))
    if before and old is not None and new is None:
        yield Remove(search_words_key(position_of(before)))


def _discussion_writes(before: Article | None, after: Article, now: datetime) -> Iterator[Write]:
    """The discussion as it is now, with every edit: the clock may have been late to close it."""
    discussion = discussion_of(after, now)
    if discussion:
        yield Put(discussion)
    elif before and before.is_public:
        yield Remove(discussion_key(before.id))


def _appointments(article: Article | None) -> Iterator[Due]:
    """What the clock has to do with the article itself."""
    if article and article.publish_at and article.status is Status.SCHEDULED:
        yield _due(article, article.publish_at.at, DueAction.PUBLISH)
    if article and article.unpublish_at and article.is_public:
        yield _due(article, article.unpublish_at.at, DueAction.UNPUBLISH)


def _labels(article: Article | None, now: datetime | None = None) -> dict[Key, Record]:
    """The labels that an hour takes away, each with the due item that does so.

    Both are always written together: should the clock have ended a label in the meantime,
    it will end it again. Without `now`, labels whose hour has passed are named too: the clock
    may be late.
    """
    if article is None or not article.is_public:
        return {}
    records: list[Record] = list(_lists_of_the_hour(article, now)) if article.is_listed else []
    closing = closing_of(article)
    if closing and (now is None or now < closing.at):
        records.append(closing)
    return {record.key: record for record in records}


def _lists_of_the_hour(article: Article, now: datetime | None) -> Iterator[Record]:
    card = card_of(article)
    news_until = card.published_at + NEWS_LASTS
    if now is None or now < news_until:
        yield from (NewsEntry(card=card), _due(article, news_until, DueAction.FORGET_NEWS))
    if article.breaking_until:
        yield BreakingEntry(card=card)
        yield _due(article, article.breaking_until, DueAction.LAPSE_BREAKING)


def _due(article: Article, at: datetime, action: DueAction) -> Due:
    return Due(at=at, article_id=article.id, action=action)
