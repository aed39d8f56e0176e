"""What the service worker keeps and answers, without a browser: a day of it runs in Node."""

import json
import subprocess
from pathlib import Path

import pytest

from broadsheet.adapters.jinja.worker import worker
from tests.builders import make_site
from tests.support.tools import Unavailable, tool

DAY = Path(__file__).parents[2] / "support/worker_day.mjs"


@pytest.fixture(scope="module")
def day() -> dict[str, object]:
    """What was seen of it."""
    try:
        node = tool("node")
    except Unavailable as why:
        pytest.skip(str(why))
    source = worker(make_site(offline=True))
    done = subprocess.run([node, str(DAY)], input=source, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def test_stories_are_kept_and_nothing_of_the_desk_or_the_api(day: dict[str, object]) -> None:
    assert day["read"] == ["/2026/11/one/"]
    assert day["posted"] == "not touched"
    assert day["desk_away"] == ""


def test_what_is_refused_for_a_moment_stays_kept(day: dict[str, object]) -> None:
    assert day["refused"] == ["/2026/11/one/"]
    assert str(day["away"]).endswith(" lang=en>As it was")


def test_a_style_is_there_where_there_is_no_room_to_keep_it(day: dict[str, object]) -> None:
    assert (day["full"], day["part"]) == ("p {}", "p")


def test_what_is_too_old_is_let_go_of_and_what_is_gone_as_well(day: dict[str, object]) -> None:
    assert day["old"] == ["/2026/11/two/"]
    assert day["gone"] == []


def test_of_stories_that_are_opened_at_once_none_takes_another_away(
    day: dict[str, object],
) -> None:
    assert day["at_once"] == [3] * 30
