"""A file is published once, at its date, with the pictures beside it, or refused in a dry run."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

import client.picture_names
import client.uploads
from broadsheet.domain.media.kinds import TYPES
from client.api import Api, Reply
from client.article_file import article_of
from client.errors import CommandError
from client.file_pictures import with_pictures
from client.front_matter import read
from client.publish import publish
from client.uploads import Uploads
from command.main import main
from tests.support.markdown_sites import PIXEL

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ID = "01a20463-5b10-7d21-8a44-6c0f2d9e1b{:02}"
STORY = """---
title: A story
status: publish
author: {name: Ann}
category: World
image: boat.jpg
imageAlt: A boat
---
![A boat](./boat.jpg)
"""


class FakeApi(Api):
    """Takes pictures and articles, and remembers what it was sent."""

    def __init__(self) -> None:
        super().__init__("https://news.example")
        self.sent: list[tuple[str, str, Any, str]] = []
        self.by_key: dict[str, dict[str, Any]] = {}
        self.ready: set[str] = set()

    def send(
        self, method: str, path: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        if method == "POST":
            key = (headers or {})["Idempotency-Key"]
            self.sent.append((method, path, value, key))
            number = ID.format(len(self.by_key))
            made = {"id": number, "path": "/a/", "status": "?", "version": 1}
            made["upload"] = {
                "url": "https://s3.example",
                "fields": {"key": number},
                "largest": 1000,
            }
            return reply(
                201 if path in ("/articles", "/media") else 200, self.by_key.setdefault(key, made)
            )
        if path.startswith("/media/"):
            is_ready = path.removeprefix("/media/") in self.ready
            return reply(200, {"status": "ready" if is_ready else "waiting"})
        return reply(200, {"items": []})


def reply(status: int, value: Any) -> Reply:
    return Reply(status, Message(), json.dumps(value).encode())


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> FakeApi:
    api = FakeApi()

    def post_file(url: str, fields: Mapping[str, str], path: Path) -> None:
        sent = (url, path.name, path.read_bytes())
        assert sent == ("https://s3.example", "boat.jpg", PIXEL)
        api.ready.add(fields["key"])

    monkeypatch.setattr(client.uploads, "post_file", post_file)
    return api


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "2019-01-31-a-story.md"
    path.write_text(STORY)
    (tmp_path / "boat.jpg").write_bytes(PIXEL)
    return path


def sent_by(api: FakeApi, path: Path, *, draft: bool = False) -> dict[str, Any]:
    document = read(path.read_text())
    uploads = Uploads(api, "https://news.example", path.with_name("pictures.json"))
    file = article_of(document, "UTC", path.stem, has_files=True)
    file, _ = with_pictures(file, document, path, uploads.id_of)
    publish(api, file, draft=draft, now=NOW)
    (article,) = [value for _, where, value, _ in api.sent if where == "/articles"][-1:]
    return dict(article)


def test_it_keeps_its_date_and_brings_its_picture_once(api: FakeApi, story: Path) -> None:
    article = sent_by(api, story)
    assert (article["status"], article["published_at"]) == ("published", "2019-01-31T00:00:00Z")
    assert article["lead_image"] == {"media": ID.format(0), "alt": "A boat"}
    assert article["body"] == f"![A boat](media:{ID.format(0)})\n"
    (_, _, announced, _), *_ = api.sent
    assert announced == {"type": "image/jpeg", "alt": "A boat"}
    assert sent_by(api, story) == article
    assert [where for _, where, _, _ in api.sent] == ["/media", "/articles", "/articles"]
    assert len({key for _, where, _, key in api.sent if where == "/articles"}) == 1


def test_a_draft_bears_no_date(api: FakeApi, story: Path) -> None:
    article = sent_by(api, story, draft=True)
    assert article["status"] == "draft"
    assert "published_at" not in article


def test_an_hour_to_come_is_waited_for(api: FakeApi, story: Path) -> None:
    story.write_text(STORY.replace("status: publish", "date: 2027-01-01T06:00:00Z"))
    assert sent_by(api, story)["status"] == "draft"
    *_, (_, where, value, _) = api.sent
    assert where == f"/articles/{ID.format(1)}/schedule"
    assert value == {"publish_at": {"local": "2027-01-01T06:00:00", "zone": "UTC"}}


@pytest.mark.parametrize("status", ["draft", "in_review", "pending"])
def test_what_says_that_it_is_not_ready_is_not_published(
    api: FakeApi, story: Path, status: str
) -> None:
    story.write_text(STORY.replace("publish", status))
    wanted = "draft" if status == "draft" else "in_review"
    assert sent_by(api, story)["status"] == wanted


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("image: boat.jpg", "image: ship.jpg", r"ship.jpg is not there \(line 6\)"),
        ("(./boat.jpg)", "(./ship.jpg)", r"./ship.jpg is not there \(line 9\)"),
        ("imageAlt: A boat\n", "", r"needs alt, which says what it shows \(line 6\)"),
        ("image: boat.jpg", "image: ../secret.jpg", r"secret.jpg is not there"),
        ("image: boat.jpg", "image: 2019-01-31-a-story.md", "must be JPEG"),
    ],
)
def test_a_picture_that_cannot_be_sent_is_said_with_its_line(
    api: FakeApi, story: Path, before: str, after: str, words: str
) -> None:
    (story.parent.parent / "secret.jpg").write_bytes(PIXEL)
    story.write_text(STORY.replace(before, after))
    with pytest.raises(CommandError, match=words):
        sent_by(api, story)
    assert api.sent == []


def test_a_dry_run_names_all_that_the_api_would_refuse_with_the_file_and_its_line(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(story.parent))
    bad = story.with_name("bad.md")
    bad.write_text(f"---\ntitle: B\ncategory: {'x' * 70}\nslug: Not Ok\n---\n\nWords.\n")
    tabbed = story.with_name("tab.md")
    tabbed.write_text("---\ntitle: B\ntags:\n\t- a\n---\nWords.\n")
    with pytest.raises(SystemExit) as left:
        main(["publish", "--dry-run", str(story), str(bad), str(tabbed)])
    assert "2 of 3 files would not be published" in str(left.value)
    out, said = capsys.readouterr()
    assert '"published_at": "2019-01-31T00:00:00Z"' in out
    assert f"{bad}:3: /section" in said
    assert f"{bad}:4: /slug must be lower-case" in said
    assert f"{bad}:1: /byline" in said
    assert f"{tabbed}: the front matter is not YAML" in said
    assert "(line 4)" in said


@pytest.mark.parametrize("zone", ["Nowhere", "Europe", "../../etc/passwd"])
def test_a_zone_that_there_is_not_is_said_before_any_file_is_read(
    story: Path, capsys: pytest.CaptureFixture[str], zone: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["publish", "--dry-run", "--zone", zone, str(story)])
    assert left.value.code == 2
    assert "--zone: must be a name of the tz database" in capsys.readouterr().err


def test_every_type_that_the_newsroom_takes_is_sent_as_what_it_is() -> None:
    assert set(client.picture_names.TYPES.values()) == set(TYPES)


def test_a_picture_that_could_not_be_made_is_not_waited_for(
    api: FakeApi, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = reply(200, {"status": "failed", "reason": "send it again"})
    sent = api.send

    def send(method: str, where: str, *more: Any) -> Reply:
        return failed if method == "GET" and "/media/" in where else sent(method, where, *more)

    monkeypatch.setattr(api, "send", send)
    with pytest.raises(CommandError, match=r"boat\.jpg could not be made: send it again"):
        sent_by(api, story)
