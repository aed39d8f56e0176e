"""What somebody sends by the API stands in the newsroom's lists: of the API, and of the desk."""

import html
from urllib.parse import quote

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.clock import new_id, now
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.adapters.http.signed_in import principal_of
from broadsheet.usecases.desk.sessions import begin_session
from broadsheet.usecases.shared.services import Services
from client.session import claims
from tests.support.newspaper import Newspaper, Page, SignedIn, article

TITLE = "Narwhals <off> Türkiye"


def listed(api: SignedIn, query: str) -> list[str]:
    found = api.send("GET", f"/articles?{query}").expect(200).json
    return [str(item["id"]) for item in found["items"]]


def at_desk(newspaper: Newspaper, api: SignedIn, path: str) -> Page:
    """A page of the desk, for whoever the API is of."""
    table = DynamoTable(newspaper.stack.client("dynamodb"), newspaper.stack.outputs["TableName"])
    services = Services(table=table, markup=CommonMark(), clock=now, ids=new_id)
    who = principal_of(claims(api.token))
    begun = begin_session(services, "signed in", who, roles_until=now().replace(year=2099))
    return newspaper.get(path, {"cookie": f"{COOKIE}={begun.secret}"})


def test_a_draft_stands_in_the_lists_of_its_author_and_of_the_editors(
    newspaper: Newspaper,
) -> None:
    author, editor = newspaper.author, newspaper.editor
    made = author.send("POST", "/articles", article(TITLE, status="draft")).expect(201).json
    assert made["id"] in listed(author, "status=draft")
    assert listed(editor, f"status=any&q={quote('narwhals turkiye')}") == [made["id"]]
    assert newspaper.anyone.send("GET", "/articles?status=draft").status == 401
    for api, path in ((author, "/desk/stories?status=draft"), (editor, "/desk/stories?whose=all")):
        page = at_desk(newspaper, api, path)
        assert page.status == 200, page.text
        assert html.escape(TITLE) in page.text
        assert TITLE not in page.text
    author.send("POST", f"/articles/{made['id']}/review", {}).expect(200)
    assert made["id"] not in listed(author, "status=draft")
    assert html.escape(TITLE) in at_desk(newspaper, editor, "/desk/review").text
    returned = {"note": "Who has seen them?"}
    editor.send("POST", f"/articles/{made['id']}/return", returned).expect(200)
    assert listed(author, "returned=true") == [made["id"]]
    page = at_desk(newspaper, author, "/desk/today")
    assert page.status == 200
    assert "Who has seen them?" in page.text
    page = at_desk(newspaper, editor, "/desk/today")
    assert page.status == 200, page.text
    assert "The system" in page.text
    newspaper.until(
        lambda: "unknown:" not in at_desk(newspaper, editor, "/desk/today").text,
        "the cloud tells its figures in time",
    )
    gone = editor.send("DELETE", f"/articles/{made['id']}", headers={"If-Match": "*"})
    gone.expect(204)
    assert made["id"] not in listed(author, "mine=true&status=draft,in_review")
