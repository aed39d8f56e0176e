"""A function that fails is told so that somebody reads it: what, why, how often, since when."""

import json

import pytest

from local.logs import Failures
from operate.reasons import reason_in

RAISED = (
    "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling"
    " the UpdateItem operation: not authorized to perform: dynamodb:UpdateItem"
)


def test_a_traceback_is_told_by_its_last_line() -> None:
    lines = ["Traceback (most recent call last):", '  File "/x/Error.py", line 1, in f', RAISED]
    reason = RAISED.removeprefix("botocore.exceptions.")
    assert list(reason_in("\n".join(lines))) == [reason]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("KeyError: 'path'", ["KeyError: 'path'"]),
        ("broadsheet.domain.shared.errors.Conflict", []),
        ("2026-11-28T11:00:00Z 5a Task timed out after 30.00 seconds", ["timed out"]),
        ("REPORT RequestId: 5 Duration: 1 ms", []),
        (json.dumps({"level": "INFO", "message": "no Error: at all"}), []),
        (json.dumps({"level": "ERROR", "message": "not made", "exception": "a\nx.B: c"}), ["B: c"]),
    ],
)
def test_only_what_failed_is_a_reason(text: str, reason: list[str]) -> None:
    found = list(reason_in(text))
    assert len(found) == len(reason)
    assert all(part in said for part, said in zip(reason, found, strict=True))


def test_the_same_failure_is_counted_and_told_ever_more_rarely() -> None:
    failures, at = Failures(), 1_000_000.0
    told = [
        failures.told("publish_due", f"E: item {number}-0a1b2c3d failed", at + 60 * number)
        for number in range(100)
    ]
    assert told[0] == "publish_due failed: E: item 0-0a1b2c3d failed"
    assert str(told[1]).startswith("publish_due failed 2 times since ")
    assert sum(line is not None for line in told) == 19
    assert (
        failures.told("publish_due", "Another: reason", at) == "publish_due failed: Another: reason"
    )
