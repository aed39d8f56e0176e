"""From an HTTP request to pages, through the stack that the template describes."""

import json
from typing import Any

from client.running import STACK
from operate.rebuild import rebuild
from tests.support.newspaper import Newspaper, article


def test_a_published_article_stands_on_every_page_that_lists_it(newspaper: Newspaper) -> None:
    fields = {"section": "World", "tags": ["Harbour"], "byline": [{"name": "Lena Okafor"}]}
    story = newspaper.publish("Harbour <reopens> after the storm", **fields)
    yyyy, mm, slug = story["path"].strip("/").split("/")
    assert slug == "harbour-reopens-after-the-storm"
    newspaper.stack.drain()
    for page in (
        "/",
        "/section/world/",
        "/tag/harbour/",
        "/author/lena-okafor/",
        f"/{yyyy}/{mm}/",
        "/feed.xml",
        "/atom.xml",
        "/feed.json",
        "/section/world/feed.xml",
        "/news-sitemap.xml",
    ):
        shown = newspaper.get(page)
        assert shown.status == 200, page
        assert story["path"] in shown.text, page
        # In JSON the characters are what they are; everywhere else they must be escaped.
        assert page.endswith(".json") or "<reopens>" not in shown.text, page


def test_an_article_in_arabic_is_marked_as_written_from_right_to_left(
    newspaper: Newspaper,
) -> None:
    story = newspaper.publish("المدينة تستيقظ على المطر", language="ar")
    page = newspaper.get(story["path"]).text
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page


def test_an_edit_reaches_the_pages_that_show_the_card(newspaper: Newspaper) -> None:
    story = newspaper.publish("Ferry delayed")
    linking = newspaper.publish("Commuters wait", also_read=[story["id"]])
    assert "Ferry delayed" in newspaper.get(linking["path"]).text
    edited = article("Ferry cancelled")
    edited.pop("status")
    address, condition = f"/articles/{story['id']}", {"If-Match": '"1"'}
    newspaper.editor.send("PUT", address, edited, condition).expect(200)
    newspaper.until(
        lambda: "Ferry cancelled" in newspaper.get(linking["path"]).text, "the link follows"
    )
    newspaper.until(lambda: "Ferry cancelled" in newspaper.get("/").text, "the front page follows")
    newspaper.editor.send("PUT", address, edited, condition).expect(412)


def test_a_moved_article_leaves_a_page_that_leads_to_it(newspaper: Newspaper) -> None:
    story = newspaper.publish("Old name")
    moved = article("Old name", slug="new-name")
    moved.pop("status")
    answer = newspaper.editor.send(
        "PUT", f"/articles/{story['id']}", moved, {"If-Match": '"1"'}
    ).expect(200)
    path = answer.json["path"]
    assert path.endswith("/new-name/")
    newspaper.until(lambda: newspaper.get(path).status == 200, "the new address")
    newspaper.until(lambda: path in newspaper.get(story["path"]).text, "the old one leads there")
    left = newspaper.get(story["path"])
    assert (left.status, left.headers["Location"]) == (301, path)
    assert "http-equiv" in left.text, "nothing stands behind it for those who are not redirected"
    assert not [name for name in left.headers if name.lower().startswith("x-amz-meta")]


def test_an_editors_redirect_is_a_real_one_and_leads_to_the_article_wherever_it_is(
    newspaper: Newspaper,
) -> None:
    story = newspaper.publish("Bridge closed")
    sent = {"path": "/bridge", "target": story["path"]}
    newspaper.editor.send("POST", "/redirects", sent).expect(200)
    newspaper.until(lambda: newspaper.get("/bridge/").status == 301, "the redirect")
    assert newspaper.get("/bridge/").headers["Location"] == story["path"]
    assert newspaper.get("/bridge").headers["Location"] == "/bridge/"
    newspaper.editor.send("POST", "/redirects/remove", {"path": "/bridge/"}).expect(200)
    newspaper.until(lambda: newspaper.get("/bridge/").status == 404, "it is gone")


