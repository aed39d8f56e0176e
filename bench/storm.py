"""Ten thousand comments on one article in five minutes, and a thousand in ten seconds."""

import argparse
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from statistics import median, quantiles

from bench.archive import OWN_SECTIONS, add_comments, archive, article_id
from bench.meter import Meter, MeteredTable
from bench.report import Cell, heading, machine, progress, table
from bench.storm_press import BATCH, POLL, RENDERERS, TOKEN, ThreadedTable, Works, on_pages
from broadsheet.adapters.clock import new_id, now
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.comments.comment import Comment, CommentCount, Thread, comment_count_key
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable

RULES = CommentRules(
    policy=Policy.HOLD_SUSPICIOUS, article_unproven=1_000_000, site_unproven=1_000_000
)
"""Of a newsroom that lets its storm in: no comment has to wait for a browser's work."""
ANYBODY = Principal("anybody", frozenset())
TARGET = article_id(83)
EXISTING = (0, 1_000, 10_000)
SENDERS = 48
"""Threads that send."""
REPLIES = 0.3
"""The part of the comments that answers another."""
WRITES, READS = 1_000, 3_000
"""Units a second of one partition (Amazon DynamoDB, 'Best practices for partition keys')."""
_WORDS = (
    *("harbour", "storm", "boat", "tide", "wall", "night", "council", "repair", "rain", "family"),
    *("street", "bridge", "fish", "market", "school", "winter", "money", "story", "paper"),
    *("morning", "neighbour", "window", "engine", "island", "garden", "doctor", "train"),
)


