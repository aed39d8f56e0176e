"""Processor time of each function from nothing to its first answer, against a bare handler's.

The bare handler imports boto3 and commits one transaction. All are asked in turn, round after
round, and the least of each is what it takes: on a busy machine everything else is noise.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bench import stub_aws
from bench.archive import archive, article_id
from bench.imports import environment
from bench.report import heading, machine, progress, table
from local import layers, template
from local.stack import BUILDS
from tests.support.lambdas import ARTICLE, event

ROOT = template.ROOT
FIRST_ANSWER = Path(__file__).with_name("first_answer.py")
ROUNDS = 5
READERS_GET, ANY = 1.15, 1.3
"""The most that a reader's GET, and any function, may take of a bare handler."""
STARTS = {
    "read_api__comments": READERS_GET,
    "read_api__articles": READERS_GET,
    "read_api__article": READERS_GET,
    "submit_comment__form": ANY,
    "place_comments__placement": ANY,
    "manage_subscriptions__ask": ANY,
    "moderate_comments__pending": ANY,
    "publish_due__tick": ANY,
    "route_changes__published": ANY,
    "render_pages__article": ANY,
    "edit_publication__draft": ANY,
    "read_newsroom__revisions": ANY,
    "manage_media__list": ANY,
    "send_mails__confirm": ANY,
    "desk__today_without_a_session": ANY,
    "manage_staff__list_without_a_session": ANY,
}
"""Recorded events, and what the first answer to each may take."""
_QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/dead"
MORE = {
    "KMS_KEY_ID": "key",
    "EDGE_SECRET_ID": "edge",
    "MAIL_QUEUE_URL": _QUEUE,
    "EMBED_QUEUE_URL": _QUEUE,
    "MAIL_FROM": "news@example.org",
    "USER_POOL_ID": "eu-west-1_pool",
    "DESK_CLIENT_ID": "desk",
    "SPAM_SERVICE_KEY_PARAMETER": "",
    "SPAM_SERVICE_SHARES_READER": "off",
    **{
        f"DEAD_{what}_URL": _QUEUE
        for what in ("PAGES", "CHANGES", "COMMENTS", "UPLOADS", "MAILS", "EMBEDS")
    },
}
BARE = "bare"
Start = dict[str, Any]
Tree = tuple[Path, str]
"""A checkout, and where its functions find their modules."""


def run(given: argparse.Namespace) -> bool:
    """Measure, and print; whether no function takes more than it may."""
    trees = {"now": _path(ROOT)}
    if given.base:
        trees["before"] = _path(Path(given.base))
    heading(
        "From nothing to the first answer",
        f"The least and the median of {ROUNDS} fresh interpreters, CPU ms; AWS is a server beside",
        "them that answers at once. Compiled modules and templates, as layers have them.",
        machine(),
    )
    with stub_aws.running(_records()) as address:
        measured = _measured(trees, address)
    # The bare handler is the same in every tree.
    bare = min(start["cpu"] for tree in trees for start in measured[BARE, tree])
    rows = [
        (name, *(cell for tree in trees for cell in _cells(measured[name, tree], bare)))
        for name in (BARE, *STARTS)
    ]
    shown = [
        f"{tree} {what}" for tree in trees for what in ("least", "median", "× bare", "modules")
    ]
    table(("first answer to", *shown), rows)
    slow = [
        name
        for name, most in STARTS.items()
        if min(start["cpu"] for start in measured[name, "now"]) > most * bare
    ]
    print(
        f"Slower than they may be: {', '.join(slow)}" if slow else "All are as quick as promised."
    )
    return not slow


def _path(tree: Path) -> Tree:
    """The layers of our own, built; what they need of others is here."""
    ours = {"BroadsheetLayer": "layers/broadsheet/python", "SiteLayer": "layers/site"}
    built = [layers.built(name, tree / source, BUILDS) for name, source in ours.items()]
    return tree, os.pathsep.join(str(one / "python") for one in built)


def _records() -> list[Any]:
    memory = archive(100, 20)
    return list(memory.records.values())


def _measured(trees: Mapping[str, Tree], address: str) -> dict[tuple[str, str], list[Start]]:
    found: dict[tuple[str, str], list[Start]] = {}
    for turn in range(ROUNDS + 1):
        progress(f"round {turn} of {ROUNDS}")
        for name in (BARE, *STARTS):
            for tree, (root, path) in trees.items():
                start = _start(root, path, name, address)
                # The first compiles what is not.
                if turn:
                    found.setdefault((name, tree), []).append(start)
    return found


def _start(root: Path, path: str, name: str, address: str) -> Start:
    function = name.partition("__")[0]
    sent = {"version": "2.0"} if name == BARE else event(name, {ARTICLE: article_id(83)})
    own = {
        "AWS_LAMBDA_FUNCTION_NAME": function,
        "PYTHONPATH": path,
        "AWS_ENDPOINT_URL": address,
        "POWERTOOLS_SERVICE_NAME": function,
    }
    ended = subprocess.run(
        [sys.executable, str(FIRST_ANSWER), function],
        cwd=root,
        env=environment(**MORE, **own),
        input=json.dumps(sent),
        capture_output=True,
        text=True,
        check=True,
    )
    told: Start = json.loads(ended.stdout.splitlines()[-1])
    return told


def _cells(starts: list[Start], bare: float) -> tuple[float, float, str, int]:
    times = [start["cpu"] for start in starts]
    return min(times), median(times), f"{min(times) / bare:.2f}", len(starts[0]["modules"])
