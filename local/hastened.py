"""MiniStack as it is, without what makes readers wait here and nowhere else.

It is run by its path, in the place of `-m ministack`. Each change is named in docs/local-cloud.md;
what is not there any more in another version of MiniStack ends the start.
"""

import functools
import sys
import threading
from collections.abc import Callable
from typing import Any

from ministack.app import main  # type: ignore[import-untyped]
from ministack.services import (  # type: ignore[import-untyped]
    cloudfront,
    dynamodb,
    lambda_svc,
)

_EXPRESSIONS = 4096
"""Different ones: those of this repository are some dozens."""
_DISTRIBUTIONS = 16
SPAN = "pk = :pk AND sk BETWEEN :first AND :last"
"""What every query of ours asks for (`adapters/aws/dynamodb/table.py`); both keys are text."""
_GAP_SECONDS = 0.005
_TURN_SECONDS = 0.001
_transactions = threading.RLock()


def hasten() -> None:
    """Change what has to be changed, before MiniStack runs."""
    # A query takes its condition apart anew for each item of its partition.
    syntax_error = functools.lru_cache(_EXPRESSIONS)(dynamodb._condition_syntax_error)
    dynamodb._condition_syntax_error = syntax_error
    dynamodb._tokenize = _anew_each_time(dynamodb._tokenize)
    dynamodb._evaluate_condition = _at_a_glance(dynamodb._evaluate_condition)
    # Whoever reads the stream for functions would see the first record of a transaction alone, and
    # its pages would be two batches, one after the other.
    dynamodb._transact_write_items = _in_turn(dynamodb._transact_write_items)
    dynamodb.stream_records_since = _in_turn(dynamodb.stream_records_since)
    # What a distribution does with a path is XML, which each request for a page takes apart.
    cloudfront.parse_distribution_dataplane_config = _once_each(
        cloudfront.parse_distribution_dataplane_config
    )
    # Two dozen threads take turns: whoever answers a request would wait for 5 ms for each of them.
    sys.setswitchinterval(_TURN_SECONDS)
    # What is written just after a function has ended would wait for this long.
    assert lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS > _GAP_SECONDS
    lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS = _GAP_SECONDS


def _anew_each_time(taken_apart: Callable[[str], list[Any]]) -> Callable[[str], list[Any]]:
    """A list of its own for each who asks."""
    known = functools.lru_cache(_EXPRESSIONS)(lambda text: tuple(taken_apart(text)))
    return lambda text: list(known(text))


def _at_a_glance(evaluate: Callable[..., bool]) -> Callable[..., bool]:
    """Of an item between two keys; a query says of each of its partition whether it is."""

    def evaluated(wanted: str, item: Any, values: Any, *more: Any, **named: Any) -> bool:
        if wanted != SPAN or not item:
            return evaluate(wanted, item, values, *more, **named)
        is_between = values[":first"]["S"] <= item["sk"]["S"] <= values[":last"]["S"]
        return bool(is_between and item["pk"] == values[":pk"])

    return evaluated


def _once_each(parsed: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """One that nobody changes for all that ask."""
    known = functools.lru_cache(_DISTRIBUTIONS)(lambda xml: parsed({"config_xml": xml}))
    return lambda distribution: known(distribution.get("config_xml", ""))


def _in_turn(work: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(work)
    def in_turn(*given: Any, **named: Any) -> Any:
        with _transactions:
            return work(*given, **named)

    return in_turn


if __name__ == "__main__":
    hasten()
    main()
