"""Being known takes the browser that was: an address is what anybody may type."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.site_file import site_file
from broadsheet.usecases.shared.ports import Cause, Write
from tests.support.api import Api, Reply
from tests.support.lambdas import forget_warm_starts

KNOWN, STRANGER = "known@example.org", "stranger@example.org"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODE = re.compile(r"[A-Za-z0-9_-]{27}")
JSON = {"accept": "application/json"}


def post(api: Api, article_id: str, email: str, body: str = "Mine.", **options: Any) -> Reply:
    fields = {"name": "Rea", "email": email, "body": body}
    path = f"/api/v1/articles/{article_id}/comments"
    return api("POST", path, json_body=fields, **{**JSON, **options})


def seen(reply: Reply) -> str:
    """All of an answer, byte for byte but for ids and codes."""
    text = json.dumps([reply.status, reply.headers, reply.body, reply.cookies])
    return _CODE.sub("code", _ID.sub("id", text))


@pytest.fixture(params=["hold_first", "hold_suspicious", "hold_all"])
def policy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = f'title = "T"\n[comments]\npolicy = "{request.param}"\n'
    (tmp_path / "site.toml").write_text(text)
    monkeypatch.setenv("SITE_FILES", str(tmp_path))
    site_file.cache_clear()
    forget_warm_starts()


@pytest.mark.usefixtures("policy")
def test_without_the_proof_everybody_hears_the_same_whoever_they_say_they_are(api: Api) -> None:
    story = api.submit()["id"]
    first = post(api, story, KNOWN, "A first word.")
    api.decide(first.json["id"])
    spammer = post(api, story, "spammer@example.org", "Buy.")
    api.decide(spammer.json["id"], "spam")
    emails = (STRANGER, KNOWN, "spammer@example.org")
    told = [post(api, story, email, f"By {n}.") for n, email in enumerate(emails)]
    assert len({seen(reply) for reply in told}) == 1
    typed = [api.comment(story, email=email, body=f"Typed {n}.") for n, email in enumerate(emails)]
    assert len({seen(reply) for reply in typed}) == 1


def calls(api: Api, *posted: Any, **options: Any) -> list[str]:
    made: list[str] = []
    events = api.stack.cloud.dynamodb.meta.events
    events.register("before-call.dynamodb", lambda model, **_: made.append(model.name), "counting")
    post(api, *posted, **options)
    events.unregister("before-call.dynamodb", unique_id="counting")
    return made


def test_the_table_is_asked_the_same_of_a_known_address_and_of_any_other(api: Api) -> None:
    """So the time that it takes tells nothing either."""
    story = api.submit()["id"]
    api.decide(post(api, story, KNOWN, "A first word.").json["id"])
    assert calls(api, story, KNOWN, "By one.") == calls(api, story, STRANGER, "By two.")


def test_the_browser_that_was_approved_is_known_and_no_other_with_its_address(api: Api) -> None:
    story = api.submit()["id"]
    first = post(api, story, KNOWN, "A first word.")
    again = post(api, story, KNOWN, "Not approved yet.", cookies=first.cookies)
    assert (first.json["state"], again.json["state"]) == ("pending", "pending")
    api.decide(first.json["id"])
    told = {
        "nothing": post(api, story, KNOWN, "One."),
        "its own": post(api, story, KNOWN, "Two.", cookies=first.cookies),
        "given anew": post(api, story, KNOWN, "Three.", cookies=again.cookies),
        "another address": post(api, story, STRANGER, "Four.", cookies=first.cookies),
    }
    assert {how: reply.json["state"] for how, reply in told.items()} == {
        "nothing": "pending",
        "its own": "approved",
        "given anew": "approved",
        "another address": "pending",
    }
    other = post(api, story, KNOWN, "Five.", cookies=told["nothing"].cookies)
    assert other.json["state"] == "pending"


def test_a_cookie_is_read_where_api_gateway_puts_it_and_from_the_header(api: Api) -> None:
    story = api.submit()["id"]
    (given,) = api.known(story, email=KNOWN)
    header = f"theme=dark; {given.partition(';')[0]}; other=1"
    assert post(api, story, KNOWN, "One.", cookie=header).json["state"] == "approved"
    assert post(api, story, KNOWN, "Two.", cookies=["a=b", given]).json["state"] == "approved"


def test_the_cookie_is_for_no_script_no_other_site_and_no_page(api: Api) -> None:
    story = api.submit()["id"]
    for reply in (api.comment(story), post(api, story, KNOWN)):
        (cookie,) = reply.cookies
        name, *rules = cookie.split("; ")
        assert name.startswith("__Secure-reader=2026-11.")
        assert sorted(rules) == [
            *("HttpOnly", "Max-Age=34560000", "Path=/api/v1/", "SameSite=Lax", "Secure")
        ]
        assert reply.headers["cache-control"] == "no-store"
    assert not api.comment(story, body="").cookies
    assert not api.comment(story, preview="yes").cookies


def test_spam_under_somebodys_address_does_their_standing_no_harm(api: Api) -> None:
    story = api.submit()["id"]
    cookies = api.known(story, email=KNOWN)
    for number in range(3):
        spam = post(api, story, KNOWN, f"Buy {number}.")
        api.decide(spam.json["id"], "spam")
    assert post(api, story, KNOWN, "Still me.", cookies=cookies).json["state"] == "approved"
    own = post(api, story, KNOWN, "Buy mine.", cookies=cookies)
    api.decide(own.json["id"], "spam")
    assert post(api, story, KNOWN, "Me.", cookies=cookies).json["state"] == "pending"


def test_who_sends_a_published_comment_under_its_writers_address_learns_and_gets_nothing(
    api: Api,
) -> None:
    story = api.submit()["id"]
    first = post(api, story, KNOWN, "A word that all can read.")
    api.decide(first.json["id"])
    other = {"user_agent": "Another"}
    copied = post(api, story, KNOWN, "A word that all can read.", **other)
    guessed = post(api, story, STRANGER, "A word that all can read.", **other)
    assert copied.json["id"] != first.json["id"]
    assert seen(copied) == seen(guessed)
    assert post(api, story, KNOWN, "Now?", cookies=copied.cookies).json["state"] == "pending"


def test_a_form_sent_twice_by_one_browser_is_one_comment_with_one_cookie(api: Api) -> None:
    story = api.submit()["id"]
    first, second = (api.comment(story, body="Twice.") for _ in range(2))
    assert first.cookies == second.cookies
    assert [comment["body"] for comment in api.pending()] == ["Twice."]


def test_a_form_that_comes_twice_at_the_same_moment_is_one_comment_with_one_answer(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, commit, other = api.submit()["id"], DynamoTable.commit, list[Reply]()
    api.comment(story, body="With it the keys are made.")

    def after_the_other(table: DynamoTable, writes: Sequence[Write], cause: Cause) -> None:
        monkeypatch.setattr(DynamoTable, "commit", commit)
        other.append(api.comment(story, body="Twice."))
        commit(table, writes, cause)

    monkeypatch.setattr(DynamoTable, "commit", after_the_other)
    answered = api.comment(story, body="Twice.")
    assert [answered] == other
    assert [comment["body"] for comment in api.pending()].count("Twice.") == 1


@pytest.mark.parametrize("change", ["2026-10", "2027-01", "1999-01", "2026-13", "x"])
def test_a_cookie_that_we_did_not_sign_is_none(api: Api, change: str) -> None:
    story = api.submit()["id"]
    (given,) = api.known(story, email=KNOWN)
    forged = given.replace("2026-11", change)
    assert post(api, story, KNOWN, cookies=[forged]).json["state"] == "pending"
    made = [i["pk"]["S"] for i in api.stack.items() if i["pk"]["S"].startswith("KEY#month#")]
    assert set(made) <= {"KEY#month#2026-11", "KEY#month#2026-10"}, "anybody makes us make keys"


def test_the_cookie_is_signed_anew_with_each_comment_and_ends_with_its_months_key(
    api: Api,
) -> None:
    story, clock = api.submit()["id"], api.stack.clock
    cookies = api.known(story, email=KNOWN)
    began = clock.now
    for _ in range(4):
        clock.now += timedelta(days=300)
        sent = post(api, story, KNOWN, f"At {clock.now}.", cookies=cookies)
        assert sent.json["state"] == "approved"
        cookies, old = sent.cookies, cookies
        assert cookies[0] != old[0]
    ends = {
        item["pk"]["S"]: int(item["expires_at"]["N"])
        for item in api.stack.items()
        if item["pk"]["S"].startswith("KEY#month#")
    }
    assert len(ends) == 5
    year_and_more = timedelta(days=460).total_seconds()
    assert ends["KEY#month#2026-11"] - began.timestamp() < year_and_more
    clock.now += timedelta(days=460)
    assert post(api, story, KNOWN, "Too late.", cookies=cookies).json["state"] == "pending"


def test_who_had_everything_erased_is_a_stranger_also_with_their_cookie(api: Api) -> None:
    story = api.submit()["id"]
    cookies = api.known(story, email=KNOWN)
    assert [i for i in api.stack.items() if i["sk"]["S"].startswith("SENDER#")]
    done = api("POST", "/api/v1/privacy/erase", by="edith", json_body={"email": KNOWN})
    assert (done.status, done.json["erased"]) == (200, 1)
    assert not [i for i in api.stack.items() if i["pk"]["S"].startswith("SENDER#")]
    (left,) = [item for item in api.stack.items() if item["sk"]["S"] == "COMMENT"]
    assert (left["sender"]["S"], left["reader"]["S"]) == ("", "")
    assert post(api, story, KNOWN, "Anew.", cookies=cookies).json["state"] == "pending"
