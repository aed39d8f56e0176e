"""One browser for each file of tests; behind the desk's, the functions in this process."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support import chromium
from tests.support.api import Api
from tests.support.desk import Desk
from tests.support.desk_browser import DeskTab, desk_tab
from tests.support.lambdas import Stack, stack_on_moto

expect.set_options(timeout=chromium.PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium.launched() as launched:
        yield launched


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """The functions, on mocked AWS, in this process."""
    with stack_on_moto(monkeypatch) as made:
        yield made


@pytest.fixture
def api(stack: Stack) -> Api:
    """The API of it."""
    return Api(stack)


@pytest.fixture
def desk(stack: Stack) -> Desk:
    """Its desk, for whoever signs in."""
    return Desk(stack)


@pytest.fixture
def edith(browser: Browser, desk: Desk) -> Iterator[DeskTab]:
    """The browser of an editor."""
    with desk_tab(browser, desk.as_("edith")) as tab:
        yield tab
        assert tab.complaints == []
