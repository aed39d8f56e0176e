"""How many comments come in a minute, and what whoever sends one of very many has to bring.

Three counts do not lean on each other: of the network, which nobody can choose; of the mailbox,
which everybody can; and of the story and the whole site, which hold whatever a sender makes up.
Nobody is kept out by the flood of others: it is answered by a puzzle for the browser, and whose
browser solves none sends the same once more, and waits for an editor.
"""

from datetime import datetime
from typing import NamedTuple

from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.signals.network import network_of
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import ProofRequired
from broadsheet.domain.shared.mailbox import mailbox_of
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.proof_of_work import accept_proof
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.comments.signed_time import issued_at, seconds_since
from broadsheet.usecases.shared.mailboxes import mailbox_counted

REFUSED_AT = 5
"""So many times what is looked at from one network needs a proof of work."""
MINUTE = 60
KEPT = 600
"""Seconds that a counter is kept beyond its minute."""
_BRING = "Bring the solution of a challenge (GET /api/v1/comments/challenge) as `proof`."
_MANY_OF_NETWORK = for_programs(f"Very many comments come from your network right now. {_BRING}")
_MANY = for_programs(f"Very many readers comment right now. {_BRING}")


class CommentsThisMinute(NamedTuple):
    """How many came in this minute, this one included: of the sender's mailbox and network, on
    the article, and on the whole site. `retry_after` is when the next minute begins, in seconds.
    `by` is what this one is counted under, however often it is tried.
    """

    of_mailbox: int
    of_network: int
    on_article: int
    on_site: int
    retry_after: int
    by: str

    @property
    def of_sender(self) -> int:
        """From the mailbox or the network, whichever are more."""
        return max(self.of_mailbox, self.of_network)


class Admission(NamedTuple):
    """How a comment was let in: with a proof of work, or as one of very many that have none.

    `came` are those of its minute; `banned_until` is of the address that was typed.
    """

    came: CommentsThisMinute
    is_proved: bool
    is_crowded: bool
    banned_until: datetime | None = None


def counted(
    services: CommentServices,
    article_id: str,
    submission: SubmittedComment,
    visit: Visit,
    by: str,
) -> CommentsThisMinute:
    """Count this one, once for all its tries, which have `by` in common."""
    table, now = services.table, services.clock()
    minute, second = divmod(int(now.timestamp()), MINUTE)
    ends = (minute + 1) * MINUTE + KEPT

    def this_minute(what: str) -> int:
        return table.count_up(f"{what}#{minute}", ends, by)

    # An address that anybody may have tells nobody apart.
    network = network_of(visit.ip)
    by_network = f"sender#{services.keys.address(network, now.date())}" if network else ""
    return CommentsThisMinute(
        of_mailbox=this_minute(f"sender#{mailbox_counted(services.keys, submission.email)}"),
        of_network=this_minute(by_network) if by_network else 0,
        on_article=this_minute(f"article#{article_id}"),
        on_site=this_minute("site"),
        retry_after=MINUTE - second,
        by=by,
    )


def admitted(
    services: CommentServices,
    came: CommentsThisMinute,
    article_id: str,
    submission: SubmittedComment,
    visit: Visit,
    sender: Sender | None,
) -> Admission:
    """How it may come in. `sender` is what is known of who sent it, and proved.

    Raises ProofRequired, and Invalid for a proof of work that is none.
    """
    rules, is_proved = services.rules, accept_proof(services, visit.proof, came.by)
    if is_proved:
        return Admission(came, is_proved=True, is_crowded=False)
    if came.of_network > rules.sender_per_minute * REFUSED_AT:
        raise ProofRequired(_MANY_OF_NETWORK, came.retry_after)
    is_crowd = came.on_article > rules.article_unproven or came.on_site > rules.site_unproven
    if not is_crowd or (sender and sender.is_trusted):
        return Admission(came, is_proved=False, is_crowded=False)
    # The mailbox itself, which a signature does not show: its hash would change with the key.
    mailbox, now = mailbox_of(submission.email), services.clock()
    purpose = f"again {article_id} {mailbox}"
    if seconds_since(services.keys, visit.again, now, purpose) is None:
        raise ProofRequired(_MANY, came.retry_after, issued_at(services.keys, now, purpose))
    return Admission(came, is_proved=False, is_crowded=True)
