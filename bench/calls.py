"""AWS calls and pages of each kind of write, with archives and discussions of three sizes."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bench import archive as paper
from bench.archive import (
    IndexedTable,
    add_comments,
    add_news,
    add_pending,
    archive,
    article_id,
    slots_taken,
)
from bench.article_life import LIFE
from bench.comment_life import COMMENTING, PENDING
from bench.desk_lists import LISTS
from bench.dollars import MILLIONTHS, TOTAL
from bench.mock import cloud_with
from bench.moderating_life import MODERATING
from bench.newsroom_life import NEWSROOM
from bench.picture_life import PICTURES
from bench.report import Cell, heading, machine, progress, table
from bench.stage import (
    BOUNDED,
    FILES,
    ITEMS,
    PAGES,
    READ,
    UNITS,
    WRITTEN,
    Act,
    Operation,
    Stage,
)
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.listing import RUN
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.comments.comment import COMMENT_RUN
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.ports import Cause
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.walks import SLICE

ARTICLES = {100: 20, 1_000: 220, 10_000: 2_020}
"""Articles in all, and those of the newest month: the same place in a run of 50 and one of 200."""
COMMENTS = (110, 1_010, 10_010)
"""The same place in a run of 50."""
CALLS = (
    *("TransactWriteItems", "UpdateItem", "GetItem", "BatchGetItem", "Query"),
    *("SendMessageBatch", "HeadObject", "GetObject", "PutObject", "DeleteObject"),
)
ROWS = (*CALLS, PAGES, FILES, ITEMS, READ, UNITS, WRITTEN, TOTAL, MILLIONTHS)
NEWS = 900
"""Stories of the last two days: as many as a news sitemap has room for, and what is published."""
FROM_THE_END = 17
"""The changed article has enough after it to be shown under four others of its section."""

Tallies = dict[str, list[Counter[str]]]


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print; whether every row is equal that should be."""
    heading(
        "AWS calls of one write, until its last page stands",
        "Real adapters on moto, in one process; a write's changes are one batch of the stream.",
        "What is 'bounded' grows only until lists and archive pages have their full length.",
        machine(),
    )
    by_articles = _by_articles()
    by_comments = _by_comments()
    return _show("articles", list(ARTICLES), ON_ARTICLES, by_articles) & _show(
        "comments", list(COMMENTS), ON_COMMENTS, by_comments
    )


def costs_of(articles: int, *names: str) -> dict[str, Counter[str]]:
    """What the operations cost whose names begin so, with that many articles."""
    return dict(_in_archive(articles, [o for o in ON_ARTICLES if o.name.startswith(names)]))


def _by_articles() -> Tallies:
    tallies: Tallies = {}
    for total in ARTICLES:
        _add(_in_archive(total, ON_ARTICLES), tallies)
    return tallies


def _in_archive(total: int, operations: Sequence[Operation]) -> Iterator[tuple[str, Counter[str]]]:
    """After two days with as much news as they can have."""
    progress(f"making an archive of {total:,} articles")
    twin, target = _newspaper(total, comments=10)
    _must_open_no_run(twin, target)
    add_news(twin, target, NEWS)
    yield from _measured(twin, target, operations)


def _by_comments() -> Tallies:
    tallies: Tallies = {}
    for number in COMMENTS:
        progress(f"making a discussion of {number:,} comments")
        _add(_measured(*_newspaper(100, number), ON_COMMENTS), tallies)
    return tallies


def _add(measures: Iterable[tuple[str, Counter[str]]], tallies: Tallies) -> None:
    for name, tally in measures:
        tallies.setdefault(name, []).append(tally)


def _measured(
    twin: IndexedTable, target: str, operations: Sequence[Operation]
) -> Iterator[tuple[str, Counter[str]]]:
    """Each operation's name, and what it took once those before it were done."""
    records = list(twin.records.values())
    progress(f"putting {len(records):,} items into the table")
    with cloud_with(records, Cause("seed", paper.NOW)) as cloud:
        stage = Stage(cloud, twin)
        for operation in operations:
            progress(operation.name)
            yield (
                operation.name,
                stage.measure(_on(operation, target), operation.new_id, operation.function),
            )


