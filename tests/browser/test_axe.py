"""axe-core finds no violation on any kind of page, in both lights, widths and directions."""

import collections
import time
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.support.axe import found_on
from tests.support.chromium import ORIGIN, serve
from tests.support.kinds import SITES, files, kinds, pages
from tests.support.long import LONG

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKED_AT = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""Rules of what a page looks like: contrast is the light's, and where things stand the width's."""
Look = tuple[Literal["light", "dark"], int]
NARROW: Look = ("light", 360)
WIDE: Look = ("dark", 1280)
LOOKS: dict[str, dict[Look, list[str]]] = {"ltr": {NARROW: RULES}, "rtl": {WIDE: LOOKED_AT}}
"""All rules on a page of every kind, and on the other side those of its looks: what is named, and
in which order, is the same there."""
if LONG:
    LOOKS = {
        "ltr": {NARROW: RULES, WIDE: LOOKED_AT},
        "rtl": {NARROW: LOOKED_AT, WIDE: RULES},
    }


@pytest.mark.parametrize("direction", SITES)
def test_axe_finds_no_violation_in_any_light_and_width(
    browser: Browser, axe: str, direction: str
) -> None:
    began, tally = time.monotonic(), collections.Counter[str]()
    found: dict[str, list[str]] = {}
    made = dict(files(SITES[direction]))
    for name, body in pages(SITES[direction]).items():
        # A page that leads on at once cannot be looked at.
        made[name] = body.replace(b'http-equiv="refresh"', b'name="refresh"')
    context = browser.new_context(reduced_motion="reduce")
    serve(context, made)
    context.add_init_script(axe)
    page = context.new_page()
    names = list(pages(SITES[direction]))
    for name in kinds(names):
        page.goto(f"{ORIGIN}/{name}")
        for (scheme, width), rules in LOOKS[direction].items():
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            seen = found_on(page, runOnly=rules)
            for line in seen.lines:
                found.setdefault(line, []).append(f"{name} {scheme} {width}")
            tally.update(runs=1, violations=len(seen.lines), undecided=seen.undecided)
    context.close()
    print(f"\n{direction}: {dict(tally)}, {time.monotonic() - began:.1f} s")
    assert not found, "\n".join(f"{line}\n  on {', '.join(on)}" for line, on in found.items())


def test_axe_sees_what_is_wrong(browser: Browser, axe: str) -> None:
    page = browser.new_page()
    page.set_content("<title>x</title><img src=x><p style='color:#bbb'>So faint, so faint.</p>")
    page.evaluate(axe)
    assert {"image-alt", "color-contrast", "html-has-lang"} <= found_on(page, runOnly=RULES).rules
