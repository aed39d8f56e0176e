"""For every quota on the way, the load that reaches it, from what a comment and a publish take."""

import argparse
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from bench.dollars import CALL
from bench.limits_measured import Measured, measured
from bench.report import heading, progress
from broadsheet.domain.articles.listing import RUN, SITEMAP_RUN
from broadsheet.domain.search.index import SEARCH_RUN
from broadsheet.usecases.comments.place_comments import BATCH as PLACED
from broadsheet.usecases.search.search import MOST_FILES
from local import template

COMMENTS, PUBLISHES, ARTICLES = 1_000, 1_000, 1_000_000
"""A second on one story; an hour; in the archive."""
TRANSACTION = 0.05
"""Seconds of a transaction of a hundred items, reckoned."""
HOUR = 3_600


class Quota(NamedTuple):
    """What AWS, or the template, lets through a second, and what one of each takes of it."""

    name: str
    a_second: float
    comment: float
    publish: float

    @property
    def comments(self) -> float:
        """Comments a second that reach it."""
        return self.a_second / self.comment if self.comment else math.inf

    @property
    def publishes(self) -> float:
        """Publishes an hour that reach it."""
        return self.a_second / self.publish * HOUR if self.publish else math.inf


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print."""
    progress("comments in a storm, and publishes")
    heading(
        "What load reaches which quota first",
        "From the calls and units that the real use cases take, on a table in memory; each quota",
        "by its default. What is in docs/limits.md is what is printed here.",
    )
    print("\n".join(document(measured())))
    return True


def document(taken: Measured) -> Iterator[str]:
    """The tables, as Markdown."""
    yield from _load_table(taken)
    yield ""
    yield from _archive_table(taken)


def quotas(taken: Measured) -> list[Quota]:
    """All of them, by the comments a second on one story that reach them."""
    found = [*_of_the_template(taken), *_of_partitions(taken), *_of_services(taken)]
    return sorted(found, key=lambda quota: (quota.comments, quota.publishes, quota.name))


def _of_the_template(taken: Measured) -> Iterator[Quota]:
    resources = template.load()["Resources"]
    api = resources["Api"]["Properties"]
    route = api["RouteSettings"]["POST /api/v1/articles/{id}/comments"]
    yield Quota("the template: comments, for the whole site", route["ThrottlingRateLimit"], 1, 0)
    yield Quota(
        "the template: each other route", api["DefaultRouteSettings"]["ThrottlingRateLimit"], 0, 1
    )
    copies = _number(resources["SubmitComment"]["Properties"].get("ReservedConcurrentExecutions"))
    if copies:
        own = _in_submit_comment(taken)
        yield Quota("the template: copies of submit_comment, where reserved", copies, own, 0)


def _in_submit_comment(taken: Measured) -> float:
    """Seconds that the reader waits for: what is done behind the stream is less than a call."""
    return taken.comment.call("GetItem", "UpdateItem", "TransactWriteItems") * CALL


def _number(value: Any) -> int:
    """The number in an `!If`, or the number."""
    if isinstance(value, dict):
        return next((n for n in value["Fn::If"] if isinstance(n, int)), 0)
    return int(value or 0)


_OF_ONE = ("COMMENT", "SENDER", "REPLAY", "TALLY sender", "TALLY text", "KEY")
"""Partitions of one comment, sender or request: a storm has as many as it has comments."""


def _of_partitions(taken: Measured) -> Iterator[Quota]:
    """1,000 write and 3,000 read units a second of one partition."""
    families = taken.comment.written.keys() | taken.publish.written.keys()
    for name in sorted(families - set(_OF_ONE)):
        comment = taken.comment.written.get(name, 0)
        publish = 0 if name in _OF_A_STORY else taken.publish.written.get(name, 0)
        if comment or publish:
            yield Quota(f"a partition, writes: {name}", 1_000, comment, publish)
    for name in ("ARTICLE", "COMMENTS", "LISTING site"):
        comment = taken.comment.read.get(name, 0)
        publish = 0 if name in _OF_A_STORY else taken.publish.read.get(name, 0)
        yield Quota(f"a partition, reads: {name}", 3_000, comment, publish)


_OF_A_STORY = ("ARTICLE", "PATH", "LINK", "LISTING tag", "LISTINGS tag", "LISTING author")
"""Partitions that publishes have each for itself, or three times: not hot."""


def _of_services(taken: Measured) -> Iterator[Quota]:
    comment, publish = taken
    writes = [sum(one.written.values()) for one in taken]
    reads = [sum(one.read.values()) for one in taken]
    # One transaction places so many; Lambda takes a shard's batches one after the other.
    placing = 100 / (math.ceil(100 / PLACED) * TRANSACTION)
    yield Quota("place_comments: one batch of a shard at a time", placing, 1, 0)
    yield Quota("HTTP API: requests of a region", 10_000, 2, 1)
    seconds = [one.all_calls * CALL for one in taken]
    yield Quota("Lambda: concurrent executions of a region", 1_000, *seconds)
    begun = (_in_submit_comment(taken), seconds[1])
    yield Quota("Lambda: copies of a function, for a load that begins at once", 1_000, *begun)
    yield Quota("DynamoDB: write units of a table", 40_000, *writes)
    yield Quota("DynamoDB: read units of a table", 40_000, *reads)
    yield Quota("DynamoDB: write units of a table that was never busy", 4_000, *writes)
    yield _each("SQS FIFO: calls of one partition of the queue", 300, taken, "SendMessageBatch")
    yield _each("S3: writes of one prefix", 3_500, taken, "PutObject", "DeleteObject")
    yield _each("S3: reads of one prefix", 5_500, taken, "HeadObject", "GetObject")
    yield Quota("KMS: calls of a region, at most one each", 20_000, 1, 0)
    yield Quota("SES: mails, if every reply is to a subscriber", 14, 0.3, 0)
    yield Quota("Cognito: sign-ins, if each publish has its own", 120, 0, 1)
    renderings = [one.renderings * CALL * 10 for one in (comment, publish)]
    yield Quota("render_pages: 20 copies", 20, *renderings)


def _each(name: str, a_second: float, taken: Measured, *calls: str) -> Quota:
    return Quota(name, a_second, taken.comment.call(*calls), taken.publish.call(*calls))


def _load_table(taken: Measured) -> Iterator[str]:
    yield (
        f"| quota | a second | a comment takes | comments a second | at {COMMENTS:,} |"
        f" a publish takes | publishes an hour | at {PUBLISHES:,} |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for one in quotas(taken):
        cells = (
            one.name,
            _shown(one.a_second),
            _shown(one.comment),
            _shown(one.comments),
            _share(COMMENTS / one.comments),
            _shown(one.publish),
            _shown(one.publishes),
            _share(PUBLISHES / one.publishes),
        )
        yield f"| {' | '.join(cells)} |"


def _shown(number: float) -> str:
    if number in (0, math.inf):
        return "–"
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.2g}"


def _share(part: float) -> str:
    if part == 0:
        return "–"
    return "< 1%" if part < 0.01 else f"{part:.0%}" if part <= 1 else f"**{part:.0%}**"


def _archive_table(taken: Measured) -> Iterator[str]:
    publish = taken.publish
    pages, files = ARTICLES / SITEMAP_RUN, ARTICLES / SEARCH_RUN
    stood = publish.largest_items
    item = sum(stood.values())
    searches = template.load()["Resources"]["Api"]["Properties"]["RouteSettings"]
    rate = searches["GET /api/v1/search"]["ThrottlingRateLimit"]
    # One copy renders ten pages of a batch, one after the other, some ten calls each.
    rebuilt = 20 / (10 * CALL)
    rows = (
        ("sitemaps in the index", f"{pages:,.0f}", "50,000 (sitemaps.org)"),
        ("pages of the site's archive", f"{ARTICLES / RUN:,.0f}", "none"),
        ("files of the search index", f"{files:,.0f}", "none"),
        ("requests until a search has seen all of them", f"{files / MOST_FILES:,.0f}", "none"),
        (
            f"reads of S3 a second, at the template's {rate} searches",
            f"{rate * MOST_FILES:,}",
            "5,500 of one prefix",
        ),
        ("bytes of the largest item that a publish writes", f"{max(stood.values()):,}", "409,600"),
        ("items of its transaction", f"{publish.transaction}", "100"),
        ("items of one that places comments", f"{taken.comment.transaction}", "100"),
        ("GB in the table", f"{ARTICLES * item / 1e9:,.0f}", "none"),
        ("hours of a rebuild, of the articles alone", f"{ARTICLES / rebuilt / HOUR:.1f}", "none"),
    )
    yield f"| with {ARTICLES:,} articles | | quota |"
    yield "|---|--:|---|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    run(argparse.Namespace())
