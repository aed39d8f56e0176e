"""Spam defences through the API: limits, challenges, and the service that is off by default."""

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet import bootstrap
from broadsheet.adapters import akismet
from broadsheet.adapters.akismet import Akismet
from broadsheet.adapters.site_file import site_file
from broadsheet.usecases.comments.ports import Visit
from client.challenges import solution_of
from tests.builders import make_comment
from tests.support.api import Api, Reply
from tests.support.cloud import _client
from tests.support.lambdas import SITE_URL, forget_warm_starts

CHALLENGE = "/api/v1/comments/challenge"
ACCEPT = {"accept": "application/json"}
PARAMETER = "/broadsheet/akismet"


def post(api: Api, article_id: str, body: str, **options: Any) -> Reply:
    """A comment as JSON, of a sender of its own unless `fields` say otherwise."""
    path = f"/api/v1/articles/{article_id}/comments"
    fields = {"name": "Rea", "email": "rea@example.org", "body": body, **options}
    return api("POST", path, json_body=fields, accept="application/json")


@pytest.fixture
def asks_for_proofs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A newsroom that has switched the proof of work on."""
    (tmp_path / "site.toml").write_text('title = "T"\n[comments]\nproof_of_work = true\n')
    monkeypatch.setenv("SITE_FILES", str(tmp_path))
    site_file.cache_clear()
    forget_warm_starts()


@pytest.mark.usefixtures("asks_for_proofs")
def test_a_challenge_is_solved_once(api: Api) -> None:
    given = api("GET", CHALLENGE)
    assert given.status == 200
    assert given.headers["cache-control"] == "no-store"
    proof = solution_of(given.json)
    article = api.submit()["id"]
    assert post(api, article, "With work", proof=proof).status == 201
    again = post(api, article, "Without more work", proof=proof)
    assert again.status == 422
    assert again.pointers == ["/proof"]
    page = api.comment(article, body="A form with what was used", proof=proof)
    assert page.status == 422
    assert "Please send it once more." in page.body
    assert "A form with what was used" in page.body
    assert post(api, article, "Without any work").status == 201
    signals = {c["body"]: [s["name"] for s in c["signals"]] for c in api.pending()}
    assert signals == {"With work": [], "Without any work": ["no_proof"]}


def test_no_service_is_asked_unless_the_newsroom_gives_a_key(api: Api) -> None:
    assert bootstrap.comment_services().service is None


def test_the_services_key_is_read_with_the_first_comment_and_once(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssm = _client("ssm")
    monkeypatch.setenv("SPAM_SERVICE_KEY_PARAMETER", PARAMETER)
    monkeypatch.setattr(akismet, "TIME_OUT", 60.0)  # of a machine that is busy with something else
    forget_warm_starts()
    service = bootstrap.comment_services().service
    assert isinstance(service, Akismet)
    # Nobody has put the key there yet: comments are held, and not lost.
    verdict = service(make_comment(), Visit(ip="8.8.4.4"), f"{SITE_URL}/2026/11/a/")
    assert verdict.is_spam is None
    assert post(api, api.submit()["id"], "Held").status == 201
    ssm.put_parameter(Name=PARAMETER, Value="secret", Type="SecureString")
    assert service._key() == "secret"
    ssm.delete_parameter(Name=PARAMETER)
    assert service._key() == "secret"


def test_a_comment_is_held_as_long_as_nobody_has_put_the_services_key_there(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPAM_SERVICE_KEY_PARAMETER", PARAMETER)
    monkeypatch.setattr(akismet, "TIME_OUT", 60.0)  # of a machine that is busy with something else
    forget_warm_starts()
    reply = post(api, api.submit()["id"], "Held")
    assert (reply.status, reply.json["state"]) == (201, "pending")
    (waiting,) = api.pending()
    assert "ParameterNotFound" in json.dumps(waiting)
