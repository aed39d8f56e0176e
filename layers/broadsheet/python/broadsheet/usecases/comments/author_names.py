"""Who writes for the newsroom, as those know it who look at the names of readers."""

from datetime import datetime, timedelta

from broadsheet.domain.articles.listing import Listing, ListingKind
from broadsheet.usecases.shared.ports import Reads, Span

MOST = 1000
"""Names that are looked at. Of a larger newsroom those beyond are found by their slug alone."""
FRESH = timedelta(minutes=10)
"""How long they are believed: one read for many comments."""


class AuthorNames:
    """The names that stand above articles, read again after a while."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] = ()
        self._until: datetime | None = None

    def known(self, reads: Reads, now: datetime) -> tuple[str, ...]:
        """They, by their slugs."""
        if self._until is None or now >= self._until:
            span = Span(f"LISTINGS#{ListingKind.AUTHOR}")
            self._names = tuple(one.title for one in reads.query(Listing, span, limit=MOST))
            self._until = now + FRESH
        return self._names
