"""A token on a public route: authors read their drafts there, and nobody else's."""

import jwt
import pytest

from tests.support.api import Api
from tests.support.functions import staff_routes
from tests.support.lambdas import AUDIENCE
from tests.support.staff_tokens import publish_keys, token

ARTICLES = "/api/v1/articles"
FOR_STAFF = [route for routes in staff_routes().values() for route in routes]


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_keys(monkeypatch)


@pytest.mark.parametrize(("user", "status"), [("ann", 200), ("edith", 200), ("ben", 404)])
def test_a_draft_is_read_by_its_author_and_by_editors(api: Api, user: str, status: int) -> None:
    path = f"{ARTICLES}/{api.submit('ann')['id']}"
    assert api("GET", path, authorization=f"Bearer {token(user)}").status == status


def test_a_reader_without_a_role_sees_what_everybody_sees(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    assert "body" not in api("GET", path, authorization=f"Bearer {token('olga')}").json


def test_staff_read_the_whole_article_and_nobody_caches_it(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit('ann')['id']}"
    reply = api("GET", path, authorization=f"bearer {token('ann')}")
    assert (reply.json["body"], reply.json["created_by"]) == ("Some *text*.", "ann")
    assert reply.headers["cache-control"] == "private, no-cache"
    assert reply.headers["etag"] == '"1"'


@pytest.mark.parametrize("use", ["id", "refresh", None])
def test_a_token_that_is_no_access_token_is_refused_where_functions_verify_it(
    api: Api, use: str | None
) -> None:
    path = f"{ARTICLES}/{api.submit('ann')['id']}"
    sent = token("ann", aud=AUDIENCE, token_use=use)
    reply = api("GET", path, authorization=f"Bearer {sent}")
    assert (reply.status, reply.code) == (401, "unauthenticated")


@pytest.mark.parametrize("use", ["id", "refresh", ""])
def test_a_token_that_is_no_access_token_is_refused_behind_the_gateway(api: Api, use: str) -> None:
    assert FOR_STAFF
    for method, path in FOR_STAFF:
        reply = api(method, path, by="edith", token={"token_use": use})
        assert (reply.status, reply.code) == (401, "unauthenticated"), (method, path)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"client_id": "another"},
        {"client_id": None},
        {"sub": None},
        {"signed_by": "evil"},
        {"algorithm": "HS256"},
        {"nbf": 9_999_999_999},
    ],
)
def test_a_token_that_is_not_valid_is_refused(api: Api, claims: dict[str, object]) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    sent = token("edith", **claims)  # type: ignore[arg-type]
    reply = api("GET", path, authorization=f"Bearer {sent}")
    assert (reply.status, reply.code) == (401, "unauthenticated")
    assert reply.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header",
    [
        *("Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "x", "Bearer é"),
        *("Bearer \ud800", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer " + "x." * 3000),
        "Bearer W10.W10.W10",
    ],
)
def test_what_is_no_token_is_refused(api: Api, header: str) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    assert api("GET", path, authorization=header).status == 401


def test_a_token_that_cannot_be_checked_is_not_called_wrong(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_self: jwt.PyJWKClient) -> None:
        raise jwt.PyJWKClientConnectionError("no route to the user pool")

    path = f"{ARTICLES}/{api.submit('ann')['id']}"
    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", away)
    reply = api("GET", path, authorization=f"Bearer {token('ann')}")
    assert reply.status == 500
    assert "user pool" not in reply.body
