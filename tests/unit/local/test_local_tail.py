"""What functions log is followed from a moment on: each line once, and one stored late as well."""

from typing import Any

from local import tail
from local.tail import Tail

GROUP = "/aws/lambda/broadsheet-route_changes"


class Logs:
    """CloudWatch Logs, as far as a tail asks it."""

    def __init__(self) -> None:
        self.stored: list[dict[str, Any]] = []

    def filter_log_events(self, *, logGroupName: str, startTime: int) -> Any:  # noqa: N803
        assert logGroupName == GROUP
        return {"events": [event for event in self.stored if event["timestamp"] >= startTime]}


def followed(monkeypatch: Any, logs: Logs) -> Tail:
    monkeypatch.setattr(tail, "time", type("Time", (), {"time": staticmethod(lambda: 1_000.0)}))
    return Tail(logs, {GROUP: "route_changes"})


def test_a_line_is_told_once_and_in_order(monkeypatch: Any) -> None:
    logs = Logs()
    lines = followed(monkeypatch, logs)
    logs.stored = [{"timestamp": 1_000_000 + at, "message": f"line {at}"} for at in (20, 10)]
    assert [said.text for said in lines.new()] == ["line 10", "line 20"]
    assert lines.new() == []


def test_a_line_of_a_function_that_took_long_is_told_when_it_is_stored(monkeypatch: Any) -> None:
    logs = Logs()
    lines = followed(monkeypatch, logs)
    logs.stored.append({"timestamp": 1_020_000, "message": "quick, and later"})
    assert len(lines.new()) == 1
    logs.stored.append({"timestamp": 1_001_000, "message": "slow, and earlier"})
    assert [said.text for said in lines.new()] == ["slow, and earlier"]


def test_all_pages_of_a_log_are_read_from_the_moment_that_was_asked_for() -> None:
    pages = {None: ("first", "2"), "2": ("second", "3"), "3": ("third", None)}

    class Paged:
        def filter_log_events(self, **asked: Any) -> Any:
            text, following = pages[asked.get("nextToken")]
            assert asked["startTime"] == 5_000
            event = {"timestamp": 5_000, "message": text}
            return {"events": [event]} | ({"nextToken": following} if following else {})

    lines = Tail(Paged(), {GROUP: "route_changes"}, since=5.0)
    assert {said.text for said in lines.new()} == {"first", "second", "third"}


def test_what_was_said_before_is_not_told_however_often_one_asks(monkeypatch: Any) -> None:
    logs = Logs()
    logs.stored.append({"timestamp": 999_999, "message": "before"})
    lines = followed(monkeypatch, logs)
    assert [lines.new() for _ in range(50)] == [[]] * 50
