"""Comments close by the newsroom's setting and for one article, through the API and the clock."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest

from broadsheet.adapters.site_file import site_file
from tests.fakes.table import StoppedClock
from tests.support.api import Api, article
from tests.support.lambdas import Stack, forget_warm_starts

ARTICLES = "/api/v1/articles"
_numbers = itertools.count()


@pytest.fixture
def moved(stack: Stack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StoppedClock:
    """A newsroom that closes comments after a week."""
    (tmp_path / "site.toml").write_text('title = "T"\n[comments]\nclose_after_days = 7\n')
    monkeypatch.setenv("SITE_FILES", str(tmp_path))
    site_file.cache_clear()
    forget_warm_starts()
    return stack.clock


def page_of(stack: Stack, path: str) -> bytes:
    stack.drain()
    return stack.files()[f"{path[1:]}index.html"]


def is_refused(api: Api, article_id: str) -> bool:
    """Whether both, a program and a browser, are told so."""
    address = f"{ARTICLES}/{article_id}/comments"
    # What was taken once is answered the same for ever: these are new words each time.
    words = f"So it was {next(_numbers)} times."
    fields = {"name": "Bea", "email": "bea@example.org", "body": words}
    told = api("POST", address, json_body=fields, accept="application/json")
    page = api.comment(article_id, body=words)
    if told.status != 409:
        return False
    assert told.code == "comments_closed"
    assert page.status == 409
    assert page.headers["content-type"].startswith("text/html")
    assert "Comments are closed." in page.body
    assert words in page.body, "what was typed is not given back"
    return True


def is_open(api: Api, article_id: str) -> bool:
    """What clients are told who ask before they show a form."""
    return bool(api("GET", f"{ARTICLES}/{article_id}/comments").json["open"])


def replaced(api: Api, article_id: str, **fields: object) -> None:
    address = f"{ARTICLES}/{article_id}"
    sent = article(title="A title", **fields)
    assert api("PUT", address, by="edith", json_body=sent, if_match="*").status == 200


def test_comments_close_after_the_days_of_the_setting_also_when_the_clock_is_late(
    stack: Stack, api: Api, moved: StoppedClock
) -> None:
    made = api.submit()
    moved.now += timedelta(days=6)
    assert api.comment(made["id"]).status == 303
    assert b"<textarea" in page_of(stack, made["path"])
    assert is_open(api, made["id"])
    moved.now += timedelta(days=1)
    assert not is_open(api, made["id"])
    assert is_refused(api, made["id"])
    assert stack.tick()["done"] >= 1
    assert not is_open(api, made["id"])
    assert stack.tick() == {"done": 0}
    assert is_refused(api, made["id"])
    assert b"Comments are closed." in page_of(stack, made["path"])
    # What was said is still there to be moderated, and is shown.
    assert api.decide(api.pending()[0]["id"]).status == 200
    assert b"Well said." in page_of(stack, made["path"])


def test_an_editor_closes_and_opens_one_article(
    stack: Stack, api: Api, moved: StoppedClock
) -> None:
    made = api.submit()
    replaced(api, made["id"], comments="closed")
    assert is_refused(api, made["id"])
    assert b"Comments are closed." in page_of(stack, made["path"])
    moved.now += timedelta(days=30)
    replaced(api, made["id"], comments="open")
    assert is_open(api, made["id"])
    assert not is_refused(api, made["id"])
    assert b"<textarea" in page_of(stack, made["path"])
    replaced(api, made["id"], comments=None)
    assert is_refused(api, made["id"])
    assert b"Comments are closed." in page_of(stack, made["path"])
    ajar = article(comments="ajar")
    wrong = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=ajar, if_match="*")
    assert wrong.status == 422
    assert wrong.pointers == ["/comments"]


def test_a_closed_discussion_offers_no_answers(stack: Stack, api: Api) -> None:
    made = api.submit()
    api.comment(made["id"])
    assert api.decide(api.pending()[0]["id"]).status == 200
    assert b"/reply" in page_of(stack, made["path"])
    replaced(api, made["id"], comments="closed")
    assert b"/reply" not in page_of(stack, made["path"])
    replaced(api, made["id"], comments="open")
    assert b"/reply" in page_of(stack, made["path"])
