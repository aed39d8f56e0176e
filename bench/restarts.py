"""Stops of every kind at random moments during writes: what was answered, and what is lost."""

import argparse
import random
import signal
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import msgspec

from bench.report import heading, machine, progress, table
from client.api import Api
from client.errors import CommandError
from local.cloud import wait_until
from tests.support.local_run import LocalRun

KINDS = {
    "SIGINT to the runner": lambda run: run.send(signal.SIGINT),
    "SIGTERM to the runner": lambda run: run.send(signal.SIGTERM),
    "kill -9 of the cloud": LocalRun.kill_cloud,
    "kill -9 of the runner": lambda run: run.send(signal.SIGKILL),
    "kill -9 of both": lambda run: (run.kill_cloud(), run.send(signal.SIGKILL)),
}
WRITERS = 4
SHOWN_SECONDS = 5.0
_COLUMNS = ("", "stops", "answered 2xx", "lost", "ready after, s", "shown after, s", "longest")
_LONGEST_SECONDS = 3.0
"""Until the stop comes, at the latest."""


class Counter(msgspec.Struct):
    """What came of the stops of one kind."""

    answered: int = 0
    lost: int = 0
    starts: list[float] = msgspec.field(default_factory=list)
    shown: list[float] = msgspec.field(default_factory=list)


def run(given: argparse.Namespace) -> bool:
    """Stop and start, and print."""
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="bench-restarts-") as home:
        newspaper = LocalRun(Path(home))
        tallies = {kind: Counter() for kind in KINDS}
        try:
            newspaper.start()
            for number in range(given.stops):
                for kind, stop in KINDS.items():
                    _one(newspaper, stop, chance, tallies[kind])
                    progress(f"{number + 1} of {given.stops}: {kind}: {_words(tallies[kind])}")
        except KeyboardInterrupt:
            progress("broken off: what was counted so far")
        finally:
            newspaper.leave_nothing()
    heading(
        "Stopped during writes, and started again",
        f"Stopped within {_LONGEST_SECONDS:.0f} s after {WRITERS} clients that publish and change"
        f" had their first answers, seed {seed}.",
        "Shown: seconds from the answer to the next publish until readers get its page.",
        machine(),
    )
    table(_COLUMNS, [_row(kind, one) for kind, one in tallies.items() if one.shown])
    counted = [one for one in tallies.values() if one.shown]
    return all(not one.lost and max(one.shown) < SHOWN_SECONDS for one in counted)


def _words(tally: Counter) -> str:
    return f"{tally.answered} answered, {tally.lost} lost, shown after {tally.shown[-1]:.1f} s"


def _row(kind: str, tally: Counter) -> tuple[str | int | float, ...]:
    return (
        kind,
        len(tally.shown),
        tally.answered,
        tally.lost,
        mean(tally.starts),
        round(mean(tally.shown), 2),
        round(max(tally.shown), 2),
    )


def _one(
    newspaper: LocalRun, stop: Callable[[LocalRun], object], chance: random.Random, tally: Counter
) -> None:
    site = f"http://localhost:{newspaper.port}"
    writers = [Writer(newspaper.editor()) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    wait_until(lambda: all(writer.answered for writer in writers), 60)
    time.sleep(chance.uniform(0.0, _LONGEST_SECONDS))
    stop(newspaper)
    newspaper.ended()
    for writer in writers:
        writer.join()
    tally.starts.append(newspaper.start())
    answered = {key: title for writer in writers for key, title in writer.answered.items()}
    tally.answered += sum(writer.count for writer in writers)
    api = newspaper.editor()
    tally.lost += sum(not _is_there(api, site, *one) for one in answered.items())
    tally.shown.append(_shown_after(api, site))


class Writer(threading.Thread):
    """Publishes stories, and changes each once, until nobody answers."""

    def __init__(self, api: Api) -> None:
        super().__init__(daemon=True)
        self._api = api
        self.answered: dict[str, str] = {}
        """The title that a story has at least: a later one may have been on its way."""
        self.count = 0

    def run(self) -> None:
        """Until it fails."""
        try:
            while True:
                story = _story(f"Story {uuid.uuid4().hex}")
                made = self._api.send("POST", "/articles", story).expect(201).json
                self._note(made["id"], story["title"])
                story = {**story, "title": f"{story['title']} changed"}
                changed = {key: value for key, value in story.items() if key != "status"}
                address, any_version = f"/articles/{made['id']}", {"If-Match": "*"}
                self._api.send("PUT", address, changed, any_version).expect(200)
                self._note(made["id"], story["title"])
        except CommandError:
            return

    def _note(self, key: str, title: str) -> None:
        self.answered[key] = title
        self.count += 1


def _is_there(api: Api, site: str, article_id: str, title: str) -> bool:
    """Whether the API has it with what was answered, and readers get its page."""
    found = api.send("GET", f"/articles/{article_id}")
    if found.status != 200 or not str(found.json["title"]).startswith(title):
        progress(f"LOST: {article_id} {title}: {found.status} {found.body[:200]!r}")
        return False
    page = _page(site + found.json["path"])
    if page is None or found.json["title"] not in page:
        progress(f"NOT SHOWN: {found.json['path']}")
        return False
    return True


def _shown_after(api: Api, site: str) -> float:
    title = f"The next {uuid.uuid4().hex}"
    made = api.send("POST", "/articles", _story(title)).expect(201).json
    began = time.monotonic()
    while title not in (_page(site + made["path"]) or ""):
        if time.monotonic() - began > 60:
            break
        time.sleep(0.05)
    return time.monotonic() - began


def _page(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return None


def _story(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "standfirst": "What is known so far.",
        "body": "One.\n\nTwo.",
        "section": "News",
        "byline": [{"name": "Amina Yusuf"}],
        "status": "published",
    }
