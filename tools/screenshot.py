"""`make screenshots`: the pictures in `docs/images`, of the running sample edition."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from client import running
from client.api import Api
from client.errors import CommandError
from client.running import ROOT
from tools.chromium import chromium
from tools.desk_shots import DeskShot, desk_shots, signed_in
from tools.scenes import MEDIUM, NARROW, WIDE, Scene, Shot, scenes_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "docs/images"
_HEIGHTS = {WIDE: 1000, MEDIUM: 1024, NARROW: 780}
_QUALITY = 72
"""Of a JPEG: text stays sharp, and the whole set stays small."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_ANY = {"If-Match": "*"}
_LOOKS, _PAUSE_MS = 120, 500
"""For a front page that follows a decision: a minute and more."""


def main() -> None:
    """Take them all, in light and dark."""
    try:
        stack = running.read()
        site, editor = stack.site_url, Api(stack.site_url, stack.token("editor"))
        scenes, of_desk = scenes_of(Api(site), editor), desk_shots(site)
        FOLDER.mkdir(parents=True, exist_ok=True)
        with chromium() as browser:
            files = [file for scene in scenes for file in _played(browser, site, editor, scene)]
            files += [_take_desk(browser, site, s, scheme) for s in of_desk for scheme in SCHEMES]
    except CommandError as error:
        sys.exit(str(error))
    print("\n".join(str(file.relative_to(ROOT)) for file in files))
    print(f"{sum(file.stat().st_size for file in files) // 1024} KB")


def _played(browser: "Browser", site: str, editor: Api, scene: Scene) -> list[Path]:
    """The front page is arranged, and looked at once readers have it so. Raises CommandError."""
    editor.send("PUT", "/front", scene.front, _ANY).expect(200)
    page = browser.new_page(java_script_enabled=False)
    for _ in range(_LOOKS):
        page.goto(site, wait_until="networkidle")
        if page.locator(scene.seen).count():
            page.close()
            return [
                _take(browser, site, shot, scheme) for shot in scene.shots for scheme in SCHEMES
            ]
        page.wait_for_timeout(_PAUSE_MS)
    raise CommandError(f"the front page did not become {scene.seen}")


def _take(browser: "Browser", site: str, shot: Shot, scheme: Literal["light", "dark"]) -> Path:
    size: Any = {"width": shot.width, "height": _HEIGHTS[shot.width]}
    # Times of day as they are written, not as they are counted: pictures do not age within a day.
    page = browser.new_page(
        viewport=size, color_scheme=scheme, java_script_enabled=False, reduced_motion="reduce"
    )
    # Its faces are here when a page is looked at that is not a reader's first.
    for _ in range(2):
        page.goto(site + shot.path, wait_until="networkidle")
    if shot.part:
        page.locator(shot.part).evaluate("part => part.scrollIntoView()")
    file = _kept(page, f"{shot.name}-{scheme}.jpg")
    page.close()
    return file


def _take_desk(
    browser: "Browser", site: str, shot: DeskShot, scheme: Literal["light", "dark"]
) -> Path:
    width = NARROW if shot.is_narrow else WIDE
    size: Any = {"width": width, "height": _HEIGHTS[width]}
    look: Any = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    context = signed_in(browser, site, shot.user, **look)
    page = context.new_page()
    page.goto(site + shot.path)
    page.locator(shot.awaited).first.wait_for()
    file = _kept(page, f"{shot.name}-{scheme}.jpg")
    context.close()
    return file


def _kept(page: "Page", name: str) -> Path:
    _settle(page)
    page.screenshot(path=FOLDER / name, type="jpeg", quality=_QUALITY)
    return FOLDER / name


def _settle(page: "Page") -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode().catch(() => 0)))")


if __name__ == "__main__":
    main()
