"""Moderating with keys: many comments, undo, failures, and what comes in meanwhile."""

import time
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.support.api import Api
from tests.support.chromium import PATIENCE_MS
from tests.support.desk_browser import DeskTab
from tests.support.long import long_run, number_of

QUEUE = "/desk/comments"
CROWD = number_of("crowd", 16, 100)
"""Readers who comment at once."""
HELD = ".comment-item:focus"


def comments(api: Api, number: int, first: int = 0) -> str:
    """A story on which so many comments wait."""
    made = api.submit(title=f"Market day {first}")
    for n in range(first, first + number):
        api.stack.clock.now += timedelta(seconds=20)
        sent = {"email": f"r{n}@example.org", "body": f"Word {n} of the day."}
        assert api.comment(made["id"], **sent).status == 303
    return str(made["id"])


def waiting(api: Api, state: str = "pending") -> int:
    query = {"limit": "100", "state": state}
    found = api("GET", "/api/v1/moderation/comments", by="edith", query=query)
    return len(found.json["items"])


def comes_true(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait for what a request changes that nothing on the page shows."""
    ends = time.monotonic() + PATIENCE_MS / 1000
    while not is_so():
        assert time.monotonic() < ends
        page.wait_for_timeout(50)  # meanwhile requests are answered


def test_many_comments_with_one_key_each(api: Api, edith: DeskTab) -> None:
    comments(api, CROWD)
    page = edith.open(QUEUE)
    for n in range(CROWD):
        expect(page.locator(HELD)).to_contain_text(f"Word {n} of the day.")
        page.keyboard.press("ars"[n % 3])
    comes_true(page, lambda: waiting(api) == 0)
    decided = [waiting(api, s) for s in ("approved", "rejected", "spam")]
    assert decided == [len(range(n, CROWD, 3)) for n in range(3)]
    assert edith.asked.count("GET /desk/comments") <= 6


def test_after_a_decision_the_next_has_the_focus_and_j_and_k_go_up_and_down(
    api: Api, edith: DeskTab
) -> None:
    comments(api, 4)
    page = edith.open(QUEUE)
    for key, words in (("j", "Word 1"), ("j", "Word 2"), ("k", "Word 1"), ("a", "Word 2")):
        page.keyboard.press(key)
        expect(page.locator(HELD)).to_contain_text(words)
    expect(page.locator(".comment-item:visible")).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator(HELD)).to_contain_text("Word 2")


def test_undo_brings_it_back_where_it_stood_whether_it_had_gone_out_or_not(
    api: Api, edith: DeskTab
) -> None:
    comments(api, 3)
    page = edith.open(QUEUE)
    page.keyboard.press("s")
    comes_true(page, lambda: waiting(api, "spam") == 1)
    page.keyboard.press("u")
    expect(page.locator(HELD)).to_contain_text("Word 0")
    comes_true(page, lambda: (waiting(api), waiting(api, "spam")) == (3, 0))
    edith.is_cut = True
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.keyboard.press("u")
    expect(page.locator(HELD)).to_contain_text("Word 1")
    edith.is_cut = False
    expect(page.locator("#decided")).not_to_contain_text("away")
    comes_true(page, lambda: waiting(api, "approved") == 1)
    assert waiting(api, "rejected") == 0


def test_decisions_wait_while_the_network_is_away_and_none_is_made_twice(
    api: Api, edith: DeskTab
) -> None:
    comments(api, 5)
    page = edith.open(QUEUE)
    edith.is_cut = True
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.keyboard.press("r")
    expect(page.locator("#decided")).to_contain_text("The network is away")
    assert waiting(api) == 5
    edith.is_cut, edith.lost = False, True
    # The first arrives, and its answer does not: it is sent again under its key.
    comes_true(page, lambda: waiting(api, "approved") == 1)
    edith.lost = False
    comes_true(page, lambda: waiting(api, "rejected") == 1)
    assert waiting(api, "approved") == 2
    expect(page.locator("#decided .field-error")).to_have_count(0)
    assert waiting(api) == 2


@long_run
def test_who_is_quicker_than_the_network_is_shown_the_rest_of_the_queue_when_it_follows(
    api: Api, edith: DeskTab
) -> None:
    comments(api, 52)
    page = edith.open(QUEUE)
    edith.is_slow = True
    for n in range(50):
        expect(page.locator(HELD)).to_contain_text(f"Word {n} of the day.")
        page.keyboard.press("a")
    edith.arrives()
    expect(page.locator(HELD)).to_contain_text("Word 50 of the day.")
    comes_true(page, lambda: waiting(api) == 2)


def test_what_somebody_else_decided_is_named_and_comes_back(api: Api, edith: DeskTab) -> None:
    comments(api, 2)
    page = edith.open(QUEUE)
    api.decide(api.pending()[0]["id"], "approve")
    page.keyboard.press("a")
    expect(page.locator("#decided .field-error")).to_contain_text("The comment is approved already")
    expect(page.locator(".comment-item:visible")).to_have_count(2)


def test_new_comments_announce_themselves_and_move_nothing(api: Api, edith: DeskTab) -> None:
    comments(api, 2)
    page = edith.page
    page.clock.install()
    edith.open(QUEUE)
    held = page.locator(HELD)
    place, words = held.bounding_box(), held.inner_text()
    comments(api, 3, first=10)
    page.clock.run_for(21_000)
    expect(page.locator("#new-comments")).to_contain_text("3 new comments")
    expect(page.locator(".comment-item")).to_have_count(2)
    assert (held.bounding_box(), held.inner_text()) == (place, words)
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".comment-item")).to_have_count(5)
    expect(page.locator(HELD)).to_contain_text("Word 10 of the day.")


def test_the_context_opens_in_place(api: Api, edith: DeskTab) -> None:
    comments(api, 2)
    page = edith.open(QUEUE)
    page.keyboard.press("c")
    expect(page.locator(".comment-context")).to_contain_text("Nothing else came from this address.")
    assert page.url.endswith(QUEUE)
    page.keyboard.press("c")
    expect(page.locator(".comment-context")).to_have_count(0)


def test_keys_do_nothing_while_somebody_types(api: Api, edith: DeskTab) -> None:
    comments(api, 1)
    page = edith.open(f"{QUEUE}/words")
    page.locator("#f-words").press_sequentially("jars")
    assert page.locator("#f-words").input_value() == "jars"
    page = edith.open(QUEUE)
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+r")
    assert waiting(api) == 1


def test_one_box_ticks_all(api: Api, edith: DeskTab) -> None:
    comments(api, 4)
    page = edith.open(QUEUE)
    page.get_by_label("Tick all").check()
    page.get_by_role("button", name="Reject ticked").click()
    page.get_by_text("4 comments rejected.").wait_for()
    assert waiting(api, "rejected") == 4
