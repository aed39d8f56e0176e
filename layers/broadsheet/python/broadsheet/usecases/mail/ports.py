"""What the use cases need of those who write, carry and queue mail."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.mail.subscription import Notice

LONGEST_SUBJECT = 150
"""Characters of a subject."""


class Mail(NamedTuple):
    """A mail to one reader. `unsubscribe` is the address that ends these mails."""

    to: str
    subject: str
    text: str
    html: str
    unsubscribe: str


class Undeliverable(Exception):
    """This mail will never be taken; `code` says why, without naming anybody."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Mailer(Protocol):
    """Who carries mail."""

    def __call__(self, mail: Mail) -> None:
        """Hand it over. Raises Undeliverable; whatever else is raised may pass."""


class Letter(NamedTuple):
    """What a mail to the writer of a comment tells.

    `link` manages the subscription. With `reply` it is of a comment that answers theirs, else it
    asks whether they want such mails at all.
    """

    discussion: Discussion
    link: str
    reply: Comment | None = None


class Letters(Protocol):
    """What is written in mails."""

    def __call__(self, to: str, letter: Letter) -> Mail:
        """The mail, in the language of the article."""


class MailQueue(Protocol):
    """Where notices wait to be sent, at least once."""

    def send(self, notices: Sequence[Notice]) -> set[int]:
        """Enqueue each; the indexes of those that failed."""
