"""Pages that a change can alter and that may be very many: how far they are told of it by now."""

from enum import StrEnum
from typing import assert_never

import msgspec

from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.page_sets import (
    ArticlesBy,
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
        match self.walk:
            case Walk.AUTHOR:
                return ArticlesBy(self.of)
            case Walk.LINKED:
                return LinkedFrom(self.of)
            case Walk.TRANSLATIONS:
                return TranslationsOf(self.of)
            case Walk.REDIRECTS:
                return RedirectsTo(self.of)
            case Walk.PICTURES:
                return LivePictures(self.of)
            case Walk.COMMENTS:
                return RunsOf(CommentsPage, self.of, (self.path,))
            case Walk.LIVE:
                return RunsOf(LivePage, self.of, (self.path,))
        assert_never(self.walk)


def renewal_of(walked: Walked, reached: str, cause: str) -> Renewal:
    """What is written down where a set of pages is more than goes at once; runs at one address."""
    match walked:
        case ArticlesBy(of):
            walk, path = Walk.AUTHOR, ""
        case LinkedFrom(of):
            walk, path = Walk.LINKED, ""
        case TranslationsOf(of):
            walk, path = Walk.TRANSLATIONS, ""
        case RedirectsTo(of):
            walk, path = Walk.REDIRECTS, ""
        case LivePictures(of):
            walk, path = Walk.PICTURES, ""
        case RunsOf(kind, of, (path,)):
            walk = Walk.COMMENTS if kind is CommentsPage else Walk.LIVE
        case _:
            raise ValueError(f"not one walk: {walked}")
    return Renewal(walk=walk, of=of, path=path, reached=reached, cause=cause)
