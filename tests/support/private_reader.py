"""A reader whose addresses must be seen nowhere, and all that can happen to what was written."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import boto3

from broadsheet.usecases.transfer.import_comments import ImportOptions
from operate.access import made
from operate.import_comments import as_json, bring_in
from tests.support.api import Api
from tests.support.lambdas import Stack, environment

DATA = Path(__file__).parents[1] / "data"

EMAIL = "canary+o'pines@leak.example.org"
IPS = ("192.0.2.213", "2001:db8:0:7::d5")
BROWSER = "CanaryBrowser/7.0"
TRACES = re.compile(r"canary|o'pines|leak\.example|192\.0\.2\.213|2001:db8:0:7", re.IGNORECASE)
WORDS = re.compile(r"Well said|Rea Reader|By JSON|Kinder words|Comment \d", re.IGNORECASE)
"""What the reader wrote: it may be read until it is erased."""


class Reader:
    """A commenter whose addresses must stay behind the table's door."""

    def __init__(self, stack: Stack) -> None:
        self.api = Api(stack)
        self.stack = stack
        self.answers: list[str] = []

    def __call__(self, method: str, path: str, **options: Any) -> Any:
        forwarded = f"{IPS[1]}, {IPS[0]}"
        told = {"referer": f"https://x.example/?q={EMAIL}", "cookie": f"who={EMAIL}"}
        options = {"x_forwarded_for": forwarded, "user_agent": BROWSER, **told, **options}
        reply = self.api(method, path, **options)
        self.answers.append(json.dumps([reply.headers, reply.body]))
        return reply

    def table(self) -> str:
        """Everything that is in the table, keys and all."""
        return json.dumps(self.stack.items())


def typed(**fields: str) -> dict[str, str]:
    return {"name": "Rea Reader", "email": EMAIL, "body": "Well said."} | fields


def drive_every_path(reader: Reader) -> str:
    """Comments of every kind, and everything that can be done about them; the article's id."""
    story = reader.api.submit()
    path = f"/api/v1/articles/{story['id']}/comments"
    reader("POST", path, form=typed(body="Comment 0", notify="yes"))
    moderate(reader, reader.api.pending()[0]["id"], "approve", reason=f"wrote to {EMAIL}")
    for n, decision in enumerate(("reject", "spam", ""), 1):
        body = typed(body=f"Comment {n}", notify="yes")
        sent = reader("POST", path, json_body=body, accept="application/json").json
        if decision:
            moderate(reader, sent["id"], decision, reason=f"wrote to {EMAIL}")
    key = {"idempotency_key": f"key of {EMAIL} at {IPS[0]}"}
    for _ in range(2):
        body = typed(body="By JSON")
        reader("POST", path, json_body=body, accept="application/json", **key)
    wrong: list[dict[str, Any]] = [
        {"json_body": typed(name=""), "accept": "application/json"},
        {"json_body": typed(name=EMAIL), "accept": "application/json"},
        {"json_body": typed() | {EMAIL: "x"}, "content_type": "text/plain"},
        {"raw": f"email={EMAIL}&name=%FF".encode(), "content_type": "text/plain"},
        {"json_body": typed(parent=EMAIL), "accept": "application/json"},
    ]
    for options in wrong:
        assert reader("POST", path, **options).status in (400, 415, 422)
    assert reader("POST", path, form=typed(preview="yes")).status == 200
    reader.stack.drain()
    approved = shown(reader)[0]
    moderate(reader, approved, "edit", body="Kinder words.", reason=f"{EMAIL} swore")
    note = {"reason": "private", "note": f"Ask {EMAIL} about it"}
    reader("POST", f"{path}/1/report", form=note)
    reader("POST", f"{path}/1/report", form={"reason": EMAIL, "note": ""})
    read_wrongly(reader, path)
    bring_in_old_ones(reader, story["path"])
    reader.stack.drain()
    return str(story["id"])


def read_wrongly(reader: Reader, path: str) -> None:
    """The address where none belongs: in queries, in ids, and in an editor's keys."""
    moderation = "/api/v1/moderation/comments"
    for query in ({"signal": EMAIL}, {"cursor": EMAIL}, {"article": EMAIL}):
        assert reader("GET", moderation, by="edith", query=query).status in (200, 400)
    # Who asks at a wrong address is told which, and nobody else is.
    assert reader.api("GET", f"{moderation}/{EMAIL}/trail", by="edith").status == 404
    for what in ("reply", "report"):
        reader("GET", f"{path}/1/{what}", query={"email": EMAIL}, accept="application/json")
    approved = shown(reader)[0]
    bulk = {"ids": [approved], "action": "hold", "reason": f"{EMAIL} wrote"}
    key = f"{EMAIL} 1"
    reader("POST", f"{moderation}/bulk", by="edith", json_body=bulk, idempotency_key=key)
    undo = f"{moderation}/{approved}/undo"
    assert reader("POST", undo, by="edith", idempotency_key=f"{EMAIL} 2").status == 200


def bring_in_old_ones(reader: Reader, path: str) -> None:
    """What the reader wrote before the newspaper came here, in WordPress."""
    old = (DATA / "wordpress.xml").read_bytes().replace(b"Tom@Example.com", EMAIL.encode())
    old = old.replace(b"203.0.113.7", IPS[0].encode()).replace(b"Tom &amp; Jerry", b"Rea Reader")
    old = old.replace(b"I was there.", b"Comment 9.")
    desk = made(boto3.client, environment(reader.stack.cloud)).services
    with redirect_stdout(reader.stack.output), redirect_stderr(reader.stack.output):
        report = bring_in(desk, io.BytesIO(old), "wordpress", {"harbour": path}, ImportOptions())
    assert report.taken["approved"]
    assert not TRACES.search(as_json(report).decode())


def moderate(reader: Reader, comment_id: str, action: str, **body: str) -> None:
    path = f"/api/v1/moderation/comments/{comment_id}/{action}"
    assert reader("POST", path, by="edith", json_body=body).status == 200


def shown(reader: Reader) -> list[str]:
    query = {"state": "approved"}
    found = reader("GET", "/api/v1/moderation/comments", by="edith", query=query)
    return [item["id"] for item in found.json["items"]]


def everything_public(reader: Reader) -> dict[str, str]:
    files = {key: body.decode() for key, body in reader.stack.files().items()}
    return {**files, "log": reader.stack.output.getvalue()}
