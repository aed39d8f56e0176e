"""The storm over real parts: DynamoDB Local, its transactions and stream; handlers in processes.

Each function's own handler is called as Lambda calls it, with an event, in several processes; the
table's stream is read and the queue emptied as Lambda does. In place of SQS, S3, KMS and Secrets
Manager one server answers at once (`storm_cloud`): what it takes is shown, and is nobody's.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from botocore.exceptions import ClientError

from bench.archive import archive
from bench.imports import environment
from bench.report import Cell, heading, machine, progress, table
from bench.starts import MORE
from bench.storm_cloud import StormCloud
from bench.storm_press import TOKEN, on_pages
from broadsheet.adapters.aws.dynamodb.codec import to_item
from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.domain.comments.comment import Comment, Thread
from local.cloud import wait_until
from local.template import ROOT
from tests.contract import dynamodb_local
from tests.support import aws

SENDERS, RENDERERS = 2, 1
"""Processes that send, and that render; one more for each reader of the stream."""
TABLE = "broadsheet-storm"
STARTING, QUIET = 60.0, 15.0
"""Seconds that processes may take to begin, and without a change after which nothing will come."""
ALONE = 1500
FIRST_ALONE = 500_000
"""So many comments one process takes one after another, with nothing beside it but the engine;
numbered so that none of the storm has their words."""
GOAL = 6.0
"""Milliseconds of a function's processor time for one comment that is taken."""
_LET_IN = """[comments]
policy = "hold_suspicious"
article_unproven = 1000000
site_unproven = 1000000
article_per_minute = 1000000
"""


@dataclass
class _Process:
    """One that was started, and where it tells what it did."""

    told: Path
    running: "subprocess.Popen[bytes]"

    def ended(self) -> dict[str, Any]:
        """What it did. Raises RuntimeError where it failed."""
        if self.running.wait():
            raise RuntimeError(f"{self.told.name} failed")
        told: dict[str, Any] = json.loads(self.told.read_text("utf-8"))
        return told


@dataclass
class _Storm:
    """Everything that one storm is made of."""

    folder: Path
    environment: Mapping[str, str]
    cloud: StormCloud
    table: DynamoTable
    behind: list[_Process] = field(default_factory=list)

    def start(self, name: str, *arguments: str) -> _Process:
        """A process of it."""
        told = self.folder / name
        command = [sys.executable, "-m", "bench.storm_worker", *arguments]
        environment = {**self.environment, "STORM_TOLD": str(told)}
        return _Process(told, subprocess.Popen(command, cwd=ROOT, env=environment))


