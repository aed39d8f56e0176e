"""Pages that a change can alter and that may be very many: how far they are told of it by now."""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.page_sets import (
    AnyBelow,
    ArticlesBy,
    CardsOf,
    LinkedFrom,
    LivePictures,
    RedirectsTo,
    RunsOf,
    TranslationsOf,
    Walked,
)

RENEWALS = "RENEWALS"
"""The partition of all that is still to be walked through."""


class Walk(StrEnum):
    """What is walked through, from its newest to its oldest."""

    AUTHOR = "author"
    LINKED = "linked"
    TRANSLATIONS = "translations"
    REDIRECTS = "redirects"
    PICTURES = "pictures"
    COMMENTS = "comments"
    LIVE = "live"
    CARDS = "cards"


_SETS: dict[Walk, Callable[[str], Walked]] = {
    Walk.AUTHOR: ArticlesBy,
    Walk.LINKED: LinkedFrom,
    Walk.TRANSLATIONS: TranslationsOf,
    Walk.REDIRECTS: RedirectsTo,
    Walk.PICTURES: LivePictures,
    Walk.CARDS: CardsOf,
}
_RUNS: dict[Walk, type[AnyBelow]] = {Walk.COMMENTS: CommentsPage, Walk.LIVE: LivePage}
_WALK_OF: dict[object, Walk] = {kind: walk for walk, kind in (*_SETS.items(), *_RUNS.items())}


class Renewal(Record, frozen=True, kw_only=True):
    """How far a set of pages is renewed, from the newest to the oldest.

    Those before `reached` were sent to be rendered; `cause` names the step that wrote this, and no
    other has the same. `left` is how many steps may follow before the clock says so again. It is
    there until all pages were sent.
    """

    # Called so in the table since only authors' articles were renewed.
    of: str = msgspec.field(name="slug")
    cause: str
    reached: str
    walk: Walk = Walk.AUTHOR
    path: str = ""
    left: int = 0

    @property
    def key(self) -> Key:
        by_author = self.walk is Walk.AUTHOR
        return Key(RENEWALS, self.of if by_author else f"{self.walk}#{self.of}{self.path}")

    @property
    def walked(self) -> Walked:
        """The set of pages."""
        if self.walk in _RUNS:
            return RunsOf(_RUNS[self.walk], self.of, (self.path,))
        return _SETS[self.walk](self.of)


def renewal_of(walked: Walked, reached: str, cause: str) -> Renewal:
    """What is written down where a set of pages is more than goes at once; runs at one address."""
    path = ""
    if isinstance(walked, RunsOf):
        (path,) = walked.paths
        walk, of = _WALK_OF[walked.kind], walked.article_id
    else:
        walk = _WALK_OF[type(walked)]
        (of,) = msgspec.structs.astuple(walked)
    return Renewal(walk=walk, of=of, path=path, reached=reached, cause=cause)
