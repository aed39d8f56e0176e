"""Hostile input in every field of every way to write: answered, and nothing is left half done."""

import json
from typing import Any

import pytest

from broadsheet.adapters.http.text_rules import OFF
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.moderation import ModerationEntry
from broadsheet.domain.comments.sender import SaidBy
from broadsheet.domain.shared.record import Record
from tests.fakes.table import MemoryTable
from tests.hostile.hostile_lists import DOCUMENTS, TEXTS, Crowd, bytes_of, form_of
from tests.support.api import FORM, Reply, routes
from tests.support.long import LONG

BESIDE = ("website", "seconds", "issued", "proof", "preview")
JSON = "application/json"
Story = dict[str, str]


def assert_safe(reply: Reply) -> Reply:
    assert reply.status < 500
    for value in reply.headers.values():
        assert "\r" not in value
        assert "\n" not in value
    return reply


def assert_sent(reply: Reply, story: Story) -> bool:
    """Whether it was taken; if so, the sender goes to the article and to nowhere else."""
    assert_safe(reply)
    taken = reply.status in {201, 303}
    if taken:
        assert reply.headers["location"] == f"{story['path']}#comment-received"
    else:
        assert reply.status in {200, 400, 413, 415, 422}, reply.body
    return taken


class Writer:
    """Writes to one story, each time from another address, and counts what was taken."""

    def __init__(self, api: Crowd, story: Story) -> None:
        self.api, self.story = api, story
        self.path = f"/api/v1/articles/{story['id']}/comments"
        self.taken = 0

    def form(self, **fields: str) -> None:
        raw = form_of(self._with(fields))
        self._count(self.api("POST", self.path, raw=raw, content_type=FORM))

    def json(self, **fields: str) -> None:
        raw = json.dumps(self._with(fields)).encode()
        self._count(self.api("POST", self.path, raw=raw, accept=JSON))

    def _with(self, fields: dict[str, str]) -> dict[str, str]:
        sender = f"r{self.api.calls}@b.example"
        return {"name": "Rea", "email": sender, "body": "Well said."} | fields

    def _count(self, reply: Reply) -> None:
        self.taken += assert_sent(reply, self.story)


def kept(table: MemoryTable, kind: type[Record]) -> int:
    """How many records of a kind there are."""
    return sum(isinstance(record, kind) for record in table.scan())


def test_every_field_of_a_comment_takes_anything(
    api: Crowd, story: Story, table: MemoryTable
) -> None:
    writer = Writer(api, story)
    for text in TEXTS:
        writer.form(name=text, body=text)
        writer.json(body=text, **dict.fromkeys(set(BESIDE[:4]) - {"proof"}, text))
        writer.json(proof=text, again=text)  # which proves nothing: refused, unless it is empty
        writer.form(email=text, parent=text, notify=text)
    assert writer.taken > len(TEXTS)
    # A comment is all there or not at all: with its sender's entry, and its two in the queue.
    assert kept(table, Comment) == kept(table, SaidBy) == writer.taken
    assert kept(table, ModerationEntry) == 2 * writer.taken


def test_a_preview_shows_anything_and_writes_nothing(
    api: Crowd, story: Story, table: MemoryTable
) -> None:
    before = kept(table, Comment)
    writer = Writer(api, story)
    raw = form_of({"name": "Rea", "email": "a@b.example", "body": "x", "preview": "1"})
    if api("POST", writer.path, raw=raw, content_type=FORM).status != 200:
        pytest.skip("there is no preview")
    for text in TEXTS:
        writer.form(body=text, preview="1")
        is_no = not text or text.lower() in OFF
        writer.json(name=text, preview="1" if is_no else text)
    assert kept(table, Comment) == before


