"""The API describes itself, to programs and to people."""

import json

from broadsheet.adapters.http.openapi.description import document
from broadsheet.adapters.http.operations import OPERATIONS
from tests.support.api import Api
from tests.support.document import document as page_of

OPENAPI, DOCS = "/api/v1/openapi.json", "/api/v1/docs"


def test_the_description_that_is_served_is_what_the_code_says(api: Api) -> None:
    reply = api("GET", OPENAPI)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    assert reply.json == json.loads(json.dumps(document()))
    again = api("GET", OPENAPI, if_none_match=reply.headers["etag"])
    assert (again.status, again.body) == (304, "")


def test_every_operation_and_every_schema_is_explained_on_the_page(api: Api) -> None:
    page = page_of(api("GET", DOCS).body.encode())
    ids = {element["id"] for element in page if "id" in element}
    links = [element["href"][1:] for element in page if element.get("href", "").startswith("#")]
    assert set(links) <= ids
    described = document()
    names = {o["operationId"] for path in described["paths"].values() for o in path.values()}
    schemas = {f"schema-{name}" for name in described["components"]["schemas"]}
    assert len(names) == len(OPERATIONS)
    assert names | schemas <= ids


def test_the_page_runs_no_script_of_anybody_else_and_asks_nobody(api: Api) -> None:
    page = page_of(api("GET", DOCS).body.encode())
    asked = [
        e.get("src") or e.get("href") or "" for e in page if e.tag in {"script", "link", "img"}
    ]
    assert asked
    assert not [a for a in asked if "//" in a and not a.startswith("https://news.example.org/")]


def test_what_is_not_known_is_refused(api: Api) -> None:
    for path in (OPENAPI, DOCS):
        reply = api("GET", path, query={"format": "yaml"})
        assert (reply.status, reply.pointers) == (400, ["?format"])
