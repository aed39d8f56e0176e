"""Receipts on the stack: pages are made by its functions, and read back from its bucket."""

from typing import Any

from tests.support.newspaper import Newspaper, article
from tests.support.paths.waiting import deaf


def receipt(newspaper: Newspaper, story: dict[str, Any]) -> Any:
    path = f"/articles/{story['id']}/receipt"
    return newspaper.editor.send("GET", path).expect(200).json


def is_settled(newspaper: Newspaper, story: dict[str, Any]) -> bool:
    told = receipt(newspaper, story)
    return bool(told["pages"] and told["right"] == told["pages"])


def test_after_publishing_every_page_of_a_story_is_read_back_as_right(
    newspaper: Newspaper,
) -> None:
    story = newspaper.publish("Receipts of the harbour", tags=["Receipts"])
    newspaper.until(lambda: is_settled(newspaper, story), "every page is right")
    told = receipt(newspaper, story)
    paths = {item["path"] for item in told["items"]}
    assert {story["path"], "/", "/tag/receipts/", "/feed.xml", "/news-sitemap.xml"} <= paths
    assert told["seconds"] is not None
    assert told["summary"].startswith(f"live on {told['pages']} pages, ")


def test_after_a_retraction_it_is_proved_that_nothing_is_left(newspaper: Newspaper) -> None:
    sentence = "Nobody but this story ever says where the papers came from."
    story = newspaper.publish("Forged receipts of the harbour", body=sentence)
    newspaper.until(lambda: is_settled(newspaper, story), "every page is right")
    reason = {"reason": "It was forged."}
    newspaper.editor.send("POST", f"/articles/{story['id']}/retract", reason).expect(200)
    newspaper.until(lambda: is_settled(newspaper, story), "every page is right again")
    told = receipt(newspaper, story)
    assert told["proof"]["sentences"] >= 2
    assert not any(answer["has_it"] for answer in told["proof"]["api"])
    assert not any(item["left"] for item in told["items"])
    assert told["summary"].startswith(f"gone from {told['pages']} pages")


def test_a_page_that_is_held_back_is_named_as_late(newspaper: Newspaper) -> None:
    with deaf(newspaper, "render_pages"):
        sent = article("A late receipt of the harbour")
        story = newspaper.editor.send("POST", "/articles", sent).expect(201).json
        newspaper.until(lambda: receipt(newspaper, story)["late"] > 0, "a page is late")
        told = receipt(newspaper, story)
        late = {item["path"] for item in told["items"] if item["state"] == "late"}
        assert {story["path"], "/", "/feed.xml"} <= late
        assert f"{told['late']} late" in told["summary"]
    newspaper.until(lambda: is_settled(newspaper, story), "every page is right")
