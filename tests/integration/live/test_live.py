"""A running story: entries are added to an article one by one, at the cost of one."""

from typing import Any

import pytest

from broadsheet.domain.live.entry import LIVE_RUN
from tests.support.api import Api, Reply, article
from tests.support.lambdas import Stack
from tests.support.pictures import ALT, NOWHERE, Desk, files_of

ARTICLES = "/api/v1/articles"


@pytest.fixture
def story(api: Api) -> Any:
    """A running story that is published."""
    return api.submit(live="running")


def add(api: Api, story: Any, text: str, by: str = "edith", **fields: Any) -> Reply:
    sent = {"text": text, **fields}
    return api("POST", f"{ARTICLES}/{story['id']}/live", by=by, json_body=sent)


def change(api: Api, story: Any, number: int, text: str, if_match: str = "*") -> Reply:
    address = f"{ARTICLES}/{story['id']}/live/{number}"
    return api("PUT", address, by="edith", json_body={"text": text}, if_match=if_match)


def remove(api: Api, story: Any, number: int) -> Reply:
    address = f"{ARTICLES}/{story['id']}/live/{number}"
    return api("DELETE", address, by="edith", if_match="*")


def read_all(stack: Stack) -> list[bytes]:
    stack.drain()
    return list(stack.files().values())


def page_of(stack: Stack, path: str) -> str:
    stack.drain()
    return stack.files().get(f"{path[1:]}index.html", b"").decode()


def test_entries_stand_on_the_page_newest_first_each_with_its_anchor(
    stack: Stack, api: Api, story: Any
) -> None:
    first = add(api, story, "It *began* at noon.", headline="It begins", is_key=True)
    assert first.status == 201
    assert first.headers["location"] == f"{ARTICLES}/{story['id']}/live/1"
    assert first.json["path"] == f"{story['path']}live/1/#live-1"
    assert add(api, story, "It goes on.", byline="Ann Author").json["number"] == 2
    page = page_of(stack, story["path"])
    assert page.index('id="live-2"') < page.index('id="live-1"')
    assert "<em>began</em>" in page
    assert "Key moments" in page
    assert '"@type":"LiveBlogPosting"' in page
    assert "live.js" not in page.partition("<main")[0]


def test_an_entry_is_changed_and_taken_out(stack: Stack, api: Api, story: Any) -> None:
    for text in ("One was said.", "Two was said.", "Three was said."):
        add(api, story, text)
    assert change(api, story, 1, "One was put right.", '"1"').json["version"] == 2
    assert change(api, story, 1, "Too late.", '"1"').status == 412
    assert remove(api, story, 2).status == 204
    assert remove(api, story, 2).status == 404
    page = page_of(stack, story["path"])
    assert "One was put right." in page
    assert "Two was said." not in page
    assert add(api, story, "Four was said.").json["number"] == 4
    read = api("GET", f"{ARTICLES}/{story['id']}/live").json["items"]
    assert [entry["number"] for entry in read] == [4, 3, 1]
    assert read[2]["edited_at"]


def test_older_entries_have_pages_of_their_own_that_keep_their_bytes(
    stack: Stack, api: Api, story: Any
) -> None:
    for number in range(1, LIVE_RUN + 1):
        add(api, story, f"Number {number} was said.")
    first, second = (f"{story['path']}live/{run}/" for run in (1, 2))
    assert "Newer entries" not in page_of(stack, first)
    add(api, story, f"Number {LIVE_RUN + 1} was said.")
    before = page_of(stack, first)
    assert f'href="{second}" rel="next"' in before
    assert f"Number {LIVE_RUN} was said." in before
    own = page_of(stack, story["path"])
    assert f"Number {LIVE_RUN + 1} was said." in own
    assert f'href="{story["path"]}"' in page_of(stack, second)
    assert "Number 1 was said." not in own
    assert f'href="{first}"' in own
    add(api, story, "One more was said.")
    assert page_of(stack, first) == before


def test_a_story_that_moves_or_goes_takes_its_pages_along(
    stack: Stack, api: Api, story: Any
) -> None:
    add(api, story, "It began.")
    run, leads = f"{story['path']}live/1/", '<meta http-equiv="refresh" content="0; url={}">'
    assert "It began." in page_of(stack, story["path"])
    assert leads.format(story["path"]) in page_of(stack, run), "until there is a newer one"
    moved = article(title="A title", slug="moved", live="running")
    at = f"{ARTICLES}/{story['id']}"
    new = api("PUT", at, by="edith", json_body=moved, if_match="*").json["path"]
    assert "It began." in page_of(stack, new)
    assert leads.format(f"{new}live/1/") in page_of(stack, run)
    assert leads.format(new) in page_of(stack, f"{new}live/1/")
    assert api("POST", f"{at}/unpublish", by="edith").status == 200
    assert page_of(stack, run) == page_of(stack, f"{new}live/1/") == ""
    assert api("GET", f"{at}/live").status == 404


def test_what_has_ended_takes_no_entries_and_says_so(stack: Stack, api: Api, story: Any) -> None:
    add(api, story, "It began.")
    ended = article(title="A title", live="ended")
    at = f"{ARTICLES}/{story['id']}"
    assert api("PUT", at, by="edith", json_body=ended, if_match="*").status == 200
    assert add(api, story, "Too late.").status == 409
    page = page_of(stack, story["path"])
    assert "Live coverage of this story has ended." in page
    assert "It began." in page
    assert "coverageEndTime" in page
    plain = api.submit(title="Not live")
    assert add(api, plain, "Nothing here.").status == 409


