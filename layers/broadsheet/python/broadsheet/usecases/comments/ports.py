"""What the use cases of comments need of the world, as Protocols."""

from typing import NamedTuple, Protocol

from broadsheet.domain.comments.comment import Comment


class Visit(NamedTuple):
    """What came with a comment beside its words; none of it is stored as it is.

    `seconds` is how long the form was being filled in, as its script says, and `issued` our own
    signed time of when it was given out; `trap` is what the field that no person sees was filled
    with; `proof` is the solution of a challenge. `cookie` is what this browser was given with an
    earlier comment, and `again` what a form has that is to be sent once more as very many come.
    """

    ip: str
    user_agent: str = ""
    seconds: int | None = None
    trap: str = ""
    proof: str = ""
    issued: str = ""
    cookie: str = ""
    again: str = ""


class Verdict(NamedTuple):
    """What a spam service says: `is_spam` is None where it could not be asked.

    `note` is for the moderator; `is_certain` where nobody has to look at it any more.
    """

    is_spam: bool | None
    note: str
    is_certain: bool = False


class SpamService(Protocol):
    """Somebody else's opinion of a comment."""

    def __call__(self, comment: Comment, visit: Visit, url: str) -> Verdict:
        """Asked once, for a short time; never raises."""
