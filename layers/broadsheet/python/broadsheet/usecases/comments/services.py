"""What it takes to receive comments, beside what every change of the table takes."""

from dataclasses import dataclass, field

from broadsheet.usecases.comments.author_names import AuthorNames
from broadsheet.usecases.comments.ports import SpamService
from broadsheet.usecases.comments.word_lists import KnownWords
from broadsheet.usecases.shared.ports import Keys, Vault
from broadsheet.usecases.shared.services import Services


@dataclass(frozen=True, kw_only=True)
class CommentServices(Services):
    """What receiving, moderating and importing comments takes.

    `service` is None where no spam service is asked, `vault` where no mail is ever sent.
    `title` is the site's own name, which no reader may use; nor may they those of `authors`.
    """

    keys: Keys
    title: str = ""
    site_url: str = ""
    service: SpamService | None = None
    vault: Vault | None = None
    authors: AuthorNames = field(default_factory=AuthorNames)
    words: KnownWords = field(default_factory=KnownWords)
