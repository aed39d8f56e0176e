"""Headers that whoever is in between writes: what a forged one gets (ASVS 5.0, 4.1.3)."""

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.lambdas import SITE_URL, forget_warm_starts


@pytest.fixture
def without_an_address(api: Api, monkeypatch: pytest.MonkeyPatch) -> Api:
    """A stack that knows its own address only from who asks."""
    monkeypatch.setenv("SITE_URL", "")
    forget_warm_starts()
    return api


def test_a_forged_host_is_not_looked_at_where_the_site_has_an_address(api: Api) -> None:
    forged: dict[str, Any] = {"x_forwarded_host": "evil.example", "host": "evil.example"}
    sent = {"title": "A", "body": "B.", "section": "News", "byline": [{"name": "Ann"}]}
    reply = api("POST", "/api/v1/articles", by="edith", json_body=sent, **forged)
    assert reply.status == 201
    assert reply.json["url"].startswith(f"{SITE_URL}/")
    assert "evil" not in reply.body + str(reply.headers)


def test_elsewhere_it_is_in_its_forgers_own_answer_and_in_nothing_that_is_kept(
    without_an_address: Api,
) -> None:
    api = without_an_address
    made = api.submit()
    asked = f"/api/v1/articles/{made['id']}"
    forged = api("GET", asked, x_forwarded_host="evil.example", by="edith")
    assert forged.status == 200
    api.stack.drain()
    assert b"evil.example" not in b"".join(api.stack.files().values())
    assert "evil.example" not in str(api.stack.items())
    assert "evil.example" not in api("GET", asked, x_forwarded_host="news.example.org").body
