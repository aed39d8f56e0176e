"""A reader's browser, without JavaScript: read, comment, be approved, be read."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, expect

from client.api import Api
from tests.support.chromium import Watched
from tests.support.newspaper import Newspaper, newcomer

HOSTILE = (
    "Hello <script>document.title='owned'</script> <img src=x onerror=\"document.title='owned'\">"
    "\n\n[link](javascript:document.title='owned') <svg onload=\"document.title='owned'\">"
)


# Ours are assets, and data that no browser runs.
_FOREIGN_SCRIPTS = """[...document.scripts]
  .filter((s) => s.type !== 'application/ld+json')
  .filter((s) => !/^\\/assets\\/[^/]+$/.test(s.getAttribute('src')))
  .map((s) => s.outerHTML)"""


def test_a_reader_without_javascript_comments_and_is_read(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish("The bridge opens")
    address = newspaper.stack.site_url + story["path"]
    watched = Watched(browser.new_context(java_script_enabled=False))
    page = watched.page
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == "The bridge opens"
    page.get_by_label("Name").fill("Cy Twombly")
    page.get_by_label("Email").fill(newcomer())
    page.get_by_label("Comment", exact=True).fill("I walked across it this morning.")
    page.get_by_role("button", name="Send comment").click()
    page.wait_for_url(f"{address}#comment-received")
    expect(page.locator("#comment-received")).to_be_visible()
    comment = newspaper.pending("I walked across it this morning.")
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(
        lambda: "I walked across it" in newspaper.get(story["path"]).text, "on the page"
    )
    page.goto(address)
    expect(page.get_by_text("I walked across it this morning.")).to_be_visible()
    expect(page.get_by_text("Cy Twombly")).to_be_visible()
    assert watched.complaints == []


def written(page: Page, name: str, body: str) -> None:
    """The form on the page, filled in."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(newcomer())
    page.get_by_label("Comment", exact=True).fill(body)


def approved(newspaper: Newspaper, story: dict[str, Any], body: str) -> None:
    """An editor approves the comment, and it stands on the page."""
    comment = newspaper.pending(body)
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(lambda: body in newspaper.get(story["path"]).text, f"{body!r} on the page")


