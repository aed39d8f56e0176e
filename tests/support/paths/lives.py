"""The whole life of an article: each step is tried by all who may not, and done by one who may."""

from collections.abc import Iterator, Sequence
from typing import Any

from broadsheet.domain.articles.life import Action, Status, next_status
from client.api import Reply
from tests.support.newspaper import article
from tests.support.paths.crew import Crew
from tests.support.paths.rights import Role, action_of, call_of

BEGIN = {"publish_at": {"local": "2086-11-24T06:00", "zone": "Europe/Berlin"}}
CORRECTION = "It was on a Tuesday."
REASON = "The documents were forged."
ENTRY = "The boats are back in the harbour."


class Life:
    """One article of `owner`: each step is tried by all of `cast`, and done by `doer`.

    What they may not do an editor does in their place, so that the life goes on.
    """

    def __init__(self, crew: Crew, owner: Role, doer: Role, cast: Sequence[Role]) -> None:
        self._crew, self._cast = crew, cast
        self._doers = (doer, Role.EDITOR)
        self.title = f"A life in the hands of {doer}".replace(":", " ")
        self.status = Status.DRAFT
        draft = article(self.title, status="draft", live="running")
        self.receipt: dict[str, Any] = crew[owner].send("POST", "/articles", draft).expect(201).json
        self._base = f"/articles/{self.receipt['id']}"

    def step(self, method: str, path: str, body: object = None) -> dict[Role, Reply]:
        """The answers to those of the cast who may; a change is made once."""
        call = call_of(method, f"/api/v1{self._base}{path}")
        doers = None if method == "GET" else self._doers
        done = self._crew.by_all(
            method,
            f"{self._base}{path}",
            body,
            cast=self._cast,
            doers=doers,
            status=self.status,
        )
        action = action_of(call) if call else None
        # What a copy is, is said of the copy.
        if action is not None and action is not Action.DUPLICATE:
            self.status = next_status(self.status, action)
            (told,) = (reply.json for reply in done.values())
            assert told["status"] == self.status
            self.receipt |= told
        return done

    def as_draft(self) -> None:
        """From the first words to the hour that is set and forgotten again."""
        self.step("GET", "")
        self.step("PUT", "", self._words())
        for path in ("/revisions", "/revisions/1", "/revisions/1/compare?with=2", "/trail"):
            self.step("GET", path)
        self._is_shared()
        self._is_told_of_a_newer_version()
        self.step("POST", "/revisions/1/restore")
        self._is_talked_about()
        self.step("POST", "/review", {"note": "Figures were checked."})
        self.step("POST", "/return")
        self.step("POST", "/schedule", BEGIN)
        self.step("POST", "/unschedule")

    def in_public(self) -> None:
        """Published, reported live, corrected."""
        self.step("POST", "/publish")
        self.step("GET", "")
        self.step("POST", "/live", {"text": "The boats are late."})
        self.step("PUT", "/live/1", {"text": ENTRY})
        self._crew.editor.send("POST", f"{self._base}/live", {"text": "A slip."}).expect(201)
        self.step("DELETE", "/live/2")
        self.step("GET", "/live")
        self.step("POST", "/corrections", {"text": CORRECTION})
        self.step("GET", "/receipt")

    def to_its_end(self) -> None:
        """Off the site, and a notice in its place."""
        self.step("POST", "/unpublish", {"note": "Doubts."})
        self.step("POST", "/retract", {"reason": REASON})

    def _is_talked_about(self) -> None:
        self.step("POST", "/duplicate")
        made_by = self._crew.editor.send("GET", self._base).expect(200).json["created_by_id"]
        self.step("POST", "/assign", {"id": made_by})
        (said,) = self.step("POST", "/remarks", {"text": "Who has the figures?"}).values()
        self.step("GET", "/remarks")
        self.step("POST", f"/remarks/{said.json['id']}/remove")

    def _is_shared(self) -> None:
        (made,) = self.step("POST", "/shares", {"label": "for the lawyer"}).values()
        self.step("GET", "/shares")
        self.step("GET", f"/shares/{made.json['id']}/openings")
        self.step("POST", f"/shares/{made.json['id']}/revoke")

    def _is_told_of_a_newer_version(self) -> None:
        old = {"If-Match": '"1"'}
        told = self._crew.editor.send("POST", f"{self._base}/review", None, old).expect(412).json
        assert [step["action"] for step in told["since"]] == ["replace"]

    def _words(self) -> dict[str, Any]:
        words = article(self.title, live="running", standfirst="In other words.")
        del words["status"]
        return words


def lives(crew: Crew) -> Iterator[Life]:
    """One for each who may do any of it; in the editor's, all others are refused."""
    with_lives = (Role.AUTHOR, Role.WRITES, Role.PUBLISHES)
    others = [role for role in Role if role not in with_lives]
    yield Life(crew, Role.EDITOR, Role.EDITOR, others)
    yield Life(crew, Role.EDITOR, Role.PUBLISHES, [Role.PUBLISHES])
    yield Life(crew, Role.AUTHOR, Role.AUTHOR, [Role.AUTHOR])
    yield Life(crew, Role.WRITES, Role.WRITES, [Role.WRITES])


def delete_drafts(crew: Crew) -> None:
    """Each deletes a draft of their own, which no other can."""
    others = [role for role in Role if role not in (Role.AUTHOR, Role.WRITES)]
    for owner, cast in (
        (Role.EDITOR, others),
        (Role.AUTHOR, [Role.AUTHOR]),
        (Role.WRITES, [Role.WRITES]),
    ):
        draft = article(f"A draft of {owner} to be deleted", status="draft")
        made = crew[owner].send("POST", "/articles", draft).expect(201).json
        path = f"/articles/{made['id']}"
        crew.by_all("DELETE", path, cast=cast, doers=[owner])
        assert crew.editor.send("GET", path).status == 404


def refused_to_submit(crew: Crew) -> None:
    """Who may not submit an article does not."""
    body = article("Nobody should read this", status="draft")
    crew.by_all("POST", "/articles", body, doers=())
