"""What a write costs, from its calls and units and the list prices in `prices.toml`.

A second of a function is reckoned: so much for each call of AWS, as in `limits.py`, which is what
functions do most of the time. Nothing is read off a bill.
"""

import functools
import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from broadsheet.adapters.aws.dynamodb.codec import size_of
from local import template

CALL = 0.01
"""Seconds that a call of AWS takes from a function, reckoned; DynamoDB's are half of it."""
MESSAGES_OF_A_BATCH = 2
"""Requests of the queue beside those that send: Lambda takes a batch, and deletes it."""
_KB = 1024
_TRANSACTIONAL = 2


class Phase(NamedTuple):
    """What one function did: in how many invocations, of how much memory, with how many calls."""

    function: str
    invocations: int
    calls: Mapping[str, int]


@functools.cache
def prices() -> dict[str, Any]:
    """`prices.toml`."""
    return tomllib.loads((Path(__file__).parent / "prices.toml").read_text("utf-8"))


def price(of: str) -> float:
    """Millionths of a dollar."""
    return float(prices()[of]["price"])


def write_units(operation: str, asked: Mapping[str, Any]) -> int:
    """What a call takes that writes. Of what is deleted, and of what it replaces, no size is known:
    a unit at least, and that of the item that takes its place."""
    if operation != "TransactWriteItems":
        return math.ceil(size_of(asked.get("Item", {})) / _KB) or 1
    puts = [one.get("Put", {}).get("Item", {}) for one in asked["TransactItems"]]
    return sum((math.ceil(size_of(item) / _KB) or 1) * _TRANSACTIONAL for item in puts)


def millionths(phases: list[Phase], reads: int, writes: int, batches: int) -> dict[str, float]:
    """What each part costs; `batches` is how many of them were taken from the render queue."""
    calls: Counter[str] = sum((Counter(phase.calls) for phase in phases), Counter())
    messages = calls["SendMessageBatch"] + batches * MESSAGES_OF_A_BATCH
    return {
        "the API": price("request"),
        "functions": sum(map(_of_function, phases)),
        "table, writes": writes * price("write_unit"),
        "table, reads": reads * price("read_unit"),
        "queue": messages * price("message"),
        "bucket, writes": calls["PutObject"] * price("put"),
        "bucket, looks": (calls["HeadObject"] + calls["GetObject"]) * price("get"),
    }


def _of_function(phase: Phase) -> float:
    seconds = sum(phase.calls.values()) * CALL
    used = seconds * memory_of(phase.function) / _KB * price("gigabyte_second")
    return used + phase.invocations * price("invocation")


@functools.cache
def memory_of(function: str) -> int:
    """Megabytes that the template gives it."""
    resources = template.load()["Resources"]
    (found,) = [
        resource["Properties"]["MemorySize"]
        for resource in resources.values()
        if str(resource.get("Properties", {}).get("CodeUri", "")) == f"functions/{function}/"
    ]
    return int(found)


def readme_rows(costs: Mapping[str, Counter[str]]) -> Iterator[str]:
    """The rows of the README's table that are made of measured writes; `costs` by operation."""
    calls = TOTAL
    publish = costs["publish: 3 tags, 1 author, 1 'also read'"]
    title = costs["edit: new title"]
    visible = costs["comment submitted, visible at once"]
    held, approved = costs["comment submitted, held"], costs["comment approved"]
    many = costs["25 comments approved in one request"]
    yield (
        f"| one story published with three tags: {publish[calls]} AWS calls, {_files(publish)}"
        f" | {_cents(publish[MILLIONTHS])} |"
    )
    yield (
        f"| a new title of one that four others show: {title[calls]} AWS calls,"
        f" {_files(title)} | {_cents(title[MILLIONTHS])} |"
    )
    yield (
        f"| one comment that is visible at once: {visible[calls]} AWS calls, {_files(visible)}"
        f" | {_cents(visible[MILLIONTHS])} |"
    )
    yield (
        f"| one that waits and is approved: {held[calls] + approved[calls]} AWS calls,"
        f" {_files(approved)} | {_cents(held[MILLIONTHS] + approved[MILLIONTHS])} |"
    )
    yield (
        f"| 25 of these approved in one request: {many[calls]} AWS calls for all"
        f" | {_cents(many[MILLIONTHS])} |"
    )


def _files(of: Counter[str]) -> str:
    files = of["files written or deleted"]
    return "1 file" if files == 1 else f"{files} files"


def _cents(of: int) -> str:
    return f"{of / 10_000:.4f} cents"


MILLIONTHS = "millionths of a dollar"
TOTAL = "AWS calls in all"
