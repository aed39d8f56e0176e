"""The system's Chromium, which draws and encodes: it is here for the browser tests anyway."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A browser, for as long as it is needed. Exits with a word on standard error without one."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a test of a tool needs none

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        sys.exit("Chromium is missing. Debian, Ubuntu: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=args)
        try:
            yield browser
        finally:
            browser.close()
