"""The week as it is planned, on the newsroom's clock (Europe/Berlin)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.desk import Browser, Desk
from tests.support.desk_story import story_at
from tests.support.lambdas import Stack
from tests.support.life import ARTICLES


def plan(api: Api, title: str, begin: str, end: str = "", by: str = "ann") -> Any:
    """A story that comes out, and may go, at these hours."""
    made = api.submit(by, title=title) if by != "edith" else api.submit(title=title, status="draft")
    hours = {"publish_at": {"local": begin}} | ({"unpublish_at": {"local": end}} if end else {})
    path = f"{ARTICLES}/{made['id']}/schedule"
    assert api("POST", path, by="edith", json_body=hours).status == 200
    return made


def week(browser: Browser, name: str = "") -> list[str]:
    """What stands in each of its days."""
    page = browser.get(f"/desk/schedule?week={name}" if name else "/desk/schedule")
    assert page.status == 200
    days = page.html.one("main").all("li", where=lambda e: "week-day" in e.get("class"))
    assert len(days) == 7
    return [day.text for day in days]


def test_each_day_has_what_comes_out_and_what_goes_in_the_order_of_time(
    desk: Desk, api: Api
) -> None:
    made = plan(api, "Second", "2027-01-06T18:00")
    plan(api, "First", "2027-01-06T06:00", "2027-01-08T00:00")
    days = week(desk.as_("edith"), "2027-W01")
    assert days[0].startswith("Monday 4 January 2027 Nothing planned.")
    assert "06:00 Comes out First 18:00 Comes out Second" in days[2]
    assert "Nothing planned" in days[4]
    page = desk.as_("edith").get("/desk/schedule?week=2027-W01")
    assert page.follow("Second").path == story_at(made)


def test_the_end_of_a_published_story_is_in_the_week_when_it_goes(
    desk: Desk, api: Api, stack: Stack
) -> None:
    made = api.submit(title="Sale ends")
    end = {"unpublish_at": {"local": "2027-01-08T00:00"}}
    assert api("POST", f"{ARTICLES}/{made['id']}/schedule", by="edith", json_body=end).status == 200
    assert "00:00 Goes Sale ends" in week(desk.as_("edith"), "2027-W01")[4]
    del stack


def test_midnight_belongs_to_the_newsrooms_day(desk: Desk, api: Api) -> None:
    plan(api, "Late on Sunday", "2027-01-10T23:59")
    plan(api, "First on Monday", "2027-01-11T00:00")
    edith = desk.as_("edith")
    assert "23:59 Comes out Late on Sunday" in week(edith, "2027-W01")[6]
    assert "First on Monday" not in " ".join(week(edith, "2027-W01"))
    assert "00:00 Comes out First on Monday" in week(edith, "2027-W02")[0]


@pytest.mark.parametrize(
    ("name", "words"), [("2027-W12", "put forward"), ("2027-W43", "put back"), ("2027-W20", "")]
)
def test_the_day_on_which_clocks_are_changed_says_so(desk: Desk, name: str, words: str) -> None:
    days = week(desk.as_("edith"), name)
    assert [("Clocks are" in day) for day in days] == [False] * 6 + [bool(words)]
    assert words in days[6]


def test_an_hour_that_is_there_twice_stands_with_its_offset(desk: Desk, api: Api) -> None:
    plan(api, "Again", "2027-10-31T02:30+01:00")
    plan(api, "Before", "2027-10-31T02:30+02:00")
    plan(api, "After", "2027-10-31T23:30")
    day = week(desk.as_("edith"), "2027-W43")[6]
    assert "02:30 +0200 Comes out Before 02:30 +0100 Comes out Again 23:30" in day
    assert all("Nothing" in one for one in week(desk.as_("edith"), "2027-W44"))


def test_the_weeks_before_and_after_are_a_link_away_across_a_new_year(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/schedule?week=2026-W53")
    assert "Monday 28 December 2026" in page.text
    assert "Monday 4 January 2027" in page.follow("The week after").text
    assert "Monday 21 December 2026" in page.follow("The week before").text


def test_without_a_week_it_is_this_one_by_the_newsrooms_clock(desk: Desk, stack: Stack) -> None:
    edith = desk.as_("edith")
    # Sunday in London, Monday in Berlin.
    stack.clock.now = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    page = desk.as_("edith").get("/desk/schedule")
    assert "Monday 30 November 2026 Today" in page.text
    del edith


@pytest.mark.parametrize("name", ["2027", "2027-W60", "x", "2027-W1", "0000-W01", "9999-W52", ""])
def test_a_week_that_is_none_is_said(desk: Desk, name: str) -> None:
    assert desk.as_("edith").get(f"/desk/schedule?week={name}").status == 400


def test_authors_see_their_own_stories_and_no_others(desk: Desk, api: Api) -> None:
    plan(api, "Of Ann", "2027-01-06T06:00")
    plan(api, "Of Ben", "2027-01-06T07:00", by="ben")
    assert "Of Ben" not in week(desk.as_("ann"), "2027-W01")[2]
    assert "Of Ann" in week(desk.as_("ann"), "2027-W01")[2]
    assert "Of Ben" in week(desk.as_("ben"), "2027-W01")[2]
    assert desk.as_("olga").get("/desk/schedule").status == 403


def test_what_should_have_come_out_is_late(desk: Desk, api: Api, stack: Stack) -> None:
    plan(api, "Held up", "2026-11-25T06:00")
    stack.clock.now = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
    assert "06:00 Comes out Late Held up" in week(desk.as_("edith"), "2026-W48")[2]


def test_an_hour_that_was_moved_stands_once(desk: Desk, api: Api) -> None:
    made = plan(api, "Moved", "2027-01-06T06:00")
    hours = {"publish_at": {"local": "2027-01-07T06:00"}}
    api("POST", f"{ARTICLES}/{made['id']}/schedule", by="edith", json_body=hours)
    days = week(desk.as_("edith"), "2027-W01")
    assert [day.count("Moved") for day in days] == [0, 0, 0, 1, 0, 0, 0]


def test_it_says_whose_turn_it_is(desk: Desk, api: Api) -> None:
    made = plan(api, "Given", "2027-01-06T06:00")
    edith = desk.as_("edith")
    ann = edith.get(story_at(made)).html.all("option")[2]["value"]
    edith.get(story_at(made)).submit("Assign", id=ann)
    assert "Given ann" in week(edith, "2027-W01")[2]
