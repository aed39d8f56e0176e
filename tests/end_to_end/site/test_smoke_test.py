"""The smoke test on the stack: it passes where all is well, and leaves nothing however it ends."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from client.api import Api, Reply, page
from client.errors import CommandError
from operate.smoke_test import PROBE, SCOPES, Site, smoke_test
from tests.support.newspaper import Newspaper


class Watched(Api):
    """An API that remembers which articles it was told of."""

    def __init__(self, site_url: str, token: str) -> None:
        super().__init__(site_url, token)
        self.paths: list[str] = []

    def send(
        self, method: str, path: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        reply = super().send(method, path, value, headers)
        if method == "GET" and path.startswith("/articles/") and reply.status == 200:
            self.paths.append(reply.json["path"])
        return reply


@pytest.fixture
def api(newspaper: Newspaper) -> Watched:
    url, note = newspaper.stack.site_url, newspaper.stack.note
    scopes = SCOPES.replace("broadsheet/", "").replace(" ", ",")
    return Watched(url, note.machine.token(scopes))


def test_a_machine_client_sees_a_story_come_and_go(newspaper: Newspaper, api: Watched) -> None:
    said: list[str] = []
    smoke_test(Site(newspaper.stack.site_url, api), said.append)
    assert [re.sub(r"[0-9.]+", "N", line) for line in said] == [
        "  published in N s",
        "  page readable after N s",
        "  page gone after N s",
        "  the story is deleted",
    ]
    is_gone(newspaper, api)


def test_where_a_page_has_not_its_headers_the_test_fails_and_the_story_goes(
    newspaper: Newspaper, api: Watched
) -> None:
    def without_policy(url: str) -> Reply:
        reply = page(url)
        del reply.headers["content-security-policy"]
        return reply

    site = Site(newspaper.stack.site_url, api, get=without_policy)
    with pytest.raises(CommandError, match="content-security-policy is None"):
        smoke_test(site, lambda _: None)
    is_gone(newspaper, api)


def test_a_run_that_is_stopped_in_the_middle_takes_its_story_down(
    newspaper: Newspaper, api: Watched
) -> None:
    def stopped(_url: str) -> Reply:
        raise SystemExit

    with pytest.raises(SystemExit):
        smoke_test(Site(newspaper.stack.site_url, api, get=stopped), lambda _: None)
    is_gone(newspaper, api)


def test_what_an_earlier_run_of_the_day_left_behind_is_taken_down(
    newspaper: Newspaper, api: Watched
) -> None:
    left = left_behind(api)
    smoke_test(Site(newspaper.stack.site_url, api), lambda _: None)
    assert api.send("GET", f"/articles/{left}").status == 404
    is_gone(newspaper, api)


def left_behind(api: Api) -> str:
    """The story of a run that was killed with kill -9: the first whose key is free."""
    for number in range(100):
        key = {"Idempotency-Key": f"smoke-test-{datetime.now(UTC).date()}-{number}"}
        made: str = api.send("POST", "/articles", PROBE, key).expect(201).json["id"]
        if api.send("GET", f"/articles/{made}").status == 200:
            api.send("POST", f"/articles/{made}/publish").expect(200)
            return made
    raise AssertionError


def is_gone(newspaper: Newspaper, api: Watched) -> None:
    assert api.paths
    for path in api.paths:
        newspaper.until(lambda at=path: newspaper.get(at).status == 404, "gone")  # type: ignore[misc]
