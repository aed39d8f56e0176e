"""The system's Chromium, which draws and encodes: it is here for the browser tests anyway."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
"""One engine. What cannot open a window takes half of the processor's time for the same pages."""
MISSING = (
    "Chromium is missing. Debian: sudo apt-get install chromium-headless-shell; "
    "Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium"
)


def path() -> str | None:
    """The program: `CHROMIUM` of the environment, or what the system has; None if it has none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A browser, for as long as it is needed. Exits with a word on standard error without one."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a test of a tool needs none

    program = path()
    if not program:
        sys.exit(MISSING)
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=args)
        try:
            yield browser
        finally:
            browser.close()
