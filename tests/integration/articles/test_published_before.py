"""A story that was published elsewhere keeps its date, if an editor says so."""

from typing import Any

import pytest

from tests.support.api import Api, article

ARTICLES = "/api/v1/articles"
BEFORE = "2019-01-31T08:00:00.000Z"


def sent(api: Api, by: str = "edith", **fields: Any) -> Any:
    wanted = {"status": "published", "published_at": BEFORE} | fields
    return api("POST", ARTICLES, by=by, json_body=article(**wanted))


def test_it_stands_where_it_would_stand_had_it_been_published_here(api: Api) -> None:
    newer = api.submit(title="Of today")
    made = sent(api, title="Of 2019").json
    assert made["path"] == "/2019/01/of-2019/"
    read = api("GET", f"{ARTICLES}/{made['id']}").json
    assert (read["published_at"], read["updated_at"]) == (BEFORE, None)
    listed = api("GET", ARTICLES).json["items"]
    assert [one["id"] for one in listed] == [newer["id"], made["id"]]
    month = api("GET", ARTICLES, query={"month": "2019-01"}).json["items"]
    assert [one["id"] for one in month] == [made["id"]]
    api.stack.drain()
    files = api.stack.files()
    assert "2019/01/of-2019/index.html" in files
    assert b"Of 2019" in files["2019/01/index.html"]
    assert b"Of 2019" in files["section/news/2019/01/index.html"]
    feed = files["feed.xml"]
    assert feed.index(b"Of today") < feed.index(b"Of 2019")
    assert b"Of 2019" not in files["news-sitemap.xml"]


def test_the_trail_says_when_it_came(api: Api) -> None:
    made = sent(api).json
    (step,) = api("GET", f"{ARTICLES}/{made['id']}/revisions", by="edith").json["items"]
    assert not step["at"].startswith("2019")


@pytest.mark.parametrize("moment", ["0001-01-02T00:00:00Z", "1788-01-01T00:00:00+01:00"])
def test_a_date_of_any_year_is_a_date(api: Api, moment: str) -> None:
    made = sent(api, title="Old", published_at=moment).json
    assert made["path"] in ("/0001/01/old/", "/1787/12/old/")
    api.stack.drain()
    assert f"{made['path'][1:]}index.html" in api.stack.files()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"published_at": "2999-01-01T00:00:00Z"}, "in the future"),
        ({"published_at": "0001-01-01T00:00:00+05:00"}, "the years from 1"),
        ({"published_at": "2019-01-31"}, "a date and hour"),
        ({"published_at": "2019-02-31T00:00:00Z"}, "a date and hour"),
        ({"published_at": "2019-01-31T08:00:00"}, "a date and hour"),
        ({"published_at": 1548921600}, "must be text"),
        ({"status": "draft"}, "needs status published"),
        ({"status": "in_review"}, "needs status published"),
    ],
)
def test_what_cannot_have_been_is_refused_in_words(
    api: Api, fields: dict[str, Any], words: str
) -> None:
    reply = sent(api, **fields)
    assert reply.status == 422
    (error,) = reply.json["errors"]
    assert error["pointer"] == "/published_at"
    assert words in error["detail"]


def test_an_author_cannot_say_so(api: Api) -> None:
    assert sent(api, "ann").status == 403
    reply = sent(api, "ann", status="draft")
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/published_at")


def test_an_edit_may_repeat_the_date_and_cannot_change_it(api: Api) -> None:
    made = sent(api).json
    assert made["notes"] == []
    path = f"{ARTICLES}/{made['id']}"
    same = article(published_at="2019-01-31T10:00:00+02:00")
    assert api("PUT", path, by="edith", json_body=same, if_match='"1"').status == 200
    other = article(published_at="2020-01-01T00:00:00Z")
    reply = api("PUT", path, by="edith", json_body=other, if_match='"2"')
    assert (reply.status, reply.json["errors"][0]["code"]) == (422, "read_only")
    assert api("GET", path).json["published_at"] == BEFORE
