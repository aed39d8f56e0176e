"""Everything that can be wrong with a request, as one tree.

BroadsheetError
├── Invalid              one or more fields are wrong; names every one of them
│   ├── Malformed        the request cannot be understood: not JSON, unknown parameters
│   └── KeyReused        an Idempotency-Key was sent again with another request
├── UnsupportedMedia     a body of a type, or in letters, that are not understood here
│   └── Encoded          a body that is packed
├── TooLarge             more than an item of the table can hold
├── Unauthenticated      no valid token where one is needed; says which rule refused it
├── Forbidden            the token's owner may not do this
│   └── Banned           from whom, or from whose network, editors take no comments for a while
├── NotFound             nothing there, or nothing there for this reader
│   ├── Hidden           it is there, and whoever asks may not know
│   └── NoSuchComment    the article or the queue has no such comment
├── MethodNotAllowed     the address is known, but not with this method
├── Conflict
│   ├── NotAllowedInState  the article's state does not allow the action
│   ├── Embargoed          the hour before which nobody may publish it has not come
│   ├── InUse              articles show the picture that is to be removed
│   ├── AlreadySaved       a new story was saved before, from another page
│   ├── InFlight           somebody else is changing the same thing right now
│   └── CommentsClosed     the article takes no comments, or no longer
├── TooManyRequests      more than one sender or one article may take for now
├── VersionRequired      an edit did not say which version it edits
└── VersionMismatch      an edit of a version that is no longer the newest

`adapters/http/problem.py` gives each its HTTP status; nothing else does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from broadsheet.domain.shared.sentence import Sentence, counted, for_programs, sentence


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: where (RFC 6901 JSON pointer), a stable code, and words for a person, to be
    read after the field's name. `nearest` are what may have been meant instead.
    """

    pointer: str
    code: str
    said: Sentence
    nearest: tuple[str, ...] = ()

    @property
    def detail(self) -> str:
        """What is wrong, in English."""
        return str(self.said)


def _not_valid(count: int) -> Sentence:
    said = counted(
        "One thing is not as it must be.", "{count} things are not as they must be.", count
    )
    return said.but(f"{count} field(s) of the request are not valid.")


class BroadsheetError(Exception):
    """The base of all errors that a caller can be told about."""

    code = "internal"

    def __init__(self, said: Sentence) -> None:
        super().__init__(str(said))
        self.said = said

    @property
    def detail(self) -> str:
        """What is wrong, in English."""
        return str(self.said)


class Invalid(BroadsheetError):
    """The request is understood, but fields of it are wrong: `errors` names every one."""

    code = "invalid"

    def __init__(self, errors: list[FieldError], said: Sentence | None = None) -> None:
        super().__init__(said or _not_valid(len(errors)))
        self.errors = tuple(errors)


class Malformed(Invalid):
    """The request cannot be understood as it is."""

    code = "malformed"


def every(kind: type[Invalid], *looks: Callable[[], Any]) -> list[Any]:
    """What each look gives, in their order.

    Raises one error of the kind, with what every look that raised such an error found wrong.
    """
    found: list[Any] = []
    wrong: list[FieldError] = []
    for look in looks:
        try:
            found.append(look())
        except kind as error:
            wrong += error.errors
    if wrong:
        raise kind(wrong)
    return found


class KeyReused(Invalid):
    """The same Idempotency-Key came with another request."""

    code = "idempotency_key_reused"

    def __init__(self) -> None:
        words = "This Idempotency-Key was already used for another request."
        super().__init__([], sentence("This form was sent before, with other words.").but(words))


class UnsupportedMedia(BroadsheetError):
    """The body's content type is not one that this address understands."""

    code = "unsupported_media_type"


class Encoded(UnsupportedMedia):
    """The body is packed (RFC 9110, 8.4), and nobody here unpacks."""


class TooLarge(BroadsheetError):
    """More than can be stored whole; it is refused, never cut."""

    code = "too_large"


class Unauthenticated(BroadsheetError):
    """No token, or none that is valid. `rule` is for the log: what it was refused by."""

    code = "unauthenticated"

    def __init__(self, said: Sentence, rule: str = "token", who: str = "") -> None:
        """`who` is the owner's id (`Principal.id`), where the token is genuine."""
        super().__init__(said)
        self.rule, self.who = rule, who


class Forbidden(BroadsheetError):
    """Whoever asks is known, and may not do this."""

    code = "forbidden"


class Banned(Forbidden):
    """Editors take no comments from whoever asks, or from their network, for a while."""

    code = "banned"


class NotFound(BroadsheetError):
    """There is nothing here that the reader may see."""

    code = "not_found"


class Hidden(NotFound):
    """There is something, and whoever asks may not know: to them it is as if there were nothing."""


class NoSuchComment(NotFound):
    """There is no such comment that the caller may see."""

    def __init__(self) -> None:
        super().__init__(sentence("There is no such comment."))


class MethodNotAllowed(BroadsheetError):
    """The address answers other methods: `allowed` are these."""

    code = "method_not_allowed"

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(for_programs(f"Allowed here: {', '.join(allowed)}."))
        self.allowed = allowed


class Conflict(BroadsheetError):
    """The request cannot be done as things stand."""

    code = "conflict"


class NotAllowedInState(Conflict):
    """The article's state does not allow the action; says which actions it allows."""

    code = "not_allowed_in_state"

    def __init__(self, said: Sentence, possible: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.possible = possible


class Embargoed(Conflict):
    """Nobody may publish the article before its hour."""

    code = "embargoed"


class InUse(Conflict):
    """Articles show it: `used_by` are the ids of some of them."""

    code = "in_use"

    def __init__(self, said: Sentence, used_by: Sequence[str]) -> None:
        super().__init__(said)
        self.used_by = tuple(used_by)


class AlreadySaved(Conflict):
    """The new story that a page wants to save was saved before: as the article with this id."""

    code = "already_saved"

    def __init__(self, article_id: str) -> None:
        super().__init__(sentence("This story was saved already, from another page."))
        self.article_id = article_id


class InFlight(Conflict):
    """The same record is being changed by another request at this moment; try again."""

    code = "in_flight"


class CommentsClosed(Conflict):
    """The article takes no comments, or no longer."""

    code = "comments_closed"


class TooManyRequests(BroadsheetError):
    """More than may come for now (RFC 6585, 429): `retry_after` is in seconds."""

    code = "too_many_requests"

    def __init__(self, said: Sentence, retry_after: int) -> None:
        super().__init__(said)
        self.retry_after = retry_after


class ProofRequired(TooManyRequests):
    """So many come that who comes next has to bring a proof of work.

    `again` lets somebody whose browser can make none send the same once more.
    """

    code = "proof_required"

    def __init__(self, said: Sentence, retry_after: int, again: str = "") -> None:
        super().__init__(said, retry_after)
        self.again = again


class VersionRequired(BroadsheetError):
    """An edit must name the version that it edits (RFC 6585, 428)."""

    code = "version_required"


class VersionMismatch(BroadsheetError):
    """The version that was edited is not the newest (RFC 9110, 412).

    `since` are the steps that were taken from it, as JSON has them.
    """

    code = "version_mismatch"

    def __init__(self, said: Sentence, since: Sequence[Mapping[str, object]] = ()) -> None:
        super().__init__(said)
        self.since = tuple(since)