def test_the_address_of_an_entry_stands_when_many_have_come_after_it(
    stack: Stack, api: Api, story: Any
) -> None:
    address = add(api, story, "The first was said.").json["path"]
    for number in range(LIVE_RUN):
        add(api, story, f"Number {number} was said.")
    path, _, anchor = address.partition("#")
    assert f'id="{anchor}"' not in page_of(stack, story["path"])
    assert f'id="{anchor}"' in page_of(stack, path)


def test_a_retracted_story_takes_no_entries_and_shows_none(
    stack: Stack, api: Api, story: Any
) -> None:
    add(api, story, "A forged stamp was found.", headline="Forgers", is_key=True)
    at = f"{ARTICLES}/{story['id']}"
    assert b"forged stamp" in b"".join(read_all(stack))
    assert api("POST", f"{at}/retract", by="edith", json_body={"reason": "Wrong."}).status == 200
    assert add(api, story, "More of it.").status == 409
    assert not [body for body in read_all(stack) if b"forged stamp" in body or b"Forgers" in body]
    assert api("GET", f"{at}/live").status == 404


def test_what_is_wrong_with_an_entry_is_said(api: Api, story: Any) -> None:
    assert add(api, story, " ").pointers == ["/text"]
    assert add(api, story, "x", headline="y" * 201, byline="").pointers == ["/headline", "/byline"]
    assert add(api, story, "x", is_key=True).code == "invalid"
    assert add(api, story, "x" * (16 * 1024 + 1)).status == 413
    wide = "|".join("a" * 400) + "\n" + "|".join("-" * 400) + "\na|" * 60
    assert add(api, story, wide).status == 413
    assert add(api, story, "x", by="ann").status == 403
    assert add(api, {"id": "0" * 8}, "x").status == 404
    assert remove(api, story, 7).status == 404
    at = f"{ARTICLES}/{story['id']}/live"
    add(api, story, "It began.")
    assert api("DELETE", f"{at}/1", by="edith").status == 428
    assert api("DELETE", f"{at}/x", by="edith", if_match="*").status == 404


def test_an_entry_sent_twice_under_one_key_is_one_entry(api: Api, story: Any) -> None:
    at, sent = f"{ARTICLES}/{story['id']}/live", {"text": "Once."}
    both = [
        api("POST", at, by="edith", json_body=sent, idempotency_key="k").json["number"]
        for _ in range(2)
    ]
    assert both == [1, 1]


def test_footnotes_of_two_entries_do_not_share_an_id(stack: Stack, api: Api, story: Any) -> None:
    for _ in range(2):
        add(api, story, "Said[^1].\n\n[^1]: By many.")
    page = page_of(stack, story["path"])
    assert 'id="live-1-fn-1"' in page
    assert 'href="#live-2-fn-1"' in page
    assert ' id="fn-1"' not in page


def test_an_entry_of_a_running_story_shows_pictures_as_long_as_readers_see_it(api: Api) -> None:
    desk = Desk(api)
    media_id = desk.picture()
    draft = desk.api.submit("edith", status="draft", live="running")
    path = f"/api/v1/articles/{draft['id']}"

    def says(method: str, to: str, text: str = "", **fields: Any) -> tuple[int, list[str]]:
        body = {"text": text} if text else None
        reply = desk.api(method, f"{path}{to}", by="edith", json_body=fields or body, if_match="*")
        wrong = reply.json["errors"] if reply.status == 422 else []
        return reply.status, [error["code"] for error in wrong]

    assert says("POST", "/live", f"![](media:{media_id})") == (422, ["no_words"])
    assert says("POST", "/live", f"![x](media:{NOWHERE})") == (422, ["unknown_picture"])
    assert says("POST", "/live", f'![{ALT}](media:{media_id} "Today")') == (201, [])
    files = files_of(media_id, 320, 640, 960)
    assert desk.public() == set(), "the story is a draft"
    for action, seen in (("publish", files), ("unpublish", set()), ("publish", files)):
        assert says("POST", f"/{action}")[0] == 200
        assert desk.public() == seen, action
    page = desk.stack.files()[f"{draft['path'][1:]}index.html"].decode()
    assert f'<source type="image/avif" srcset="/media/{media_id}/320.avif' in page
    assert f'alt="{ALT}"' in page
    assert "<figcaption>Today</figcaption>" in page
    for live, seen in (("ended", files), (None, set()), ("running", files)):
        assert says("PUT", "", **article(live=live))[0] == 200
        assert desk.public() == seen, live
    assert desk.known(media_id)["used_by"] == [f"live/{draft['id']}/1"]
    assert says("PUT", "/live/1", "Without it.") == (200, [])
    assert desk.public() == set()
    assert desk.known(media_id)["used_by"] == []
    assert says("PUT", "/live/1", f"![{ALT}](media:{media_id})") == (200, [])
    assert desk.public() == files
    removed = desk.api("DELETE", f"/api/v1/media/{media_id}", by="edith", if_match="*")
    assert (removed.status, removed.json["used_by"]) == (409, [f"live/{draft['id']}/1"])
    assert says("DELETE", "/live/1") == (204, [])
    assert desk.public() == set()
