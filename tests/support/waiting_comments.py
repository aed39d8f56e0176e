"""Comments and mails that nobody has placed or sent yet, without the way that they come by."""

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import Comment, CommentState, placement_of
from broadsheet.domain.mail.subscription import NoticeKind, notice_of
from broadsheet.usecases.shared.ports import Cause, Put
from tests.builders import make_id
from tests.support.lambdas import Stack


class Waiting:
    """Of one article."""

    def __init__(self, stack: Stack, article_id: str) -> None:
        self._stack, self._article_id = stack, article_id
        self.table = DynamoTable(stack.cloud.dynamodb, stack.cloud.table)

    def comments(self, number: int) -> None:
        """Approved ones, with their placements."""
        now = self._stack.clock()
        for n in range(number):
            comment = Comment(
                id=make_id(n),
                article_id=self._article_id,
                name="Rea",
                sender=f"s{n}",
                body="Yes.",
                html=SafeHtml("<p>Yes.</p>"),
                state=CommentState.APPROVED,
                version=1,
                submitted_at=now,
            )
            self.table.commit([Put(comment), Put(placement_of(comment))], Cause("test", now))

    def notice(self) -> None:
        """A mail."""
        now = self._stack.clock()
        notice = notice_of(NoticeKind.CONFIRM, make_id(0), now)
        self.table.commit([Put(notice)], Cause("test", now))

    def placed(self) -> int:
        """How many comments stand in the thread."""
        return sum(item["type"]["S"] == "Thread" for item in self._stack.items())
