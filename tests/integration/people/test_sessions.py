"""Sessions end at once, everywhere, and with a token of before nothing is done any more."""

import json

import pytest

from broadsheet.adapters.aws.cognito_staff_pool import CognitoStaffPool
from broadsheet.domain.shared.errors import TooManyRequests
from broadsheet.domain.shared.sentence import for_programs
from tests.support.api import SUBJECTS, Api, article
from tests.support.functions import staff_routes
from tests.support.lambdas import POOL, Stack
from tests.support.staff_tokens import SIGNED_IN, publish_keys, token

ARTICLES = "/api/v1/articles"
END = "/api/v1/sessions/end"
STAFF = [route for routes in staff_routes().values() for route in routes]


def refused(stack: Stack) -> list[dict[str, object]]:
    """What the log says of refusals, without what every line has."""
    lines = [json.loads(line) for line in stack.output.getvalue().splitlines()]
    told = ("level", "route", "status", "rule", "by")
    return [
        {name: line[name] for name in told if name in line}
        for line in lines
        if line.get("message") == "refused"
    ]


def test_who_ends_their_sessions_is_refused_by_every_operation_of_the_staff(api: Api) -> None:
    ended = api("POST", END, by="edith")
    assert ended.status == 200
    assert ended.json["person"].endswith(SUBJECTS["edith"])
    assert len(STAFF) > 40
    for method, path in STAFF:
        reply = api(method, path, by="edith")
        assert (reply.status, reply.code) == (401, "unauthenticated"), (method, path)
        assert reply.headers["www-authenticate"].startswith("Bearer")
    assert api("GET", "/api/v1/front", by="ann").status == 403  # nobody else is touched


