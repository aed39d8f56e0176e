"""The first page: what came out, what waits, what is late, and what failed."""

from datetime import timedelta

import pytest

from broadsheet.usecases.desk.system import System, Unknown, Why
from tests.support.api import Api
from tests.support.desk import Desk, Page
from tests.support.document import Element
from tests.support.figures import failed, reported, ringing
from tests.support.lambdas import Stack, instead_of
from tests.support.life import ARTICLES


def section(page: Page, heading: str) -> Element:
    (found,) = [h.parent for h in page.html.one("main").all("h2") if h.text == heading]
    assert found
    return found


def headings(page: Page) -> list[str]:
    return [h.text for h in page.html.one("main").all("h2")]


def figures(page: Page, of: str = "desk-figures") -> dict[str, str]:
    (found,) = [e for e in page.html.all("dl") if e.get("class") == of]
    pairs = found.all("dt", "dd")
    return {dt.text: dd.text for dt, dd in zip(pairs[::2], pairs[1::2], strict=True)}


def test_an_editor_sees_the_figures_of_the_day(desk: Desk, api: Api, stack: Stack) -> None:
    api.submit(title="Yesterday")
    stack.clock.now += timedelta(days=1)
    made = api.submit(title="Snow")
    api.comment(made["id"])
    api.submit("ann", status="in_review", title="Rain")
    page = desk.as_("edith").get("/desk/")
    waiting = str(len(api.pending()))
    assert figures(page) == {
        "Published today": "1",
        "In review": "1",
        "Scheduled": "0",
        "Comments that wait": waiting,
    }
    assert page.links["Snow"] == f"/desk/stories/{made['id']}"
    assert "Rain" in section(page, "In review").text
    assert "Yesterday" not in page.text
    assert not {"Late", "Failed"} & set(headings(page))


def test_an_author_sees_what_is_theirs_and_no_figures(desk: Desk, api: Api) -> None:
    api.submit("ann", status="draft", title="Ferry")
    back = api.submit("ann", status="in_review", title="Bread")
    api("POST", f"{ARTICLES}/{back['id']}/return", by="edith", json_body={"note": "Who says so?"})
    api.submit("ben", status="in_review", title="Tram")
    page = desk.as_("ann").get("/desk/")
    assert "Who says so?" in section(page, "Returned to you").text
    assert "Ferry" in section(page, "Your drafts").text
    assert "Tram" not in page.body
    assert not page.html.one("main").all("dt")
    assert desk.as_("olga").get("/desk/").status == 403


def test_what_comes_first_is_first_of_what_is_scheduled(desk: Desk, api: Api) -> None:
    for title, local in (("First", "2087-03-01T06:00"), ("Second", "2087-03-02T06:00")):
        made = api.submit("edith", status="draft", title=title)
        hour = {"publish_at": {"local": local, "zone": "Europe/Berlin"}}
        path = f"{ARTICLES}/{made['id']}/schedule"
        assert api("POST", path, by="edith", json_body=hour).status == 200
    shown = section(desk.as_("edith").get("/desk/"), "Scheduled").text
    assert shown.index("First") < shown.index("Second")
    assert "1 March 2087" in shown


def test_what_is_late_is_named_until_the_clock_has_done_it(
    desk: Desk, api: Api, stack: Stack
) -> None:
    made = api.submit("edith", status="draft", title="Late one")
    local = (stack.clock.now + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    hour = {"publish_at": {"local": local, "zone": "UTC"}}
    assert (
        api("POST", f"{ARTICLES}/{made['id']}/schedule", by="edith", json_body=hour).status == 200
    )
    stack.clock.now += timedelta(hours=3, minutes=1)
    assert "Late" not in headings(desk.as_("edith").get("/desk/"))
    stack.clock.now += timedelta(minutes=2)
    late = section(desk.as_("edith").get("/desk/"), "Late")
    assert late.all("a")[0]["href"] == f"/desk/stories/{made['id']}"
    assert "Late one: To be published" in late.text
    assert "Late" not in headings(desk.as_("ann").get("/desk/"))


def test_what_nobody_could_deal_with_is_counted_by_kind(desk: Desk, stack: Stack) -> None:
    cloud = stack.cloud
    for _ in range(2):
        cloud.sqs.send_message(QueueUrl=cloud.given_up["mails"], MessageBody="{}")
    cloud.sqs.send_message(
        QueueUrl=cloud.dead_pages_url,
        MessageBody="{}",
        MessageGroupId="a",
        MessageDeduplicationId="a",
    )
    page = desk.as_("edith").get("/desk/")
    assert figures(page, "facts")["Given up"] == "3"
    shown = [one.text for one in section(page, "Failed").all("li")]
    assert shown == ["One page could not be made", "2 mails could not be sent"]
    assert "Failed" not in headings(desk.as_("ann").get("/desk/"))


def test_editors_see_what_fails_waits_and_rings_in_the_system(desk: Desk, stack: Stack) -> None:
    assert set(figures(desk.as_("edith").get("/desk/"), "facts").values()) == {"nothing"}
    failed(stack, "render_pages", 2)
    reported(stack, "route_changes", "IteratorAge", 90_000)
    ringing("ClockStoppedAlarm", "The clock does not tick")
    shown = figures(desk.as_("edith").get("/desk/"), "facts")
    assert shown == {
        "Rings": "The clock does not tick",
        "Failed in three hours": "render_pages 2 times",
        "Waits the longest": "Changes 90 s",
        "Given up": "nothing",
    }
    assert not desk.as_("ann").get("/desk/").html.one("main").all("dl")


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        (Unknown(Why.LATE), "unknown: it did not answer in time"),
        (Unknown(Why.AWAY), "unknown: it cannot be reached"),
        (Unknown(Why.REFUSED, "AccessDenied"), "unknown: it was not allowed (AccessDenied)"),
    ],
)
def test_the_page_is_there_where_the_cloud_tells_nothing(
    desk: Desk, stack: Stack, unknown: Unknown, said: str
) -> None:
    told = System(given_up=unknown, failing=unknown, waiting=unknown, alarms=unknown)
    instead_of("system_figures", lambda: lambda _at: lambda: told, stack.monkeypatch)
    page = desk.as_("edith").get("/desk/")
    assert page.status == 200
    assert set(figures(page, "facts").values()) == {said}


def test_a_draft_that_was_returned_is_listed_once(desk: Desk, api: Api) -> None:
    back = api.submit("ann", status="in_review", title="Bread")
    api("POST", f"{ARTICLES}/{back['id']}/return", by="edith", json_body={"note": "Who says so?"})
    api.submit("ann", status="draft", title="Ferry")
    page = desk.as_("ann").get("/desk/")
    assert page.text.count("Bread") == 1
    assert "Bread" in section(page, "Returned to you").text
    assert "Ferry" in section(page, "Your drafts").text


def test_a_day_begins_at_midnight_where_the_newsroom_is(desk: Desk, api: Api, stack: Stack) -> None:
    # The newsroom is in Berlin, where it is an hour later than in UTC.
    stack.clock.now = stack.clock.now.replace(hour=22, minute=50)
    api.submit(title="Before midnight")
    stack.clock.now += timedelta(minutes=20)
    page = desk.as_("edith").get("/desk/")
    assert "Before midnight" not in section(page, "Published today").text
