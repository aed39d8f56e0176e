"""A profile that changed is on every article of its author: these are renewed a slice at a time.

So a change of an author with a hundred thousand stories neither fails nor stands in the way of
the news: each slice is a change of its own, as large as a reader's wait allows.
"""

from contextlib import suppress

from broadsheet.domain.articles.listing import Entry, ListingKind, ListingName
from broadsheet.domain.people.profile import RENEWALS, Renewal
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import (
    Cause,
    ConditionFailed,
    Contended,
    Equals,
    Put,
    Reads,
    Remove,
    Span,
    Write,
)
from broadsheet.usecases.shared.services import Services

AT_ONCE = 100
"""Articles that are renewed with the change itself: the newest ones."""
A_TICK = 1_000
"""Articles that are renewed in one tick of the clock, of all authors together."""


def renewal_of(services: Services, request: Request, slug: str) -> Renewal:
    """What is written with a change of the profile, so that the articles follow."""
    found = _newest(services.table, slug, "~", AT_ONCE)
    reached = found[-1].key.sk if len(found) == AT_ONCE else " "
    # Never as one that is there: a record that is written as it was is no change.
    cause = f"{request.id} {stamp(services.clock())}"
    return Renewal(slug=slug, cause=cause, reached=reached)


def renew_articles(services: Services, request: Request) -> int:
    """Go on with all authors who wait for it; how many renewals were looked at."""
    left, done = A_TICK, 0
    for renewal in services.table.query(Renewal, Span(RENEWALS), limit=A_TICK):
        if left <= 1:  # a slice begins with the last one of that before
            break
        left -= _go_on(services, request, renewal, left)
        done += 1
    return done


def _go_on(services: Services, request: Request, renewal: Renewal, most: int) -> int:
    # Whoever else goes on with it, or changes the profile again, is first or second.
    unmoved = Equals("reached", renewal.reached)
    found = _newest(services.table, renewal.slug, renewal.reached, most)
    write: Write = Remove(renewal.key, unmoved)
    if len(found) == most:
        on = Renewal(slug=renewal.slug, cause=renewal.cause, reached=found[-1].key.sk)
        write = Put(on, unmoved)
    with suppress(ConditionFailed, Contended):
        services.table.commit([write], Cause(request.id, services.clock()))
    return len(found)


def _newest(reads: Reads, slug: str, last: str, most: int) -> list[Entry]:
    span = Span(ListingName(ListingKind.AUTHOR, slug).pk, last=last)
    return reads.query(Entry, span, limit=most, newest_first=True)
