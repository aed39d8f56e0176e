"""Nothing is lost at any width or zoom, with wide spacing, without CSS, JavaScript or a network, on
paper."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.kinds.listing import ListingPage
from tests.builders import make_article, make_site
from tests.support.chromium import ORIGIN, once_true, serve
from tests.support.kinds import SITES, files, kinds, pages
from tests.support.long import LONG
from tests.support.served import Served, served
from tests.view_builders import make_article_view, make_listing_view

ZOOMED = (320, 640)
"""Widths of the window in CSS pixels, for one of 1280 pixels that is zoomed by 400 and 200 %."""
WIDTHS = {
    "ltr": (*ZOOMED, *((360, 480, 736, 1023) if LONG else ()), 768, 1280),
    "rtl": (*(ZOOMED if LONG else ZOOMED[:1]), 1280),
}
"""What is cut off from right to left is so from left to right, but for what is laid out apart.

At 640 pixels lists have just become two columns, which have the least room there.
"""
SHEET = 718
"""CSS pixels of A4 between its margins."""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"""
"""WCAG 2.2, success criterion 1.4.12."""

_LOST = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const lost = wide > 0 ? [`the page is ${wide} px too wide`] : [];
  const moves = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX);
  const scrolls = (e) => e && (moves(e) || scrolls(e.parentElement));
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  for (const e of document.body.querySelectorAll('*')) {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (!seen(e) || box.width < 2 || box.height < 2) continue;
    const said = () => (e.innerText ?? '').slice(0, 40);
    const what = () => `<${e.tagName.toLowerCase()} class="${e.className}"> ${said()}`;
    if (!scrolls(e.parentElement) && box.top >= 0 && (box.right > innerWidth + 1 || box.left < -1))
      lost.push(`outside of the window: ${what()}`);
    const hides = (overflow) => /hidden|clip/.test(overflow);
    if ((hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) ||
        (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1))
      if (e.innerText) lost.push(`cut off: ${what()}`);
  }
  const rows = ['.b-gallery', '.front-row', '.front-second', '.cards-river', '.cards-listing',
    '.blocks', '.strip-list', '.dont-miss .cards'].join();
  for (const e of document.querySelectorAll(rows)) {
    if (getComputedStyle(e).display !== 'grid') continue;
    const [all, last] = [e, e.lastElementChild].map((one) => one.getBoundingClientRect());
    const free = document.dir === 'rtl' ? last.left - all.left : all.right - last.right;
    if (free > 24) lost.push(`half a row is empty: ${e.className}`);
  }
  for (const e of document.querySelectorAll('main img'))
    if (e.clientHeight > 960) lost.push(`higher than a window: ${e.src}`);
  return lost;
}"""
# What shows a card's film is there where a module makes it work; without it there is the link.
_VISIBLE = """() =>
  [...document.querySelectorAll('h1,h2,h3,h4,p,li,a,label,input,textarea,button,td,img')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((e) => !e.querySelector('time') && !e.closest('[data-live] [role=status]'))
  .filter((e) => !e.matches('[data-frame]'))
  .filter((e) => e.innerText || e.alt || e.id)
  .map((e) => `${e.tagName} ${(e.innerText || e.alt || e.id).replace(/\\s+/g, ' ').trim()}`)"""


KEEPS, KEEPS_NOT = (JinjaRenderer(make_site(offline=offline)) for offline in (True, False))
FIRST, SECOND = "/2026/11/first/", "/2026/11/second/"
MOST = 20
_IS_KEPT = "async (path) => await (await caches.open('kept-stories')).match(path)"
_ARE_KEPT = """async (paths) => {
  const stories = await (await caches.open('kept-stories')).keys();
  return String(stories.map((story) => new URL(story.url).pathname)) === String(paths);
}"""
_NOTHING_IS_KEPT = """async () =>
  !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length"""


@functools.cache
def names() -> list[str]:
    """Of a page of each kind that shows something; of every page in the long run."""
    return kinds(name for name in pages() if not name.startswith("moved"))


@contextmanager
def _opened(browser: Browser, direction: str, without: str = "", **how: Any) -> Iterator[Page]:
    context = browser.new_context(**how)
    serve(context, files(SITES[direction]), without)
    yield context.new_page()
    context.close()


class Reading(NamedTuple):
    """What a page is like where everything works."""

    seen: set[str]
    lost: list[str]
    """What is cut off or half empty, at which width."""
    has_headline_on_paper: bool
    has_navigation_on_paper: bool


Readings = Callable[[str], dict[str, Reading]]


@pytest.fixture(scope="module")
def readings(browser: Browser) -> Readings:
    """Of each page, in the direction that is asked for."""

    @functools.cache
    def of(direction: str) -> dict[str, Reading]:
        with _opened(browser, direction) as page:
            return {name: _read(page, name, direction) for name in names()}

    return of


def _read(page: Page, name: str, direction: str) -> Reading:
    page.set_viewport_size({"width": 1280, "height": 720})
    seen = _seen(page, name)
    page.emulate_media(media="print")
    headline = page.locator("h1").first.is_visible()
    navigation = bool(page.locator("nav").locator("visible=true").count())
    # It takes long, and one of them is printed below.
    assert not LONG or page.pdf(format="A4").startswith(b"%PDF-"), name
    page.set_viewport_size({"width": SHEET, "height": 1000})
    beyond = page.evaluate("document.documentElement.scrollWidth") - SHEET
    lost = [f"on paper: {beyond} px are beyond the sheet"] if beyond > 0 else []
    page.emulate_media(media="null")
    return Reading(seen, [*lost, *_lost(page, direction)], headline, navigation)


def _lost(page: Page, direction: str) -> Iterator[str]:
    for spaced in ("", ", spaced"):
        if spaced:
            page.add_style_tag(content=SPACING)
        # Wider letters matter where there is little room for them.
        for width in ZOOMED if spaced else WIDTHS[direction]:
            page.set_viewport_size({"width": width, "height": 800})
            yield from (f"at {width} px{spaced}: {what}" for what in page.evaluate(_LOST))


@pytest.mark.parametrize("direction", SITES)
def test_nothing_is_cut_off_and_no_page_scrolls_sideways(
    readings: Readings, direction: str
) -> None:
    found = [f"{name} {what}" for name, one in readings(direction).items() for what in one.lost]
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def shown(readings: Readings) -> dict[str, set[str]]:
    """What is seen of each page where everything works."""
    return {name: one.seen for name, one in readings("ltr").items()}


def _seen(page: Page, name: str) -> set[str]:
    page.goto(f"{ORIGIN}/{name}")
    return set(page.evaluate(_VISIBLE))


def test_everything_can_be_read_without_javascript(
    browser: Browser, shown: dict[str, set[str]]
) -> None:
    with _opened(browser, "ltr", java_script_enabled=False) as plain:
        for name in names():
            assert shown[name] - _seen(plain, name) == set(), name


def test_everything_can_be_read_without_a_style_sheet(
    browser: Browser, shown: dict[str, set[str]]
) -> None:
    with _opened(browser, "ltr", without=".css") as plain:
        for name in names():
            assert shown[name] - _seen(plain, name) == set(), name
            # In the order of reading: the skip link, the name of the paper, the story.
            text = plain.locator("body").inner_text()
            headline = plain.locator("h1").first.inner_text()
            assert headline in text
            assert plain.evaluate("document.documentElement.innerText.length") > len(headline)


def test_a_story_on_paper_is_the_story(browser: Browser) -> None:
    with _opened(browser, "ltr", color_scheme="dark") as page:
        page.goto(f"{ORIGIN}/article-2.html")
        page.emulate_media(media="print", color_scheme="dark")
        for gone in ("nav", "form", "button", "input", ".skip"):
            assert not page.locator(gone).locator("visible=true").count(), gone
        body = page.locator(".story-body")
        assert page.locator("h1").is_visible()
        assert page.locator("time").first.is_visible()
        hidden = body.locator(":scope > :not(aside)").evaluate_all(
            "all => all.filter(e => !e.checkVisibility()).map(e => e.outerHTML)"
        )
        assert hidden == []
        # The words of a card are its address.
        links = body.locator("a[href^='http']:not(.b-embed a)").evaluate_all(
            "all => all.map(a => [a.href, getComputedStyle(a, '::after').content])"
        )
        assert links
        assert all(href in after for href, after in links)
        assert "/2026/11/harbour-reopens/" in page.locator("body").inner_text()
        assert _brightness(page) > 0.9, "paper is white, whatever the screen is"
        assert page.pdf(format="A4").startswith(b"%PDF-")


def _brightness(page: Page) -> float:
    """Of what is behind the text: 1 for white and for the bare sheet."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    root: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    parts = [_parts(text) for text in (colour, root)]
    painted = [p for p in parts if len(p) == 3 or p[3] > 0]
    return min((sum(p[:3]) / 765 for p in painted), default=1.0)


def _parts(colour: str) -> list[float]:
    return [float(part) for part in colour.partition("(")[2].rstrip(")").split(",")]


def test_every_kind_of_page_can_be_printed(readings: Readings) -> None:
    for name, one in readings("rtl").items():
        assert one.has_headline_on_paper, name
        assert not one.has_navigation_on_paper, name


def story(path: str, title: str, words: str, **fields: Any) -> dict[str, bytes]:
    article = make_article(title=title, path=path, body=CommonMark().article(words), **fields)
    files = KEEPS.render(ArticlePage(path), make_article_view(article))
    return {key: file.body for key, file in files.items()}


def fixed(renderer: JinjaRenderer) -> dict[str, bytes]:
    made = (renderer.render(FixedPage(key), FixedView()) for key in renderer.fixed_files())
    return {key: file.body for files in made for key, file in files.items()}


@pytest.fixture
def site() -> Iterator[Served]:
    front = KEEPS.render(ListingPage(SITE), make_listing_view())
    files = fixed(KEEPS) | {key: file.body for key, file in front.items()}
    files |= story(FIRST, "The first story", "As it was.")
    files |= story(SECOND, "قصة ثانية", "كما كانت.", language="ar")
    with served(files) as served_site:
        yield served_site


@pytest.fixture
def reader(browser: Browser, site: Served) -> Iterator[Page]:
    """A reader who has opened both stories, and whose browser complains of nothing."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    for path in (FIRST, SECOND):
        page.goto(f"{site.origin}{path}?utm_source=letter")
        once_true(page, _IS_KEPT, path)
    yield page
    assert not [said for said in complaints if "Content Security" in said], complaints
    context.close()


def test_what_was_read_is_shown_without_a_network_and_says_of_when_it_is(
    site: Served, reader: Page
) -> None:
    site.away()
    reader.goto(f"{site.origin}{FIRST}")
    expect(reader.locator(".story-body")).to_contain_text("As it was.")
    expect(reader.get_by_role("status").first).to_contain_text("You are offline.")
    assert reader.evaluate("getComputedStyle(document.querySelector('.offline')).borderLeftWidth")
    reader.goto(f"{site.origin}{SECOND}")
    expect(reader.get_by_role("status").first).to_contain_text("أنت غير متصل بالشبكة")
    # What was not read leads to what was, the last first.
    reader.goto(f"{site.origin}/")
    expect(reader.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(reader.locator(".kept a")).to_have_text(["قصة ثانية", "The first story"])
    reader.get_by_role("link", name="The first story").click()
    expect(reader.locator("h1")).to_have_text("The first story")
    site.back()


def test_while_there_is_a_network_nothing_old_is_shown(site: Served, reader: Page) -> None:
    site.files |= story(FIRST, "The first story", "As it is now.")
    reader.goto(f"{site.origin}{FIRST}")
    expect(reader.locator(".story-body")).to_contain_text("As it is now.")
    expect(reader.locator(".offline")).to_have_count(0)
    once_true(reader, _IS_KEPT, FIRST)
    site.away()
    reader.goto(f"{site.origin}{FIRST}")
    expect(reader.locator(".story-body")).to_contain_text("As it is now.")
    expect(reader.locator(".offline")).to_have_count(1)
    site.back()
    reader.goto(f"{site.origin}{FIRST}")
    expect(reader.locator(".offline")).to_have_count(0)


def test_what_was_taken_down_is_let_go_and_only_the_last_twenty_are_kept(
    site: Served, reader: Page
) -> None:
    del site.files[f"{FIRST[1:]}index.html"]
    reader.goto(f"{site.origin}{FIRST}")
    reader.goto(f"{site.origin}/")
    once_true(reader, _ARE_KEPT, [SECOND])
    paths = [f"/2026/11/story-{number}/" for number in range(MOST + 1)]
    for path in paths:
        site.files |= story(path, path, "Words.")
        reader.goto(f"{site.origin}{path}")
        once_true(reader, _IS_KEPT, path)
    once_true(reader, _ARE_KEPT, paths[1:])


def test_a_site_that_keeps_nothing_any_more_takes_away_what_was_kept(
    site: Served, reader: Page
) -> None:
    site.files["sw.js"] = fixed(KEEPS_NOT)["sw.js"]
    reader.goto(f"{site.origin}/404.html")
    reader.evaluate("navigator.serviceWorker.getRegistration().then((one) => one?.update())")
    once_true(reader, _NOTHING_IS_KEPT)
