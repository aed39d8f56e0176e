"""The command `broadsheet` against the functions themselves."""

import json
import sys
from collections.abc import Mapping
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from client import session
from client.api import Reply
from client.cognito import Pool, Tokens
from client.errors import CommandError
from client.session import Session
from command.main import main, parser
from tests.integration.command.conftest import Broadsheet
from tests.support.api import Api
from tests.support.direct import Direct
from tests.support.staff_tokens import token

STORY = """---
title: The night train
section: World
author: Deniz Aksoy
tags: [Railways]
{more}---
The stove is lit.
"""


def story(folder: Path, **fields: str) -> Path:
    """A file with the fields."""
    file = folder / "story.md"
    file.write_text(STORY.format(more="".join(f"{n}: {v}\n" for n, v in fields.items())))
    return file


def id_in(printed: str) -> str:
    return printed.rpartition("(id ")[2].rstrip(")\n")


def test_a_file_is_published_once_however_often_it_is_sent(
    broadsheet: Broadsheet, tmp_path: Path, api: Api
) -> None:
    file = story(tmp_path, description="Nineteen hours.")
    first = broadsheet("publish", file)
    assert first.startswith("published: https://news.example.org/")
    assert broadsheet("publish", file) == first
    api.stack.drain()
    listed = broadsheet("list", "--section", "world")
    assert listed.count("The night train") == 1
    assert id_in(first) in listed
    assert broadsheet("list", "--tag", "nothing") == ""
    assert json.loads(broadsheet("list", "--search", "stove", "--json"))[0]["id"] == id_in(first)


def test_an_authors_file_waits_as_a_draft(broadsheet: Broadsheet, tmp_path: Path) -> None:
    assert broadsheet("publish", story(tmp_path), by="ann").startswith("draft: ")


def test_a_date_to_come_is_an_hour_to_wait_for(broadsheet: Broadsheet, tmp_path: Path) -> None:
    printed = broadsheet("publish", story(tmp_path, date="2099-01-01T06:00:00+01:00"))
    assert printed.startswith("scheduled: ")
    told = broadsheet("status", id_in(printed))
    assert "2099-01-01T05:00 UTC" in told
    assert "unschedule" in told


def test_a_dry_run_sends_nothing(broadsheet: Broadsheet, tmp_path: Path) -> None:
    printed = broadsheet("publish", story(tmp_path), "--dry-run")
    assert json.loads(printed)["title"] == "The night train"
    assert broadsheet("list") == ""