@dataclass
class Phase:
    """Comments at a steady rate."""

    name: str
    number: int
    seconds: float
    replies: float = REPLIES
    accepted: dict[bytes, float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    held: int = 0
    refused: Counter[str] = field(default_factory=Counter)


def run(given: argparse.Namespace) -> bool:
    """Measure, and print; whether all held that should."""
    seconds = given.minutes * 60
    phases = [
        Phase("storm", given.comments, seconds),
        Phase("burst", max(1, given.comments // 10), seconds / 30),
    ]
    heading(
        f"{phases[0].number:,} comments in {given.minutes:g} minutes on one article, "
        f"then {phases[1].number:,} in {phases[1].seconds:g} seconds",
        "In process: the real use cases, renderer and rules on a table in memory, with threads:",
        f"{SENDERS} that send, one for each reader of the stream (batches of {BATCH}, looked for",
        f"every {POLL} s), {RENDERERS} that render, one message group at a time. Not in it: the",
        "network and Lambda's own time. MiniStack answers fewer than 35 requests a second here.",
        machine(),
    )
    works = works_with(0)
    _play(works, phases)
    held = _show_storm(works, phases)
    held &= _show_units(works.meter)
    return _show_calls() and held


def works_with(existing: int) -> Works:
    """All that is behind the table, with so many comments on the one story already."""
    memory = ThreadedTable()
    small = archive(100, 20)
    memory.records, memory._sks = small.records, small._sks
    if existing:
        add_comments(memory, TARGET, existing)
    memory.stream.clear()
    works = Works(memory, newsroom)
    works.settle()
    return works


def newsroom(table_: MeteredTable) -> Services:
    """A newsroom that shows comments at once."""
    return Services(
        table=table_,
        markup=CommonMark(),
        clock=now,
        ids=new_id,
        rules=RULES,
        own_sections=lambda: OWN_SECTIONS,
    )


def _play(works: Works, phases: list[Phase]) -> None:
    ended = threading.Event()
    behind = list(works.threads(ended))
    for thread in behind:
        thread.start()
    numbers = count()
    for phase in phases:
        progress(f"{phase.name}: {phase.number:,} in {phase.seconds:g} s")
        _send_all(works, phase, numbers)
        progress(f"{len(phase.accepted):,} accepted, {len(works.files.visible):,} visible")
    ended.set()
    for thread in behind:
        thread.join()
    progress("all quiet")


def _send_all(works: Works, phase: Phase, numbers: "count[int]") -> None:
    turns, began, lock = iter(range(phase.number)), time.monotonic(), threading.Lock()

    def go_on() -> None:
        while True:
            with lock:
                turn, number = next(turns, None), next(numbers)
            if turn is None:
                return
            time.sleep(max(0.0, began + turn * phase.seconds / phase.number - time.monotonic()))
            send(works, phase, number)

    senders = [threading.Thread(target=go_on, daemon=True) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()


def send(works: Works, phase: Phase, number: int) -> None:
    """One comment, the same for the same number and what is there; a refusal is counted."""
    began = time.monotonic()
    words = words_of(number)
    sent = SubmittedComment(
        name=f"Reader {words[0]} {words[1]}",
        email=f"reader{number}@example.org",
        body=f"storm-{number:06}. " + " ".join(words),
        parent=_parent(works.memory, number, phase.replies),
    )
    visit = Visit(ip=f"198.18.{number // 250 % 250}.{number % 250}", seconds=40)
    request = Request(id=f"request-{number}", who=ANYBODY)
    try:
        receipt = submit_comment(make_desk(works.newsroom), request, TARGET, sent, visit)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and shown
        phase.refused[type(error).__name__] += 1
        return
    phase.held += receipt.state != "approved"
    phase.accepted[f"storm-{number:06}.".encode()] = time.monotonic()
    phase.took.append(time.monotonic() - began)


def words_of(number: int) -> list[str]:
    """What a comment says, the same for the same number."""
    return random.Random(number).choices(_WORDS, k=40)


def _parent(memory: MemoryTable, number: int, replies: float) -> str:
    chance = random.Random(-number)
    found = memory.get(CommentCount, comment_count_key(TARGET))
    if found is None or chance.random() > replies:
        return ""
    return str(chance.randint(max(1, found.threads - 200), found.threads))


def _show_storm(works: Works, phases: list[Phase]) -> bool:
    times = works.files.visible
    written, approved, placed = _in_table(works.memory)
    shown = on_pages(works.files.files)
    rows: list[tuple[Cell, ...]] = []
    held = True
    for phase in phases:
        accepted = phase.accepted
        waits = sorted(times[t] - at for t, at in accepted.items() if t in times)
        kept = sum(written[t] == 1 for t in accepted)
        lost = len(accepted) - kept + sum(shown[t] == 0 for t in accepted if approved[t])
        doubled = sum(placed[t] > 1 or shown[t] > 1 for t in accepted)
        held &= not lost and not doubled
        held &= len(waits) + phase.held == len(accepted) == phase.number
        rows.append((phase.name, phase.number, len(accepted), phase.held, len(waits), lost, doubled,
                     f"{median(waits):.2f}", f"{quantiles(waits, n=100)[-1]:.2f}",
                     f"{waits[-1]:.2f}", f"{median(phase.took) * 1000:.0f}"))  # fmt: skip
        if phase.refused:
            print(f"refused in the {phase.name}: {dict(phase.refused)}")
    columns = ("", "sent", "accepted", "held", "visible", "lost", "doubled")
    table((*columns, "s to visible: median", "p99", "most", "ms to accept"), rows)
    return _show_renderings(works, sum(len(phase.accepted) for phase in phases)) and held


def _show_renderings(works: Works, comments: int) -> bool:
    article = works.memory.get(Article, article_key(TARGET))
    # Each of them writes it once.
    count_ = works.memory.get(CommentCount, comment_count_key(TARGET))
    pages = works.renderings
    own = f"{article.path}index.html".lstrip("/") if article else ""
    others = [number for page, number in pages.items() if page != own]
    at_once = max(works.at_once.values())
    rows = [
        ("comments", comments),
        ("placing transactions", count_.version if count_ else 0),
        ("renderings of the article", pages[own]),
        ("renderings of its pages of comments, all together", sum(others)),
        ("pages of comments", len(others)),
        ("renderings of the one that was rendered most often", max(others, default=0)),
        ("renderings of one page at the same time, at most", at_once),
    ]
    table(("pages", ""), rows)
    return at_once == 1 and pages[own] < comments / 2


def _in_table(memory: MemoryTable) -> tuple[Counter[bytes], Counter[bytes], Counter[bytes]]:
    """How often each is there as a comment, as an approved one, and among what readers see."""
    records = list(memory.records.values())
    comments = [r for r in records if isinstance(r, Comment)]
    threads = [r for r in records if isinstance(r, Thread)]
    return (
        _tokens(comments),
        _tokens([c for c in comments if c.is_public]),
        _tokens(threads),
    )


def _tokens(records: Sequence[Comment | Thread]) -> Counter[bytes]:
    return Counter(token for r in records for token in set(TOKEN.findall(r.html.encode())))


def _show_units(meter: Meter) -> bool:
    rows: list[tuple[Cell, ...]] = []
    held = True
    for what, units, limit in (("written", meter.written, WRITES), ("read", meter.read, READS)):
        for where in ("partition", "item"):
            most: dict[str, tuple[int, str]] = {}
            for (key, _), number in units[where].items():
                kind = _kind(key)
                most[kind] = max(most.get(kind, (0, "")), (number, key))
            for kind, (number, _) in sorted(most.items(), key=lambda m: -m[1][0])[:6]:
                rows.append((f"{what}, {where}: {kind}", number, limit, f"{number / limit:.0%}"))
                held &= number <= limit
    table(("units in the busiest second", "most", "limit", "of it"), rows)
    sizes = sorted(meter.largest.items(), key=lambda size: -size[1])
    table(("largest items", "bytes"), sizes)
    return held


def _kind(key: str) -> str:
    """A partition or an item without the ids in it."""
    pk, _, sk = key.partition(" / ")
    name = pk.partition("#")[0]
    if name == "MODERATION":
        name += " of the article" if TARGET in pk else " of the site"
    if name == "TALLY":
        name += " " + pk.split("#")[1]
    return f"{name} / {sk if sk.isupper() else '…'}" if sk else name


def _show_calls() -> bool:
    tallies = []
    for number in EXISTING:
        progress(f"one comment, with {number:,} already there")
        works = works_with(number)
        phase = Phase("one", 2, 0, replies=0)
        for turn in range(2):  # the first opens a run, which costs a page more
            works.meter.clear()
            send(works, phase, turn)
            works.settle()
        tallies.append(Counter(works.meter.calls) + Counter({"bytes read": works.meter.bytes_read}))
    names = [name for name in tallies[0] if name != "bytes read"]
    rows: list[tuple[Cell, ...]] = [(name, *(t[name] for t in tallies)) for name in names]
    totals = [sum(tally[name] for name in names) for tally in tallies]
    table(
        ("one comment alone, until it is visible:", *(f"{n:,}" for n in EXISTING)),
        [*rows, ("AWS calls in all", *totals), ("bytes read", *(t["bytes read"] for t in tallies))],
    )
    return len(set(totals)) == 1
