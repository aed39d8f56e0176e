"""Pages of the site at the desk, for whoever uses them in whatever way: axe-core finds nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.browser.test_axe import RULES
from tests.support import npm
from tests.support.api import Api
from tests.support.desk import Desk
from tests.support.desk_browser import desk_tab
from tests.support.lambdas import Stack, stack_on_moto
from tests.support.pictures import ALT
from tests.support.pictures import Desk as PictureDesk
from tests.support.tools import Unavailable


@pytest.fixture(scope="module")
def axe() -> str:
    """The script; skips where it cannot be had."""
    try:
        return (npm.package(npm.AXE) / "axe.min.js").read_text("utf-8")
    except Unavailable as why:
        pytest.skip(str(why))


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """The functions, on mocked AWS, in this process."""
    with stack_on_moto(monkeypatch) as made:
        yield made


@pytest.fixture
def pages(stack: Stack) -> list[str]:
    """The addresses of all pages, with something on each."""
    api = Api(stack)
    pictures = PictureDesk(api)
    ready, waiting, refused = pictures.picture(alt=ALT), pictures.announce(), pictures.announce()
    pictures.send(refused, b"%PDF-1.4")
    pictures.picture()
    ids = [api.submit(title=f"Story {n}", lead_image={"media": ready})["id"] for n in range(4)]
    story = api.submit(title="Storm", live="running", breaking=True)["id"]
    for key in (True, False):
        entry = {"text": "Rain, with a [link](/x/).", "headline": "Rain", "is_key": key}
        api("POST", f"/api/v1/articles/{story}/live", by="edith", json_body=entry)
    edith = Desk(stack).as_("edith")
    edith.get("/desk/profiles/wren").submit("Save", name="Wren", role="Reporter")
    edith.get("/desk/redirects").submit("Add", path="/old.php", target="/section/news/")
    arranged = f"version=1&lead={ids[0]}&pinned={ids[1]},{ids[2]}&hidden={ids[3]}"
    return [
        *("/desk/media", "/desk/media?unused=true", "/desk/media?words=!!", "/desk/media/choose"),
        *("/desk/media/new", f"/desk/media/{ready}", f"/desk/media/{waiting}"),
        *(f"/desk/media/{refused}", f"/desk/media/{waiting}/send"),
        *("/desk/front", f"/desk/front?{arranged}", f"/desk/front?{arranged}&do=pin&story=x"),
        *(f"/desk/live/{story}", f"/desk/live/{story}/1"),
        *("/desk/profiles", "/desk/profiles/wren", "/desk/redirects", "/desk/site"),
        *("/desk/sections", "/desk/sections?kind=tag"),
    ]


@pytest.mark.parametrize("locale", ["en-GB", "ar"])
def test_axe_finds_no_violation(
    browser: Chromium, axe: str, stack: Stack, pages: list[str], locale: str
) -> None:
    with desk_tab(browser, Desk(stack).as_("edith"), locale) as tab:
        tab.context.add_init_script(axe)
        found = [said for path in pages for said in wrong_on(tab.open(path), path)]
        assert found == []
        assert tab.complaints == []


def wrong_on(page: Page, path: str) -> list[str]:
    """What axe-core says of it in both lights and at both widths, and what does not fit."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = []
    for scheme, width in (("light", 360), ("dark", 1280)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{path} {scheme} {width}: {said}" for said in violations(page)]
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{path} {width}: {overflow} px do not fit"] if overflow > 0 else []
    return found


def violations(page: Page) -> list[str]:
    """What axe-core says."""
    run = """(tags) => axe.run({exclude: [["iframe"]]},
      {runOnly: tags, resultTypes: ["violations"], iframes: false})"""
    return [
        f"{rule['id']} at {node['target']}: {node['html'][:150]}"
        for rule in page.evaluate(run, RULES)["violations"]
        for node in rule["nodes"]
    ]
