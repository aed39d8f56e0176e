"""What is counted for an e-mail address: its mailbox, as a keyed hash."""

from broadsheet.domain.shared.mailbox import domain_of, mailbox_of
from broadsheet.usecases.shared.ports import Keys


def mailbox_counted(keys: Keys, email: str) -> str:
    """The same for every spelling of a mailbox."""
    return keys.signature("mailbox", mailbox_of(email))


def mailboxes_counted(keys: Keys, email: str) -> tuple[str, ...]:
    """The same under each key that is kept, that of now first."""
    return keys.signatures("mailbox", mailbox_of(email))


def domain_counted(keys: Keys, email: str) -> str:
    """The same for every mailbox of a domain."""
    return keys.signature("mail domain", domain_of(mailbox_of(email)))
