"""The sample edition is discussed: once, however often it was broken off."""

import json
from collections import Counter
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.comments.moderation_answers import moderated, result
from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.domain.comments.comment import (
    COMMENT_RUN,
    Comment,
    CommentCount,
    CommentState,
    Thread,
)
from broadsheet.domain.comments.rules import DEFAULT_RULES
from broadsheet.domain.comments.threads import DEEPEST, ShownComment, comment_tree
from broadsheet.domain.shared.errors import ProofRequired
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.comments.list_moderation import ModerationFilter, list_moderation
from broadsheet.usecases.comments.moderate_many import moderate_many
from broadsheet.usecases.comments.place_waiting import place_waiting
from broadsheet.usecases.comments.proof_of_work import make_challenge
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.ports import R
from client.api import Api, Reply
from client.errors import CommandError
from local import conversation
from local.conversation import BULK, Conversation, Decision, Said, conversations
from local.edition import FOLDER, article_of
from tests.fakes.comments import VISIT, make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import EDITOR, make_newsroom

FILE = FOLDER / "comments.yaml"
READER = Principal("anonymous", frozenset())
PAGE = 20


class Newspaper:
    """The stories that are discussed, and what is said about them."""

    def __init__(self) -> None:
        self.table = MemoryTable()
        self.newsroom = make_newsroom(self.table)
        self.desk = make_desk(self.newsroom)
        self.notes: dict[str, dict[str, str]] = {}
        self.stories = {name: self._published(name) for name in conversations(FILE.read_text())}

    def _published(self, name: str) -> str:
        front = article_of((FOLDER / f"{name}.md").read_text("utf-8"))
        fields = {key: front[key] for key in ("title", "body", "section", "byline")}
        article = article_from_fields({**fields, "status": "published"})
        return submit_article(self.newsroom, asked(EDITOR), article).id

    def hold(self, reader: "Here", editor: "Here") -> None:
        """The whole conversation; one of them may break off."""
        held = Conversation(reader, editor, self.notes, lambda: None, lambda _: None)
        held.hold(FILE, self.stories)
        self.place()

    def place(self) -> None:
        """What waits to be on its page is there."""
        place_waiting(self.newsroom, self.table, asked(EDITOR))

    def of(self, kind: type[R]) -> list[R]:
        """The records of a kind."""
        return [record for record in self.table.records.values() if isinstance(record, kind)]


class Here(Api):
    """The API without a network. Breaks down at the request that has the number `fails`."""

    def __init__(self, paper: Newspaper, fails: int = 0) -> None:
        super().__init__("http://localhost")
        self.paper, self.fails = paper, fails
        self.sent: list[Any] = []

    def _ask(self, _method: str, path: str, body: bytes | None, headers: Any) -> Reply:
        sent: Any = json.loads(body) if body else None
        self.sent.append(sent)
        if len(self.sent) == self.fails:
            raise CommandError("no answer")
        url = urlsplit(path)
        if url.path == "/moderation/comments/bulk":
            return answer(200, self.decide(**sent))
        if url.path == "/moderation/comments":
            # Others placed what waited meanwhile.
            self.paper.place()
            return answer(200, self.listed(url.path, **dict(parse_qsl(url.query))))
        if url.path == "/comments/challenge":
            return answer(200, make_challenge(self.paper.desk))
        assert headers["Accept"] == "application/json", "it would be answered as a browser is"
        try:
            return answer(201, self.say(url.path.split("/")[2], dict(sent)))
        except ProofRequired:
            return answer(429, {})

    def say(self, article_id: str, sent: dict[str, str]) -> Any:
        trap, proof = sent.pop("website", ""), sent.pop("proof", "")
        visit = VISIT._replace(ip="127.0.0.1", trap=trap, proof=proof)
        comment = comment_from_fields(sent)
        desk = self.paper.desk
        return submit_comment(desk, asked(READER), article_id, comment, visit)

    def decide(self, ids: list[str], action: str, reason: str) -> Any:
        assert len(ids) <= BULK
        outcomes = moderate_many(self.paper.newsroom, asked(EDITOR), ids, action, reason)
        return {"results": list(map(result, outcomes))}

    def listed(self, path: str, state: str, article: str, limit: str, cursor: str = "") -> Any:
        assert limit == "100"
        wanted = ModerationFilter(state=state, article_id=article)
        at = Cursor(cursor) if cursor else None
        # Fewer than were asked for, which the API may give.
        found = list_moderation(self.paper.table, EDITOR, wanted, PAGE, at)
        following = f"/api/v1{path}?state={state}&article={article}&limit={limit}&cursor="
        following = f"{following}{found.next}" if found.next else ""
        items = list(map(moderated, found.items))
        return {"items": items, "next": following or None}


def asked(who: Principal) -> Request:
    return Request(id="r", who=who)


def answer(status: int, value: Any) -> Reply:
    return Reply(status, Message(), msgspec.json.encode(value))


def everything() -> list[Said]:
    def with_replies(said: Said) -> list[Said]:
        return [said, *(one for reply in said.replies for one in with_replies(reply))]

    stories = conversations(FILE.read_text("utf-8")).values()
    return [one for story in stories for said in story for one in with_replies(said)]


