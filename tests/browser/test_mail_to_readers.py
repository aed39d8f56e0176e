"""A reader without JavaScript asks for mail, confirms it, is told of a reply, and ends it."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from local.mails import mails
from tests.support.chromium import Watched
from tests.support.mails import link_in
from tests.support.newspaper import Newspaper

READER = "mailed.reader@example.org"


def mails_to_reader(newspaper: Newspaper) -> list[dict[str, Any]]:
    return [m for m in mails(newspaper.stack.cloud.url) if m["To"] == [READER]]


def mail_to_reader(newspaper: Newspaper, number: int) -> dict[str, Any]:
    """The n-th mail to the reader, once it is there."""
    newspaper.until(
        lambda: len(mails_to_reader(newspaper)) >= number, f"{number} mails to the reader"
    )
    return mails_to_reader(newspaper)[number - 1]


def test_a_reader_without_javascript_asks_for_mail_and_ends_it(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish("The post is late")
    address = newspaper.stack.site_url + story["path"]
    watched = Watched(browser.new_context(java_script_enabled=False))
    page = watched.page
    _asks(page, address)
    _confirms(newspaper, page)
    _approve(newspaper, story, "Tell me more.")
    newspaper.comment(story["id"], "Ben", "Here is more.").expect(303)
    answered = {"name": "Ben", "email": "ben@example.org", "body": "An answer.", "parent": "1"}
    path = f"/articles/{story['id']}/comments"
    newspaper.anyone.form(path, answered).expect(303)
    _approve(newspaper, story, "An answer.")
    _reads_and_ends(newspaper, page)
    other = {"name": "Cat", "email": "cat@example.org", "body": "One more.", "parent": "1"}
    newspaper.anyone.form(path, other).expect(303)
    _approve(newspaper, story, "One more.")
    assert newspaper.stack.drain(), "something is under way for ever"
    assert len(mails_to_reader(newspaper)) == 2
    assert watched.complaints == []


def _asks(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Name").fill("Mae")
    page.get_by_label("Email").fill(READER)
    page.get_by_label("Comment", exact=True).fill("Tell me more.")
    page.get_by_label("Tell me of replies by e-mail").check()
    page.get_by_role("button", name="Send comment").click()
    page.wait_for_url(f"{address}#comment-received")


def _confirms(newspaper: Newspaper, page: Page) -> None:
    mail = mail_to_reader(newspaper, 1)
    assert "Tell me more." not in mail["BodyText"]
    page.goto(link_in(mail["BodyText"]))
    page.get_by_role("button", name="Yes, tell me of replies").click()
    expect(page.get_by_role("heading", name="You will hear of replies")).to_be_visible()


def _approve(newspaper: Newspaper, story: dict[str, Any], body: str) -> None:
    comment = newspaper.pending(body)
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(lambda: body in newspaper.get(story["path"]).text, f"{body!r} on the page")


def _reads_and_ends(newspaper: Newspaper, page: Page) -> None:
    mail = mail_to_reader(newspaper, 2)
    assert "An answer." in mail["BodyText"]
    where = re.search(r"\S+#comment-\S+", mail["BodyText"])
    assert where
    shown = where[0].removeprefix(newspaper.stack.site_url).partition("#")[0]
    newspaper.until(lambda: newspaper.get(shown).status == 301, "the newest lead to the story")
    page.goto(where[0])
    expect(page.get_by_text("An answer.").first).to_be_visible()
    page.goto(link_in(mail["BodyText"]))
    page.get_by_role("button", name="End these messages").click()
    expect(page.get_by_role("heading", name="You get no more messages")).to_be_visible()
    page.goto(link_in(mail["BodyText"]))
    expect(page.get_by_role("heading", name="There is nothing to do here")).to_be_visible()
    table, dynamodb = newspaper.stack.outputs["TableName"], newspaper.stack.client("dynamodb")
    pages = dynamodb.get_paginator("scan").paginate(TableName=table)
    assert READER not in str([item for page in pages for item in page["Items"]])
