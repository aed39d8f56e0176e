"""A story at the desk: what can be done with it stands there, and is done by its form."""

import pytest

from broadsheet.domain.articles.life import Status
from tests.integration.articles.test_life import in_state
from tests.support.api import Api
from tests.support.desk import Browser, Desk, Page


def at(made: object) -> str:
    return f"/desk/stories/{made['id']}"  # type: ignore[index]


def test_x(desk: Desk, api: Api) -> None:
    made = api.submit("ann", title="Harbour <b>closed</b>", body="A sentence about a harbour.")
    page = desk.as_("ann").get(at(made))
    print(page.body)
    assert page.status == 200
    for p in ("review", "revisions", "revisions/1", "delete", "embargo", "assign"):
        page = desk.as_("ann").get(at(made) + "/" + p)
        print(page.status, p, page.text)
        assert page.status == 200
    page = desk.as_("edith").get("/desk/schedule")
    print(page.text)
    assert page.status == 200
    for p in ("schedule", "revisions/1/restore"):
        page = desk.as_("edith").get(at(made) + "/" + p)
        print(page.body)
        assert page.status == 200
    assert 0