def test_an_unpublished_article_is_nowhere_until_it_is_published_again(
    newspaper: Newspaper,
) -> None:
    story = newspaper.publish("Premature announcement", tags=["Announcements"])
    address = f"/articles/{story['id']}"
    newspaper.editor.send("POST", f"{address}/unpublish").expect(200)
    newspaper.until(lambda: newspaper.get(story["path"]).status == 404, "gone")
    newspaper.stack.drain()
    left = [key for key, body in newspaper.pages().items() if b"Premature announcement" in body]
    assert left == []
    newspaper.anyone.send("GET", address).expect(404)
    newspaper.editor.send("POST", f"{address}/publish").expect(200)
    newspaper.until(lambda: newspaper.get(story["path"]).status == 200, "back")
    newspaper.editor.send("DELETE", address, headers={"If-Match": "*"}).expect(204)
    newspaper.until(lambda: newspaper.get(story["path"]).status == 404, "gone for good")


def test_a_draft_is_for_its_author_and_editors(newspaper: Newspaper) -> None:
    draft = article("Not yet", status="draft")
    receipt = newspaper.author.send("POST", "/articles", draft).expect(201).json
    address = f"/articles/{receipt['id']}"
    newspaper.anyone.send("GET", address).expect(404)
    assert newspaper.author.send("GET", address).expect(200).json["body"].startswith("One.")
    assert newspaper.get(receipt["path"]).status == 404
    newspaper.author.send("POST", f"{address}/publish").expect(403)
    newspaper.anyone.send("POST", f"{address}/publish").expect(401)
    newspaper.editor.send("POST", f"{address}/publish").expect(200)
    newspaper.until(lambda: newspaper.get(receipt["path"]).status == 200, "published")


def test_the_same_key_publishes_once(newspaper: Newspaper) -> None:
    key = {"Idempotency-Key": "end-to-end-once"}
    first = newspaper.editor.send("POST", "/articles", article("Once"), key).expect(201)
    second = newspaper.editor.send("POST", "/articles", article("Once"), key).expect(201)
    assert first.json == second.json
    newspaper.editor.send("POST", "/articles", article("Twice"), key).expect(422)


def test_a_forged_token_is_refused_on_public_reads_too(newspaper: Newspaper) -> None:
    forged = {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."}
    story = newspaper.publish("Token check")
    newspaper.anyone.send("GET", f"/articles/{story['id']}", headers=forged).expect(401)
    newspaper.anyone.send("POST", "/articles", article("x"), forged).expect(401)


def test_breaking_news_lapses_when_the_clock_says_so(newspaper: Newspaper) -> None:
    story = newspaper.publish("Quake off the coast", breaking=True)
    newspaper.until(lambda: "Quake off the coast" in newspaper.get("/").text, "on the front page")
    table, dynamodb = newspaper.stack.outputs["TableName"], newspaper.stack.client("dynamodb")
    _bring_forward(dynamodb, table, story["id"])
    function = f"{STACK}-publish_due"
    answer = newspaper.stack.client("lambda").invoke(FunctionName=function, Payload=b"{}")
    # The rule of the stack ticks as well: whichever was first has done it.
    assert json.loads(answer["Payload"].read())["done"] in (0, 1)
    address = f"/articles/{story['id']}"
    newspaper.until(
        lambda: newspaper.anyone.send("GET", address).json["breaking"] is False, "lapsed"
    )


def _bring_forward(dynamodb: Any, table: str, article_id: str) -> None:
    """Move the end of 'breaking' into the past, as if the hours had gone by."""
    past = "2026-01-01T00:00:00.000Z"
    key = {"pk": {"S": f"ARTICLE#{article_id}"}, "sk": {"S": "ARTICLE"}}
    dynamodb.update_item(
        TableName=table,
        Key=key,
        UpdateExpression="SET breaking_until = :past",
        ExpressionAttributeValues={":past": {"S": past}},
    )
    due = {
        "pk": {"S": "DUE"},
        "sk": {"S": f"{past}#{article_id}#lapse-breaking"},
        "type": {"S": "Due"},
        "at": {"S": past},
        "article_id": {"S": article_id},
        "action": {"S": "lapse-breaking"},
    }
    dynamodb.put_item(TableName=table, Item=due)


def test_a_rebuild_into_an_empty_bucket_gives_the_same_site(newspaper: Newspaper) -> None:
    newspaper.publish("One more story", tags=["Harbour"], breaking=True)
    assert newspaper.stack.drain()
    before = newspaper.pages()
    s3, bucket = newspaper.stack.client("s3"), newspaper.stack.outputs["SiteBucketName"]
    for key in before:
        s3.delete_object(Bucket=bucket, Key=key)
    rebuild(newspaper.stack.operated)
    assert newspaper.stack.drain()
    after = newspaper.pages()
    assert {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)} == set()