def test_a_draft_is_not_shown_to_a_session_that_was_ended(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_keys(monkeypatch)
    path, sent = f"{ARTICLES}/{api.submit('ann')['id']}", f"Bearer {token('ann')}"
    assert api("GET", path, authorization=sent).status == 200
    assert api("POST", END, by="ann").status == 200
    assert api("GET", path, authorization=sent).status == 401
    assert api("GET", path).status == 404


def test_who_signs_in_again_goes_on(api: Api, stack: Stack) -> None:
    api("POST", END, by="ann")
    later = str(int(stack.clock().timestamp()) + 1)
    assert api("POST", ARTICLES, by="ann", json_body={}, token={"auth_time": later}).status == 422


def test_a_token_that_was_renewed_since_is_of_the_session_that_ended(
    api: Api, stack: Stack
) -> None:
    api("POST", END, by="ann")
    later = str(int(stack.clock().timestamp()) + 600)
    renewed = {"auth_time": str(SIGNED_IN), "iat": later}
    assert api("POST", ARTICLES, by="ann", json_body={}, token=renewed).status == 401


def test_a_sign_in_of_the_second_in_which_sessions_ended_may_be_of_before(
    api: Api, stack: Stack
) -> None:
    api("POST", END, by="ann")
    same = {"auth_time": str(int(stack.clock().timestamp()))}
    assert api("POST", ARTICLES, by="ann", json_body={}, token=same).status == 401


@pytest.mark.parametrize("since", ["", "soon"])
def test_a_token_that_does_not_say_since_when_is_of_a_session_that_ended(
    api: Api, since: str
) -> None:
    api("POST", END, by="ann")
    said = {"auth_time": since, "iat": since}
    assert api("POST", ARTICLES, by="ann", json_body={}, token=said).status == 401


def test_an_editor_ends_anybodys_sessions_and_nobody_else_does(api: Api) -> None:
    path = f"/api/v1/sessions/{POOL}:{SUBJECTS['ann']}/end"
    for other in ("ann", "ben", "olga", "client:articles:write,articles:publish"):
        assert api("POST", path, by=other).status == 403
    assert api("POST", ARTICLES, by="ann", json_body={}).status == 422
    assert api("POST", path, by="edith").status == 200
    assert api.stack.cloud.signed_out == [SUBJECTS["ann"]]
    assert api("POST", ARTICLES, by="ann", json_body={}).status == 401
    assert api("POST", ARTICLES, by="ben", json_body={}).status == 422
    assert api("GET", "/api/v1/front", by="edith").status == 200


def test_a_machine_clients_tokens_end_too(api: Api) -> None:
    client = "client:site:edit"
    assert api("GET", "/api/v1/redirects", by=client).status == 200
    assert api("POST", f"/api/v1/sessions/{POOL}:1example4machine/end", by="edith").status == 200
    assert api("GET", "/api/v1/redirects", by=client).status == 401


def test_a_name_that_is_given_to_somebody_else_brings_nothing_along(api: Api) -> None:
    draft = f"{ARTICLES}/{api.submit('ann')['id']}"
    picture = api("POST", "/api/v1/media", by="ann", json_body={"type": "image/png"}).json["id"]
    made_again = {"sub": SUBJECTS["olga"]}
    reply = api("PUT", draft, by="ann", json_body=article(), if_match="*", token=made_again)
    assert reply.status == 404
    assert api("GET", f"{draft}/trail", by="ann", token=made_again).status == 404
    words = {"alt": "A boat"}
    address = f"/api/v1/media/{picture}"
    reply = api("PUT", address, by="ann", json_body=words, if_match="*", token=made_again)
    assert reply.status == 403
    assert api("PUT", address, by="ann", json_body=words, if_match="*").status == 200


def test_a_name_that_is_given_to_somebody_else_has_keys_of_its_own(api: Api) -> None:
    first, again = (
        api("POST", ARTICLES, by="ann", json_body=article(), idempotency_key="k") for _ in "12"
    )
    made_again = {"sub": SUBJECTS["olga"]}
    other = api(
        "POST", ARTICLES, by="ann", json_body=article(), idempotency_key="k", token=made_again
    )
    assert first.json["id"] == again.json["id"] != other.json["id"]


def test_trails_tell_two_people_of_one_name_apart(api: Api) -> None:
    made_again = {"sub": SUBJECTS["ben"], "cognito:groups": "[editors]"}
    story = f"{ARTICLES}/{api.submit('ann')['id']}"
    sent = article(title="Another")
    edited = api("PUT", story, by="ann", json_body=sent, if_match="*", token=made_again)
    assert edited.status == 200
    steps = api("GET", f"{story}/trail", by="edith").json["items"]
    first, second = (f"{POOL}:{SUBJECTS[name]}" for name in ("ann", "ben"))
    assert [(s["by"], s["by_id"]) for s in steps] == [("ann", first), ("ann", second)]
    published = api.submit("edith")["id"]
    api.comment(published)
    comment = api.pending()[0]["id"]
    decided = api.decide(comment, by="ann", token=made_again)
    assert decided.status == 200
    path = f"/api/v1/moderation/comments/{comment}/trail"
    assert [s["by_id"] for s in api("GET", path, by="edith").json["items"]] == [second]


def test_the_desk_is_told_whose_an_article_is_and_readers_are_not(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_keys(monkeypatch)
    path = f"{ARTICLES}/{api.submit('edith')['id']}"
    told = api("GET", path, authorization=f"Bearer {token('edith')}").json
    edith = f"{POOL}:{SUBJECTS['edith']}"
    assert (told["created_by_id"], told["modified_by_id"]) == (edith, edith)
    assert SUBJECTS["edith"] not in api("GET", path).body


def test_a_refusal_is_one_line_that_says_who_what_and_by_which_rule(
    api: Api, stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_keys(monkeypatch)
    ann = f"{POOL}:{SUBJECTS['ann']}"
    draft = f"{ARTICLES}/{api.submit('edith', status='draft')['id']}"
    api("PUT", "/api/v1/front", by="ann", json_body={})
    api("GET", f"{draft}/trail", by="ann")
    api("POST", ARTICLES, by="ann", json_body={}, token={"token_use": "id"})
    api("GET", draft, authorization=f"Bearer {token('ann', exp=1)}")
    api("GET", draft, authorization="Bearer x")
    api("POST", END, by="ann")
    api("POST", ARTICLES, by="ann", json_body={})
    front, trail = "PUT /api/v1/front", "GET /api/v1/articles/{id}/trail"
    one, all_of_them = "GET /api/v1/articles/{id}", f"POST {ARTICLES}"
    rule = "Only editors may do this, and clients with the scope site:edit."
    warned = {"level": "WARNING"}
    assert refused(stack) == [
        warned | {"route": front, "status": 403, "rule": rule, "by": ann},
        warned | {"route": trail, "status": 404, "rule": "may_see", "by": ann},
        warned | {"route": all_of_them, "status": 401, "rule": "token_use", "by": ann},
        warned | {"route": one, "status": 401, "rule": "ExpiredSignatureError"},
        warned | {"route": one, "status": 401, "rule": "DecodeError"},
        warned | {"route": all_of_them, "status": 401, "rule": "session_ended", "by": ann},
    ]


def test_what_is_not_refused_is_told_with_who_did_it_and_never_as_a_refusal(
    api: Api, stack: Stack
) -> None:
    api.submit("ann")
    api("GET", "/api/v1/profiles")
    api("POST", ARTICLES, by="ann", json_body={})
    lines = [json.loads(line) for line in stack.output.getvalue().splitlines()]
    answered = [line for line in lines if line.get("message") == "answered"]
    by = [line.get("by") for line in answered]
    assert by == [f"{POOL}:{SUBJECTS['ann']}", None, by[0]]
    assert refused(stack) == []
    assert "ann" not in {str(line.get("by")) for line in answered}


def test_what_was_given_counts_no_more_even_where_the_pool_cannot_be_reached(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_self: CognitoStaffPool, _subject: str) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(CognitoStaffPool, "sign_out", away)
        assert api("POST", END, by="ann").status == 500
    assert api("POST", ARTICLES, by="ann", json_body={}).status == 401


def test_sessions_are_said_to_have_ended_where_the_pool_is_busy_as_none_of_them_counts(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_self: CognitoStaffPool, _subject: str) -> None:
        raise TooManyRequests(for_programs("Later."), 5)

    monkeypatch.setattr(CognitoStaffPool, "sign_out", busy)
    assert api("POST", END, by="ann").status == 200
    assert api("POST", ARTICLES, by="ann", json_body={}).status == 401


@pytest.mark.parametrize("person", ["ann", "a:b:c", ":6a2f", "eu-west-1_Example01:", "x" * 70])
def test_what_is_nobodys_id_is_not_found(api: Api, person: str) -> None:
    assert api("POST", f"/api/v1/sessions/{person}/end", by="edith").status == 404
