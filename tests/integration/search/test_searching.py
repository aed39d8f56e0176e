"""Readers search through the API: JSON and pages of the site, over mocked AWS."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from botocore.exceptions import ClientError

from broadsheet import bootstrap
from broadsheet.usecases.search import search as search_module
from tests.every_page import EVIL
from tests.support.api import Api, Reply

JSON, PAGE = "/api/v1/search", "/api/v1/search.html"


def found(api: Api, query: str) -> list[str]:
    reply = api("GET", JSON, query={"q": query})
    assert reply.status == 200, reply.body
    return [item["id"] for item in reply.json["items"]]


def page(api: Api, query: str, **more: str) -> Reply:
    return api("GET", PAGE, query={"q": query, **more}, accept="text/html")


@pytest.fixture
def story(api: Api) -> str:
    receipt = api.submit(
        title="Türkiye waters its fields by night",
        standfirst="Farmers pump when the sun is down.",
        body="Konya's farmers have turned *day* into night & the lake is rising.",
        section="World",
        tags=["Water"],
        byline=[{"name": "Amina Yusuf"}],
    )
    api.stack.drain()
    return str(receipt["id"])


def test_a_story_is_found_with_the_lines_in_which_it_was(api: Api, story: str) -> None:
    (item,) = api("GET", JSON, query={"q": "konya lake"}).json["items"]
    assert item["id"] == story
    assert item["title"] == "Türkiye waters its fields by night"
    assert item["section"] == {"name": "World", "slug": "world"}
    assert item["excerpt"].startswith("Konya's farmers have turned day into night & the lake")
    assert [item["excerpt"][a:b] for a, b in item["marks"]] == ["Konya", "lake"]


def test_words_of_every_part_find_it(api: Api, story: str) -> None:
    for query in ("turkiye", "FARM", "konya", "world", "water", "yusuf night"):
        assert found(api, query) == [story], query


def test_the_page_shows_what_was_found_in_the_words_of_the_site(api: Api, story: str) -> None:
    reply = page(api, "lake")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    text = reply.body
    assert '<html lang="en" dir="ltr"' in text
    assert "<mark>lake</mark> is rising." in text
    assert "night &amp; the" in text
    assert 'value="lake"' in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<form class="search-form" action="/api/v1/search.html" method="get"' in text
    assert "Amina Yusuf" in text
    (path,) = re.findall(r'<h3 class="card-title"><a href="([^"]+)">', text)
    assert api("GET", "/api/v1/articles", query={"path": path}).json["items"][0]["id"] == story


def test_nothing_found_is_said_in_words(api: Api, story: str) -> None:
    assert "Nothing was found" in page(api, "submarine").body
    assert found(api, "submarine") == []


def test_what_was_meant_is_found_and_said(api: Api, story: str) -> None:
    reply = api("GET", JSON, query={"q": "türkyie lake", "section": "world"})
    assert [item["id"] for item in reply.json["items"]] == [story]
    assert reply.json["corrected"] == "Türkiye lake"
    assert api("GET", JSON, query={"q": "lake"}).json["corrected"] is None
    body = page(api, "türkyie lake", section="world", author="").body
    assert "No story has all of “<bdi>türkyie lake</bdi>”." in body
    link = "/api/v1/search.html?q=T%C3%BCrkiye+lake&amp;section=world"
    assert f'<a href="{link}" dir="auto">Türkiye lake</a>' in body


def test_a_search_is_narrowed_by_names_and_days(api: Api, story: str) -> None:
    day = api("GET", JSON, query={"q": "lake"}).json["items"][0]["published_at"][:10]
    for asked in (
        {"section": "World"},
        {"section": "world", "author": "Amina Yusuf"},
        {"author": "amina-yusuf", "since": day, "until": day},
        {"since": "1850-01-01"},
    ):
        assert [i["id"] for i in api("GET", JSON, query={"q": "lake", **asked}).json["items"]]
        assert "1 story" in page(api, "lake", **asked).body
    for asked in ({"section": "Sport"}, {"author": "ada"}, {"until": "0001-01-01"}):
        assert api("GET", JSON, query={"q": "lake", **asked}).json["items"] == []
    shown = page(api, "lake", section="world", since=day, author="", until="").body
    assert "<details open>" in shown
    assert f'name="since" type="date" value="{day}"' in shown
    for name in ("since", "until"):
        reply = api("GET", JSON, query={"q": "lake", name: "2026-02-30"})
        assert (reply.status, reply.pointers) == (400, [f"?{name}"])
        assert page(api, "lake", **{name: "yesterday"}).status == 400
    backwards = {"since": "2026-11-02", "until": "2026-11-01"}
    assert api("GET", JSON, query={"q": "lake", **backwards}).pointers == ["?until"]
    again = page(api, "lake", **backwards)
    assert again.status == 400
    assert "must not be before <bdi>2026-11-02</bdi>, the first day" in again.body
    assert 'value="lake"' in again.body
    assert 'name="until" type="date" value="2026-11-01" aria-invalid="true"' in again.body
    assert "Nothing was found" not in again.body


def test_edits_and_withdrawals_are_searched_as_they_are(api: Api, story: str) -> None:
    address = f"/api/v1/articles/{story}"
    edit = {"title": "Rain at last", "body": "No *pumps*.", "section": "World"}
    edit["byline"] = [{"name": "Amina Yusuf"}]  # type: ignore[assignment]
    assert api("PUT", address, by="edith", json_body=edit, if_match="*").status == 200
    assert found(api, "konya") == []
    api.stack.drain()
    assert found(api, "pumps") == [story]
    assert api("POST", f"{address}/unpublish", by="edith").status == 200
    for _ in range(2):
        assert found(api, "pumps") == []
        assert "Rain at last" not in page(api, "pumps").body
        api.stack.drain()
    assert not [file for file in api.stack.files() if file.startswith("search/index/")]


def test_drafts_are_never_found(api: Api) -> None:
    api.submit("ann", title="A secret draft")
    api.stack.drain()
    assert found(api, "secret") == []


def test_lists_lead_on_in_json_and_on_pages(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.adapters.http.lists.LIMIT", 5)
    ids = [api.submit(title=f"Ferry {n}")["id"] for n in range(7)]
    api.stack.drain()
    query, walked = {"q": "ferry", "limit": "3"}, []
    while True:
        reply = api("GET", JSON, query=query)
        walked += [item["id"] for item in reply.json["items"]]
        following = reply.json["next"]
        assert reply.headers.get("link") == (f'<{following}>; rel="next"' if following else None)
        if following is None:
            break
        query = dict(parse_qsl(following.partition("?")[2]))
    assert walked == ids[::-1]
    first = page(api, "ferry")
    assert first.body.count("<li><article") == 5
    older = unescape(re.findall(r'<a href="([^"]+)" rel="next">', first.body)[0])
    rest = api("GET", PAGE, query=dict(parse_qsl(older.partition("?")[2])))
    assert rest.body.count("<li><article") == 2
    assert 'rel="next"' not in rest.body


def test_a_part_of_the_archive_without_hits_leads_on_too(
    api: Api, monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    for name in (
        "usecases.search.windows",
        "usecases.site.kinds.search_index",
        "domain.search.index",
        "domain.search.segment",
    ):
        monkeypatch.setattr(f"broadsheet.{name}.SEARCH_RUN", 1)
    monkeypatch.setattr(search_module, "MOST_FILES", 1)
    api.submit(title="Newer")
    api.stack.drain()
    reply = page(api, "nowhere")
    assert "Nothing was found among the stories looked at" in reply.body
    assert 'rel="next"' in reply.body


def test_answers_may_be_kept_for_a_moment_and_asked_for_again(api: Api, story: str) -> None:
    for path in (JSON, PAGE):
        reply = api("GET", path, query={"q": "konya"})
        assert "s-maxage=10" in reply.headers["cache-control"]
        etag = reply.headers["etag"]
        again = api("GET", path, query={"q": "konya"}, if_none_match=f"W/{etag}")
        assert (again.status, again.body) == (304, "")
        assert again.headers["etag"] == etag


@pytest.mark.parametrize(
    ("query", "pointers"),
    [
        ({}, ["?q"]),
        ({"q": ""}, ["?q"]),
        ({"q": "?!"}, ["?q"]),
        ({"q": "x" * 301}, ["?q"]),
        ({"q": " ".join(f"w{n}" for n in range(21))}, ["?q"]),
        ({"q": "a", "limit": "0"}, ["?limit"]),
        ({"q": "a", "cursor": "x"}, ["?cursor"]),
        ({"q": "a", "cursor": "WyJTRUFSQ0giLCIyMDI2LTExI3giXQ"}, ["?cursor"]),
        ({"q": "a", "page": "2", "x": "y"}, ["?page", "?x"]),
    ],
)
def test_a_question_that_cannot_be_understood_is_refused(
    api: Api, query: dict[str, str], pointers: list[str]
) -> None:
    reply = api("GET", JSON, query=query)
    assert (reply.status, reply.code, reply.pointers) == (400, "malformed", pointers)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "Please type a word to search for."),
        ({"q": "?!"}, "Please type a word to search for."),
        ({"q": "x" * 301}, "Please use at most 300 characters."),
        ({"q": " ".join(f"w{n}" for n in range(21))}, "Please use at most 20 words."),
        ({"q": "a", "cursor": "x"}, "The request cannot be understood"),
        ({"q": "a", "page": "2"}, "The request cannot be understood"),
    ],
)
def test_the_page_says_what_is_wrong_with_a_question(
    api: Api, query: dict[str, str], words: str
) -> None:
    reply = api("GET", PAGE, query=query)
    assert reply.status == 400
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert words in unescape(reply.body)
    if words.startswith("Please"):
        assert 'aria-invalid="true"' in reply.body
        assert 'aria-describedby="q-hint q-error"' in reply.body


def test_nothing_that_is_typed_becomes_markup(api: Api) -> None:
    api.submit(
        title=f"Ferry {EVIL}",
        standfirst=f"Ferry {EVIL}",
        body=f"Ferry\n\n`{EVIL}`",
        section=f"Ferry {EVIL}",
        tags=[f"Ferry {EVIL}"],
        byline=[{"name": f"Ferry {EVIL}"}],
    )
    api.stack.drain()
    for query in ("ferry alert script", EVIL, f"ferry {EVIL}"):
        reply = page(api, query)
        assert reply.status in (200, 400)
        assert "<script>alert" not in reply.body
        assert "alert(1)</script" not in reply.body
        assert "{{ 7*7 }}" in reply.body
    hit = page(api, "ferry alert script").body
    assert "<mark>Ferry</mark> &#34;&#39;&gt;&lt;<mark>script</mark>&gt;<mark>alert</mark>" in hit


def test_a_trouble_with_the_bucket_is_an_error_and_not_an_empty_answer(
    api: Api, monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    def refused(**_: str) -> None:
        denied = {"Error": {"Code": "AccessDenied", "Message": "no"}}
        raise ClientError(denied, "GetObject")  # type: ignore[arg-type]

    index = bootstrap.search_index()
    monkeypatch.setattr(index._client, "get_object", refused)  # type: ignore[attr-defined]
    assert api("GET", JSON, query={"q": "konya"}).status == 500


def test_the_empty_search_page_is_a_page_of_the_site(api: Api) -> None:
    assert api.stack.cloud
    from broadsheet.adapters.jinja.kinds.fixed import fixed_pages  # noqa: PLC0415

    text = fixed_pages(bootstrap.site())["search/index.html"]().decode()
    assert '<form class="search-form" action="/api/v1/search.html" method="get"' in text
    assert "noindex" not in text
    assert '<link rel="canonical" href="https://news.example.org/search/">' in text
