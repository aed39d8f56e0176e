"""One browser for each file of tests, and an editor's at the desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support import chromium
from tests.support.desk import Desk
from tests.support.desk_browser import DeskTab, desk_tab

expect.set_options(timeout=chromium.PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium.launched() as launched:
        yield launched


@pytest.fixture
def edith(browser: Browser, desk: Desk) -> Iterator[DeskTab]:
    """The browser of an editor."""
    with desk_tab(browser, desk.as_("edith")) as tab:
        yield tab
        assert tab.complaints == []
