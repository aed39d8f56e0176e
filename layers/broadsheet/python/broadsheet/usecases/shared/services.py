"""What every use case that changes the table is given."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from broadsheet.domain.articles.article import Term
from broadsheet.domain.comments.rules import DEFAULT_RULES, CommentRules
from broadsheet.usecases.shared.ports import Clock, Ids, Markup, Table


@dataclass(frozen=True, kw_only=True)
class Services:
    """The table and what is needed to change it. `own_sections` are those of the site file."""

    table: Table
    markup: Markup
    clock: Clock
    ids: Ids
    time_zone: str = "UTC"
    language: str = "en"
    rules: CommentRules = DEFAULT_RULES
    own_sections: Callable[[], tuple[Term, ...]] = tuple
    pause: Callable[[float], None] = time.sleep