def test_files_that_are_refused_do_not_keep_others_back(
    broadsheet: Broadsheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.md"
    wrong.write_text("---\ntitle: A\nslug: Not A Slug\n---\nText.\n")
    with pytest.raises(SystemExit, match="1 of 2 files were not published"):
        broadsheet("publish", wrong, story(tmp_path))
    printed = capsys.readouterr()
    assert "published: " in printed.out
    assert "/slug" in printed.err


def test_an_edit_goes_through_the_editor_and_back(
    broadsheet: Broadsheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = id_in(broadsheet("publish", story(tmp_path)))
    swap = "import pathlib,sys; p=pathlib.Path(sys.argv[1]); p.write_text(p.read_text().replace"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c \"{swap}('stove', 'fire'))\"")
    assert broadsheet("edit", article).startswith("published: ")
    assert "The fire is lit." in broadsheet("edit", article, "--print")
    assert broadsheet("edit", article) == "nothing was changed\n"


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused_and_kept(
    broadsheet: Broadsheet, tmp_path: Path, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = id_in(broadsheet("publish", story(tmp_path)))
    fetched = Direct(api, "edith").send("GET", f"/articles/{article}")
    other = tmp_path / "other.md"
    other.write_text(broadsheet("edit", article, "--print").replace("stove", "lamp"))
    broadsheet("edit", article, "--file", other)
    stale = _Stale(api, "edith", fetched)
    other.write_text(other.read_text().replace("lamp", "fire"))
    monkeypatch.setattr(session, "api_of", lambda _who: stale)
    with pytest.raises(SystemExit, match="412"):
        main(["edit", article, "--file", str(other)])
    assert "The lamp is lit." in broadsheet("edit", article, "--print")


class _Stale(Direct):
    """A client that fetched the article before somebody else changed it."""

    def __init__(self, api: Api, user: str, fetched: Reply) -> None:
        super().__init__(api, user)
        self._fetched = fetched

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        return self._fetched if method == "GET" else super()._ask(method, path, body, headers)


def test_an_hour_is_set_and_forgotten(broadsheet: Broadsheet, tmp_path: Path) -> None:
    article = id_in(broadsheet("publish", story(tmp_path), "--draft"))
    zone = ("--zone", "Europe/Istanbul", "--note", "With the map")
    assert broadsheet("schedule", article, "2099-01-01T06:00", *zone).startswith("scheduled: ")
    assert "2099-01-01T06:00 Europe/Istanbul" in broadsheet("status", article)
    assert broadsheet("schedule", article, "--clear").startswith("draft: ")
    with pytest.raises(SystemExit, match="does not exist"):
        broadsheet("schedule", article, "2099-03-29T02:30", "--zone", "Europe/Berlin")
    with pytest.raises(SystemExit, match="when"):
        broadsheet("schedule", article)


def test_comments_are_listed_and_decided_on(
    broadsheet: Broadsheet, tmp_path: Path, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    article = id_in(broadsheet("publish", story(tmp_path)))
    api.comment(article, body="Well said.")
    assert "1 wait for an editor" in broadsheet("status")
    listed = broadsheet("moderate")
    assert "Well said." in listed
    assert "The night train" in listed
    (comment,) = json.loads(broadsheet("moderate", "--json"))
    assert broadsheet("moderate", "approve", comment["id"]) == f"{comment['id']}: approved\n"
    assert broadsheet("moderate") == "no comment is pending\n"
    with pytest.raises(SystemExit, match="1 of 1 comments"):
        broadsheet("moderate", "approve", "01a20460-0000-7000-8000-000000000000")
    assert "01a20460-0000-7000-8000-000000000000: " in capsys.readouterr().err


def test_an_article_may_be_named_by_its_address(broadsheet: Broadsheet, tmp_path: Path) -> None:
    url = broadsheet("publish", story(tmp_path)).split()[1]
    assert "published, version 1" in broadsheet("status", url)
    with pytest.raises(SystemExit, match="no article at /2026/11/nowhere/"):
        broadsheet("status", "/2026/11/nowhere/")
    with pytest.raises(SystemExit, match="no article of yours is called 'nowhere'"):
        broadsheet("status", "nowhere")


def test_every_command_helps_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    commands = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert isinstance(commands, dict)
    for name in commands:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert f"  broadsheet {name}" in capsys.readouterr().out, name


def test_nobody_is_signed_in_at_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(session.TOKEN, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(SystemExit, match="broadsheet login"):
        main(["list"])


def test_a_sign_in_is_kept_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(session.TOKEN, raising=False)
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", _Typed(f"{token('edith')}\n"))
    main(["login", "https://news.example.org/", "--token-stdin"])
    assert capsys.readouterr().out == "signed in to https://news.example.org as edith (editors)\n"
    path = session.file_of(environment)
    assert path.stat().st_mode & 0o777 == 0o600
    assert session.signed_in(environment).site == "https://news.example.org"
    ended = _FakeApi(200)
    monkeypatch.setattr(session, "api_of", lambda who: ended if who.token else None)
    main(["login", "--out"])
    assert not path.exists()
    assert ended.asked == [("POST", "/sessions/end")]
    assert capsys.readouterr().out == "signed out, on every machine\n"
    main(["login", "--out"])
    assert capsys.readouterr().out == "nobody was signed in\n"


def test_who_signs_out_without_being_heard_is_told_so_and_forgotten_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = session.file_of({"XDG_CONFIG_HOME": str(tmp_path)})
    session.keep(Session(site="https://news.example.org", token="t"), path)
    monkeypatch.setattr(session, "api_of", lambda _who: _FakeApi(503))
    with pytest.raises(SystemExit, match="signed out here, and elsewhere it could not be said"):
        main(["login", "--out"])
    assert not path.exists()


def test_a_machine_that_signs_out_leaves_others_of_its_client_at_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = session.file_of({"XDG_CONFIG_HOME": str(tmp_path)})
    session.keep(Session(site="https://news.example.org", token="t", secret="s"), path)
    monkeypatch.setattr(session, "api_of", lambda _who: None)
    main(["login", "--out"])
    assert not path.exists()
    assert "until they end" in capsys.readouterr().out


class _FakeApi:
    def __init__(self, status: int) -> None:
        self._status, self.asked = status, list[tuple[str, str]]()

    def send(self, method: str, path: str) -> Reply:
        self.asked.append((method, path))
        return Reply(self._status, Message(), b"{}")


class _Typed:
    def __init__(self, text: str) -> None:
        self._text = text

    def read(self) -> str:
        return self._text


def test_a_token_is_not_sent_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="https"):
        main(["login", "http://news.example.org", "--token-stdin"])


def test_a_token_that_ends_is_renewed_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    ended = Session(site="https://news.example.org", token="e30.e30.", refresh="again", client="c")
    ended.pool = "eu-west-1_A"
    session.keep(ended, session.file_of(environment))
    asked: list[tuple[Pool, str]] = []

    def renewed(*with_what: Any) -> Tokens:
        asked.append(with_what)
        return Tokens(token("edith"), "once more")

    monkeypatch.setattr(session, "renewed", renewed)
    for _ in range(2):
        found = session.signed_in(environment)
        assert (found.token, found.refresh) == (token("edith"), "once more")
    assert asked == [(Pool("eu-west-1_A", "c"), "again")]


def test_a_session_without_a_way_to_renew_it_ends(tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    ended = Session(site="https://news.example.org", token="e30.e30.")
    session.keep(ended, session.file_of(environment))
    with pytest.raises(CommandError, match="not good any more"):
        session.signed_in(environment)
