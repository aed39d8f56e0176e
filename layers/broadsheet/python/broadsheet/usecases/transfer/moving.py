"""What it takes to move a site in, and what is told of it: the words that all its steps share."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.people.profile import SubmittedProfile
from broadsheet.domain.shared.errors import BroadsheetError, Invalid
from broadsheet.domain.transfer.site_lines import ImportNote
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.transfer.brought_files import Files

_NAMESPACE = uuid.UUID("0d8b9a0e-6c1f-5b51-9f64-2a35d0d1e7c4")


@dataclass
class SiteImportReport:
    """What became of the articles of a file. `notes` are of those that were changed on the way.

    `total` is how many articles there are, where that is known from the start; `pictured` how many
    of those that were there already have their pictures now; `sections` are those that were not
    there before.
    """

    total: int = 0
    articles: Counter[str] = field(default_factory=Counter)
    there: int = 0
    redirects: int = 0
    profiles: int = 0
    pictured: int = 0
    sections: list[str] = field(default_factory=list)
    left_out: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Articles that nothing more has to be done about."""
        return sum(self.articles.values()) + self.there + len(self.left_out)


@dataclass(frozen=True, kw_only=True)
class Moving:
    """How articles are taken over: by the rules that hold for authors and editors.

    `article` and `profile` make something of the fields that a request's JSON would have, and raise
    Invalid with every wrong one: nothing comes in that could not be sent. `files` brings an
    article's pictures along, if they are to come. `told` is called with the report after each
    article, `told_of_redirects` with how many addresses of how many are dealt with.
    """

    services: Services
    request: Request
    article: Callable[[Mapping[str, object]], SubmittedArticle]
    profile: Callable[[Mapping[str, object]], SubmittedProfile]
    files: Files | None = None
    told: Callable[[SiteImportReport], None] = lambda _taken: None
    told_of_redirects: Callable[[int, int], None] = lambda _done, _total: None


@dataclass(frozen=True)
class Placed:
    """Where an article stands here, and where it stood."""

    id: str
    title: str
    article_id: str
    path: str
    addresses: tuple[str, ...]
    former: tuple[str, ...]


def id_of(source: str, post_id: str) -> str:
    """The id that an article of another system has here: the same at every import (UUIDv5)."""
    return str(uuid.uuid5(_NAMESPACE, f"{source}\0{post_id}"))


def told_of(one: str, title: str, reason: str, error: BroadsheetError) -> ImportNote:
    """What an error says of an article."""
    wrong = error.errors if isinstance(error, Invalid) else ()
    said = "; ".join(f"{e.pointer} {e.detail}" for e in wrong) or error.detail
    return ImportNote(one, title, reason, said)
