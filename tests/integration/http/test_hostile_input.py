"""Whatever a client sends, it is answered: never with a 5xx, never with less than a problem."""

import base64
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.api import FORM, Api, Reply, article, routes
from tests.support.lambdas import ARTICLE, COMMENT, DRAFT, EVENTS, Stack, event

hunting = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Every code point, lone surrogates and NUL among them.
NASTY = ("\ud800", "\udfff\ud800", "\x00", "\ufffe", "\u202e", "<script>", "{{7*7}}", "%00", "'\"`")
ANY_TEXT = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=()), max_size=40)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**400, max_value=10**401)
    | st.floats()
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
FIELDS = (
    *("title", "standfirst", "body", "section", "tags", "byline", "lead_image", "language"),
    *("slug", "also_read", "breaking", "status"),
)
HEADERS = (
    *("if-match", "if-none-match", "idempotency-key", "accept", "content-type", "authorization"),
    *("x-forwarded-host", "host", "referer"),
)
PARAMETERS = ("limit", "cursor", "section", "tag", "author", "month", "path", "state", "x")


@pytest.fixture
def made(api: Api) -> str:
    """An article that is there from the first example on."""
    return str(api.submit()["id"])


def assert_answered(stack: Stack, reply: Reply) -> None:
    assert reply.status < 500, stack.output.getvalue()[-4000:]
    if reply.status >= 400 and "html" not in reply.headers["content-type"]:
        assert reply.code


def mutated(raw: bytes, cuts: list[tuple[int, bytes]]) -> bytes:
    for place, piece in cuts:
        at = place % (len(raw) + 1)
        raw = raw[:at] + piece + raw[at + len(piece) :]
    return raw


@hunting
@given(fields=st.dictionaries(st.sampled_from(FIELDS) | ANY_TEXT, JSON, max_size=5))
def test_any_json_for_an_article_is_answered(stack: Stack, fields: dict[str, Any]) -> None:
    api = Api(stack)
    reply = api("POST", "/api/v1/articles", by="edith", json_body=article(**fields))
    assert_answered(stack, reply)


@hunting
@given(cuts=st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), max_size=6))
def test_any_bytes_for_an_article_are_answered(stack: Stack, cuts: list[tuple[int, bytes]]) -> None:
    raw = mutated(json.dumps(article(tags=["a"], status="published")).encode(), cuts)
    assert_answered(stack, Api(stack)("POST", "/api/v1/articles", by="edith", raw=raw))


@hunting
@given(
    raw=st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(("name", "email", "body")) | ANY_TEXT, JSON).map(
        lambda fields: json.dumps(fields).encode()
    ),
    media=st.sampled_from((FORM, "application/json", "text/plain", "")),
    accept=st.sampled_from(("text/html", "application/json")),
)
@example(raw=b"[" * 100_000, media="application/json", accept="application/json")
@example(raw=b"name=%ED%A0%80&email=%00&body=%C0%80", media=FORM, accept="text/html")
@example(raw=b"9" * 5000, media="application/json", accept="application/json")
@example(raw=b'{"name": "\\ud800"}', media="application/json", accept="text/html")
def test_any_bytes_for_a_comment_are_answered(
    stack: Stack, made: str, raw: bytes, media: str, accept: str
) -> None:
    api = Api(stack)
    path = f"/api/v1/articles/{made}/comments"
    assert_answered(stack, api("POST", path, raw=raw, content_type=media, accept=accept))


@hunting
@given(
    name=st.sampled_from(
        [
            p.stem
            for p in EVENTS.glob("*.json")
            if p.stem.split("__")[0]
            in {"edit_publication", "submit_comment", "moderate_comments", "read_api"}
        ]
    ),
    headers=st.dictionaries(st.sampled_from(HEADERS), ANY_TEXT | st.just("9" * 5000), max_size=3),
    query=st.dictionaries(
        st.sampled_from(PARAMETERS),
        ANY_TEXT | st.sampled_from(("z" * 4000, "9" * 5000)),
        max_size=2,
    ),
    part=st.none() | ANY_TEXT | st.just("x" * 3000),
)
def test_any_header_query_and_path_is_answered(
    stack: Stack,
    made: str,
    name: str,
    headers: dict[str, str],
    query: dict[str, str],
    part: str | None,
) -> None:
    api = Api(stack)
    ids = {ARTICLE: made, DRAFT: "none", COMMENT: "none"}
    sent = event(name, ids)
    sent["headers"].pop("authorization", None)
    sent["headers"] |= headers
    sent["queryStringParameters"] = sent.get("queryStringParameters", {}) | query
    if part is not None and "pathParameters" in sent:
        sent["pathParameters"]["id"] = part
        sent["rawPath"] = f"/api/v1/articles/{part}"
    assert_answered(stack, api.send(sent))


@hunting
@given(body=ANY_TEXT, encoded=st.booleans(), route=st.sampled_from(sorted(routes())))
@example(body="a", encoded=True, route="POST /api/v1/articles")
@example(body=base64.b64encode(b"\xff").decode(), encoded=True, route="POST /api/v1/articles")
def test_any_body_on_any_route_is_answered(
    stack: Stack, made: str, body: str, encoded: bool, route: str
) -> None:
    api = Api(stack)
    ids = {ARTICLE: made}
    recorded = (p.stem for p in EVENTS.glob("*.json"))
    sent = next(e for n in sorted(recorded) if (e := event(n, ids)).get("routeKey") == route)
    assert_answered(stack, api.send(sent | {"body": body, "isBase64Encoded": encoded}))
