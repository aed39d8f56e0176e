"""A reader's browser, without JavaScript: read, comment, be approved, be read."""

from playwright.sync_api import Browser

from tests.support.chromium import Watched
from tests.support.newspaper import Newspaper

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
    page.get_by_label("Email").fill("cy@example.org")
    page.get_by_label("Comment", exact=True).fill("I walked across it this morning.")
    page.get_by_role("button", name="Send comment").click()
    page.wait_for_url(f"{address}#comment-received")
    assert page.locator("#comment-received").is_visible()
    comment = newspaper.pending("I walked across it this morning.")
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(
        lambda: "I walked across it" in newspaper.get(story["path"]).text, "on the page"
    )
    page.goto(address)
    assert page.get_by_text("I walked across it this morning.").is_visible()
    assert page.get_by_text("Cy Twombly").is_visible()
    assert watched.complaints == []


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
