"""Editors moderate as docs/moderating.md says, and a hundred comments in five requests."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.clock import new_id
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.moderation import moderation_entries_of
from broadsheet.domain.comments.sender import SaidBy
from broadsheet.usecases.shared.ports import Cause, Put
from tests.end_to_end.local.test_readme import run
from tests.support.newspaper import Newspaper

ROOT = Path(__file__).parents[3]
CHAPTER = ROOT / "docs" / "moderating.md"
QUEUE = "/moderation/comments"


def waiting(newspaper: Newspaper, article_id: str, bodies: list[str]) -> None:
    """Comments of as many strangers, older than all that others left in the queue.

    They are written into the table: from one machine so many are not taken in a minute.
    """
    table = DynamoTable(newspaper.stack.client("dynamodb"), newspaper.stack.outputs["TableName"])
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1_000)
    for n, body in enumerate(bodies):
        comment = Comment(
            id=new_id(),
            article_id=article_id,
            name=f"Reader {n}",
            sender=f"hash-of-{article_id}-{n}",
            body=body,
            html=CommonMark().comment(body),
            state=CommentState.PENDING,
            version=1,
            submitted_at=began + timedelta(seconds=n),
        )
        said = SaidBy(sender=comment.sender, comment_id=comment.id)
        writes = [Put(record) for record in (comment, *moderation_entries_of(comment), said)]
        table.commit(writes, Cause("seeded", began))


def test_a_hundred_waiting_comments_are_approved_in_five_requests_and_the_pages_follow(
    newspaper: Newspaper, capsys: pytest.CaptureFixture[str]
) -> None:
    stories = [newspaper.publish(title) for title in ("Bridge opens", "Bridge closes")]
    bodies = {
        story["id"]: [f"Bridge thought {story['id'][-4:]} number {n}." for n in range(count)]
        for story, count in zip(stories, (70, 30), strict=True)
    }
    for article_id, said in bodies.items():
        waiting(newspaper, article_id, said)
    listed = newspaper.editor.send("GET", f"{QUEUE}?state=pending&limit=100").expect(200).json
    ids = [i["id"] for i in listed["items"] if i["article_id"] in bodies]
    assert len(ids) == 100
    requests = 1 + approved_in_bulk(newspaper, ids)
    for article_id, said in bodies.items():
        path = f"/articles/{article_id}/comments?limit=100"
        read = newspaper.anyone.send("GET", path).expect(200).json
        shown = [body for body in said if any(body in item["html"] for item in read["items"])]
        assert shown == said
    long, short = (bodies[story["id"]] for story in stories)
    pages_show(newspaper, f"{stories[0]['path']}comments/1/", long[:50])
    pages_show(newspaper, stories[0]["path"], long[50:])
    pages_show(newspaper, stories[1]["path"], short)
    with capsys.disabled():
        print(f"\n100 pending comments: {requests} requests of an editor, all but one of them bulk")
    assert requests == 5


def approved_in_bulk(newspaper: Newspaper, ids: list[str]) -> int:
    """How many requests it took."""
    starts = range(0, len(ids), 25)
    for start in starts:
        body = {"ids": ids[start : start + 25], "action": "approve", "reason": "Read"}
        key = {"Idempotency-Key": f"hundred-{start}"}
        answer = newspaper.editor.send("POST", f"{QUEUE}/bulk", body, key).expect(200).json
        assert {result["state"] for result in answer["results"]} == {"approved"}
    return len(starts)


def pages_show(newspaper: Newspaper, path: str, said: list[str]) -> None:
    """Wait for the first and the last of it; then all of it is there."""
    newspaper.until(
        lambda: all(body in newspaper.get(path).text for body in (said[0], said[-1])), path
    )
    text = newspaper.get(path).text
    assert [body for body in said if body not in text] == []


def test_an_editor_moderates_as_the_chapter_says(newspaper: Newspaper) -> None:
    story = newspaper.publish("A story for the chapter on moderating")
    waiting(newspaper, story["id"], ["In harsh words."])
    queue, bulk, single, context = re.findall(
        r"```sh\n(.*?)```", CHAPTER.read_text("utf-8"), re.DOTALL
    )
    assert "In harsh words." in run(newspaper, queue)
    assert '"state":"approved"' in run(newspaper, bulk)
    told = run(newspaper, single)
    for word in ("rejected", "approved", "An insult was taken out", "In *kinder* words."):
        assert word in told, word
    assert '"others":[]' in run(newspaper, context)


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)#]+)\)", CHAPTER.read_text("utf-8")))
def test_every_link_of_the_chapter_leads_somewhere(path: str) -> None:
    assert (CHAPTER.parent / path).exists(), path
