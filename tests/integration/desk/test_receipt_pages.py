"""The desk shows a receipt: what is right, what waits, and that a story is gone."""

from datetime import timedelta

from tests.support.api import Api
from tests.support.desk import Desk
from tests.support.lambdas import Stack
from tests.support.life import act

SENTENCE = "Nobody had ever asked where the papers came from."


def test_after_publishing_the_pages_wait_and_then_are_right(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = api.submit("edith", body=SENTENCE)
    path = f"/desk/stories/{made['id']}/receipt"
    early = desk.as_("edith").get(path)
    assert "Waiting" in early.text
    assert 'data-again="2"' in early.body
    stack.drain()
    shown = early.follow("Look again")
    assert "Live on" in shown.text
    assert "Waiting" not in shown.text
    assert "data-again" not in shown.body
    assert {made["path"], "/", "/feed.xml"} <= set(shown.links.values())


def test_a_late_page_is_named_first(stack: Stack, api: Api, desk: Desk) -> None:
    made = api.submit("edith", body=SENTENCE)
    stack.clock.now += timedelta(minutes=2)
    shown = desk.as_("edith").get(f"/desk/stories/{made['id']}/receipt")
    assert "pages are late" in shown.text
    rows = [e.text for e in shown.html.all("li") if e.get("class") == "desk-row"]
    assert rows[0].endswith("Late")
    assert sorted(rows, key=lambda row: not row.endswith("Late")) == rows


def test_after_a_takedown_the_page_has_the_proof(stack: Stack, api: Api, desk: Desk) -> None:
    made = api.submit("edith", body=SENTENCE)
    stack.drain()
    act(api, made, "retract", "edith")
    path = f"/desk/stories/{made['id']}/receipt"
    early = desk.as_("edith").get(path)
    assert "still to be read" in early.text
    assert SENTENCE in early.text
    stack.drain()
    shown = early.follow("Look again")
    assert "Gone from" in shown.text
    assert SENTENCE not in shown.text
    assert shown.text.count("Has it not") == 6


def test_a_draft_is_on_no_page_and_its_receipt_is_for_who_may_see_it(api: Api, desk: Desk) -> None:
    made = api.submit("ann", status="draft")
    path = f"/desk/stories/{made['id']}/receipt"
    assert "on no page" in desk.as_("ann").get(path).text
    assert desk.as_("ben").get(path).status == 404


def test_more_pages_than_are_read_back_at_a_time_are_led_on_to(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = api.submit("edith", tags=[f"Tag {n}" for n in range(20)], body=SENTENCE)
    for n in range(12):
        api.submit("edith", title=f"Shows it {n}", also_read=[made["id"]], slug=f"shows-{n}")
    stack.drain()
    act(api, made, "correct", "edith")
    stack.drain()
    told = api("GET", f"/api/v1/articles/{made['id']}/receipt", by="edith").json
    shown = desk.as_("edith").get(f"/desk/stories/{made['id']}/receipt")
    assert (told["pages"] > 100) == ("More" in shown.links)