@pytest.mark.parametrize("media", [JSON, FORM, "text/plain", "multipart/form-data; boundary=x", ""])
def test_every_body_of_a_request_is_answered(api: Crowd, story: Story, media: str) -> None:
    path = f"/api/v1/articles/{story['id']}/comments"
    for document in DOCUMENTS:
        for accept in (JSON, "text/html"):
            raw = bytes_of(document)
            assert_safe(api("POST", path, raw=raw, content_type=media, accept=accept))


DECISIONS = ("reject", "hold", "spam", "undo", "delete", "approve", "edit", "bulk")


@pytest.fixture
def pending(api: Crowd, story: Story) -> str:
    """The id of a comment."""
    fields = {"name": "Rea", "email": f"p{api.calls}@b.example", "body": "Well."}
    path = f"/api/v1/articles/{story['id']}/comments"
    return str(api("POST", path, json_body=fields, accept=JSON).json["id"])


def moderation(comment: str, action: str, text: str) -> tuple[str, dict[str, Any]]:
    bodies: dict[str, dict[str, Any]] = {
        "edit": {"body": text, "reason": text},
        "bulk": {"ids": [comment, text], "action": "hold", "reason": text},
    }
    where = action if action == "bulk" else f"{comment}/{action}"
    return f"/api/v1/moderation/comments/{where}", bodies.get(action, {"reason": text})


def test_what_editors_write_is_no_less_suspect(api: Crowd, pending: str) -> None:
    for n, text in enumerate(TEXTS):
        for action in ("edit", DECISIONS[n % len(DECISIONS)]):
            path, body = moderation(pending, action, text)
            assert_safe(api("POST", path, by="edith", json_body=body))
    trail = f"/api/v1/moderation/comments/{pending}/trail"
    assert assert_safe(api("GET", trail, by="edith", query={"limit": "100"})).status == 200


@pytest.mark.parametrize("action", DECISIONS)
def test_every_body_of_a_decision_is_answered(api: Crowd, pending: str, action: str) -> None:
    path, _ = moderation(pending, action, "x")
    for document in DOCUMENTS:
        reply = assert_safe(api("POST", path, by="edith", raw=bytes_of(document)))
        assert reply.status in {200, 400, 409, 413, 422}


def test_every_field_of_a_report_takes_anything(api: Crowd, story: Story, pending: str) -> None:
    if "POST /api/v1/articles/{id}/comments/{number}/report" not in routes():
        pytest.skip("readers cannot report")
    assert api.decide(pending).status == 200
    path = f"/api/v1/articles/{story['id']}/comments/1/report"
    for n, text in enumerate(TEXTS):
        fields = {"reason": "other", "note": text} if n % 3 else {"reason": text, "note": "x"}
        reply = assert_safe(api("POST", path, raw=form_of(fields), content_type=FORM))
        if reply.status == 303:
            assert reply.headers["location"] == f"{story['path']}#report-received"
        assert_safe(api("POST", path, raw=json.dumps(fields).encode(), accept=JSON))


QUERIES = (
    ("/api/v1/moderation/comments", ("state", "article", "signal", "limit", "cursor", "x")),
    ("/api/v1/articles/{id}/comments", ("limit", "cursor")),
)


@pytest.mark.parametrize(("path", "names"), QUERIES)
def test_every_parameter_takes_anything(
    api: Crowd, story: Story, path: str, names: tuple[str, ...]
) -> None:
    texts = [t for t in TEXTS if t.encode("utf-8", "ignore").decode() == t and len(t) < 6000]
    for n, text in enumerate(texts):
        query = {names[n % len(names)]: text}
        where = path.replace("{id}", story["id"])
        assert_safe(api("GET", where, by="edith", query=query))


def test_every_line_of_the_log_is_one_entry_of_ours(api: Crowd) -> None:
    lines = api.stack.output.getvalue().splitlines()
    assert len(lines) > (500 if LONG else 200)
    for line in lines:
        entry = json.loads(line)
        assert isinstance(entry, dict)
        assert entry.get("message") != "forged"
        assert "b.example" not in line
