"""Very many readers on one story, each from somewhere else, over half an hour that is over."""

from datetime import timedelta

from broadsheet.adapters import clock
from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from tests.fakes.comments import make_desk
from tests.fakes.table import StoppedClock
from tests.support.newspaper import Newspaper, newcomer

_APART = timedelta(seconds=15)
_UNCROWDED = CommentRules(article_unproven=10_000, site_unproven=10_000)
"""Others may have commented in the same minutes."""


def comments_of_many(newspaper: Newspaper, article_id: str, names: list[str]) -> None:
    """One comment of each, as the form's own use case takes it, in this order; they wait."""
    stack = newspaper.stack
    begin = clock.now() - _APART * (len(names) + 1)
    moment = StoppedClock(begin)
    table = DynamoTable(stack.client("dynamodb"), stack.outputs["TableName"])
    services = Services(
        table=table, markup=CommonMark(), clock=moment, ids=clock.new_id, rules=_UNCROWDED
    )
    for number, name in enumerate(names):
        moment.now = begin + number * _APART
        sent = SubmittedComment(name=name, email=newcomer(), body=f"Is it so, asks {name}?")
        visit = Visit(ip=f"8.8.{number}.4", user_agent="Mozilla/5.0", seconds=40)
        request = Request(id="many", who=Principal("reader", frozenset()))
        submit_comment(make_desk(services), request, article_id, sent, visit)
