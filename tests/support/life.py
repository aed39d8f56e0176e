"""What the tests of an article's life do: any action, the clock by hand, and a look everywhere."""

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.domain.shared.principal import identity
from tests.support.api import SUBJECTS, Api, Reply, article
from tests.support.lambdas import ISSUER, Stack
from tests.support.staff_tokens import token

ARTICLES = "/api/v1/articles"
BEGIN, END = (
    {"local": f"2086-{month}-24T06:00", "zone": "Europe/Berlin"} for month in ("11", "12")
)
REASON = {"reason": "The documents were forged."}


def act(api: Api, made: Any, action: str, by: str, *, public: bool = False) -> Reply:
    """The action with all that it needs."""
    path = f"{ARTICLES}/{made['id']}"
    match action:
        case "replace":
            return api("PUT", path, by=by, json_body=article(title="Anew"), if_match="*")
        case "delete":
            return api("DELETE", path, by=by, if_match="*")
        case "restore":
            return api("POST", f"{path}/revisions/1/restore", by=by, if_match="*")
        case "correct":
            return api("POST", f"{path}/corrections", by=by, json_body={"text": "It was Tuesday."})
        case "schedule":
            hours = {"unpublish_at": END} if public else {"publish_at": BEGIN}
            return api("POST", f"{path}/schedule", by=by, json_body=hours)
        case "assign":
            who = identity(ISSUER, SUBJECTS[by])
            return api("POST", f"{path}/assign", by=by, json_body={"id": who})
        case "retract":
            return api("POST", f"{path}/retract", by=by, json_body=REASON)
        case _:
            return api("POST", f"{path}/{action}", by=by)


def stored(api: Api, kind: str) -> list[Any]:
    """The items of a kind."""
    return [item for item in api.stack.items() if item["type"]["S"] == kind]


def as_staff(api: Api, made: Any, who: str = "edith") -> Any:
    """The article as somebody of the staff reads it."""
    bearer = f"Bearer {token(who)}"
    return api("GET", f"{ARTICLES}/{made['id']}", authorization=bearer).json


def page(path: str) -> str:
    return f"{path[1:]}index.html"


PUBLIC_READS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/api/v1/articles", {}),
    ("/api/v1/articles", {"section": "news"}),
    ("/api/v1/articles", {"author": "ann-author"}),
    ("/api/v1/articles", {"month": "2026-11"}),
    ("/api/v1/search", {"q": "harbour"}),
    ("/api/v1/search", {"q": "forgers leaked"}),
    ("/api/v1/search.html", {"q": "harbour"}),
    ("/api/v1/sections", {}),
)


def public_answers(api: Api, made: Any) -> Iterator[tuple[str, str]]:
    """Every public read by its address, with what it answers about the article."""
    own = f"{ARTICLES}/{made['id']}"
    by_path = ("/api/v1/articles", {"path": made["path"]})
    addresses: tuple[tuple[str, dict[str, str]], ...] = (
        (own, {}),
        (f"{own}/comments", {}),
        (f"{own}/comments/1/reply", {}),
        by_path,
    )
    for path, query in (*PUBLIC_READS, *addresses):
        yield f"{path} {query}", api("GET", path, query=query).body
    yield "a comment", api.comment(made["id"]).body


def assert_nowhere(stack: Stack, api: Api, made: Any, words: tuple[str, ...]) -> None:
    """None of the words is in an object of the bucket, or in anything that anyone can read."""
    stack.drain()
    everything = {name: body.decode("utf-8", "replace") for name, body in stack.files().items()}
    everything |= dict(public_answers(api, made))
    found = {(word, where) for word in words for where, text in everything.items() if word in text}
    # A search page says what was asked for.
    assert {(w, where) for w, where in found if "search.html" not in where} == set()


def at_rest(html: str) -> str:
    """A page of the site without its scripts, which do not run where the desk shows it: a named
    difference of what is previewed."""
    without = re.sub(r'<script src="[^"]*"( defer)?></script>\n', "", html)
    assert len(without) < len(html)
    return without
