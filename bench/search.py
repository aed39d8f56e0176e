"""What search costs: its files, a story's part in them, and queries over archives of three sizes;
and how well it finds: 60 queries in six languages, with the story that was meant.

The text is made up: words of a made-up language whose frequencies follow Zipf's law, so that an
article of 500 to 800 words has about as many different words as English has.
"""

import argparse
import functools
import gzip
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

import msgspec

from bench.far_files import time_of_reading
from bench.report import Cell, heading, machine, progress, table
from broadsheet.adapters.aws.dynamodb.codec import size_of, to_item
from broadsheet.adapters.aws.s3_search_index import THREADS
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.body import BodyHtml, SafeHtml
from broadsheet.domain.articles.listing import SITE, Listing, Position
from broadsheet.domain.search.index import SEARCH_RUN, SearchWords, segment_of
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.domain.search.segment import Segment
from broadsheet.domain.search.wanted import wanted_of
from broadsheet.domain.shared.record import Key
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.usecases.search.search import MOST_FILES, search
from broadsheet.usecases.shared.ports import R, Span
from tests.builders import make_article
from tests.support.paper import asked_of_the_set

ARCHIVES = (1_000, 10_000, 100_000)
DIFFERENT = 2_000
"""Articles that are really made; a larger archive has the same ones again."""
VOCABULARY = 60_000
ZIPF = 1.15
FREQUENT, COMMON, RARE = 60, 1_000, "zzyzx"
"""Ranks of words, and a word that only the oldest article has."""
LIMIT = 20
MOST_FIRST = 0.95
"""Of the queries of the kept set, so many find first what was meant; the others, second."""
COLUMNS = (
    *("hits", "calls", "files", "ms a call", "s a call with S3"),
    *("read units", "$ for a million"),
)
# AWS price lists, us-east-1, November 2026, in US dollars.
S3_GET = 0.0004 / 1_000
READ_UNIT = 0.125 / 1_000_000
GB_SECOND = 0.0000133334
CALL = 1.00 / 1_000_000 + 0.20 / 1_000_000
"""One call of the HTTP API and one of the function."""
MEMORY_GB = 1.0
ROUND_TRIP = 0.030
"""Seconds that S3 takes for one small file, as AWS says ('100-200 ms or less'; usually 10-30)."""


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print; whether a call's work is bounded whatever the size of the archive."""
    heading(
        "Search",
        "Processor time in one process. With S3: and boto3's, and 30 ms for each sixteen files.",
        machine(),
    )
    progress(f"writing {DIFFERENT:,} articles")
    articles = made_articles()
    progress("taking their words")
    entries = [search_words_of(article) for article in articles]
    per_file = _show_index(articles, entries)
    files = {
        n: segment_of(entries[n * SEARCH_RUN : (n + 1) * SEARCH_RUN], 1)
        for n in range(DIFFERENT // SEARCH_RUN)
    }
    bounded = _show_queries(articles, files, per_file)
    return _show_set() and bounded


@functools.cache
def _vocabulary() -> tuple[list[str], list[float]]:
    words: dict[str, None] = {}
    dice = random.Random(7)
    letters = "etaoinshrdlucmfwypvbgk"
    while len(words) < VOCABULARY:
        # The frequent words of a language are the short ones.
        length = min(3 + len(words) // 9_000 + dice.randrange(7), 14) if len(words) > 150 else 3
        words["".join(dice.choice(letters) for _ in range(length))] = None
    return list(words), list(accumulate((rank + 2.7) ** -ZIPF for rank in range(VOCABULARY)))


def made_articles() -> list[Article]:
    """Articles of 500 to 800 words; slots begin again with each run."""
    words, weights = _vocabulary()
    dice = random.Random(11)
    made = []
    for number in range(DIFFERENT):
        said = dice.choices(words, cum_weights=weights, k=dice.randint(500, 800))
        body = "\n".join(f"<p>{' '.join(said[n : n + 60])}.</p>" for n in range(0, len(said), 60))
        slot = Position("2026-11", number % SEARCH_RUN + 1)
        article = make_article(
            number,
            title=" ".join(dice.choices(words, cum_weights=weights, k=9)),
            standfirst=" ".join(dice.choices(words, cum_weights=weights, k=22)),
            body=BodyHtml(SafeHtml(body), 0),
            slots={str(SITE): str(slot), "section#world": str(slot)},
        )
        source = msgspec.structs.replace(article.content, body=body)
        made.append(msgspec.structs.replace(article, content=source))
    return made


def _show_index(articles: Sequence[Article], entries: Sequence[SearchWords]) -> float:
    """Returns the milliseconds of processor that it takes to read one file."""
    segment = segment_of(entries[:SEARCH_RUN], 1)
    middle = articles[: SEARCH_RUN // 2]
    records = [size_of(to_item(entry)) for entry in entries]
    different = [len(entry.words.split()) for entry in entries]
    zipped = gzip.compress(segment, 6, mtime=0)
    rows: list[tuple[Cell, Cell]] = [
        ("different words of an article, median", round(statistics.median(different))),
        ("KB of its record of words, median", statistics.median(records) / 1024),
        ("KB of the article itself, median", _item_kb(articles)),
        ("ms to take an article's words", _ms(lambda: list(map(search_words_of, middle)), 50)),
        (f"different words of {SEARCH_RUN} articles", segment.count(b"\t")),
        ("KB of their file", len(segment) / 1024),
        ("KB of it in gzip (level 6)", len(zipped) / 1024),
        ("ms to make it", _ms(lambda: segment_of(entries[:SEARCH_RUN], 1))),
        ("read units to make it, twice", 2 * sum(records[:SEARCH_RUN]) / 4096),
        ("ms to open gzip", _ms(lambda: gzip.decompress(zipped))),
    ]
    for what, query in QUERIES.items():
        look = functools.partial(Segment(segment, 1).found, wanted_of(query))
        rows.append((f"ms to look into it for {what}", _ms(look)))
    processor, wall = time_of_reading(segment, MOST_FILES)
    rows.append((f"ms of processor to read {MOST_FILES} of them with boto3", processor))
    rows.append((f"ms in all to read {MOST_FILES} of them from this machine", wall))
    shown = [(name, f"{value:,.2f}" if isinstance(value, float) else value) for name, value in rows]
    table(("an index file", ""), shown)
    return processor / MOST_FILES


def _item_kb(articles: Sequence[Article]) -> float:
    return statistics.median(size_of(to_item(article)) for article in articles) / 1024


def _ms(act: Callable[[], object], of: int = 1) -> float:
    times = []
    for _ in range(7):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000 / of


def _show_set() -> bool:
    """The kept set of queries: whether as many find what was meant as are to."""
    began = time.process_time()
    asked = list(asked_of_the_set())
    seconds = time.process_time() - began
    rows: list[tuple[Cell, ...]] = []
    for language in dict.fromkeys(one.language for one in asked):
        places = [one.place for one in asked if one.language == language]
        rows.append((language, len(places), places.count(1), places.count(2), places.count(None)))
    first = sum(one.place == 1 for one in asked)
    rows.append(("in all", len(asked), first, sum(one.place == 2 for one in asked), ""))
    table(("the kept set", "queries", "first", "second", "not found"), rows)
    print(f"  {first / len(asked):.1%} first; {seconds:.2f} s with publishing its stories")
    for one in asked:
        if one.place != 1 or one.corrected:
            print(f"  {one.language}: {one.typed} – {one.place} {one.corrected or ''}")
    return first >= MOST_FIRST * len(asked) and all(one.place in (1, 2) for one in asked)


class Archive:
    """`Reads` and `SearchIndex` of an archive that has the same articles again and again."""

    def __init__(self, total: int, articles: Sequence[Article], files: Mapping[int, bytes]) -> None:
        runs = total // SEARCH_RUN
        self._articles = articles
        self._files = files
        # Ten runs a month, which is 33 stories a day.
        months = [f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(-(-runs // 10))]
        slots = {month: min(10, runs - 10 * n) * SEARCH_RUN for n, month in enumerate(months)}
        self.listing = Listing(listing=SITE, title="", months=slots)
        self._numbers = {
            SearchIndexPage(month, run).files[0]: 10 * n + run - 1
            for n, month in enumerate(months)
            for run in range(1, slots[month] // SEARCH_RUN + 1)
        }
        self.oldest = segment_of([search_words_of(_with_rare_word(articles[0]))], 1)
        self.looked_at = self.rounds = self.units = 0

    def get(self, kind: type[R], _key: Key) -> R | None:
        """See `Reads`: there is only the listing."""
        return self.listing if isinstance(self.listing, kind) else None

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`: there are only articles."""
        found = {}
        for key in keys:
            article = self._articles[int(key.pk[-12:])]
            article = article if article.id != self._articles[0].id else _with_rare_word(article)
            self.units += -(-size_of(to_item(article)) // 4096)
            if isinstance(article, kind):
                found[article_key(article.id)] = article
        return found

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """See `Reads`: search asks for none."""
        raise NotImplementedError(kind, span, limit, newest_first)

    def segments(self, files: Sequence[str]) -> Sequence[bytes | None]:
        """See `SearchIndex`."""
        self.looked_at += len(files)
        self.rounds += -(-len(files) // THREADS)
        numbers = (self._numbers[file] for file in files)
        return [self._files[n % len(self._files)] if n else self.oldest for n in numbers]


def _with_rare_word(article: Article) -> Article:
    content = msgspec.structs.replace(article.content, title=RARE)
    return msgspec.structs.replace(article, content=content)


def _show_queries(articles: Sequence[Article], files: Mapping[int, bytes], per_file: float) -> bool:
    bounded = True
    for what, query in QUERIES.items():
        rows: list[tuple[Cell, ...]] = []
        for total in ARCHIVES:
            archive = Archive(total, articles, files)
            ms, calls, hits = _walk(archive, query)
            bounded &= archive.looked_at <= calls * MOST_FILES
            seconds = (ms + archive.looked_at * per_file) / 1000 + archive.rounds * ROUND_TRIP
            times = (f"{ms / calls:,.0f}", f"{seconds / calls:,.2f}")
            dollars = f"{_dollars(archive, calls, seconds) * 1e6:,.0f}"
            looked = archive.looked_at
            rows.append((f"{total:,}", hits, calls, looked, *times, archive.units, dollars))
        table((f"{what}: articles", *COLUMNS), rows)
    return bounded


def _walk(archive: Archive, query: str) -> tuple[float, int, int]:
    """Until there is a hit or nothing more: milliseconds, calls and hits."""
    calls, cursor, began = 0, None, time.process_time()
    while True:
        found = search(archive, archive, query, LIMIT, cursor)
        calls, cursor = calls + 1, found.next
        if found.items or cursor is None:
            return (time.process_time() - began) * 1000, calls, len(found.items)


def _dollars(archive: Archive, calls: int, seconds: float) -> float:
    return (
        calls * CALL
        + archive.looked_at * S3_GET
        + archive.units * READ_UNIT
        + seconds * MEMORY_GB * GB_SECOND
    )


def _word(rank: int) -> str:
    return _vocabulary()[0][rank]


QUERIES = {
    "a frequent word": _word(FREQUENT),
    "two common words": f"{_word(COMMON)} {_word(COMMON + 1)}",
    "the beginning of words": _word(COMMON)[:3],
    "a word that the oldest article has": RARE,
    "a slip, of a common word": f"{_word(COMMON)[:-2]}{_word(COMMON)[-1]}{_word(COMMON)[-2]}",
    "no word of the archive": "qqqqqqqq",
}
"""What is asked for: the first twenty hits, or none at the end of the archive."""
