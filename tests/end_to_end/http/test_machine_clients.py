"""A machine client signs in by itself, and the gateway lets it through to what its scopes allow."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from client.errors import CommandError
from local.note import Note
from tests.support.newspaper import SECONDS, Newspaper

ARTICLE = {
    "title": "Sent by a machine",
    "body": "Words.",
    "section": "News",
    "byline": [{"name": "Robin Robot"}],
}


def note_of(newspaper: Newspaper) -> Note:
    stack = newspaper.stack
    return Note(stack.site_url, stack.cloud.url, stack.outputs, str(stack.home))


def call(newspaper: Newspaper, token: str, method: str, path: str, body: Any = None) -> int:
    return answered(newspaper, token, method, path, body)[0]


def answered(
    newspaper: Newspaper, token: str, method: str, path: str, body: Any = None
) -> tuple[int, Any]:
    request = urllib.request.Request(
        f"{newspaper.stack.site_url}/api/v1{path}",
        json.dumps(body).encode() if body is not None else None,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "If-Match": "*"},
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, None


def test_a_client_gets_a_token_and_does_what_it_may(newspaper: Newspaper) -> None:
    machine = note_of(newspaper).machine
    site, writes = machine.token("site:edit"), machine.token("articles:write")
    profile = {"name": "Robin Robot", "bio": "Writes what it is told."}
    assert call(newspaper, writes, "PUT", "/profiles/robin-robot", profile) == 403
    assert call(newspaper, site, "PUT", "/front", {}) == 200
    assert call(newspaper, site, "POST", "/articles", ARTICLE) == 403
    assert call(newspaper, writes, "POST", "/articles", ARTICLE) == 201
    assert call(newspaper, writes, "POST", "/articles", {**ARTICLE, "status": "published"}) == 403
    assert call(newspaper, site[:-3], "PUT", "/front", {}) == 401


def test_a_clients_own_draft_is_read_with_its_token_and_by_no_other(newspaper: Newspaper) -> None:
    machine = note_of(newspaper).machine
    writes, site = machine.token("articles:write"), machine.token("site:edit,media:write")
    status, sent = answered(newspaper, writes, "POST", "/articles", ARTICLE)
    assert status == 201
    for token, expected in ((writes, 200), (site, 404)):
        assert call(newspaper, token, "GET", f"/articles/{sent['id']}") == expected


def test_there_is_no_token_with_a_scope_that_there_is_not(newspaper: Newspaper) -> None:
    with pytest.raises(CommandError, match="everything"):
        note_of(newspaper).machine.token("everything")