def run(given: argparse.Namespace) -> bool:
    """Measure, and print; whether nothing was lost or doubled."""
    seconds = given.minutes * 60
    phases = [
        ("storm", given.comments, seconds),
        ("burst", max(1, given.comments // 10), seconds / 30),
    ]
    heading(
        f"{phases[0][1]:,} comments in {given.minutes:g} minutes on one article, "
        f"then {phases[1][1]:,} in {phases[1][2]:g} seconds, through DynamoDB Local",
        f"Processes: {SENDERS} that send, two that read the stream, {RENDERERS} that render, the",
        "engine, and a server for all else. What limits it is what the machine has for them all.",
        machine(),
    )
    with _storm() as storm:
        alone = _alone(storm)
        rows, handlers = _played(storm, phases)
        kept, placed_on = _kept(storm.table), on_pages(storm.cloud.bucket.bodies)
    is_quick = _shown(storm.cloud.bucket.visible, rows, kept, placed_on, handlers)
    print(f"One after another, alone: {alone:.1f} ms of its processor's time for each comment.")
    return is_quick


@contextmanager
def _storm() -> Iterator[_Storm]:
    cloud = StormCloud()
    with (
        tempfile.TemporaryDirectory() as named,
        cloud.running() as elsewhere,
        dynamodb_local.running() as engine,
    ):
        folder = Path(named)
        client = aws.client("dynamodb", endpoint_url=engine)
        _fill(client)
        stream = client.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]
        site = folder / "site"
        shutil.copytree(ROOT / "layers/site", site)
        decided = (site / "site.toml").read_text("utf-8")
        (site / "site.toml").write_text(decided.replace("[comments]\n", _LET_IN), "utf-8")
        told = environment(
            **MORE
            | {
                "AWS_ENDPOINT_URL": elsewhere,
                "AWS_ENDPOINT_URL_DYNAMODB": engine,
                "AWS_ENDPOINT_URL_DYNAMODB_STREAMS": engine,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "TABLE_NAME": TABLE,
                "SITE_FILES": str(site),
                "MAIL_FROM": "",
                "LOG_LEVEL": "ERROR",
                "STORM_STREAM": stream,
                "STORM_ENDED": str(folder / "ended"),
            }
        )
        yield _Storm(folder, told, cloud, DynamoTable(client, TABLE))


def _fill(client: Any) -> None:
    """The table, with an archive in it."""
    try:
        aws.create_table(client, TABLE)
    except ClientError as error:
        # It keeps everything for as long as it runs.
        if "TimeToLive" not in str(error):
            raise
    items = [to_item(record) for record in archive(100, 20).records.values()]
    for start in range(0, len(items), 25):
        puts = [{"PutRequest": {"Item": item}} for item in items[start : start + 25]]
        client.batch_write_item(RequestItems={TABLE: puts})


def _alone(storm: _Storm) -> float:
    """Milliseconds of the processor for a comment, where nobody waits and nobody disturbs."""
    progress(f"{ALONE:,} one after another")
    about = (str(time.monotonic()), str(FIRST_ALONE), str(ALONE), "0")
    told = storm.start("alone", "send", "0", "1", *about).ended()
    return 1000 * float(told["cpu"]) / float(told["calls"])


Phase = tuple[str, int, float]
Did = list[dict[str, Any]]
"""What the processes of one kind tell."""
Row = tuple[Phase, Did]


def _played(storm: _Storm, phases: list[Phase]) -> tuple[list[Row], dict[str, Did]]:
    listening = [storm.start(name, "listen", name) for name in ("place_comments", "route_changes")]
    rendering = [storm.start(f"render_pages {n}", "render") for n in range(RENDERERS)]
    if not wait_until(lambda: all(Path(f"{p.told}.ready").exists() for p in listening), STARTING):
        raise RuntimeError("a process did not begin")
    rows: list[Row] = []
    first = 0
    for phase in phases:
        name, number, seconds = phase
        progress(f"{name}: {number:,} in {seconds:g} s")
        begins = time.monotonic() + 10
        about = (str(begins), str(first), str(number), str(seconds))
        sending = [
            storm.start(f"{name} {n}", "send", str(n), str(SENDERS), *about) for n in range(SENDERS)
        ]
        rows.append((phase, [one.ended() for one in sending]))
        first += number
        _settle(storm)
        progress(f"{len(storm.cloud.bucket.visible):,} visible")
    (storm.folder / "ended").touch()
    handlers = {
        "submit_comment": [told for _, all_told in rows for told in all_told],
        **{one.told.name: [one.ended()] for one in listening},
        "render_pages": [one.ended() for one in rendering],
    }
    return rows, handlers


def _settle(storm: _Storm) -> None:
    """Until nothing has changed for a while."""
    before, since = -1, time.monotonic()
    while time.monotonic() - since < QUIET:
        now = sum(storm.cloud.bucket.writes.values())
        if now != before or len(storm.cloud.queue):
            before, since = now, time.monotonic()
        time.sleep(0.1)


def _kept(records: DynamoTable) -> dict[str, Counter[bytes]]:
    """How often each is there as a comment, as one that readers may see, and among those shown."""
    found: dict[str, Counter[bytes]] = {name: Counter() for name in ("written", "public", "placed")}
    for record in records.scan():
        if isinstance(record, Comment | Thread):
            names = ["placed"] if isinstance(record, Thread) else ["written"]
            names += ["public"] if isinstance(record, Comment) and record.is_public else []
            for name in names:
                found[name].update(set(TOKEN.findall(record.html.encode())))
    return found


def _shown(
    times: Mapping[bytes, float],
    rows: list[Row],
    kept: Mapping[str, Counter[bytes]],
    placed_on: Counter[bytes],
    handlers: Mapping[str, Did],
) -> bool:
    shown: list[tuple[Cell, ...]] = []
    held = True
    for (name, number, _), told in rows:
        sent = [(token.encode(), *more) for one in told for token, *more in one["accepted"]]
        tokens = [token for token, *_ in sent]
        lost = sum(
            kept["written"][t] < 1 or (kept["public"][t] and not placed_on[t]) for t in tokens
        )
        doubled = sum(max(kept["written"][t], kept["placed"][t], placed_on[t]) > 1 for t in tokens)
        waits = sorted(times[token] - at for token, at, *_ in sent if token in times)
        took = sorted(1000 * one[2] for one in sent)
        late = sorted(one[3] for one in sent)
        held &= not lost and not doubled and len(sent) == number
        shown.append((name, number, len(sent), len(waits), lost, doubled,
                      f"{median(waits):.2f}", f"{quantiles(waits, n=100)[-1]:.2f}",
                      f"{median(took):.0f}", f"{quantiles(took, n=100)[-1]:.0f}",
                      f"{late[-1]:.1f}"))  # fmt: skip
        refused = sum((Counter(one["refused"]) for one in told), Counter[str]())
        if refused:
            print(f"refused in the {name}: {dict(refused)}")
    columns = ("", "sent", "accepted", "visible", "lost", "doubled", "s to visible: median", "p99")
    table((*columns, "ms to accept: median", "p99", "s behind the clock at most"), shown)
    return (
        _show_processor(handlers, sum(row[2] for row in shown if isinstance(row[2], int))) and held
    )


def _show_processor(handlers: Mapping[str, Did], comments: int) -> bool:
    rows: list[tuple[Cell, ...]] = []
    for name, told in handlers.items():
        cpu, calls = sum(one["cpu"] for one in told), sum(one["calls"] for one in told)
        rows.append(
            (name, calls, f"{1000 * cpu / max(1, calls):.1f}", f"{1000 * cpu / comments:.2f}")
        )
    table(("handler", "warm invocations", "CPU ms each", "CPU ms a comment"), rows)
    return float(rows[0][3]) <= GOAL
