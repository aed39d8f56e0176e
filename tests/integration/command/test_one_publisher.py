"""A file is one article, whichever way it is published, and by whichever editor."""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from client import running, session
from client.session import name_of
from command import publish
from command.main import main
from tests.support.api import GROUPS, Api
from tests.support.direct import Direct
from tests.support.staff_tokens import publish_keys, token

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "night-train.md"
SITE = "https://news.example.org"
Way = Callable[[Path, str], str]


@pytest.fixture
def ways(
    api: Api, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, Way]:
    """Both ways to publish a file as somebody: what they print."""
    publish_keys(monkeypatch)
    monkeypatch.setitem(GROUPS, "emil", "[editors]")
    monkeypatch.setattr(session, "api_of", lambda who: Direct(api, name_of(who.token)))
    stack = SimpleNamespace(site_url=SITE, token=token)
    monkeypatch.setattr(running, "read", lambda _home: stack)

    def make(file: Path, user: str) -> str:
        monkeypatch.setattr(sys, "argv", ["publish", str(file), "--user", user])
        publish.main()
        return capsys.readouterr().out

    def broadsheet(file: Path, user: str) -> str:
        monkeypatch.setenv(session.SITE, SITE)
        monkeypatch.setenv(session.TOKEN, token(user))
        main(["publish", str(file)])
        return capsys.readouterr().out

    return {"make": make, "broadsheet": broadsheet}


def listed(api: Api) -> list[str]:
    return [
        i["id"] for i in api("GET", "/api/v1/articles", query={"section": "world"}).json["items"]
    ]


@pytest.mark.parametrize(("first", "then"), [("make", "broadsheet"), ("broadsheet", "make")])
@pytest.mark.parametrize("later", [timedelta(), timedelta(days=40)])
def test_a_file_that_is_published_both_ways_is_one_article(
    ways: dict[str, Way], api: Api, first: str, then: str, later: timedelta
) -> None:
    published = ways[first](EXAMPLE, "edith")
    assert published.startswith(f"published: {SITE}/")
    api.stack.clock.now += later
    assert ways[then](EXAMPLE, "edith") == published
    assert ways[then](EXAMPLE, "emil") == published, "a colleague's is another one"
    assert len(listed(api)) == 1


def test_who_sends_what_is_there_is_told_that_nothing_was_sent(
    ways: dict[str, Way], capsys: pytest.CaptureFixture[str]
) -> None:
    ways["broadsheet"](EXAMPLE, "edith")
    assert capsys.readouterr().err == ""
    main(["publish", str(EXAMPLE)])
    assert "it is on the site already, and was not sent" in capsys.readouterr().err


def test_what_was_edited_since_is_still_that_files_article(ways: dict[str, Way], api: Api) -> None:
    published = ways["broadsheet"](EXAMPLE, "edith")
    (article_id,) = listed(api)
    path = f"/api/v1/articles/{article_id}/corrections"
    assert api("POST", path, by="edith", json_body={"text": "It was Tuesday."}).status == 200
    assert ways["make"](EXAMPLE, "edith") == published


def test_a_file_of_the_same_title_and_other_words_is_another_article(
    ways: dict[str, Way], api: Api, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text(EXAMPLE.read_text("utf-8").replace("six in the evening", "seven"))
    assert ways["make"](EXAMPLE, "edith") != ways["broadsheet"](other, "edith")
    assert len(listed(api)) == 2


@pytest.mark.parametrize(("first", "then"), [("make", "broadsheet"), ("broadsheet", "make")])
def test_an_authors_file_is_one_draft_both_ways(
    ways: dict[str, Way], api: Api, first: str, then: str
) -> None:
    filed = ways[first](EXAMPLE, "ann")
    assert filed.startswith("draft: ")
    assert ways[then](EXAMPLE, "ann") == filed
    drafts = [i for i in api.stack.items() if i["type"]["S"] == "Article"]
    assert len(drafts) == 1
