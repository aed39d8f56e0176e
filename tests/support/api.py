"""The HTTP API as a client sees it: calls become events, routed as API Gateway routes them."""

import base64
import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.support.conformance import assert_described
from tests.support.functions import HTTP_FUNCTIONS, routes_of
from tests.support.lambdas import EVENTS, Event, Stack, event

FORM = "application/x-www-form-urlencoded"
GROUPS = {"ann": "[authors]", "ben": "[authors]", "edith": "[editors]", "olga": "[readers]"}
"""The staff: two authors, an editor, and somebody without a role."""
SUBJECTS = {
    "ann": "6a2f1c9e-0b7d-4c1e-9a55-0d3c5e7f9a01",
    "ben": "7c4f3d9a-2d8e-4e3f-8c33-2f5e7a9b1c03",
    "edith": "9b3e2d8f-1c6a-4d2f-8b44-1e4d6f8a0b02",
    "olga": "8d5a4e0b-3e9f-4f40-9d22-306f8b0c2d04",
}
"""What the user pool knows each by, whatever their names."""


@dataclass(frozen=True)
class Reply:
    """What the client gets."""

    status: int
    headers: dict[str, str]
    body: str
    cookies: tuple[str, ...] = ()

    @property
    def json(self) -> Any:
        """The body, as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The stable code of a problem (RFC 9457), after a look at its other members."""
        problem = self.json
        assert self.headers["content-type"] == "application/problem+json"
        assert problem["status"] == self.status
        assert problem["type"] == f"urn:broadsheet:problem:{problem['code']}"
        assert problem["title"]
        assert problem["detail"]
        assert re.fullmatch(r"/[!-~]*", problem["instance"])
        return str(problem["code"])

    @property
    def pointers(self) -> list[str]:
        """Where the wrong fields are."""
        return [e["pointer"] for e in self.json["errors"] if e["code"] and e["detail"]]


@functools.cache
def routes() -> dict[str, str]:
    """Which function each route key goes to."""
    return {route: function for function in HTTP_FUNCTIONS for route in routes_of(function)}


@functools.cache
def _event_of(route: str) -> str:
    """The name of the first recorded event of a route."""
    recorded = sorted(path.stem for path in EVENTS.glob("*.json"))
    return next(name for name in recorded if event(name).get("routeKey") == route)


def _route(method: str, path: str) -> tuple[str, dict[str, str]]:
    for route in routes():
        verb, _, template = route.partition(" ")
        match = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), path)
        if verb == method and match:
            return route, match.groupdict()
    return "$default", {}


