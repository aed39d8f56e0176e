"""`docs/architecture.md` draws four ways through the house: they are walked, and compared."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from broadsheet.adapters import threads
from tests.support.api import Api
from tests.support.passed_files import passed_files
from tests.support.template import ROOT

DRAWN = (ROOT / "docs/architecture.md").read_text("utf-8")
KNOWN: list[str] = []
"""The cookies of a reader whom an editor has let in."""
WHOLE = ("functions/", "usecases/", "adapters/aws/", "adapters/http/", "adapters/html/")
"""Of these folders every file that a way passes is drawn; of the others those that explain it."""


def article_in(api: Api) -> None:
    api.submit(title="Another story")


def some_article(api: Api) -> str:
    """The id of one that readers may comment on."""
    return next(str(i["id"]["S"]) for i in api.stack.items() if i["type"]["S"] == "Article")


def comment_in(api: Api) -> None:
    """Of somebody whom an editor has let in before, so that it is to be seen at once."""
    assert api.comment(some_article(api), KNOWN, body="Seen at once.").status == 303
    changes = {"Records": api.stack.stream()}
    assert api.stack.invoke("place_comments", changes) == {"batchItemFailures": []}


def change_out(api: Api) -> None:
    changes = {"Records": api.stack.stream()}
    assert api.stack.invoke("route_changes", changes) == {"batchItemFailures": []}


def page_out(api: Api) -> None:
    """The story's own; the other pages wait."""
    pages = [m for m in api.stack.messages() if "ArticlePage" in m["body"]][:1]
    assert api.stack.invoke("render_pages", {"Records": pages}) == {"batchItemFailures": []}


WAYS: dict[str, tuple[Callable[[Api], object], ...]] = {
    "An article in": (article_in,),
    "A comment in": (comment_in,),
    "A change out": (article_in, change_out),
    "A page out": (article_in, lambda api: api.stack.route(), page_out),
}
"""What has to be done first, and the way itself."""


@pytest.fixture
def warm(monkeypatch: pytest.MonkeyPatch, api: Api) -> Api:
    """Every function has been called once: from now on nothing is passed by being imported. All is
    done by the thread that is looked at."""
    monkeypatch.setattr(threads, "KeptThreads", lambda: map)
    article = api.submit()
    KNOWN[:] = api.known(article["id"])
    api.stack.drain()
    return api


def drawn(way: str) -> list[list[str]]:
    """The steps of a way, in the order of its table; the files of one are passed in any order."""
    section = DRAWN.partition(f"\n### {way}\n")[2].partition("\n#")[0]
    steps = re.findall(r"^\| ((?:`[\w/]+\.py`(?:, )?)+) \|", section, re.MULTILINE)
    return [re.findall(r"`(\S+)`", step) for step in steps]


@pytest.mark.parametrize("way", WAYS)
def test_a_way_passes_the_files_that_are_drawn_in_their_order(warm: Api, way: str) -> None:
    *before, walk = WAYS[way]
    for step in before:
        step(warm)
    with passed_files() as passed:
        walk(warm)
    steps = drawn(way)
    assert steps
    entered = [[passed.index(file) for file in files] for files in steps]
    assert all(max(one) < min(other) for one, other in pairwise(entered)), passed
    named = {file for files in steps for file in files}
    assert [file for file in passed if file.startswith(WHOLE) and file not in named] == []
