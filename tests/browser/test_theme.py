"""Dark and light: the system's choice, the reader's, remembered, and never the wrong one first."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.builders import make_site
from tests.support.chromium import ORIGIN, once_true, serve
from tests.support.kinds import files

STORY, FRONT = f"{ORIGIN}/article.html", f"{ORIGIN}/listing-site.html"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_PAPER = "getComputedStyle(document.body).backgroundColor"
# What is behind the text at the first frame that has any, before any deferred script.
_FIRST_FRAME = """
requestAnimationFrame(function look() {
  if (!document.body) return requestAnimationFrame(look);
  window.firstPaper = getComputedStyle(document.body).backgroundColor;
});
"""


_FACES_OF_PAGE = """
[["h1, h2", /Newsreader/], ["body", /Literata/]].map(([element, face]) =>
  face.test(getComputedStyle(document.querySelector(element)).fontFamily))
"""
_LINE_IS = "(kind) => navigator.connection.effectiveType === kind"


@contextmanager
def _opened(
    browser: Browser, without: str = "", of: Mapping[str, bytes] | None = None, **how: Any
) -> Iterator[Page]:
    context = browser.new_context(**how)
    context.add_init_script(_FIRST_FRAME)
    serve(context, of or files(), without)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def papers(browser: Browser) -> dict[str, str]:
    """What is behind the text in each light, for a reader who chose nothing."""
    found: dict[str, str] = {}
    for scheme in SCHEMES:
        with _opened(browser, color_scheme=scheme) as page:
            page.goto(STORY)
            found[scheme] = str(page.evaluate(_PAPER))
    return found


def _choose(page: Page, theme: str) -> None:
    # As a reader does: by its label, for the button itself need not be seen.
    page.locator(f"label[for=theme-{theme}]").click()


def test_it_follows_the_system(papers: dict[str, str], browser: Browser) -> None:
    assert papers["light"] != papers["dark"]
    with _opened(browser, color_scheme="light") as page:
        page.goto(STORY)
        assert page.locator("#theme-auto").is_checked()
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(_PAPER) == papers["dark"]


@pytest.mark.parametrize("system", SCHEMES)
@pytest.mark.parametrize("chosen", SCHEMES)
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_switch_changes_the_page(
    browser: Browser,
    papers: dict[str, str],
    system: Literal["light", "dark"],
    chosen: Literal["light", "dark"],
    script: bool,
) -> None:
    with _opened(browser, color_scheme=system, java_script_enabled=script) as page:
        page.goto(STORY)
        _choose(page, chosen)
        assert page.evaluate(_PAPER) == papers[chosen]
        _choose(page, "auto")
        assert page.evaluate(_PAPER) == papers[system]


@pytest.mark.parametrize("system", SCHEMES)
@pytest.mark.parametrize("chosen", SCHEMES)
def test_the_choice_is_remembered_from_the_first_frame_on(
    browser: Browser,
    papers: dict[str, str],
    system: Literal["light", "dark"],
    chosen: Literal["light", "dark"],
) -> None:
    with _opened(browser, color_scheme=system) as page:
        page.goto(STORY)
        _choose(page, chosen)
        for address in (STORY, FRONT):
            page.goto(address)
            once_true(page, "() => window.firstPaper")
            assert page.evaluate("window.firstPaper") == papers[chosen]
            assert page.evaluate(_PAPER) == papers[chosen]
            assert page.locator(f"#theme-{chosen}").is_checked()


@pytest.mark.parametrize("chosen", SCHEMES)
def test_the_first_frame_needs_no_deferred_script(
    browser: Browser, papers: dict[str, str], chosen: Literal["light", "dark"]
) -> None:
    deferred = next(name for name in files() if name.startswith("assets/site.") and ".js" in name)
    other = SCHEMES[chosen == "light"]
    with _opened(browser, without=deferred, color_scheme=other) as page:
        page.goto(STORY)
        page.evaluate("theme => localStorage.setItem('theme', theme)", chosen)
        page.goto(STORY)
        once_true(page, "() => window.firstPaper")  # a busy machine paints after it has loaded
        assert page.evaluate("window.firstPaper") == papers[chosen]


def test_to_go_back_to_the_systems_is_remembered_too(
    browser: Browser, papers: dict[str, str]
) -> None:
    with _opened(browser, color_scheme="light") as page:
        page.goto(STORY)
        _choose(page, "dark")
        page.reload()
        _choose(page, "auto")
        page.goto(FRONT)
        assert page.evaluate(_PAPER) == papers["light"]
        assert page.locator("#theme-auto").is_checked()


def test_a_remembered_word_that_is_no_theme_changes_nothing(
    browser: Browser, papers: dict[str, str]
) -> None:
    with _opened(browser, color_scheme="dark") as page:
        page.goto(STORY)
        page.evaluate("localStorage.setItem('theme', 'constructor')")
        page.reload()
        assert page.evaluate(_PAPER) == papers["dark"]


def test_the_switch_works_with_the_keyboard(browser: Browser, papers: dict[str, str]) -> None:
    with _opened(browser, color_scheme="light") as page:
        page.goto(STORY)
        page.locator("#theme-auto").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert page.evaluate(_PAPER) == papers["dark"]
        ring = page.evaluate(
            "getComputedStyle(document.querySelector('label[for=theme-dark]')).outlineStyle"
        )
        assert ring != "none"


def test_a_logo_for_dark_pages_is_there_on_them_alone(browser: Browser, tmp_path: Path) -> None:
    for name in ("logo.svg", "night.svg"):
        (tmp_path / name).write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"/>')
    site = make_site(files=str(tmp_path), logo="logo.svg", logo_dark="night.svg")
    with _opened(browser, of=files(site), color_scheme="light") as page:
        page.goto(STORY)
        logo = page.locator(".site-name").get_by_role("img")
        expect(logo).to_have_attribute("src", re.compile("logo"))
        _choose(page, "dark")
        expect(logo).to_have_attribute("src", re.compile("night"))
        _choose(page, "auto")
        page.emulate_media(color_scheme="dark")
        expect(logo).to_have_attribute("src", re.compile("night"))
        page.emulate_media(media="print")
        expect(logo).to_have_attribute("src", re.compile("logo"))


@pytest.mark.parametrize(("milliseconds", "is_shown"), [(0, True), (400, False)])
def test_a_slow_line_is_not_kept_busy_by_faces_that_would_come_too_late(
    browser: Browser, milliseconds: int, is_shown: bool
) -> None:
    line = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    with _opened(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.emulateNetworkConditions", line | {"latency": milliseconds})
        page.goto(STORY)
        once_true(page, _LINE_IS, "4g" if is_shown else "3g")
        for address in (FRONT, STORY):
            asked.clear()
            page.goto(address)
            page.evaluate("document.fonts.ready.then(() => null)")
            assert any(url.endswith(".woff2") for url in asked) == is_shown, address
            assert page.evaluate(_FACES_OF_PAGE) == [is_shown] * 2, address
