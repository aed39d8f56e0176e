"""A reader who comments through the real use case, on a table in memory."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.domain.comments.comment import Comment, CommentState, comment_key
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.comments.rules import DEFAULT_RULES, CommentRules
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.signals.signal import Signal, SignalName, weight_of
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Record
from broadsheet.usecases.comments.known_reader import kept_as, new_code, token_for
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id, own_sections
from tests.fakes.comments import VISIT, make_desk
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

ADDRESS = "rea@example.org"


@dataclass
class CommentPage:
    """A published article in a newsroom with these rules, and those who comment on it."""

    rules: CommentRules = DEFAULT_RULES
    parts: dict[str, Any] = field(default_factory=dict)
    table: MemoryTable = field(default_factory=MemoryTable)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))
    cookies: dict[str, str] = field(default_factory=dict)
    """What the browser of whoever is known has, by the address."""
    _sent: int = 0

    def __post_init__(self) -> None:
        for number in (1, 2):
            path = f"/2026/11/story-{number}/"
            self.put(
                Discussion(
                    article_id=make_id(number),
                    path=path,
                    title="A story",
                    language="en",
                    article_version=1,
                )
            )

    @property
    def desk(self) -> CommentServices:
        """The desk, as bootstrap makes it."""
        newsroom = Services(
            table=self.table,
            markup=CommonMark(),
            clock=self.clock,
            ids=self._next_id,
            rules=self.rules,
            pause=no_pause,
            own_sections=own_sections,
        )
        return make_desk(newsroom, site_url="https://news.example", **self.parts)

    def put(self, record: Record) -> None:
        """Write a record as it is."""
        self.table.commit([Put(record)], Cause("seed", NOON))

    def know(self, email: str = ADDRESS, /, **standing: int) -> None:
        """A sender with a standing; without one, of whom an editor approved a comment once.

        From now on what comes under the address comes from their browser, unless a visit says
        otherwise.
        """
        keys, first = self.desk.keys, f"first of {email}"
        self.cookies[email] = token_for(self.desk, "", email, first)
        reader = kept_as(keys, new_code(keys, first))
        given = standing or {"approved": 1}
        self.put(Sender(sender=keys.sender(email), reader=reader, **given))

    def send(
        self, body: str = "Well said.", *, article: int = 1, visit: Visit = VISIT, **fields: str
    ) -> Comment:
        """What became of a comment. Raises what the use case raises."""
        sent = {"name": "Rea", "email": ADDRESS, "body": body, **fields}
        submission = comment_from_fields(sent)
        if visit.cookie == VISIT.cookie:
            visit = visit._replace(cookie=self.cookies.get(sent["email"], ""))
        request = Request(id=f"r{self._sent}", who=Principal("reader", frozenset()))
        receipt = submit_comment(self.desk, request, make_id(article), submission, visit)
        comment = self.table.get(Comment, comment_key(receipt.id))
        assert comment is not None
        return comment

    def _next_id(self) -> str:
        self._sent += 1
        return make_id(1000 + self._sent)


def signal(comment: Comment, name: SignalName) -> Signal | None:
    """The comment's signal of this name."""
    return next((s for s in comment.signals if s.name is name), None)


def is_unheld(comment: Comment) -> bool:
    """Whether it is on the page without an editor, with nothing said against it."""
    return comment.state is CommentState.APPROVED and weight_of(comment.signals) == 0


def rules(**changes: Any) -> CommentRules:
    """The default rules with some of them otherwise."""
    return msgspec.structs.replace(DEFAULT_RULES, **changes)