def test_a_reader_without_javascript_does_all_that_a_reader_can_do(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish("The bridge is painted")
    address = newspaper.stack.site_url + story["path"]
    watched = Watched(browser.new_context(java_script_enabled=False))
    page = watched.page
    _comments_after_a_preview(newspaper, page, address, story)
    _replies(newspaper, page, address, story)
    _reports(newspaper, page, address)
    _finds_a_comment_by_its_address(page, address, story)
    assert watched.complaints == []


def _comments_after_a_preview(
    newspaper: Newspaper, page: Page, address: str, story: dict[str, Any]
) -> None:
    page.goto(address)
    written(page, "Ida", "Green, at *last*.")
    page.get_by_role("button", name="Preview").click()
    assert page.locator(".preview em").inner_text() == "last"
    assert page.get_by_label("Comment", exact=True).input_value() == "Green, at *last*."
    queue = newspaper.editor.send("GET", "/moderation/comments?limit=100").expect(200).json
    assert "Green, at *last*." not in {item["body"] for item in queue["items"]}
    page.get_by_role("button", name="Send comment").click()
    page.wait_for_url(f"{address}#comment-received")
    expect(page.locator("#comment-received")).to_be_visible()
    comment = newspaper.pending("Green, at *last*.")
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(lambda: "<em>last</em>" in newspaper.get(story["path"]).text, "the comment")


def _replies(newspaper: Newspaper, page: Page, address: str, story: dict[str, Any]) -> None:
    page.goto(address)
    page.locator("#comment-1").get_by_role("link", name="Reply").click()
    assert page.locator(".quoted em").inner_text() == "last"
    written(page, "Joan", "It was blue.")
    # Whom it answers is not lost on the way over a preview.
    page.get_by_role("button", name="Preview").click()
    assert page.locator(".quoted em").inner_text() == "last"
    page.get_by_role("button", name="Send comment").click()
    page.wait_for_url(f"{address}#comment-received")
    approved(newspaper, story, "It was blue.")
    page.goto(address)
    expect(page.locator("li li #comment-1-1").get_by_text("It was blue.")).to_be_visible()


def _reports(newspaper: Newspaper, page: Page, address: str) -> None:
    page.locator("#comment-1-1").get_by_role("link", name="Report").click()
    expect(page.locator(".quoted").get_by_text("It was blue.")).to_be_visible()
    page.get_by_label("Something else.").check()
    page.get_by_label("What should the editors know?").fill("It was never blue.")
    page.get_by_role("button", name="Report").click()
    page.wait_for_url(f"{address}#report-received")
    expect(page.locator("#report-received")).to_be_visible()
    queue = "/moderation/comments?state=approved&signal=reported&limit=100"
    reported = newspaper.editor.send("GET", queue).expect(200).json["items"]
    (item,) = [one for one in reported if one["body"] == "It was blue."]
    assert [r["note"] for r in item["reports"]["newest"]] == ["It was never blue."]


def _finds_a_comment_by_its_address(page: Page, address: str, story: dict[str, Any]) -> None:
    """Its page's: the story's own, until there are enough comments for another page."""
    page.goto(address)
    own = page.locator("#comment-1-1 .comment-date")
    expect(own).to_have_attribute("href", f"{story['path']}comments/1/#comment-1-1")
    own.click()
    page.wait_for_url(f"{address}#comment-1-1")
    expect(page.locator("#comment-1-1").get_by_text("It was blue.")).to_be_visible()


def test_a_closed_discussion_stays_readable_and_takes_nothing(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish("The bridge is closed to words", comments="closed")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(newspaper.stack.site_url + story["path"])
    expect(page.get_by_text("Comments are closed.")).to_be_visible()
    assert page.get_by_label("Comment", exact=True).count() == 0
    newspaper.comment(story["id"], "Cy", "All the same.").expect(409)


def test_with_javascript_the_form_comes_to_the_comment_and_goes_back(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish("The bridge sways")
    address = newspaper.stack.site_url + story["path"]
    asked = {"name": "Cy", "email": newcomer(), "body": "Does it sway?"}
    newspaper.anyone.form(f"/articles/{story['id']}/comments", asked).expect(303)
    approved(newspaper, story, "Does it sway?")
    watched = Watched(browser.new_context())
    page = watched.page
    page.goto(address)
    page.get_by_label("Comment", exact=True).fill("It does.")
    for _ in range(2):
        page.locator("#comment-1").get_by_role("link", name="Reply").click()
        assert page.locator("#comment-1 form input[name=parent]").input_value() == "1"
        assert page.evaluate("document.activeElement.name") == "name"
        page.get_by_role("link", name="Do not answer this comment").click()
        assert page.locator("#comment-1 form").count() == 0
        assert page.locator("form input[name=parent]").input_value() == ""
    page.locator("#comment-1").get_by_role("link", name="Reply").click()
    assert page.get_by_label("Comment", exact=True).input_value() == "It does."
    page.get_by_label("Name").fill("Joan")
    page.get_by_label("Email").fill(newcomer())
    with page.expect_request("**/comments") as sent:
        page.get_by_role("button", name="Send comment").click()
    fields = dict(parse_qsl(sent.value.post_data or ""))
    assert (fields["parent"], fields["body"]) == ("1", "It does.")
    assert fields["seconds"].isdigit()
    page.wait_for_url(f"{address}#comment-received")
    assert page.get_by_label("Comment", exact=True).input_value() == ""
    approved(newspaper, story, "It does.")
    assert "comment-1-1" in newspaper.get(story["path"]).text
    assert watched.complaints == []


def come_in_a_crowd(newspaper: Newspaper, story: dict[str, Any]) -> None:
    """Others comment until one more has to work for it, and for some time longer."""
    others, left = Api(newspaper.stack.site_url), 0
    while left < 20:
        said = {"name": "Others", "email": newcomer(), "body": newcomer().partition("@")[0]}
        path, headers = f"/articles/{story['id']}/comments", {"Accept": "application/json"}
        reply = others.send("POST", path, said, headers)
        left = int(reply.headers["Retry-After"]) if reply.status == 429 else 0


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_reader_in_a_crowd_presses_once_more_and_is_known_from_then_on(
    newspaper: Newspaper, browser: Browser, scripts: bool
) -> None:
    story = newspaper.publish(f"The bridge is full {scripts}")
    address = newspaper.stack.site_url + story["path"]
    page = browser.new_context(java_script_enabled=scripts).new_page()
    words, again = f"In a crowd, {scripts}.", f"Known now, {scripts}."
    page.goto(address)
    email = newcomer()

    def send(body: str) -> None:
        if scripts:  # who is faster than people are is held for that
            page.wait_for_function("() => performance.now() > 4000")
        page.get_by_label("Name").fill("Cy")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Comment", exact=True).fill(body)
        page.get_by_role("button", name="Send comment").click()

    come_in_a_crowd(newspaper, story)
    send(words)
    expect(page.get_by_role("alert")).to_contain_text("Very many comments are coming in")
    assert page.get_by_label("Comment", exact=True).input_value() == words
    page.get_by_role("button", name="Send comment").click()
    page.wait_for_url(f"{address}#comment-received")
    listed = newspaper.editor.send("GET", "/moderation/comments?limit=100").expect(200).json
    (kept,) = [item for item in listed["items"] if item["body"] == words]
    assert [s["name"] for s in kept["signals"]] == ([] if scripts else ["crowd"])
    approved(newspaper, story, words)
    send(again)
    page.wait_for_url(f"{address}#comment-received")
    newspaper.until(lambda: again in newspaper.get(story["path"]).text, "seen at once")


def test_a_wrong_form_comes_back_with_what_was_typed_in_it(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish("The bridge closes")
    watched = Watched(browser.new_context(java_script_enabled=False))
    page = watched.page
    page.goto(newspaper.stack.site_url + story["path"])
    # The browser's own checks are the first net; this is about the second.
    fields = {"name": "Cy", "email": "nobody", "body": "Kept."}
    for label, text in (("Name", "Cy"), ("Comment", "Kept.")):
        page.get_by_label(label, exact=True).fill(text)
    answer = newspaper.anyone.form(f"/articles/{story['id']}/comments", fields)
    page.set_content(answer.body.decode())
    assert page.get_by_label("Comment", exact=True).input_value() == "Kept."
    assert page.get_by_label("Email").get_attribute("aria-invalid") == "true"


def test_nothing_that_people_type_runs_in_a_readers_browser(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish(
        "Safe & sound <script>document.title='owned'</script>",
        body=HOSTILE + "\n\n" + HOSTILE,
        standfirst=HOSTILE.replace("\n", " "),
        tags=["<b onmouseover=alert(1)>tag"],
        byline=[{"name": "<img src=x onerror=alert(1)>", "bio": HOSTILE}],
    )
    newspaper.comment(story["id"], "<script>alert(1)</script>", HOSTILE).expect(303)
    comment = newspaper.pending(HOSTILE)
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(lambda: "comment-1" in newspaper.get(story["path"]).text, "the comment")
    newspaper.stack.drain()
    for path in (story["path"], "/", "/section/news/"):
        # With the policy, and without it: sanitising must be enough alone.
        for bypass in (False, True):
            watched = Watched(browser.new_context(bypass_csp=bypass))
            watched.page.goto(newspaper.stack.site_url + path)
            assert "owned" not in watched.page.evaluate("document.title").split("'owned'")[0]
            assert watched.page.evaluate(_FOREIGN_SCRIPTS) == []
            loaded = [c for c in watched.complaints if "Failed to load resource" not in c]
            assert loaded == []


def test_pages_complain_about_nothing_and_ask_nobody_else(
    newspaper: Newspaper, browser: Browser
) -> None:
    story = newspaper.publish("Quiet page", tags=["Calm"])
    newspaper.stack.drain()
    for path in (story["path"], "/", "/section/news/", "/tag/calm/", "/archive/", "/none/"):
        watched = Watched(browser.new_context())
        watched.page.goto(newspaper.stack.site_url + path)
        missing = [c for c in watched.complaints if "404" not in c]
        assert missing == [], path
        assert all(url.startswith(newspaper.stack.site_url) for url in watched.asked), path
