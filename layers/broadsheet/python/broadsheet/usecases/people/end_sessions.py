"""All sessions of somebody end at once: by their own wish, or an editor's."""

import msgspec

from broadsheet.domain.shared.principal import identity
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.sessions import EndedSessions
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services


class SessionsEnded(msgspec.Struct, frozen=True):
    """Whose sessions ended, and when: whoever signed in before has to sign in again."""

    person: str
    ended_at: str


def end_own_sessions(services: Services, request: Request) -> SessionsEnded:
    """End those of whoever asks, on every machine; for a machine client, all its tokens."""
    return end_sessions(services, request, request.who.id)


def end_sessions_of(services: Services, request: Request, subject: str) -> SessionsEnded:
    """End those of whoever has this `sub` in the user pool. Raises Forbidden but for editors.

    Whether the pool has somebody by that id is not known here: nobody else is touched then.
    """
    request.who.must_be_editor()
    issuer = request.who.id.partition(":")[0]
    return end_sessions(services, request, identity(issuer, subject))


def end_sessions(services: Services, request: Request, person: str) -> SessionsEnded:
    """End those of `person` (`Principal.id`), for whoever may do anything."""
    who, now = request.who, services.clock()
    ended = EndedSessions(person=person, at=now, by=who.name, by_id=who.id)
    # On no condition, and without an answer to keep: done again, it ends what began since.
    services.table.commit([Put(ended)], Cause(request.id, now))
    return SessionsEnded(person, stamp(now))
