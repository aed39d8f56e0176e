"""All sessions of somebody end at once: by their own wish, or an editor's."""

from contextlib import suppress

import msgspec

from broadsheet.domain.shared.errors import TooManyRequests
from broadsheet.domain.shared.principal import subject_of
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.sessions import EndedSessions
from broadsheet.usecases.people.ports import StaffPool
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services


class SessionsEnded(msgspec.Struct, frozen=True):
    """Whose sessions ended, and when: whoever signed in before has to sign in again."""

    person: str
    ended_at: str


def end_own_sessions(services: Services, pool: StaffPool, request: Request) -> SessionsEnded:
    """End those of whoever asks, on every machine; of a machine client, all its tokens."""
    return end_all(services, pool, request, request.who.id)


def end_sessions_of(
    services: Services, pool: StaffPool, request: Request, person: str
) -> SessionsEnded:
    """End those of `person` (`Principal.id`). Raises Forbidden but for editors.

    Whether there is somebody by that id is not asked: nobody else is touched then.
    """
    request.who.must_be_editor()
    return end_all(services, pool, request, person)


def end_all(services: Services, pool: StaffPool, request: Request, person: str) -> SessionsEnded:
    """The same for whoever may do anything, such as an operator.

    What was done before it is not said to have failed because the pool is busy: of sessions that
    ended no token counts, whether it was given before or will be.
    """
    try:
        # First, so that no token is given after the moment that counts; and if the pool cannot be
        # reached, what was given counts no more all the same.
        with suppress(TooManyRequests):
            pool.sign_out(subject_of(person))
    finally:
        now = services.clock()
        ended = EndedSessions(person=person, at=now, by=request.who.name, by_id=request.who.id)
        # On no condition, and without an answer to keep: done again, it ends what began since.
        services.table.commit([Put(ended)], Cause(request.id, now))
    return SessionsEnded(person, stamp(now))
