"""Readers comment, editors decide, pages follow; nobody sees an address."""

from typing import Any

from client.api import Reply
from local.tail import groups
from tests.support.newspaper import Newspaper, newcomer


def test_a_comment_stands_on_the_page_once_an_editor_approved_it(newspaper: Newspaper) -> None:
    story = newspaper.publish("Market day")
    answer = newspaper.comment(story["id"], "Cy <b>", "First & foremost")
    assert answer.status == 303
    assert answer.headers["Location"] == f"{story['path']}#comment-received"
    comment = newspaper.pending("First & foremost")
    assert "First" not in newspaper.get(story["path"]).text
    approve = f"/moderation/comments/{comment}/approve"
    newspaper.author.send("POST", approve).expect(403)
    newspaper.editor.send("POST", approve).expect(200)
    newspaper.until(
        lambda: "First &amp; foremost" in newspaper.get(story["path"]).text, "on the page"
    )
    assert "Cy &lt;b&gt;" in newspaper.get(story["path"]).text
    read = newspaper.anyone.send("GET", f"/articles/{story['id']}/comments").expect(200).json
    assert [item["name"] for item in read["items"]] == ["Cy <b>"]
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/spam").expect(200)
    newspaper.until(
        lambda: "First &amp; foremost" not in newspaper.get(story["path"]).text, "off the page"
    )


def test_the_browser_that_was_approved_is_known_behind_cloudfront_and_no_other(
    newspaper: Newspaper,
) -> None:
    story, email = newspaper.publish("Known by a cookie"), newcomer()
    path = f"/articles/{story['id']}/comments"

    def said(body: str, cookie: str = "") -> Reply:
        headers = {"Accept": "application/json", **({"Cookie": cookie} if cookie else {})}
        fields = {"name": "Cy", "email": email, "body": body}
        return newspaper.anyone.send("POST", path, fields, headers).expect(201)

    first = said("The first word.")
    given = first.headers["Set-Cookie"]
    assert "HttpOnly" in given
    assert first.headers["Cache-Control"] == "no-store"
    approve = f"/moderation/comments/{first.json['id']}/approve"
    newspaper.editor.send("POST", approve).expect(200)
    cookie = f"theme=dark; {given.partition(';')[0]}"
    assert said("By whoever types it.").json["state"] == "pending"
    assert said("By the same browser.", cookie).json["state"] == "approved"
    newspaper.until(lambda: "By the same browser." in newspaper.get(story["path"]).text, "seen")
    assert "By whoever types it." not in newspaper.get(story["path"]).text


def test_a_form_that_is_wrong_comes_back_as_a_page_with_what_was_typed(
    newspaper: Newspaper,
) -> None:
    story = newspaper.publish("Form check")
    fields = {"name": "", "email": "nobody", "body": "Typed <with> care"}
    answer = newspaper.anyone.form(f"/articles/{story['id']}/comments", fields)
    page = answer.body.decode()
    assert answer.status == 422
    assert "Typed &lt;with&gt; care" in page
    assert "Please tell us your name." in page


def test_no_email_or_ip_address_is_found_anywhere(newspaper: Newspaper) -> None:
    canary, address = "canary.bird@aviary.example", "192.0.2.77"
    story = newspaper.publish("Aviary opens")
    fields = {"name": "Bird", "email": canary, "body": "Chirp."}
    path = f"/articles/{story['id']}/comments"
    newspaper.anyone.form(path, fields).expect(303)
    newspaper.anyone.form(path, fields | {"body": ""}).expect(422)
    forwarded = {"X-Forwarded-For": address, "Accept": "application/json"}
    newspaper.anyone.send("POST", path, fields | {"extra": canary}, forwarded).expect(422)
    comment = newspaper.pending("Chirp.")
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(lambda: "Chirp." in newspaper.get(story["path"]).text, "on the page")
    reads = [
        newspaper.anyone.send("GET", path).body,
        newspaper.editor.send("GET", "/moderation/comments?state=approved").body,
    ]
    said = _logged(newspaper).encode()
    assert b"answered" in said
    for needle in (canary.encode(), address.encode()):
        assert needle not in said
        assert not [key for key, body in newspaper.pages().items() if needle in body]
        assert not [read for read in reads if needle in read]
    # Nobody asked for mail, so not even the table has it.
    table = str(_scan(newspaper))
    assert comment in table
    assert canary not in table
    assert address not in table


def _logged(newspaper: Newspaper) -> str:
    """Everything that the functions logged so far, metrics included."""
    logs = newspaper.stack.client("logs")
    pages = logs.get_paginator("filter_log_events")
    return "\n".join(
        event["message"]
        for group in groups()
        for page in pages.paginate(logGroupName=group)
        for event in page["events"]
    )


def _scan(newspaper: Newspaper) -> list[Any]:
    dynamodb = newspaper.stack.client("dynamodb")
    pages = dynamodb.get_paginator("scan").paginate(TableName=newspaper.stack.outputs["TableName"])
    return [item for page in pages for item in page["Items"]]
