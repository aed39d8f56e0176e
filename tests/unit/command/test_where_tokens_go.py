"""A token goes to the site that is meant, or nowhere; and whoever answers else is said to be."""

import base64
import contextlib
import http.client
import json
import threading
import urllib.request
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from client import api, session
from client.addresses import must_be_safe, site_of, token_of
from client.api import Api, Reply
from client.cognito import Pool, Tokens, machine_token, renewed
from client.errors import CommandError, NoAnswer, NotSignedIn
from client.session import Session
from command import edit
from tests.support.staff_tokens import token


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://news.example.org", "https://news.example.org"),
        (" https://news.example.org/desk/?a=b#c\n", "https://news.example.org"),
        ("HTTPS://news.example.org:8443/", "https://news.example.org:8443"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://bücher.example", "https://bücher.example"),
    ],
)
def test_a_site_is_known_by_any_of_its_addresses(typed: str, meant: str) -> None:
    assert site_of(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("", "news.example.org", "https://", "https:/news.example.org", "//news.example.org"),
        *("ftp://news.example.org", "file:///etc/passwd", "javascript:alert(1)"),
        *("http://news.example.org", "http://localhost.evil.example", "http://127.0.0.1.evil.org"),
        *("http://localhost@evil.example", "https://ann:secret@news.example.org"),
        *("https://a b", "https://[::1", "https://a:port", "https://a:99999", "https://a\\b"),
        "https://a.example/\x00",
    ],
)
def test_a_site_that_is_none_or_where_others_read_along_is_refused(typed: str) -> None:
    with pytest.raises(CommandError, match="the site"):
        site_of(typed)
    with pytest.raises(CommandError, match="what gives tokens out"):
        machine_token(typed, "client", "secret", "")


@pytest.mark.parametrize("typed", ["two\nlines", "with space", "snow ☃", "\udcff"])
def test_what_is_no_token_is_refused_and_not_shown(typed: str) -> None:
    with pytest.raises(NotSignedIn) as refused:
        token_of(typed, "here")
    assert typed not in str(refused.value)
    assert token_of(" a.b.c\n", "here") == "a.b.c"
    assert must_be_safe("https://a.example/x", "it") == "https://a.example/x"


@pytest.mark.parametrize("pool", ["", "noregion", "a b_c", "eu-west-1_", "evil.example/?_a"])
def test_a_pool_that_is_none_is_asked_nowhere(pool: str) -> None:
    with pytest.raises(CommandError, match="is no user pool"):
        renewed(Pool(pool, "client"), "refresh")


@pytest.mark.parametrize("body", [b"", b"<html>Sign in</html>", b"[1]", b"\x1f\x8b", b"[" * 99999])
def test_an_answer_that_is_none_of_the_api_is_said_to_be(body: bytes) -> None:
    with pytest.raises(CommandError, match="no newsroom's API"):
        _ = Reply(200, Message(), body).json


def test_what_an_answer_lacks_is_named() -> None:
    said = Reply(200, Message(), b'{"items": [{"id": "1"}]}').json
    assert said["items"][0].get("title") is None
    assert json.dumps(said) == '{"items": [{"id": "1"}]}'
    with pytest.raises(CommandError, match="the answer has no 'title'"):
        _ = said["items"][0]["title"]


@pytest.mark.parametrize(
    ("loss", "kind", "said"),
    [
        (http.client.IncompleteRead(b"{"), NoAnswer, "it broke off in the middle"),
        (http.client.BadStatusLine("SSH-2.0"), NoAnswer, "what answered speaks no HTTP"),
        (http.client.LineTooLong("header"), NoAnswer, "more than"),
        (ConnectionResetError(104, "reset"), NoAnswer, "reset"),
        (ValueError("Invalid IPv6 URL"), CommandError, "nobody can be asked at"),
    ],
)
def test_an_answer_that_is_lost_may_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, loss: Exception, kind: type[CommandError], said: str
) -> None:
    def fails(*_given: Any, **_more: Any) -> None:
        raise loss

    monkeypatch.setattr(api._OPENER, "open", fails)
    with pytest.raises(kind, match=said):
        Api("https://news.example.org").send("GET", "/articles")
    if kind is NoAnswer:
        monkeypatch.setattr(urllib.request, "urlopen", fails)
        with pytest.raises(NoAnswer, match=said):
            renewed(Pool("eu-west-1_A", "client"), "refresh")


@pytest.mark.parametrize("ends", ['"soon"', "null", "[]", "{}", "-1"])
def test_a_token_that_says_no_hour_has_ended(ends: str, tmp_path: Path) -> None:
    said = base64.urlsafe_b64encode(f'{{"exp": {ends}}}'.encode()).decode().rstrip("=")
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    kept = Session(site="https://a.example", token=f"e30.{said}.c")
    session.keep(kept, session.file_of(environment))
    with pytest.raises(NotSignedIn, match="not good any more"):
        session.signed_in(environment)


def test_of_many_commands_at_once_one_renews_the_token_for_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    ended = Session(site="https://a.example", token="e30.e30.", refresh="first", pool="eu-west-1_A")
    session.keep(ended, session.file_of(environment))
    good, all_here = {"first"}, threading.Barrier(4)

    def rotated(_pool: Pool, refresh: str) -> Tokens:
        if refresh not in good:
            raise NotSignedIn("Refresh Token has been revoked")
        good.clear()
        good.add("next")
        return Tokens(token("edith"), "next")

    monkeypatch.setattr(session, "renewed", rotated)
    found, failed = list[str](), list[Exception]()

    def one() -> None:
        all_here.wait()
        try:
            found.append(session.signed_in(environment).refresh)
        except CommandError as error:
            failed.append(error)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, failed) == (["next"] * 4, [])


def test_a_sign_in_is_kept_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "session.json"
    session.keep(Session(site="https://a.example", token="first"), path)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with contextlib.suppress(OSError):
        session.keep(Session(site="https://a.example", token="second"), path)
    assert session.kept_in(path).token == "first"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("editor", ["no-such-editor", '"unbalanced', "/etc"])
def test_an_editor_that_cannot_be_started_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, editor: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(CommandError, match="cannot be started: set EDITOR"):
        edit._edited("text")
    assert list(tmp_path.iterdir()) == []
