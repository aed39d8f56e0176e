"""Who asks, and what they may do in general; `domain/articles/rights.py`: with an article."""

from enum import StrEnum

import msgspec

from broadsheet.domain.shared.errors import Forbidden
from broadsheet.domain.shared.sentence import sentence


class Role(StrEnum):
    """The user pool's groups."""

    AUTHOR = "authors"
    EDITOR = "editors"


class Scope(StrEnum):
    """What a machine client may be let do (OAuth 2.0 scopes, RFC 6749, 3.3)."""

    ARTICLES_WRITE = "articles:write"
    """Submit articles, and do with them what an author may do with their own."""
    ARTICLES_PUBLISH = "articles:publish"
    """Decide on every article: publish, schedule, correct, unpublish, retract, report live."""
    COMMENTS_MODERATE = "comments:moderate"
    SITE_EDIT = "site:edit"
    """Profiles, the front page and redirects."""
    MEDIA_WRITE = "media:write"


def identity(issuer: str, subject: str) -> str:
    """What the owner of a token is known by: no issuer gives a subject to a second one.

    OpenID Connect Core 1.0, 2 and 5.7: `iss` and `sub` together are unique, and no other claim is.
    Of the issuer, the last part of its address, which is the user pool's id, tells as much.
    """
    return f"{issuer.rstrip('/').rpartition('/')[2]}:{subject}"


def subject_of(person: str) -> str:
    """What the issuer itself knows somebody by."""
    return person.partition(":")[2]


class Principal(msgspec.Struct, frozen=True):
    """The owner of a valid token: a person with roles, or a machine client with scopes.

    `id` is what everything that is theirs is kept under, and nobody else's ever (see `identity`);
    of what works by itself, such as the clock, it is a plain word. `called` is the user name in
    the pool, which may be given to somebody else one day: it is shown, and decides nothing.
    """

    id: str
    roles: frozenset[str]
    scopes: frozenset[str] = frozenset()
    called: str = ""

    @property
    def name(self) -> str:
        """What people are shown in place of the id."""
        return self.called or self.id

    @property
    def is_editor(self) -> bool:
        """Whether they may do everything."""
        return Role.EDITOR in self.roles

    @property
    def is_author(self) -> bool:
        """Whether they may write at all."""
        return self.is_editor or Role.AUTHOR in self.roles or Scope.ARTICLES_WRITE in self.scopes

    def may(self, scope: Scope) -> bool:
        """Whether they may do what the scope stands for: editors may do all of it."""
        return self.is_editor or scope in self.scopes

    def must(self, scope: Scope) -> None:
        """Raises Forbidden unless an editor, or a machine client with the scope."""
        if not self.may(scope):
            words = f"Only editors may do this, and clients with the scope {scope}."
            raise Forbidden(sentence("Only editors may do this.").but(words))

    def must_be_author(self, scope: Scope) -> None:
        """Raises Forbidden unless an author, an editor, or a machine client with the scope."""
        if not (self.is_author or self.may(scope)):
            words = f"Only authors and editors may do this, and clients with {scope}."
            raise Forbidden(sentence("Only authors and editors may do this.").but(words))

    def must_be_editor(self) -> None:
        """Raises Forbidden for everybody else, machine clients too, whatever their scopes."""
        if not self.is_editor:
            raise Forbidden(sentence("Only editors may do this."))


NOBODY = Principal("reader", frozenset())
"""Whoever asks without a token."""
