"""How many comments one sender and one article may take, and how many came."""

from typing import NamedTuple

from broadsheet.domain.comments.signals.network import network_of
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import TooManyRequests
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.services import CommentServices

REFUSED_AT = 5
"""So many times what is looked at is refused."""
MINUTE = 60
KEPT = 600
"""Seconds that a counter is kept beyond its minute."""


class CommentsThisMinute(NamedTuple):
    """How many came in this minute, this one included: from the sender, and on the article.

    The sender's are those from its e-mail address or from its network, whichever are more. `by`
    is what this one is counted under, however often it is tried.
    """

    of_sender: int
    on_article: int
    by: str


def within_limits(
    services: CommentServices,
    article_id: str,
    submission: SubmittedComment,
    visit: Visit,
    by: str,
) -> CommentsThisMinute:
    """Count this one, once for all its tries, which have `by` in common.

    Raises TooManyRequests, which says when the next minute begins.
    """
    table, now = services.table, services.clock()
    minute, second = divmod(int(now.timestamp()), MINUTE)
    ends = (minute + 1) * MINUTE + KEPT
    senders = {services.keys.sender(submission.email)}
    # An address that anybody may have tells nobody apart.
    if network := network_of(visit.ip):
        senders.add(services.keys.address(network, now.date()))
    of_sender = max(table.count_up(f"sender#{who}#{minute}", ends, by) for who in sorted(senders))
    on_article = table.count_up(f"article#{article_id}#{minute}", ends, by)
    rules = services.rules
    if of_sender > rules.sender_per_minute * REFUSED_AT:
        raise TooManyRequests("You have sent many comments. Please wait a minute.", MINUTE - second)
    if on_article > rules.article_per_minute * REFUSED_AT:
        detail = "Very many readers comment on this story right now. Please wait a minute."
        raise TooManyRequests(detail, MINUTE - second)
    return CommentsThisMinute(of_sender, on_article, by)