class Api:
    """Calls the API of a stack."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    def __call__(
        self,
        method: str,
        path: str,
        *,
        by: str | None = None,
        json_body: Any = None,
        form: dict[str, str] | None = None,
        raw: bytes | None = None,
        query: dict[str, str] | None = None,
        cookies: Sequence[str] = (),
        token: dict[str, str] | None = None,
        **headers: str,
    ) -> Reply:
        """One call; `if_match='"1"'` becomes the header If-Match. `token` replaces claims."""
        route, parameters = _route(method, path)
        sent = event(_event_of(route))
        sent.update(rawPath=path, rawQueryString=urlencode(query or {}), routeKey=route)
        _replace(sent, "pathParameters", parameters)
        _replace(sent, "queryStringParameters", query)
        context = sent["requestContext"]
        context["http"].update(method=method, path=path)
        context.pop("authorizer", None)
        # Public reads look at tokens themselves: API Gateway does not.
        if by and (route == "$default" or routes()[route] != "read_api"):
            said = claims(by) | (token or {})
            context["authorizer"] = {"jwt": {"claims": said, "scopes": None}}
        sent["headers"] = {
            name: value
            for name, value in sent["headers"].items()
            if name.startswith(("x-", "user-agent", "host"))
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        _replace(sent, "cookies", [cookie.partition(";")[0] for cookie in cookies])
        _put_body(sent, json_body, form, raw)
        return self.send(sent)

    def send(self, sent: Event) -> Reply:
        """An event of the HTTP API, as it is."""
        answer = self.stack.invoke(routes()[sent["routeKey"]], sent)
        parts = {"statusCode", "headers", "body", "isBase64Encoded"}
        assert parts <= set(answer) <= parts | {"cookies"}
        assert all(isinstance(value, str) for value in answer["headers"].values())
        assert answer["headers"]["x-content-type-options"] == "nosniff"
        cookies = tuple(answer.get("cookies", ()))
        reply = Reply(answer["statusCode"], answer["headers"], answer["body"], cookies)
        assert_described(sent["routeKey"], reply.status, reply.headers, reply.body)
        return reply

    def submit(self, by: str = "edith", **fields: Any) -> Any:
        """An article that is filed: the receipt. Published, when an editor sends it.

        Editors make the sections that they name.
        """
        status = {"status": "published", "new_section": True} if by == "edith" else {}
        reply = self("POST", "/api/v1/articles", by=by, json_body=article(**{**status, **fields}))
        assert reply.status == 201, reply.body
        return reply.json

    def comment(self, article_id: str, cookies: Sequence[str] = (), **fields: str) -> Reply:
        """A comment by form, of a browser that has these cookies."""
        typed = {"name": "Rea", "email": "rea@example.org", "body": "Well said."} | fields
        path = f"/api/v1/articles/{article_id}/comments"
        return self("POST", path, form=typed, cookies=cookies)

    def known(self, article_id: str, **fields: str) -> Sequence[str]:
        """The cookies of a reader of whom an editor has just approved a comment."""
        sent = self.comment(article_id, **{"body": "A first word."} | fields)
        self.decide(self.pending()[-1]["id"])
        return sent.cookies

    def pending(self) -> list[Any]:
        """The comments that wait for an editor."""
        reply = self("GET", "/api/v1/moderation/comments", by="edith", query={"limit": "100"})
        return list(reply.json["items"])

    def says(self, article_id: str, **fields: str) -> str:
        """A comment that waits: its id."""
        reply = self.comment(article_id, **fields)
        assert reply.status == 303, reply.body
        return next(str(one["id"]) for one in self.pending() if one["body"] == fields["body"])

    def decide(self, comment_id: str, decision: str = "approve", **options: Any) -> Reply:
        """An editor's decision."""
        path = f"/api/v1/moderation/comments/{comment_id}/{decision}"
        return self("POST", path, **{"by": "edith", **options})


def claims(user: str) -> dict[str, str]:
    """A token's claims, as the authoriser passes them.

    `client:articles:write,site:edit` is a machine client with these scopes.
    """
    if user.startswith("client:"):
        by_client: dict[str, str] = event("edit_publication__write_front_by_client")[
            "requestContext"
        ]["authorizer"]["jwt"]["claims"]
        scopes = user.removeprefix("client:").split(",")
        return by_client | {"scope": " ".join(f"broadsheet/{scope}" for scope in scopes)}
    name = "edith" if user == "edith" else "ann"
    recorded = f"edit_publication__{'published' if name == 'edith' else 'draft'}"
    known: dict[str, str] = event(recorded)["requestContext"]["authorizer"]["jwt"]["claims"]
    return known | {
        "username": user,
        "sub": SUBJECTS.get(user, user),
        "cognito:groups": GROUPS[user],
    }


def article(**fields: Any) -> dict[str, Any]:
    """An article that has all that it must have."""
    return {
        "title": "A title",
        "body": "Some *text*.",
        "section": "News",
        "byline": [{"name": "Ann Author"}],
    } | fields


def _replace(sent: Event, name: str, value: Any) -> None:
    sent.pop(name, None)
    if value:
        sent[name] = value


def _put_body(sent: Event, json_body: Any, form: dict[str, str] | None, raw: bytes | None) -> None:
    if form is not None:
        raw = urlencode(form).encode()
        sent["headers"].setdefault("content-type", FORM)
    elif raw is None and json_body is not None:
        raw = json.dumps(json_body).encode()
    sent.pop("body", None)
    sent["isBase64Encoded"] = raw is not None
    if raw is not None:
        sent["headers"].setdefault("content-type", "application/json")
        sent["body"] = base64.b64encode(raw).decode()
