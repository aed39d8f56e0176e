"""What the newsroom looks at: its lists, a search in them, and the day's first page."""

from collections.abc import Callable
from typing import Any

from bench import archive as paper
from bench.stage import Operation
from broadsheet.domain.articles.life import Status
from broadsheet.usecases.desk.list_stories import LOOKED_THROUGH, StoryFilter, list_stories
from broadsheet.usecases.desk.read_today import read_today
from broadsheet.usecases.desk.system import System
from broadsheet.usecases.shared.services import Services

Act = Callable[[Services, str], object]
_A_PAGE = 30


def _list(**asked: Any) -> Act:
    def act(desk: Services, _target: str) -> object:
        table: Any = desk.table
        return list_stories(table, paper.EDITOR, StoryFilter(**asked), _A_PAGE, None)

    return act


_QUIET = System(given_up=(), failing=(), waiting=(), alarms=())


def _today(desk: Services, _target: str) -> object:
    table: Any = desk.table
    return read_today(table, paper.EDITOR, paper.NOW, "UTC", lambda _at: lambda: _QUIET)


LISTS = (
    Operation("the newsroom's list: published", _list(states=(Status.PUBLISHED,))),
    Operation("the newsroom's list: every state", _list()),
    Operation("the newsroom's list: one section", _list(section=paper.SECTIONS[0])),
    Operation(
        "the newsroom's list: a word that no story has",
        _list(words="zeppelin"),
        grows=f"it looks further, until it has looked at {LOOKED_THROUGH:,} stories of each state",
    ),
    Operation("the desk's first page", _today),
)
