"""What it takes to receive comments, beside what every change of the table takes."""

from dataclasses import dataclass

from broadsheet.usecases.newsroom import Newsroom
from broadsheet.usecases.ports import Keys, SpamService, Vault


@dataclass(frozen=True, kw_only=True)
class CommentDesk:
    """The newsroom's comment desk.

    `service` is None where no spam service is asked, `vault` where no mail is ever sent.
    `title` is the site's own name, which no reader may use.
    """

    newsroom: Newsroom
    keys: Keys
    title: str = ""
    site_url: str = ""
    service: SpamService | None = None
    vault: Vault | None = None
