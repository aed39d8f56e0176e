"""What the script adds: newer headlines, spoken times, and a form that forgets nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.kinds.listing import latest_json
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import ImageSource, LeadImage
from broadsheet.domain.articles.body import BodyHtml
from broadsheet.domain.articles.listing import Card
from broadsheet.domain.site.kinds.article import ArticlePage
from tests.builders import (
    NOON,
    make_article,
    make_card,
    make_count,
    make_discussion,
    make_site,
    make_thread,
)
from tests.support.chromium import ORIGIN, once_true, serve
from tests.support.kinds import files
from tests.support.played import HAVE_CUES, HAVE_PLAYED, PATH, played_site
from tests.support.served import served
from tests.view_builders import make_article_view

SITE = make_site()
OLD = tuple(make_card(number) for number in (4, 3, 2, 1))
TOWER = LeadImage(
    url="/images/tower-1600.webp",
    alt="A tower",
    sources=(ImageSource("/images/tower-480.webp", 480), ImageSource("/images/tower.webp", 1600)),
)
NEW = (
    make_card(9, title="مرصد القرية", language="ar", excerpt="قبل ثلاث سنوات", image=TOWER),
    *(make_card(number) for number in (8, 7)),
    make_card(6, title="<b>Typed</b>"),
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="en-GB")
    yield made
    made.close()


def opened(
    context: BrowserContext,
    latest: tuple[Card, ...] = OLD,
    body: BodyHtml | None = None,
    clock: bool = True,
    **view: Any,
) -> Page:
    """A story of noon, four minutes after the newest of the old ones."""
    article = make_article(body=body) if body else make_article()
    shown = make_article_view(article, **{"dont_miss": OLD, **view})
    html = JinjaRenderer(SITE).render(ArticlePage(article.path), shown)
    own = {"latest.json": latest_json(SITE, latest), "story/index.html": b"", "story": b""}
    own |= {article.path[1:]: next(iter(html.values())).body}
    serve(context, {**files(), **own})
    context.route(
        f"{ORIGIN}{article.path}",
        lambda route: route.fulfill(
            body=own[article.path[1:]], content_type="text/html; charset=utf-8"
        ),
    )
    page = context.new_page()
    if clock:
        page.clock.set_fixed_time(NOON + timedelta(minutes=8))
    page.goto(ORIGIN + article.path)
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".dont-miss .card-title").all_inner_texts()


def test_newer_headlines_come_under_an_older_story_when_it_is_read_that_far(
    context: BrowserContext,
) -> None:
    page = opened(context, NEW)
    page.locator(".dont-miss").scroll_into_view_if_needed()
    page.get_by_text("<b>Typed</b>").wait_for()
    assert titles(page) == [card.title for card in NEW]
    first = page.locator(".dont-miss .card").first
    assert (first.get_attribute("lang"), first.get_attribute("dir")) == ("ar", "rtl")
    assert first.locator(".card-title a").get_attribute("href") == NEW[0].path
    assert first.locator(".card-excerpt").inner_text() == "قبل ثلاث سنوات"
    picture = first.locator(".card-image img")
    assert picture.evaluate("img => img.currentSrc") == f"{ORIGIN}/images/tower-480.webp"
    said = page.locator(".dont-miss [role=status]")
    assert said.text_content() == "Newer headlines are shown under “Don’t miss”."


def test_headlines_that_are_there_already_are_left_as_they_are(context: BrowserContext) -> None:
    # From the first: of a short story the strip is near, and may ask before anybody goes there.
    with context.expect_event("response", lambda one: one.url.endswith("latest.json")) as answer:
        page = opened(context, OLD)
        page.locator(".dont-miss").scroll_into_view_if_needed()
    answer.value.body()
    assert titles(page) == [card.title for card in OLD]
    assert page.locator(".dont-miss [role=status]").text_content() == ""


def test_a_story_is_not_its_own_next_story(context: BrowserContext) -> None:
    itself = make_card(10, path=make_article().path, title="This very story")
    page = opened(context, (itself, *NEW))
    page.locator(".dont-miss").scroll_into_view_if_needed()
    page.get_by_text("<b>Typed</b>").wait_for()
    assert "This very story" not in titles(page)


def test_without_the_file_the_strip_stays_as_it_came(context: BrowserContext) -> None:
    page = opened(context, OLD)
    page.route("**/latest.json", lambda route: route.fulfill(status=503, body="{}"))
    with page.expect_response(lambda one: one.status == 503):
        page.reload()
        page.locator(".dont-miss").scroll_into_view_if_needed()
    assert titles(page) == [card.title for card in OLD]


def test_times_of_the_last_day_are_told_from_now(context: BrowserContext) -> None:
    older = make_card(1, published_at=NOON - timedelta(days=1), path="/2026/11/older/")
    hours = make_card(2, published_at=NOON - timedelta(hours=3))
    turkish = make_card(3, language="tr")
    page = opened(context, dont_miss=(turkish, hours, older), latest=())
    times = page.locator(".dont-miss time")
    assert times.nth(0).inner_text() == "5 dk. önce"
    assert times.nth(1).inner_text() == "3 hr. ago"
    assert times.nth(1).get_attribute("title") == "22 November 2026, 11:05"
    assert times.nth(2).inner_text() == "21 November 2026, 14:05"


def test_in_a_language_that_is_not_ours_it_is_told_in_that_of_the_date(
    context: BrowserContext,
) -> None:
    spanish = make_card(1, language="es", published_at=NOON - timedelta(hours=3))
    page = opened(context, dont_miss=(spanish,), latest=())
    assert page.locator(".dont-miss time").inner_text() == "3 hr. ago"


def test_a_story_keeps_its_own_dates_to_the_minute(context: BrowserContext) -> None:
    assert opened(context).locator(".dates time").inner_text() == "22 November 2026, 14:05"


def test_words_of_an_unsent_comment_are_there_after_a_reload(context: BrowserContext) -> None:
    page = opened(context)
    page.get_by_label("Comment", exact=True).fill("Half a thought")
    page.reload()
    assert page.get_by_label("Comment", exact=True).input_value() == "Half a thought"
    page.goto(f"{page.url}#comment-received")
    page.reload()
    assert page.get_by_label("Comment", exact=True).input_value() == ""


def test_what_is_left_of_the_room_is_told_when_it_gets_short(context: BrowserContext) -> None:
    page = opened(context)
    page.get_by_label("Comment", exact=True).fill("x" * 4400)
    assert page.locator(".comment-form output").inner_text() == ""
    page.get_by_label("Comment", exact=True).fill("x" * 4600)
    assert page.locator(".comment-form output").inner_text() == "4600 / 5000"


def test_a_form_is_sent_once_however_often_it_is_clicked(context: BrowserContext) -> None:
    page = opened(context)
    page.route("**/api/v1/articles/*/comments", lambda route: route.fulfill(status=204))
    page.evaluate(
        "window.stopped = [];"
        "addEventListener('submit', (event) => stopped.push(event.defaultPrevented))"
    )
    for label, text in (("Name", "Cy"), ("Email", "cy@example.org")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Comment", exact=True).fill("Once.")
    # An answer without content leaves the page as it is: the reader may click again.
    for _ in range(2):
        page.get_by_role("button", name="Send comment").click()
    assert page.evaluate("stopped") == [False, True]


def test_reply_brings_the_form_and_back_leaves_it_where_it_was(context: BrowserContext) -> None:
    threads = (make_thread(1), make_thread(1, 1), make_thread(2))
    page = opened(context, threads=threads, count=make_count(2, 3))
    parent = page.locator("form [name=parent]")
    for number in ("1-1", "2"):
        page.locator(f"#comment-{number}").get_by_role("link", name="Reply").click()
        assert page.locator(f"#comment-{number} form").count() == 1
        assert parent.input_value() == number
    page.get_by_role("link", name="Do not answer this comment").click()
    assert page.locator(".comments > .reply form").count() == 1
    assert parent.input_value() == ""
    expect(page.get_by_role("link", name="Do not answer this comment")).not_to_be_visible()


def test_a_closed_discussion_can_be_read_and_reported_and_not_answered(
    context: BrowserContext,
) -> None:
    closed = make_discussion(is_open=False)
    page = opened(context, threads=(make_thread(1),), count=make_count(1), discussion=closed)
    assert page.get_by_role("link", name="Reply").count() == 0
    with page.expect_request("**/comments/1/report"):
        page.get_by_role("link", name="Report").click()


def test_what_is_folded_away_is_on_paper_all_the_same(context: BrowserContext) -> None:
    folded = "<details><summary>More</summary><p>Folded.</p></details>"
    body = CommonMark().article(f"Words.\n\n{folded}")
    page = opened(context, body=body)
    expect(page.get_by_text("Folded.")).not_to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Folded.")).to_be_visible()


def test_a_story_is_handed_to_what_the_device_shares_with_or_its_address_is_copied(
    context: BrowserContext,
) -> None:
    address = opened(context).url
    for share, label in (("keep", "Share"), ("undefined", "Copy link")):
        page = context.new_page()
        page.add_init_script(
            "window.told = []; const keep = async (what) => { told.push(what.url ?? what); };"
            "Object.defineProperty(navigator, 'clipboard', {value: {writeText: keep}});"
            f"Object.defineProperty(navigator, 'share', {{value: {share}}});"
        )
        page.goto(address)
        page.get_by_role("link", name=label, exact=True).click()
        assert page.evaluate("told") == [f"{SITE.url}{make_article().path}"]
    expect(page.get_by_role("link", name="Link copied")).to_be_visible()


FILM = "https://www.youtube-nocookie.com/"


def test_a_card_asks_nobody_until_a_reader_wants_it_shown(context: BrowserContext) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = opened(context, body=CommonMark().article("One.\n\nhttps://youtu.be/abc"))
    referers: list[str] = []

    def film(route: Route, request: Request) -> None:
        referers.append(request.headers.get("referer", ""))
        route.fulfill(body="<p>A film.</p>", content_type="text/html")

    context.route(f"{FILM}**", film)
    card = page.locator(".b-embed")
    button = card.get_by_role("button", name="Show it here, from www.youtube-nocookie.com")
    expect(button).to_be_visible()
    assert all(url.startswith(ORIGIN) for url in asked)
    button.focus()
    page.keyboard.press("Enter")
    card.frame_locator("iframe").get_by_text("A film.").wait_for()
    assert asked[-1] == f"{FILM}embed/abc?autoplay=1&start=0"
    assert referers == [f"{ORIGIN}/"]
    player = card.locator("iframe")
    assert player.get_attribute("title") == "YouTube: youtu.be/abc"
    assert "allow-top-navigation" not in (player.get_attribute("sandbox") or "")
    assert "allow-scripts" in (player.get_attribute("sandbox") or "")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    expect(card.get_by_role("link", name="youtu.be/abc")).to_be_visible()
    assert button.count() == 0
    size = player.bounding_box()
    assert size
    assert size["width"] / size["height"] == pytest.approx(16 / 9, rel=0.02)


def test_a_card_is_its_link_without_javascript_and_on_paper(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, body=CommonMark().article("https://youtu.be/abc"), clock=False)
    expect(page.get_by_role("link", name="youtu.be/abc")).to_be_visible()
    expect(page.get_by_role("button", name="Show it here")).to_have_count(0)
    context.close()


def test_a_page_without_players_loads_nothing_for_them(context: BrowserContext) -> None:
    page = opened(context, body=CommonMark().article("https://a.example/a.pdf"))
    assert "embeds." not in page.content()
    page = opened(context, body=CommonMark().article("https://vimeo.com/1"))
    assert page.content().count("embeds.") == 2


def test_films_and_sounds_are_played_from_parts_with_captions(context: BrowserContext) -> None:
    asked: list[str] = []
    parts: list[int] = []
    complaints: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda got: parts.extend([got.status] * ("range" in got.request.headers)))
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with served(played_site(JinjaRenderer(SITE))) as site:
        page.goto(f"{site.origin}{PATH}")
        expect(page.locator("video, audio")).to_have_count(3)
        once_true(page, HAVE_CUES, ["A tone.", "It ends."])
        ends = {url.partition("/file.")[2] for url in asked}
        assert ends == {"", "vtt"}, "nobody wanted more than the captions that are on"
        for number in range(3):
            page.locator("video, audio").nth(number).press("Space")
        once_true(page, HAVE_PLAYED)
        assert set(parts) == {206}
        assert [url for url in asked if not url.startswith(site.origin)] == []
    assert complaints == []
