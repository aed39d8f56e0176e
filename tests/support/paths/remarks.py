"""Comments from form to page, and all that moderators do with them."""

from typing import Any

from tests.support.newspaper import Newspaper, newcomer
from tests.support.paths.crew import Crew
from tests.support.paths.rights import Role

_QUEUE = "/moderation/comments"
_BANS, _WORDS = "/moderation/bans", "/moderation/words"
_ONE_AFTER_THE_OTHER = (
    ("edit", {"body": "In kinder words.", "reason": "An insult was taken out."}),
    ("approve", {"reason": "Read."}),
    ("reject", None),
    ("undo", None),
    ("spam", None),
    ("hold", None),
    ("delete", None),
)
"""Each decision leads to a state in which the next is possible."""


class Remarks:
    """What is said under one story."""

    def __init__(self, crew: Crew, story: dict[str, Any]) -> None:
        self.crew, self.story = crew, story
        self.base = f"/articles/{story['id']}/comments"
        self.newspaper: Newspaper = crew.newspaper

    def say(self, body: str, email: str = "", **fields: str) -> str:
        """A comment by the form, as a browser without JavaScript sends it: its id in the queue."""
        sent = {"name": "Rea", "email": email or newcomer(), "body": body, **fields}
        self.crew[Role.ANYONE].form(self.base, sent).expect(303)
        return self._queued(body)

    def known(self, body: str) -> str:
        """The cookie of a reader of whom an editor has just approved this."""
        sent = {"name": "Rea", "email": newcomer(), "body": body}
        given = self.crew[Role.ANYONE].form(self.base, sent).expect(303).headers["Set-Cookie"]
        self.approve(self._queued(body))
        return str(given).partition(";")[0]

    def _queued(self, body: str) -> str:
        listed = self.crew.editor.send("GET", f"{_QUEUE}?state=pending&limit=100").expect(200).json
        return next(str(item["id"]) for item in listed["items"] if item["body"] == body)

    def approve(self, comment: str) -> None:
        """Let readers see it."""
        self.crew.editor.send("POST", f"{_QUEUE}/{comment}/approve").expect(200)

    def is_shown(self, words: str) -> bool:
        """Whether the story's page has it."""
        return words in self.newspaper.get(self.story["path"]).text

    def number_of(self, words: str) -> int:
        """Where it stands on its article."""
        read = self.crew[Role.ANYONE].send("GET", f"{self.base}?limit=100").expect(200).json
        return next(int(one["number"]) for one in read["items"] if words in one["html"])

    def report(self, number: int, readers: int) -> None:
        """So many readers whom the newsroom knows report a comment."""
        known = [self.known(f"Reader {reader} was here before.") for reader in range(readers)]
        for cookie in known:
            path, said = f"{self.base}/{number}/report", {"reason": "abuse"}
            self.crew[Role.ANYONE].send("POST", path, said, {"Cookie": cookie}).expect(303)

    def moderated(self, role: Role, body: str) -> None:
        """Every decision on one comment, which all who may not have tried before."""
        comment = self.say(body)
        cast = [role, *(r for r in Role if r not in (Role.EDITOR, Role.MODERATES))]
        tried = cast if role is Role.EDITOR else [role]
        for decision, said in _ONE_AFTER_THE_OTHER:
            self.crew.by_all("POST", f"{_QUEUE}/{comment}/{decision}", said, cast=tried)
        many = {"ids": [comment], "action": "approve", "reason": "After all."}
        done = self.crew.by_all("POST", f"{_QUEUE}/bulk", many, cast=tried)[role].json
        assert [one["state"] for one in done["results"]] == ["approved"]
        self.crew.by_all("GET", _QUEUE, cast=tried)
        trail = self.crew.by_all("GET", f"{_QUEUE}/{comment}/trail", cast=tried)[role].json
        actions = [step["action"] for step in trail["items"]]
        assert actions == [*(name for name, _ in _ONE_AFTER_THE_OTHER), "approve"]

    def kept_out(self, role: Role, body: str) -> None:
        """Somebody is banned because of a comment and let in again, and the words are kept; all
        who may not do these have tried before.
        """
        comment = self.say(body)
        cast = [role, *(r for r in Role if r not in (Role.EDITOR, Role.MODERATES))]
        tried = cast if role is Role.EDITOR else [role]
        ban = {"of": "sender", "days": 1, "reason": "Insults"}
        made = self.crew.by_all("POST", f"{_QUEUE}/{comment}/ban", ban, cast=tried)[role].json
        context = self.crew.by_all("GET", f"{_QUEUE}/{comment}", cast=tried)[role].json
        sender = next(one for one in context["bans"] if one["of"] == "sender")
        assert sender["until"], "the context does not tell of the ban"
        listed = self.crew.by_all("GET", f"{_BANS}?limit=100", cast=tried)[role].json
        assert made["id"] in [one["id"] for one in listed["items"]]
        self.crew.by_all("POST", f"{_BANS}/{made['id']}/lift", cast=tried)
        before = self.crew.by_all("GET", _WORDS, cast=tried)[role].json
        words = {"words": [*before["words"], f"unheard-of {role}"], "blocked": before["blocked"]}
        self.crew.by_all("PUT", _WORDS, words, cast=tried)

    def looked_at(self, number: int) -> None:
        """A reader answers and reports a comment: the forms, and what they send."""
        anyone = self.crew[Role.ANYONE]
        for form in ("reply", "report"):
            page = anyone.send("GET", f"{self.base}/{number}/{form}").expect(200)
            assert b"<form" in page.body
        anyone.form(f"{self.base}/{number}/report", {"reason": "spam", "note": ""}).expect(303)
        read = anyone.send("GET", self.base).expect(200).json
        assert number in [int(item["number"]) for item in read["items"]]
