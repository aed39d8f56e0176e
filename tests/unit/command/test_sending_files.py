"""Pictures, films, sounds and captions are sent as what they are, each once, and never whole."""

import io
import json
import os
import re
import sys
import tracemalloc
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import client.uploads
from broadsheet.adapters.http.media.submitted import MediaSubmission
from broadsheet.domain.media.recordings import TAKEN
from broadsheet.domain.shared.errors import Invalid
from client import recording_names, session
from client.api import Api, Reply, post_file
from client.errors import CommandError
from command.main import main

MEDIA = "01a20463-5b10-7d21-8a44-6c0f2d9e1b03-mp4"


def reply(status: int, value: Any) -> Reply:
    return Reply(status, Message(), json.dumps(value).encode())


class FakeApi(Api):
    """A newsroom that takes 1,000 bytes of each file."""

    def __init__(self) -> None:
        super().__init__("https://news.example")
        self.announced: list[Any] = []
        self.sent: dict[str, bytes] = {}

    def send(
        self, method: str, path: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        if method == "POST":
            self.announced.append(value)
            form = {"url": "https://s3.example", "fields": {"key": MEDIA}, "largest": 1000}
            return reply(201, {"id": MEDIA, "upload": form})
        notes = ["begins late"] if self.sent else []
        return reply(200, {"status": "ready" if self.sent else "waiting", "notes": notes})


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeApi:
    api = FakeApi()

    def post(_url: str, _fields: Mapping[str, str], path: Path) -> None:
        api.sent[path.name] = path.read_bytes()

    monkeypatch.setattr(client.uploads, "post_file", post)
    monkeypatch.setattr(session, "api_of", lambda _who: api)
    monkeypatch.setenv(session.SITE, "https://news.example")
    monkeypatch.setenv(session.TOKEN, "a-token")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return api


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("The lake.mp4", {"type": "video/mp4", "name": "The lake.mp4"}),
        ("lake.WEBM", {"type": "video/webm", "name": "lake.WEBM"}),
        ("talk.mp3", {"type": "audio/mpeg", "name": "talk.mp3"}),
        ("talk.m4a", {"type": "audio/mp4", "name": "talk.m4a"}),
        ("talk.opus", {"type": "audio/ogg", "name": "talk.opus"}),
        ("lake.en.vtt", {"type": "text/vtt", "name": "lake.en.vtt"}),
        ("lake.mov", {"type": "video/quicktime", "name": "lake.mov"}),
        ("lake.png", {"type": "image/png"}),
    ],
)
def test_a_file_is_announced_as_what_it_is(
    api: FakeApi, name: str, said: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(b"what it is")
    main(["media", "send", name, "--alt", "The lake"])
    assert api.announced == [said | {"alt": "The lake"}]
    assert api.sent == {name: b"what it is"}
    assert capsys.readouterr().out == f"{name}: media:{MEDIA}\nnote        begins late\n"
    main(["media", "send", name])
    assert len(api.announced) == 1


def test_one_that_is_larger_than_the_newsroom_takes_is_not_sent(api: FakeApi) -> None:
    Path("lake.mp4").write_bytes(bytes(1001))
    with pytest.raises(SystemExit, match=r"lake\.mp4 has more than"):
        main(["media", "send", "lake.mp4"])
    assert api.sent == {}


@pytest.mark.parametrize(
    ("name", "words"), [("lake.xyz", "must be MP4, WebM"), ("no.mp4", "there is no file no.mp4")]
)
def test_what_is_no_such_file_is_named(api: FakeApi, name: str, words: str) -> None:
    Path("lake.xyz").touch()
    with pytest.raises(SystemExit, match=words):
        main(["media", "send", name])
    assert api.announced == []


def test_every_recording_that_the_newsroom_takes_is_sent_as_what_it_is() -> None:
    assert set(recording_names.TAKEN.values()) == set(TAKEN)


@pytest.mark.parametrize("media_type", sorted(set(recording_names.TOLD.values())))
def test_of_what_it_does_not_take_it_says_what_to_do(media_type: str) -> None:
    with pytest.raises(Invalid) as refused:
        MediaSubmission.from_fields({"type": media_type})
    (error,) = refused.value.errors
    assert re.match(r"the file is .*: (export|save) it", error.detail)


@pytest.fixture
def bucket() -> Iterator[tuple[str, list[Any]]]:
    """The address of a bucket, and what it was sent."""
    came: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kind = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            body = self.rfile.read(int(self.headers["Content-Length"]))
            parts = BytesParser().parsebytes(kind + body).get_payload()
            came.extend(parts)
            self.send_response(204 if len(body) < 8_000_000 else 403)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Nothing is said of it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", came
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_form_bears_its_fields_and_then_the_file(
    bucket: tuple[str, list[Any]], tmp_path: Path
) -> None:
    url, came = bucket
    film = tmp_path / "Der See.mp4"
    film.write_bytes(bytes(range(256)) * 10_000)
    post_file(url, {"key": MEDIA, "policy": "p"}, film)
    fields = [
        (part.get_param("name", header="Content-Disposition"), part.get_payload(decode=True))
        for part in came
    ]
    assert fields == [("key", MEDIA.encode()), ("policy", b"p"), ("file", film.read_bytes())]
    film.write_bytes(bytes(8_000_000))
    with pytest.raises(CommandError, match=r"Der See\.mp4 was not taken: 403"):
        post_file(url, {}, film)


def test_a_file_is_never_whole_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film, taken = tmp_path / "lake.mp4", 0

    def answer(request: Any) -> Reply:
        nonlocal taken
        taken = sum(map(len, request.data))
        assert request.get_header("Content-length") == str(taken)
        return reply(204, None)

    monkeypatch.setattr("client.api._answer", answer)
    with film.open("wb") as file:
        file.truncate(40_000_000)
    tracemalloc.start()
    post_file("https://s3.example", {}, film)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken > 40_000_000
    assert most < 8_000_000


def test_a_file_that_is_not_taken_hides_none_that_were_sent(
    api: FakeApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lake.mp4").write_bytes(b"film")
    with pytest.raises(SystemExit, match=r"no file quay\.mp4"):
        main(["media", "send", str(tmp_path / "lake.mp4"), "quay.mp4"])
    assert f"media:{MEDIA}" in capsys.readouterr().out
    assert len(api.sent) == 1


def test_what_is_said_of_a_file_that_is_there_is_not_lost_without_a_word(
    api: FakeApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = tmp_path / "lake.mp4"
    film.write_bytes(b"film")
    main(["media", "send", str(film), "--alt", "The lake"])
    assert "keeps its words" not in capsys.readouterr().out
    main(["media", "send", str(film), "--alt", "A dry lake"])
    assert f"keeps its words: change them with broadsheet media describe {MEDIA}" in (
        capsys.readouterr().out
    )
    assert len(api.announced) == 1


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_a_name_that_a_terminal_cannot_write_ends_nothing(
    api: FakeApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    name = os.fsdecode(b"\xff\xc3\xbc.jpg")
    (tmp_path / name).write_bytes(b"picture")
    out = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out, encoding=encoding))
    main(["media", "send", str(tmp_path / name)])
    sys.stdout.flush()
    assert f"media:{MEDIA}".encode() in out.getvalue()
    assert api.sent
