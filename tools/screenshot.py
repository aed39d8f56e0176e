"""`make screenshots`: the pictures in `docs/images`, of the running sample edition."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from client import running
from client.api import Api
from client.errors import CommandError
from client.running import ROOT
from tools.chromium import chromium
from tools.desk_shots import DeskShot, desk_shots, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "docs/images"
WIDE, MEDIUM, NARROW = 1280, 768, 360
_HEIGHTS = {WIDE: 1000, MEDIUM: 1024, NARROW: 780}
_QUALITY = 80
"""Of a JPEG: text stays sharp, and the whole set stays small."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Shot(NamedTuple):
    """A page, the width of the window, and the part of it that is looked at."""

    name: str
    path: str
    width: int = WIDE
    part: str = ""


def main() -> None:
    """Take them all, in light and dark."""
    try:
        site = running.read().site_url
        shots, of_desk = shots_of(Api(site)), desk_shots(site)
    except CommandError as error:
        sys.exit(str(error))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        files = [_take(browser, site, shot, scheme) for shot in shots for scheme in SCHEMES]
        files += [_take_desk(browser, site, s, scheme) for s in of_desk for scheme in SCHEMES]
    print("\n".join(str(file.relative_to(ROOT)) for file in files))
    print(f"{sum(file.stat().st_size for file in files) // 1024} KB")


def shots_of(api: Api) -> list[Shot]:
    """What is shown: a breaking story where there is one, one from right to left, one discussed."""
    stories = api.send("GET", "/articles?limit=100").expect(200).json["items"]
    discussed = max(stories, key=lambda story: _comments(api, story["id"]))["path"]
    story = next((s for s in stories if s["breaking"]), stories[0])["path"]
    mirrored = next(s["path"] for s in stories if s["direction"] == "rtl")
    section = f"/section/{stories[0]['section']['slug']}/"
    return [
        Shot("front", "/"),
        Shot("section", section),
        Shot("article", story),
        Shot("comments", discussed, part="#comments"),
        Shot("not-found", "/2020/01/never-written/"),
        Shot("article-right-to-left", mirrored),
        Shot("archive", "/archive/"),
        Shot("api", "/api/v1/docs", part="#contents"),
        Shot("front-sections", "/", part=".blocks"),
        Shot("front-medium", "/", MEDIUM),
        Shot("article-medium", story, MEDIUM),
        Shot("front-narrow", "/", NARROW),
        Shot("section-narrow", section, NARROW),
        Shot("article-narrow", story, NARROW),
        Shot("api-narrow", "/api/v1/docs", NARROW, part="#contents"),
    ]


def _comments(api: Api, article: str) -> int:
    asked = f"/articles/{article}/comments?limit=100"
    return len(api.send("GET", asked).expect(200).json["items"])


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
