"""A flood whose sender makes up everything meets a limit, and nobody honest is kept out by it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from client.challenges import solution_of
from tests.support.api import Api, Reply

CHALLENGE = "/api/v1/comments/challenge"
JSON: dict[str, Any] = {"accept": "application/json"}


class Flood:
    """One machine that knows the edge's secret: each comment from a network of its own."""

    def __init__(self, api: Api, secret: str) -> None:
        self.api, self.secret, self.sent = api, secret, 0

    def one(self, article_id: str, **beside: str) -> Reply:
        self.sent += 1
        n = self.sent
        network = f"8.{8 + n // 200}.4.{1 + n % 200}"
        fields = {"name": "Rea", "email": f"{n}@{n}.example", "body": f"Number {n}."} | beside
        told: dict[str, Any] = {
            "x_broadsheet_edge": self.secret,
            "x_forwarded_for": f"{network}, 198.51.100.4",
        }
        path = f"/api/v1/articles/{article_id}/comments"
        return self.api("POST", path, json_body=fields, **JSON, **told)

    def many(self, number: int, *article_ids: str) -> list[Reply]:
        return [self.one(article_ids[n % len(article_ids)]) for n in range(number)]


@pytest.fixture
def flood(api: Api) -> Flood:
    secrets = api.stack.cloud.secrets
    value = secrets.get_secret_value(SecretId=api.stack.cloud.edge_secret)["SecretString"]
    return Flood(api, value)


def test_sixty_comments_a_minute_from_made_up_networks_meet_a_limit(api: Api, flood: Flood) -> None:
    story = api.submit()["id"]
    answers = flood.many(60, story)
    assert [reply.status for reply in answers] == [201] * 20 + [429] * 40
    assert {reply.code for reply in answers[20:]} == {"proof_required"}
    assert all(0 < int(reply.headers["retry-after"]) <= 60 for reply in answers[20:])
    assert "challenge" in answers[-1].json["detail"]


def test_a_flood_over_many_stories_meets_the_limit_of_the_site(api: Api, flood: Flood) -> None:
    stories = [api.submit(title=f"Story {n}")["id"] for n in range(6)]
    answers = flood.many(60, *stories)
    assert [reply.status for reply in answers] == [201] * 40 + [429] * 20


def test_without_the_secret_made_up_networks_are_the_callers_own(api: Api) -> None:
    # The caller's address tells nobody apart here: it would be counted where it did.
    liar = Flood(api, "guessed")
    liar.many(3, api.submit()["id"])
    counted = [item["pk"]["S"] for item in api.stack.items() if "TALLY#sender#" in item["pk"]["S"]]
    assert len(counted) == 3, "of their addresses alone"


def test_the_secret_is_believed_in_the_last_address_before_cloudfronts(
    api: Api, flood: Flood
) -> None:
    flood.many(3, api.submit()["id"])
    counted = [item["pk"]["S"] for item in api.stack.items() if "TALLY#sender#" in item["pk"]["S"]]
    assert len(counted) == 6, "of three addresses and three networks"


def test_whose_browser_can_work_sends_the_same_once_more_with_a_proof(
    api: Api, flood: Flood
) -> None:
    story = api.submit()["id"]
    flood.many(20, story)
    page = api.comment(story, body="Words that must not be lost.")
    assert (page.status, page.headers["cache-control"]) == (429, "no-store")
    assert "Words that must not be lost." in page.body
    assert "Very many comments are coming in at this moment." in page.body
    assert f'data-challenge="{CHALLENGE}"' in page.body
    assert re.search(r'<script src="/assets/proof\.\w+\.js" defer>', page.body)
    proof = solution_of(api("GET", CHALLENGE).json)
    fields = {"body": "Words that must not be lost.", "proof": proof}
    assert api.comment(story, **fields).status == 303
    (kept,) = [c for c in api.pending() if c["body"] == "Words that must not be lost."]
    assert kept["signals"] == []


def field(page: Reply, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.body)
    assert found
    return unescape(found[1])


def test_whose_browser_runs_no_scripts_presses_once_more_and_waits_for_an_editor(
    api: Api, flood: Flood
) -> None:
    story = api.submit()["id"]
    flood.many(20, story)
    page = api.comment(story, body="Without JavaScript.")
    again = field(page, "again")
    sent = api.comment(story, body="Without JavaScript.", proof="", again=again)
    assert sent.status == 303
    (kept,) = [c for c in api.pending() if c["body"] == "Without JavaScript."]
    assert [signal["name"] for signal in kept["signals"]] == ["crowd"]


def test_what_lets_one_reader_send_again_lets_nobody_else(api: Api, flood: Flood) -> None:
    story, other = api.submit()["id"], api.submit(title="Other")["id"]
    flood.many(40, story, other)
    again = field(api.comment(story), "again")
    assert api.comment(story, email="somebody@else.example", again=again).status == 429
    assert api.comment(other, again=again).status == 429
    assert api.comment(story, again=f"9{again}").status == 429
    assert api.comment(story, again=again).status == 303


def test_a_known_reader_is_let_in_as_ever_while_a_flood_comes(api: Api, flood: Flood) -> None:
    story = api.submit()["id"]
    cookies = api.known(story)
    flood.many(60, story)
    path = f"/api/v1/articles/{story}/comments"
    fields = {"name": "Rea", "email": "rea@example.org", "body": "As ever."}
    sent = api("POST", path, json_body=fields, cookies=cookies, **JSON)
    assert (sent.status, sent.json["state"]) == (201, "approved")


def test_the_next_minute_is_another(api: Api, flood: Flood) -> None:
    story = api.submit()["id"]
    refused = flood.many(21, story)[-1]
    api.stack.clock.now += timedelta(seconds=int(refused.headers["retry-after"]))
    assert flood.one(story).status == 201
