"""Writing sessions in a real browser, in which the page, the network, the session and the function
die at random moments: at most some seconds of typing are lost."""

import random

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.support.desk import Desk
from tests.support.desk_browser import DeskTab, desk_tab
from tests.support.lambdas import SITE_URL, Stack
from tests.support.long import number_of

SESSIONS = number_of("browser_sessions", 1, 30)
STEPS = 60
MOST_LOST_MS = 5_000


class Session:
    """One, whose chance is given by a seed; the page's time runs as fast as it is told."""

    def __init__(self, tab: DeskTab, desk: Desk, seed: int) -> None:
        self.tab, self.desk, self.chance = tab, desk, random.Random(seed)
        self.now = self.deaths = 0
        self.typed: dict[str, int] = {}
        self.killed_at: list[int] = []
        self.page = self.tab.page
        self._timed(self.page)
        self.page.goto(f"{SITE_URL}/desk/stories/new?key=session-{seed}")
        self.where = self.page.url

    def step(self) -> None:
        """A word, some time, and perhaps a death."""
        drawn = self.chance.random()
        if drawn < 0.05:
            self.kill()
        elif drawn < 0.12:
            self.tab.is_cut = not self.tab.is_cut
        elif drawn < 0.18:
            self.tab.lost = not self.tab.lost
        elif drawn < 0.22:
            self.tab.fails = not self.tab.fails
        elif drawn < 0.25:
            self.sign_in() if not self.tab.person.cookies else self.tab.person.cookies.clear()
        self.deaths += drawn < 0.25
        self.type()
        self.pass_by(self.chance.choice([150, 600, 1200, 3100]))

    def type(self) -> None:
        word = f"w{len(self.typed)}"
        self.typed[word] = self.now
        self.page.locator("#f-body").press_sequentially(f"{word} ")

    def pass_by(self, milliseconds: int) -> None:
        self.page.clock.run_for(milliseconds)
        self.now += milliseconds
        self.page.wait_for_timeout(30)

    def kill(self) -> None:
        """The page is gone; another is opened, as soon as there is a desk to open it from."""
        self.killed_at.append(self.now)
        self.page.close(run_before_unload=False)
        self.heal()
        self.page = self.tab.tab()
        self._timed(self.page)
        self.page.goto(self.where)
        self.settle()

    def heal(self) -> None:
        self.tab.is_cut = self.tab.lost = self.tab.fails = False
        if not self.tab.person.cookies:
            self.sign_in()

    def sign_in(self) -> None:
        self.tab.person.cookies.update(self.desk.as_("ann").cookies)

    def settle(self) -> None:
        """Take up what is offered; of two versions both."""
        for _ in range(6):
            self.page.locator("#main").wait_for()
            self.page.wait_for_timeout(250)
            take = self.page.get_by_role("button", name="Take them up")
            if self.page.get_by_role("heading", name="Two versions").count():
                for both in self.page.get_by_label("Both, one after the other").all():
                    both.check()
                self.page.get_by_role("button", name="Go on writing with what I chose").click()
            elif take.count():
                take.first.click()
            else:
                return

    def lost(self) -> dict[str, int]:
        """What is not there in the end; of each word when it was typed."""
        self.kill()
        there = self.page.locator("#f-body").input_value().split()
        return {word: at for word, at in self.typed.items() if word not in there}

    def _timed(self, page: Page) -> None:
        page.clock.install()


@pytest.mark.parametrize("seed", range(SESSIONS))
def test_a_session_in_which_anything_dies_loses_some_seconds_at_most(
    browser: Chromium, stack: Stack, seed: int
) -> None:
    desk = Desk(stack)
    with desk_tab(browser, desk.as_("ann")) as tab:
        tab.context.route("**/desk-editor*.js", lambda route: route.abort())
        session = Session(tab, desk, seed)
        for _ in range(STEPS):
            session.step()
        lost = session.lost()
        print(f"\n{session.deaths} deaths, {len(session.typed)} words, {len(lost)} lost")
        for word, at in lost.items():
            died = min(one for one in session.killed_at if one >= at)
            assert died - at <= MOST_LOST_MS, (seed, word, at, session.killed_at)
        assert session.deaths > 4
        assert tab.complaints == []
