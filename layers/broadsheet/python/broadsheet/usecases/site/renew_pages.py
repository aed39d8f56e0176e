"""The clock: pages that a change can alter, and that were too many to go at once, are gone on with.

So a change of a story that ten thousand others show neither fails nor stands in the way of the
news: each slice is a change of its own, as small as those that people make.
"""

from contextlib import suppress

import msgspec

from broadsheet.domain.shared.record import stamp
from broadsheet.domain.site.renewal import RENEWALS, Renewal
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, ConditionFailed, Contended, Equals, Put, Span
from broadsheet.usecases.shared.services import Services

A_TICK = 40
"""Slices that one tick of the clock lets go, of all renewals together."""


def renew_pages(services: Services, request: Request) -> int:
    """Let all that wait go on; how many they are.

    Where a walk is, only those know who route its steps: this says that it may go on, and for how
    many. A walk whose last step was lost goes on from the one before it.
    """
    now = services.clock()
    waiting = services.table.query(Renewal, Span(RENEWALS), limit=A_TICK)
    for one in waiting:
        cause = f"{request.id} {stamp(now)}"
        on = msgspec.structs.replace(one, cause=cause, left=A_TICK // len(waiting))
        # Whoever routes a step of it, or begins it again, is first: it goes on at the next tick.
        with suppress(ConditionFailed, Contended):
            services.table.commit([Put(on, Equals("cause", one.cause))], Cause(request.id, now))
    return len(waiting)
