"""Who asks, and what they may do to an article."""

from enum import StrEnum

import msgspec

from broadsheet.domain.article import Action, Article, Status
from broadsheet.domain.errors import Forbidden


class Role(StrEnum):
    """The user pool's groups."""

    AUTHOR = "authors"
    EDITOR = "editors"


class Principal(msgspec.Struct, frozen=True):
    """The owner of a valid token. `name` is the user name in the pool."""

    name: str
    roles: frozenset[str]

    @property
    def is_editor(self) -> bool:
        """Whether they may do everything."""
        return Role.EDITOR in self.roles

    @property
    def is_author(self) -> bool:
        """Whether they may write at all."""
        return self.is_editor or Role.AUTHOR in self.roles

    def must_be_editor(self) -> None:
        """Raises Forbidden for everybody else."""
        if not self.is_editor:
            raise Forbidden("Only editors may do this.")

    def may_see(self, article: Article) -> bool:
        """Whether they may read it whole, in whatever state it is."""
        return self.is_editor or (self.is_author and article.created_by == self.name)

    def must_be_allowed(self, action: Action, article: Article) -> None:
        """Raises Forbidden unless an editor, or the author of a draft who edits or deletes it."""
        own_draft = self.may_see(article) and article.status is Status.DRAFT
        if self.is_editor or (own_draft and action in (Action.REPLACE, Action.DELETE)):
            return
        raise Forbidden(f"Only an editor may {action} this article.")
