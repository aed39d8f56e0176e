"""What sets functions going, as `template.yaml` says, and what they log once it did."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from local import template
from local.tail import Said

SAYS = {
    "publish_due": "due actions done",
    "route_changes": "changes routed",
    "place_comments": "comments placed",
    "send_mails": "mails dealt with",
    "fetch_embeds": "providers asked",
    "process_media": "upload dealt with",
    "render_pages": "page rendered",
}
"""What a function logs when whatever is no request has set it going."""


class Source(NamedTuple):
    """An event of a function; `route` is that of a request."""

    function: str
    kind: str
    name: str
    route: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.route or self.name} of {self.function}"


@cache
def sources() -> tuple[Source, ...]:
    """Every event of every function."""
    loaded = template.load()
    folders = template.functions(loaded)
    return tuple(
        _source(folder.name, name, event)
        for logical, folder in folders.items()
        for name, event in loaded["Resources"][logical]["Properties"].get("Events", {}).items()
    )


def _source(function: str, name: str, event: Mapping[str, Any]) -> Source:
    told = event.get("Properties", {})
    route = ""
    if event["Type"] == "HttpApi":
        route = f"{told['Method']} {told['Path']}" if "Path" in told else "$default"
    return Source(function, event["Type"], name, route)


def crossed(said: Iterable[Said]) -> dict[Source, str]:
    """The sources that functions must have been set going by, for what they logged."""
    found: dict[Source, str] = {}
    by_route = {(s.function, s.route): s for s in sources() if s.route}
    others = {s.function: s for s in sources() if s.kind != "HttpApi"}
    for line in said:
        for told in _entries(line.text):
            message = told.get("message")
            source = _of(by_route, line.function, told.get("route", ""))
            if message == "answered" and source:
                found[source] = "answered"
            elif message is not None and message == SAYS.get(line.function):
                found[others[line.function]] = f"“{message}”"
    return found


def _of(by_route: Mapping[tuple[str, str], Source], function: str, route: str) -> Source | None:
    """That of the route itself, or of what leads everything below it to the function."""
    above = [route[: at + 1] for at, sign in enumerate(route) if sign == "/"]
    routes = (route, *(f"{begun}{{proxy+}}" for begun in reversed(above)))
    return next((by_route[function, one] for one in routes if (function, one) in by_route), None)


def complaints(said: Iterable[Said]) -> list[str]:
    """What functions logged as an error, and what a role was denied."""
    found = []
    for line in said:
        is_error = any(told.get("level") in ("ERROR", "CRITICAL") for told in _entries(line.text))
        if is_error or "AccessDenied" in line.text or "Traceback" in line.text:
            found.append(f"{line.function}: {line.text}")
    return found


def _entries(text: str) -> list[dict[str, Any]]:
    found = []
    for line in text.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            found.append(told)
    return found


def without_dead_letters() -> list[str]:
    """Streams and queues whose readers may give up with nothing kept of it.

    The clock has none: the next tick does what the last one left. Who sends a request is answered.
    """
    resources = template.load()["Resources"]
    queues = {n: r["Properties"] for n, r in resources.items() if r["Type"] == "AWS::SQS::Queue"}
    events = (
        (f"{event['Type']} {name} of {logical}", event)
        for logical, resource in resources.items()
        for name, event in resource.get("Properties", {}).get("Events", {}).items()
    )
    return [named for named, event in events if not _keeps(event, queues)]


def _keeps(event: Mapping[str, Any], queues: Mapping[str, Any]) -> bool:
    told = event.get("Properties", {})
    match event["Type"]:
        case "HttpApi" | "Schedule":
            return True
        case "DynamoDB":
            return _queue(told.get("DestinationConfig", {}).get("OnFailure", {})) in queues
        case "SQS":
            read = queues.get(_queue({"Destination": told["Queue"]}) or "", {})
            redrive = read.get("RedrivePolicy", {})
            target = _queue({"Destination": redrive.get("deadLetterTargetArn")})
            return target in queues and int(redrive["maxReceiveCount"]) > 1
        case _:
            return False


def _queue(destination: Mapping[str, Any]) -> str | None:
    """The logical id in `!GetAtt Queue.Arn`."""
    arn = destination.get("Destination") or {}
    parts = arn.get("Fn::GetAtt", [None])
    return parts.split(".")[0] if isinstance(parts, str) else parts[0]
