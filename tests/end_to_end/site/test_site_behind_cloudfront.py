"""What CloudFront does for readers: addresses, headers, the page for what is missing."""

import gzip

import pytest

from local.media import FOLDER as PICTURES
from local.media import Media
from operate.rebuild import rebuild
from operate.template import of_the_site
from tests.support.newspaper import Newspaper, article

GZIP = {"Accept-Encoding": "gzip"}
NONE = {"If-None-Match": 'W/"1"'}


@pytest.mark.parametrize("path", ["/", "/section/news/", "/comments-policy/", "/404.html"])
def test_pages_carry_the_security_headers(newspaper: Newspaper, path: str) -> None:
    headers = newspaper.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert f"frame-src {of_the_site()['FrameSources']};" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_lives_shortly_at_the_edge_and_survives_an_outage(newspaper: Newspaper) -> None:
    cache = newspaper.get("/").headers["Cache-Control"]
    assert "s-maxage=30" in cache
    assert "stale-while-revalidate" in cache
    assert "stale-if-error" in cache


def test_assets_live_for_ever(newspaper: Newspaper) -> None:
    asset = next(key for key in newspaper.pages() if key.startswith("assets/"))
    assert "immutable" in newspaper.get(f"/{asset}").headers["Cache-Control"]


def test_a_page_leaves_packed_and_is_not_sent_again_to_who_has_it(newspaper: Newspaper) -> None:
    plain, packed = newspaper.get("/"), newspaper.get("/", GZIP)
    assert gzip.decompress(packed.body) == plain.body
    kept = GZIP | {"If-None-Match": packed.headers["ETag"]}
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    assert newspaper.get("/", kept).status == 304


def test_who_reads_packed_answers_edits_what_was_read(newspaper: Newspaper) -> None:
    """A packed answer has a weak ETag, which is all that such a client can say it has read."""
    story = newspaper.publish("Packed", body="A long story. " * 100)
    address = f"/articles/{story['id']}"
    read = newspaper.editor.send("GET", address, headers=GZIP).expect(200)
    edited = article("Packed and edited")
    edited.pop("status")
    condition = {"If-Match": read.headers["ETag"]}
    assert condition == {"If-Match": 'W/"1"'}
    assert newspaper.editor.send("GET", address, headers=GZIP | NONE).expect(304).body == b""
    newspaper.editor.send("PUT", address, edited, condition).expect(200)
    newspaper.editor.send("PUT", address, edited, condition).expect(412)


def test_a_picture_is_served_as_it_is_and_a_rebuild_leaves_it_alone(newspaper: Newspaper) -> None:
    stack = newspaper.stack
    Media(stack.client("s3"), stack.outputs["SiteBucketName"]).put_missing(PICTURES)
    file = sorted(PICTURES.iterdir())[0]
    rebuild(stack.operated)
    answer = newspaper.get(f"/media/{file.name}")
    assert answer.body == file.read_bytes()
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]


def test_an_address_without_its_last_slash_leads_to_the_page(newspaper: Newspaper) -> None:
    answer = newspaper.get("/section/news?utm_source=mail&q=a%20b&q=c")
    assert answer.status == 301
    assert answer.headers["Location"] == "/section/news/?utm_source=mail&q=a%20b&q=c"


def test_a_missing_page_is_a_404_that_a_person_can_read(newspaper: Newspaper) -> None:
    answer = newspaper.get("/2020/01/never-written/")
    assert answer.status == 404
    assert "<h1" in answer.text


def test_the_api_keeps_its_own_404(newspaper: Newspaper) -> None:
    answer = newspaper.anyone.send("GET", "/nothing/here")
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["code"] == "not_found"


def test_another_method_is_answered_with_those_that_are_allowed(newspaper: Newspaper) -> None:
    answer = newspaper.anyone.send("DELETE", "/articles")
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, POST"


def test_the_feeds_have_their_types(newspaper: Newspaper) -> None:
    assert newspaper.get("/feed.xml").headers["Content-Type"].startswith("application/rss+xml")
    assert newspaper.get("/atom.xml").headers["Content-Type"].startswith("application/atom+xml")
    assert newspaper.get("/feed.json").headers["Content-Type"].startswith("application/feed+json")
