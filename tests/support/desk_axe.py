"""What axe-core says of a page of the desk, as it is at this moment."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.support.axe import found_on

LOOKS = (("light", 360), ("dark", 1280))
"""Both lights and widths."""
_NO_FRAMES = {"exclude": [["iframe"]]}
_OPEN = "for (const one of document.querySelectorAll('details')) one.open = true"
_MOVING = "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))"


def wrong_on(page: Page) -> Iterator[str]:
    """With all its parts open. The script of axe is there already."""
    page.evaluate(_OPEN)
    return _wrong(page)


def _wrong(page: Page) -> Iterator[str]:
    """What is against a rule, and whether the page fits."""
    yield from found_on(page, _NO_FRAMES, iframes=False).lines
    yield from unfit(page)


def unfit(page: Page) -> Iterator[str]:
    """Where a reader would have to scroll to the side."""
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield "is wider than its window"


def wrong_in_any_look(page: Page, axe: str) -> list[str]:
    """Of a page that somebody is at: as it stands, with what is open, in both lights and widths."""
    page.evaluate(axe)
    found, size = list[str](), page.viewport_size
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(_MOVING)
        found += [f"{scheme}, {width}: {line}" for line in _wrong(page)]
    page.emulate_media(color_scheme="null")
    if size:
        page.set_viewport_size(size)
    return found
