"""Articles are published and unpublished at their hours, and never under embargo."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.table import StoppedClock
from tests.support.api import Api, article
from tests.support.lambdas import Stack
from tests.support.life import (
    ARTICLES,
    BEGIN,
    END,
    as_staff,
    assert_nowhere,
    page,
    stored,
)
from tests.support.staff_tokens import publish_keys


@pytest.fixture
def moved(stack: Stack) -> StoppedClock:
    """Everybody's clock, at 05:59 in Berlin, moved by hand."""
    return stack.clock


def hour(local: str, **zone: str) -> dict[str, str]:
    return {"local": local, **zone}


def test_an_article_is_published_and_unpublished_at_its_hours(
    stack: Stack, api: Api, moved: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_keys(monkeypatch)
    made = api.submit("ann", title="At six")
    hours = {"publish_at": hour("2026-11-24T06:00"), "unpublish_at": hour("2026-11-24T06:30")}
    reply = api("POST", f"{ARTICLES}/{made['id']}/schedule", by="edith", json_body=hours)
    assert (reply.status, reply.json["status"], reply.headers["etag"]) == (200, "scheduled", '"2"')
    shown = as_staff(api, made)
    at = "2026-11-24T05:00:00.000Z"
    assert shown["publish_at"] == {"at": at, "local": "2026-11-24T06:00", "zone": "Europe/Berlin"}
    assert stack.tick() == {"done": 0}
    moved.now += timedelta(minutes=1)
    assert stack.tick() == {"done": 1}
    assert stack.tick() == {"done": 0}
    stack.drain()
    assert b"At six" in stack.files()[page(made["path"])]
    assert as_staff(api, made)["publish_at"] is None
    assert not {"publish_at", "unpublish_at", "possible"} & set(
        api("GET", f"{ARTICLES}/{made['id']}").json
    )
    moved.now += timedelta(minutes=31)
    assert stack.tick() == {"done": 1}
    stack.drain()
    assert page(made["path"]) not in stack.files()


def test_hours_that_cannot_be_are_refused_and_every_one_is_named(
    api: Api, moved: StoppedClock
) -> None:
    draft, public = (api.submit(by, title=by)["id"] for by in ("ann", "edith"))

    def refused(article_id: str, **hours: Any) -> dict[str, str]:
        path = f"{ARTICLES}/{article_id}/schedule"
        reply = api("POST", path, by="edith", json_body=hours)
        assert reply.status == 422, reply.body
        return {error["pointer"]: error["code"] for error in reply.json["errors"]}

    skipped, twice = hour("2027-03-28T02:30"), hour("2027-10-31T02:30")
    assert refused(draft, publish_at=skipped, unpublish_at=twice) == {
        "/publish_at/local": "nonexistent_time",
        "/unpublish_at/local": "ambiguous_time",
    }
    past = hour("2026-11-24T05:59")
    assert refused(draft, publish_at=past) == {"/publish_at": "in_the_past"}
    assert refused(draft) == {"/publish_at": "missing"}
    assert refused(draft, publish_at=END, unpublish_at=BEGIN) == {
        "/unpublish_at": "before_publication"
    }
    assert refused(public) == {"/unpublish_at": "missing"}
    assert refused(public, publish_at=BEGIN, unpublish_at=END) == {
        "/publish_at": "already_published"
    }
    mars = hour("2027-10-31T02:30", zone="Mars/Olympus_Mons")
    assert refused(draft, publish_at=mars) == {"/publish_at/zone": "unknown_zone"}
    told = {"publish_at": hour("2027-10-31T02:30+01:00")}
    path = f"{ARTICLES}/{draft}/schedule"
    assert api("POST", path, by="edith", json_body=told).status == 200


def test_an_action_by_hand_ends_what_the_clock_was_to_do(
    stack: Stack, api: Api, moved: StoppedClock
) -> None:
    made = api.submit("ann", title="At six")
    path = f"{ARTICLES}/{made['id']}"
    hours = {"publish_at": hour("2026-11-24T06:00"), "unpublish_at": hour("2026-11-24T06:30")}
    assert api("POST", f"{path}/schedule", by="edith", json_body=hours).status == 200
    assert api("POST", f"{path}/publish", by="edith").status == 200
    assert api("POST", f"{path}/unpublish", by="edith").status == 200
    assert stored(api, "Due") == []
    moved.now += timedelta(hours=2)
    assert stack.tick() == {"done": 0}
    assert api("GET", path).status == 404


def test_an_embargo_holds_for_everybody_and_ends_by_the_clock(
    stack: Stack, api: Api, moved: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_keys(monkeypatch)
    embargo = hour("2026-11-24T06:00")
    fields = {"title": "Budget leaked", "slug": "under-embargo", "embargo": embargo}
    fields |= {"lead_image": {"url": "/media/budget.jpg", "alt": "A leaked budget"}}
    at_once = article(**fields, status="published")
    refused = api("POST", ARTICLES, by="edith", json_body=at_once)
    assert (refused.status, refused.code) == (409, "embargoed")
    made = api.submit("ann", **fields)
    path = f"{ARTICLES}/{made['id']}"
    refused = api("POST", f"{path}/publish", by="edith")
    assert refused.code == "embargoed"
    assert "2026-11-24T06:00 in Europe/Berlin" in refused.json["detail"]
    # An edit that does not speak of it leaves it as it is.
    edit = article(**{name: fields[name] for name in ("title", "lead_image")}, tags=["Leaks"])
    assert api("PUT", path, by="edith", json_body=edit, if_match="*").status == 200
    early = {"publish_at": hour("2026-11-24T05:59:59")}
    refused = api("POST", f"{path}/schedule", by="edith", json_body=early)
    assert (refused.status, refused.json["errors"][0]["code"]) == (422, "embargoed")
    exactly = {"publish_at": embargo}
    assert api("POST", f"{path}/schedule", by="edith", json_body=exactly).status == 200
    later = {**edit, "embargo": hour("2026-11-24T07:00")}
    assert api("PUT", path, by="edith", json_body=later, if_match="*").pointers == ["/embargo"]
    assert_nowhere(stack, api, made, ("leaked", "Leaks", "budget.jpg"))
    moved.now += timedelta(minutes=1)
    assert stack.tick() == {"done": 1}
    stack.drain()
    assert b"Budget leaked" in stack.files()[page(made["path"])]
    assert as_staff(api, made)["embargo"]["local"] == embargo["local"]
    again = {**edit, "embargo": hour("2026-11-24T07:00")}
    assert api("PUT", path, by="edith", json_body=again, if_match="*").pointers == ["/embargo"]
