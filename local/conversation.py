"""The sample edition's readers: they comment and answer each other, and an editor decides."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import yaml

from broadsheet.domain.shared.errors import NotAllowedInState
from client.api import Api, Reply
from client.challenges import solution_of
from client.errors import CommandError
from local.cloud import wait_until

BULK = 25
"""Comments that an editor decides on with one request (the API's limit)."""
SECONDS_TO_PLACE = 60.0
_SOME = 50
"""Comments from one word of progress to the next."""
_DECIDED = "decided"
_AS_JSON = {"Accept": "application/json"}
"""A browser would be led to the page, and not be told the comment's id."""

Notes = dict[str, dict[str, str]]


class Decision(StrEnum):
    """What an editor says of a comment; NONE leaves it as it came."""

    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"
    DELETE = "delete"
    NONE = "none"


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A comment of the sample edition, with what answers it. `website` is the form's trap."""

    name: str
    email: str
    body: str
    website: str = ""
    decision: Decision = Decision.APPROVE
    reason: str = ""
    replies: tuple["Said", ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether readers see it, be it for as long as it takes to answer it."""
        return self.decision is Decision.APPROVE or bool(self.replies)


class _Turn(msgspec.Struct, frozen=True):
    """A comment where it is said. `key` is what it is remembered by."""

    article_id: str
    said: Said
    parent: str = ""

    @property
    def key(self) -> str:
        parts = (self.article_id, self.parent, self.said.name, self.said.body)
        return f"comment {hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]}"


def conversations(text: str) -> dict[str, tuple[Said, ...]]:
    """The comments on each story. Raises msgspec.ValidationError."""
    return msgspec.convert(yaml.safe_load(text), dict[str, tuple[Said, ...]])


class Conversation:
    """Holds the conversation once; `notes` remember, through `keep`, how far it has come."""

    def __init__(
        self,
        reader: Api,
        editor: Api,
        notes: Notes,
        keep: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self._reader, self._editor, self._say = reader, editor, say
        self._notes, self._keep = notes, keep

    def hold(self, file: Path, stories: Mapping[str, str]) -> None:
        """Say what has not been said yet, on the stories with these ids.

        A reply can only be sent when what it answers is on the page: first comes all that
        answers nothing, then all that answers that.
        """
        said = conversations(file.read_text("utf-8"))
        turns = [_Turn(stories[story], one) for story in said for one in said[story]]
        in_the_end: list[_Turn] = []
        while turns:
            self._post(turns)
            new = [turn for turn in turns if _DECIDED not in self._notes[turn.key]]
            self._decide(Decision.APPROVE, "", [turn for turn in new if turn.said.is_shown])
            self._remember(turn for turn in new if turn.said.decision is Decision.APPROVE)
            in_the_end += (turn for turn in new if turn.said.decision is not Decision.APPROVE)
            turns = [
                _Turn(turn.article_id, reply, self._id(turn))
                for turn in turns
                for reply in turn.said.replies
            ]
        self._end(in_the_end)

    def _end(self, turns: list[_Turn]) -> None:
        kinds: defaultdict[tuple[Decision, str], list[_Turn]] = defaultdict(list)
        for turn in turns:
            kinds[turn.said.decision, turn.said.reason].append(turn)
        for (decision, reason), alike in kinds.items():
            if decision is not Decision.NONE:
                self._decide(decision, reason, alike)
        self._remember(turns)

    def _post(self, turns: list[_Turn]) -> None:
        new = [turn for turn in turns if turn.key not in self._notes]
        self._wait_for_what_is_answered(new)
        for number, turn in enumerate(new):
            if number % _SOME == 0:
                self._say(f"discussing it, {number} of {len(new)} comments")
            said = turn.said
            fields = {"name": said.name, "email": said.email, "body": said.body}
            fields |= {"parent": turn.parent} if turn.parent else {}
            fields |= {"website": said.website} if said.website else {}
            sent = self._sent(f"/articles/{turn.article_id}/comments", fields)
            self._notes[turn.key] = {"id": sent.expect(201).json["id"]}
            self._keep()

    def _sent(self, address: str, fields: dict[str, str]) -> Reply:
        sent = self._reader.send("POST", address, fields, _AS_JSON)
        if sent.status == HTTPStatus.TOO_MANY_REQUESTS:
            # So many at once are a crowd, whose browsers would work for it.
            challenge = self._reader.send("GET", "/comments/challenge").expect(200).json
            proved = fields | {"proof": solution_of(challenge)}
            sent = self._reader.send("POST", address, proved, _AS_JSON)
        return sent

    def _decide(self, decision: Decision, reason: str, turns: list[_Turn]) -> None:
        """One request for each 25. What stands so already is left as it is."""
        ids = [self._id(turn) for turn in turns]
        for start in range(0, len(ids), BULK):
            asked = {"ids": ids[start : start + BULK], "action": decision, "reason": reason}
            answer = self._editor.send("POST", "/moderation/comments/bulk", asked).expect(200)
            for result in answer.json["results"]:
                if "state" not in result and result["code"] != NotAllowedInState.code:
                    raise CommandError(f"cannot {decision} a comment: {result['detail']}")

    def _wait_for_what_is_answered(self, turns: list[_Turn]) -> None:
        """Until that is on the page: what a trusted sender says is there some moments later."""
        stories: defaultdict[str, set[str]] = defaultdict(set)
        for turn in turns:
            if turn.parent:
                stories[turn.article_id].add(turn.parent)
        for article_id, ids in stories.items():
            there = partial(self._are_placed, article_id, ids)
            if not wait_until(there, SECONDS_TO_PLACE, every=0.1):
                raise CommandError(f"comments on the article {article_id} are not on its page")

    def _are_placed(self, article_id: str, ids: set[str]) -> bool:
        return ids <= set(self._placed(article_id))

    def _placed(self, article_id: str) -> Iterator[str]:
        asked = f"/moderation/comments?state=approved&article={article_id}&limit=100"
        while asked:
            answer: dict[str, Any] = self._editor.send("GET", asked).expect(200).json
            yield from (item["id"] for item in answer["items"] if item["number"])
            asked = (answer["next"] or "").removeprefix("/api/v1")

    def _id(self, turn: _Turn) -> str:
        return self._notes[turn.key]["id"]

    def _remember(self, turns: Iterable[_Turn]) -> None:
        for turn in turns:
            self._notes[turn.key][_DECIDED] = turn.said.decision
        self._keep()
