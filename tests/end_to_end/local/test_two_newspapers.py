"""Two newspapers in one account: what is one's is not the other's."""

from typing import Any

import pytest

from client.api import Api
from client.running import STACK
from tests.support.long import LONG
from tests.support.newspaper import Newspaper
from tests.support.second_newspaper import GAZETTE, names_of

pytestmark = pytest.mark.skipif(not LONG, reason="it brings a second newspaper up: make test-long")
ONLY_HERE = "Only the gazette has this"


def words_in_table(paper: Newspaper) -> str:
    dynamodb: Any = paper.stack.client("dynamodb")
    pages = dynamodb.get_paginator("scan").paginate(TableName=paper.stack.outputs["TableName"])
    return str([page["Items"] for page in pages])


def test_they_share_no_name(newspaper: Newspaper, gazette: Newspaper) -> None:
    formation = newspaper.stack.client("cloudformation")
    first, second = (names_of(formation, name) for name in (STACK, GAZETTE))
    assert first
    assert second
    assert first & second == set()


def test_what_one_publishes_is_nowhere_in_the_other(
    newspaper: Newspaper, gazette: Newspaper
) -> None:
    here = newspaper.pages().keys()
    story = gazette.publish(ONLY_HERE)
    assert ONLY_HERE in gazette.get(story["path"]).text
    assert newspaper.get(story["path"]).status == 404
    assert newspaper.pages().keys() == here
    assert ONLY_HERE in words_in_table(gazette)
    assert ONLY_HERE not in words_in_table(newspaper)
    newspaper.publish("And this is not in the gazette")
    assert "And this is not in the gazette" not in words_in_table(gazette)


def test_who_is_staff_at_the_one_is_nobody_at_the_other(
    newspaper: Newspaper, gazette: Newspaper
) -> None:
    stranger = Api(gazette.stack.site_url, newspaper.stack.note.token("editor"))
    stranger.send("GET", "/moderation/comments?state=pending").expect(401)
    gazette.editor.send("GET", "/moderation/comments?state=pending").expect(200)