@pytest.fixture(autouse=True)
def _puzzles_are_easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are hundreds of them, and no test is about how long they take."""
    monkeypatch.setattr("broadsheet.usecases.comments.proof_of_work.MOST", 50)


@pytest.fixture
def paper() -> Newspaper:
    """On which nobody has said anything."""
    return Newspaper()


@pytest.fixture
def discussed(paper: Newspaper) -> Newspaper:
    """On which everything has been said."""
    paper.hold(Here(paper), Here(paper))
    return paper


ENDS = {
    Decision.APPROVE: {CommentState.APPROVED},
    Decision.REJECT: {CommentState.REJECTED},
    Decision.NONE: {CommentState.PENDING, CommentState.SPAM},
}


def test_every_comment_ends_as_the_file_says(discussed: Newspaper) -> None:
    ended = {comment.body: comment for comment in discussed.of(Comment)}
    told = everything()
    assert len(ended) == len(told)
    for said in told:
        comment = ended[said.body.strip()]
        assert comment.state in ENDS[said.decision], said.body
        assert comment.is_settled
        assert comment.reason == said.reason
    signals = {signal.name for comment in ended.values() for signal in comment.signals}
    assert {"links", "imitation", "honeypot"} <= signals
    states = Counter(comment.state for comment in ended.values())
    assert states >= Counter({"pending": 2, "spam": 1, "rejected": 1})


def test_it_shows_all_that_a_conversation_can_be(discussed: Newspaper) -> None:
    counts = {count.article_id: count for count in discussed.of(CommentCount)}
    assert counts[discussed.stories["10-in-defence-of-the-bench"]].threads > COMMENT_RUN
    lead = discussed.stories["01-night-ferry-returns"]
    shown = [thread for thread in discussed.of(Thread) if thread.article_id == lead]
    html = "".join(thread.html for thread in shown)
    for mark in ("<blockquote>", "<em>", "<strong>", "<code>", "<a "):
        assert mark in html
    posts = comment_tree(shown)
    assert any(post.thread is None and post.replies for post in posts), "a gravestone"
    assert _depth(posts) == DEEPEST
    assert any(post.answers for post in _all(posts)), "and one that answers a deeper one still"


def _all(posts: list[ShownComment]) -> list[ShownComment]:
    return [one for post in posts for one in (post, *_all(post.replies))]


def _depth(posts: list[ShownComment]) -> int:
    return 1 + max((_depth(post.replies) for post in posts), default=-1)


def test_threads_stand_in_the_order_of_the_file(discussed: Newspaper) -> None:
    bench = discussed.stories["10-in-defence-of-the-bench"]
    shown = sorted(
        (thread.number, thread.html)
        for thread in discussed.of(Thread)
        if thread.article_id == bench and not thread.number.reply
    )
    story = conversations(FILE.read_text("utf-8"))["10-in-defence-of-the-bench"]
    expected = [said.body for said in story if said.is_shown]
    made = discussed.newsroom.markup.comment
    assert [html for _, html in shown] == [made(body) for body in expected]


def test_an_editor_decides_with_few_requests(paper: Newspaper) -> None:
    editor = Here(paper)
    paper.hold(Here(paper), editor)
    decisions = [sent for sent in editor.sent if sent]
    levels = 6
    assert len(decisions) <= len(everything()) / BULK + levels + 1


def test_what_broke_off_goes_on_where_it_was(paper: Newspaper) -> None:
    for fails in (1, 5, 60, 3, 30):
        with pytest.raises(CommandError, match="no answer"):
            paper.hold(Here(paper, fails), Here(paper))
    for fails in (1, 2, 1):
        with pytest.raises(CommandError, match="no answer"):
            paper.hold(Here(paper), Here(paper, fails))
    paper.hold(Here(paper), Here(paper))
    test_every_comment_ends_as_the_file_says(paper)


def test_what_was_said_and_decided_is_left_alone(discussed: Newspaper) -> None:
    one = next(c for c in discussed.of(Comment) if c.body.startswith("Somebody rang."))
    moderate_many(discussed.newsroom, asked(EDITOR), [one.id], "reject")
    reader, editor = Here(discussed), Here(discussed)
    discussed.hold(reader, editor)
    assert reader.sent == editor.sent == []


def test_a_decision_that_is_refused_is_told(paper: Newspaper) -> None:
    class Busy(Here):
        def decide(self, ids: list[str], action: str, reason: str) -> Any:
            results = [{"id": i, "code": "in_flight", "detail": "Others are at it."} for i in ids]
            return {"results": results, "asked": f"{action}{reason}"}

    with pytest.raises(CommandError, match=r"cannot approve a comment: Others are at it\."):
        paper.hold(Here(paper), Busy(paper))


def test_who_is_one_of_very_many_works_for_it_as_a_browser_does(paper: Newspaper) -> None:
    reader = Here(paper)
    paper.hold(reader, Here(paper))
    proofs = [sent["proof"] for sent in reader.sent if sent and "proof" in sent]
    assert len(set(proofs)) == len(proofs) > 0, "the sample edition is a crowd"
    test_every_comment_ends_as_the_file_says(paper)


def test_a_comment_that_never_comes_to_its_page_is_told(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Blind(Here):
        def listed(self, *_path: str, **_query: str) -> Any:
            return {"items": [], "next": None}

    monkeypatch.setattr(conversation, "SECONDS_TO_PLACE", 0.0)
    with pytest.raises(CommandError, match="are not on its page"):
        paper.hold(Here(paper), Blind(paper))


def test_nobody_writes_more_than_a_minute_allows() -> None:
    ((_, most),) = Counter(said.email for said in everything()).most_common(1)
    assert most <= DEFAULT_RULES.sender_per_minute


def test_a_field_that_no_comment_has_is_told() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `nmae`"):
        conversations("a:\n  - nmae: Rea\n    email: r@example.org\n    body: Hm\n")
