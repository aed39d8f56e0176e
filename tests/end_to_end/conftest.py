"""A second newspaper in the one cloud, for tests that damage one or compare two."""

from collections.abc import Iterator

import pytest

from tests.support.newspaper import Newspaper
from tests.support.second_newspaper import GAZETTE, second_newspaper


@pytest.fixture(scope="session")
def gazette(newspaper: Newspaper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    """Who takes something from it puts it back."""
    home = tmp_path_factory.mktemp("gazette")
    with second_newspaper(newspaper.stack, home, GAZETTE) as second:
        yield second