def _newspaper(total: int, comments: int) -> tuple[IndexedTable, str]:
    """An archive of a size, and the id of its article that is written to, which has comments."""
    twin = archive(total, ARTICLES[total])
    target = article_id(total - FROM_THE_END)
    add_comments(twin, target, comments)
    add_pending(twin, target, PENDING)
    return twin, target


def _on(operation: Operation, target: str) -> Act:
    return lambda desk: operation.act(desk, target)


def _must_open_no_run(twin: IndexedTable, target: str) -> None:
    """A run that opens is a page more: it must not open with one size and not with another."""
    taken = list(slots_taken(twin, target))
    if any(number % RUN == 0 for number in taken):
        raise RuntimeError(f"the next article would open a run: {taken}")


def _publish(desk: Services, target: str) -> object:
    return submit_article(desk, paper.request(1), _like(desk, target, also_read=(target,)))


def _new_title(desk: Services, target: str) -> object:
    edit = _like(desk, target, title="The harbour is open again")
    return replace_article(desk, paper.request(2), target, edit)


def _new_body(desk: Services, target: str) -> object:
    edit = _like(desk, target, body=f"{paper.BODY}One more thing.")
    return replace_article(desk, paper.request(3), target, edit)


def _unpublish(desk: Services, _target: str) -> object:
    return unpublish_article(desk, paper.request(4), PUBLISHED)


def _unpublish_first(desk: Services, target: str) -> object:
    return unpublish_article(desk, paper.request(11), target)


_FOUND: dict[str, Article] = {}
"""The articles as they were when it was looked at what an operation is going to change."""


def _like(desk: Services, target: str, **changes: object) -> SubmittedArticle:
    """The submission of the article as it is, with changes; it is looked up in the twin alone."""
    if isinstance(desk.table, IndexedTable):
        found = desk.table.get(Article, article_key(target))
        if found is None:
            raise RuntimeError(f"there is no {target}")
        _FOUND[target] = found
    article = _FOUND[target]
    content = article.content
    fields: dict[str, object] = {
        "title": content.title,
        "standfirst": content.standfirst,
        "body": content.body,
        "section": content.section.name,
        "tags": tuple(tag.name for tag in content.tags),
        "byline": [{"name": a.name, "role": a.role} for a in content.byline],
        "also_read": content.also_read,
        "status": article.status.value,
    }
    return article_from_fields(fields | changes)


PUBLISHED = "019aa000-0000-7000-8000-a00000000001"
ON_ARTICLES = (
    Operation(
        "publish: 3 tags, 1 author, 1 'also read'",
        _publish,
        new_id=PUBLISHED,
    ),
    Operation("edit: new title", _new_title),
    *COMMENTING,
    *MODERATING,
    Operation("unpublish", _unpublish),
    Operation(
        "unpublish: one with others after it",
        _unpublish_first,
        grows="where it was the first of a run, what stands beside that run is rendered as well",
    ),
    *LIFE,
    *PICTURES,
    *NEWSROOM,
    *LISTS,
)
ON_COMMENTS = (
    *COMMENTING,
    Operation("edit: new text", _new_body),
    Operation(
        "edit: new title",
        _new_title,
        grows=f"{SLICE} pages of {COMMENT_RUN} older comments bear it at once, more by the clock",
    ),
    *MODERATING,
)


def _show(what: str, sizes: list[int], operations: tuple[Operation, ...], tallies: Tallies) -> bool:
    held = [_show_one(what, sizes, o, tallies[o.name]) for o in operations]
    return all(held)


def _show_one(
    what: str, sizes: list[int], operation: Operation, tallies: list[Counter[str]]
) -> bool:
    rows: list[tuple[Cell, ...]] = []
    equal = True
    for name in ROWS:
        figures = [tally[name] for tally in tallies]
        if not any(figures):
            continue
        verdict = _verdict(name, figures, operation)
        equal &= verdict in ("equal", "bounded")
        rows.append((name, *figures, verdict))
    table((f"{operation.name}, {what}:", *(f"{size:,}" for size in sizes), ""), rows)
    if not equal:
        print(f"  why it grows: {operation.grows or 'it should not'}\n", flush=True)
    return equal or bool(operation.grows)


def _verdict(name: str, figures: list[int], operation: Operation) -> str:
    if len(set(figures)) == 1:
        return "equal"
    if operation.grows:
        return "grows"
    return "bounded" if name in BOUNDED else "NOT EQUAL"
