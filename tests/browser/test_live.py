"""A running story asks for itself again, tells of what is new, and leaves the reader in peace."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.live.entry import KeyPoint, LiveEntry
from broadsheet.domain.site.kinds.article import ArticlePage
from tests.builders import make_article, make_live_entry, make_site
from tests.support.chromium import ORIGIN, serve
from tests.support.kinds import files
from tests.view_builders import make_article_view, make_live_view, make_retracted_view

SITE = make_site()
PATH = "/2026/11/harbour-reopens/"
FILE = f"{PATH[1:]}index.html"


def show(route: Route, html: bytes, status: int = 200) -> None:
    """The page at its own address."""
    route.fulfill(status=status, body=html, content_type="text/html; charset=utf-8")


class Story:
    """A story that is read while it goes on."""

    def __init__(self, context: BrowserContext, *entries: LiveEntry) -> None:
        self.status = 200
        self.now(*entries)
        serve(context, files())
        context.route(f"{ORIGIN}{PATH}", lambda route: show(route, self.html, self.status))
        self.page: Page = context.new_page()
        self.asked = 0
        self.page.on("request", self._count)
        self.page.clock.install()
        self.page.goto(f"{ORIGIN}{PATH}")
        self.page.wait_for_load_state("load")
        self.asked = 0

    def now(
        self, *entries: LiveEntry, state: str = "running", points: tuple[KeyPoint, ...] = ()
    ) -> None:
        """What the page is from now on."""
        article = make_article(live=state)
        view = make_article_view(article, live=make_live_view(*entries, key_points=points))
        self.html = JinjaRenderer(SITE).render(ArticlePage(PATH), view)[FILE].body

    def _count(self, request: object) -> None:
        self.asked += getattr(request, "url", "") == f"{ORIGIN}{PATH}"

    def after(self, seconds: int) -> None:
        self.page.clock.run_for(seconds * 1000)

    def numbers(self) -> list[str]:
        return [e.get_attribute("id") or "" for e in self.page.locator(".live-entry").all()]


@pytest.fixture
def story(browser: Browser) -> Iterator[Story]:
    context = browser.new_context(locale="en-GB")
    yield Story(context, make_live_entry(2), make_live_entry(1))
    context.close()


def test_new_entries_are_told_of_and_stand_there_when_the_reader_wants_them(story: Story) -> None:
    four = [make_live_entry(number) for number in (4, 3, 2, 1)]
    story.now(*four)
    assert story.asked == 0
    story.after(31)
    button = story.page.get_by_role("button", name="Show new entries: 2")
    button.wait_for()
    assert story.page.locator(".live-news").get_attribute("role") == "status"
    assert story.numbers() == ["live-2", "live-1"]
    button.click()
    assert story.numbers() == ["live-4", "live-3", "live-2", "live-1"]
    assert story.page.evaluate("document.activeElement.id") == "live-4"
    assert button.count() == 0


def test_what_was_changed_or_taken_out_is_so_without_a_word(story: Story) -> None:
    said = SafeHtml("<p>Put right.</p>")
    story.now(make_live_entry(1, html=said))
    story.after(31)
    expect(story.page.locator("#live-1")).to_contain_text("Put right.")
    assert story.numbers() == ["live-1"]
    assert story.page.locator(".live-news button").count() == 0


def test_what_a_reader_is_watching_goes_on_while_the_story_does(story: Story) -> None:
    card = CommonMark().article("https://youtu.be/abc").html
    story.page.context.route(
        "https://www.youtube-nocookie.com/**", lambda route: show(route, b"<p>A film.</p>")
    )
    story.now(make_live_entry(3, html=card), make_live_entry(2), make_live_entry(1))
    story.page.reload()
    story.page.get_by_role("button", name="Show it here").click()
    film = story.page.frame_locator("#live-3 iframe").get_by_text("A film.")
    film.wait_for()
    story.now(make_live_entry(4), make_live_entry(3, html=SafeHtml(f"<p>More.</p>{card}")))
    story.after(31)
    story.page.get_by_role("button", name="Show new entries: 1").wait_for()
    expect(film).to_be_visible()
    expect(story.page.locator("#live-3")).not_to_contain_text("More.")


def test_a_card_that_came_while_the_story_was_read_plays_where_one_was_there(story: Story) -> None:
    card = CommonMark().article("https://youtu.be/abc").html
    story.now(make_live_entry(1, html=card))
    story.page.reload()
    story.now(make_live_entry(2, html=card), make_live_entry(1, html=card))
    story.after(31)
    story.page.get_by_role("button", name="Show new entries: 1").click()
    button = story.page.locator("#live-2").get_by_role("button", name="Show it here")
    button.click()
    expect(story.page.locator("#live-2 iframe")).to_have_count(1)


def test_it_asks_more_and_more_rarely_while_nothing_happens(story: Story) -> None:
    with story.page.expect_response(f"{ORIGIN}{PATH}"):
        story.after(31)
    story.after(31)
    assert story.asked == 1
    with story.page.expect_response(f"{ORIGIN}{PATH}"):
        story.after(31)
    assert story.asked == 2


def test_it_stops_asking_when_the_story_has_ended(story: Story) -> None:
    story.now(make_live_entry(2), make_live_entry(1), state="ended")
    with story.page.expect_response(f"{ORIGIN}{PATH}"):
        story.after(31)
    story.after(3600)
    assert story.asked == 1


def test_a_story_that_was_taken_back_is_not_read_on_in_an_open_tab(story: Story) -> None:
    view = make_retracted_view(reason="It was another harbour.")
    story.html = JinjaRenderer(SITE).render(ArticlePage(PATH), view)[FILE].body
    story.after(31)
    expect(story.page.get_by_text("It was another harbour.")).to_be_visible()
    assert story.numbers() == []
    asked = story.asked
    story.after(3600)
    assert story.asked == asked


def test_a_story_that_is_gone_is_gone_from_an_open_tab(story: Story) -> None:
    story.html, story.status = b"<h1>There is nothing here</h1>", 404
    story.after(31)
    expect(story.page.get_by_text("There is nothing here")).to_be_visible()


def test_a_trouble_of_the_moment_leaves_the_story_where_it_is(story: Story) -> None:
    story.html, story.status = b"<h1>Too busy</h1>", 503
    with story.page.expect_response(f"{ORIGIN}{PATH}"):
        story.after(31)
    story.now(*(make_live_entry(number) for number in (3, 2, 1)))
    story.status = 200
    story.after(60)
    story.page.get_by_role("button", name="Show new entries: 1").wait_for()


def test_a_reader_on_the_button_stays_there_while_more_is_asked_for(story: Story) -> None:
    story.now(*(make_live_entry(number) for number in (3, 2, 1)))
    story.after(31)
    button = story.page.get_by_role("button", name="Show new entries: 1")
    button.focus()
    with story.page.expect_response(f"{ORIGIN}{PATH}"):
        story.after(31)
    story.now(*(make_live_entry(number) for number in (4, 3, 2, 1)))
    story.after(60)
    expect(story.page.get_by_role("button", name="Show new entries: 2")).to_be_focused()


def test_key_moments_come_along_with_the_entries(story: Story) -> None:
    entries = [make_live_entry(number) for number in (3, 2, 1)]
    point = KeyPoint(3, "The third boat", entries[0].at)
    story.now(*entries, points=(point,))
    story.after(31)
    button = story.page.get_by_role("button", name="Show new entries: 1")
    button.wait_for()
    assert story.page.locator(".key-points").count() == 0
    button.click()
    expect(story.page.locator(".key-points")).to_contain_text("The third boat")


def test_who_was_away_for_more_than_a_page_gets_all_of_the_newest(story: Story) -> None:
    story.now(*(make_live_entry(number) for number in (40, 39, 38)))
    story.after(31)
    story.page.get_by_role("button", name="Show new entries: 3").click()
    story.page.wait_for_load_state("load")
    expect(story.page.locator(".live-entry")).to_have_count(3)
    assert story.numbers() == ["live-40", "live-39", "live-38"]


def test_who_comes_and_goes_does_not_make_it_ask_each_time(story: Story) -> None:
    for _ in range(5):
        story.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    story.after(5)
    assert story.asked == 0
    story.now(make_live_entry(2), make_live_entry(1), state="ended")
    story.after(31)
    expect(story.page.locator(".live-state")).to_contain_text("has ended")
    for _ in range(5):
        story.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    story.after(3600)
    assert story.asked == 1


def test_without_javascript_there_is_a_link_that_asks_again(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    view = make_article_view(make_article(live="running"), live=make_live_view())
    made = JinjaRenderer(SITE).render(ArticlePage(PATH), view)[FILE].body
    serve(context, files())
    context.route(f"{ORIGIN}{PATH}", lambda route: show(route, made))
    page = context.new_page()
    page.goto(f"{ORIGIN}{PATH}")
    page.get_by_role("link", name="Refresh").click()
    page.wait_for_url(f"{ORIGIN}{PATH}")
    expect(page.locator("#live-2")).to_be_visible()
    context.close()
