"""Everybody who calls the API, each request and its answer written into the ledger."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from broadsheet.domain.articles.life import Status
from client.api import Reply
from local.note import Note
from tests.support.newspaper import Newspaper, WorkingApi
from tests.support.paths.ledger import Ledger
from tests.support.paths.rights import Call, Role, call_of, may, refusals

ANY_VERSION = {"If-Match": "*"}


SignIn = Callable[[], str]


class Booked(WorkingApi):
    """The API for one role."""

    def __init__(
        self, newspaper: Newspaper, role: Role, ledger: Ledger, sign_in: SignIn | None
    ) -> None:
        super().__init__(newspaper.stack.site_url, sign_in)
        self._role, self._ledger = role, ledger

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        reply = super()._ask(method, path, body, headers)
        call = call_of(method, f"/api/v1{path}")
        if call is not None:
            self._ledger.answered(call, self._role, reply.status)
        return reply


class Crew:
    """All roles on one stack."""

    def __init__(self, newspaper: Newspaper, ledger: Ledger) -> None:
        self.newspaper, self.ledger = newspaper, ledger
        stack = newspaper.stack
        note = Note(stack.site_url, stack.cloud.url, stack.outputs, str(stack.home))
        ways: dict[Role, SignIn | None] = {
            Role.ANYONE: None,
            Role.AUTHOR: partial(stack.note.token, "amina"),
            Role.OTHER: partial(stack.note.token, "amina"),
            Role.EDITOR: partial(stack.note.token, "editor"),
        }
        ways |= {role: partial(note.machine.token, role) for role in Role if role not in ways}
        self._apis = {role: Booked(newspaper, role, ledger, way) for role, way in ways.items()}

    def __getitem__(self, role: Role) -> Booked:
        return self._apis[role]

    @property
    def editor(self) -> Booked:
        """The one who does what has to be done."""
        return self[Role.EDITOR]

    def is_answered(self, path: str, status: int) -> None:
        """Wait until readers get this status."""
        self.newspaper.until(lambda: self.newspaper.get(path).status == status, f"{status} {path}")

    def sees(self, path: str, *words: str) -> None:
        """Wait until readers find all the words on a page."""
        self.newspaper.until(
            lambda: all(word in self.newspaper.get(path).text for word in words),
            f"{words} on {path}",
        )

    def by_all(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        cast: Sequence[Role] = tuple(Role),
        doers: Sequence[Role] | None = None,
        status: Status = Status.DRAFT,
        headers: Mapping[str, str] = ANY_VERSION,
    ) -> dict[Role, Reply]:
        """The same request of each role: who may not is refused first, then `doers` do it.

        `doers` are all of the cast who may, or the first of those named who may: what can be done
        once only. `status` is that of the article, where it is about one.
        """
        call = call_of(method, f"/api/v1{path}")
        assert call is not None, f"there is no {method} {path}"
        allowed = [role for role in cast if may(role, call, status)]
        for role in cast:
            if role not in allowed:
                self._refused(role, call, path, body, status)
        if doers is not None:
            allowed = [role for role in doers if may(role, call, status)][:1]
        return {role: self._done(role, method, path, body, headers) for role in allowed}

    def _refused(self, role: Role, call: Call, path: str, body: object, status: Status) -> None:
        reply = self[role].send(call.method, path, body, ANY_VERSION)
        expected = refusals(role, call, status)
        told = f"{call} by {role}: {reply.status}, expected {expected}"
        assert reply.status in expected, told

    def _done(
        self, role: Role, method: str, path: str, body: object, headers: Mapping[str, str]
    ) -> Reply:
        reply = self[role].send(method, path, body, headers)
        assert 200 <= reply.status < 400, f"{method} {path} by {role}: {reply.body!r}"
        return reply
