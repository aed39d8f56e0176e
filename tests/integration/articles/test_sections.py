"""A typing mistake is no new section: who may publish makes one by saying so."""

from typing import Any

import pytest

from tests.support.api import Api, Reply, article

ARTICLES = "/api/v1/articles"


def sent(api: Api, by: str, **fields: Any) -> Reply:
    return api("POST", ARTICLES, by=by, json_body=article(**fields))


@pytest.mark.parametrize(
    ("by", "says", "how"),
    [
        ("ann", {}, "Editors make new ones."),
        ("ann", {"new_section": True}, "Editors make new ones."),
        ("client:articles:write", {"new_section": True}, "Editors make new ones."),
        ("edith", {}, 'To make it, send "new_section": true.'),
    ],
)
def test_a_section_that_is_not_there_is_refused_with_the_nearest(
    api: Api, by: str, says: dict[str, Any], how: str
) -> None:
    before = api.stack.items()
    reply = sent(api, by, section="Wrld", **says)
    assert (reply.status, reply.pointers) == (422, ["/section"])
    (error,) = reply.json["errors"]
    assert (error["code"], error["nearest"]) == ("unknown_section", ["World"])
    assert error["detail"] == f"names a section that is not there: Wrld; did you mean World? {how}"
    assert api.stack.items() == before


def test_nothing_is_offered_where_nothing_is_near(api: Api) -> None:
    (error,) = sent(api, "ann", section="Zymurgy").json["errors"]
    assert "nearest" not in error


@pytest.mark.parametrize("name", ["World", "world", " WORLD "])
def test_the_newspapers_own_sections_are_there_from_the_start(api: Api, name: str) -> None:
    assert sent(api, "ann", section=name).status == 201


@pytest.mark.parametrize("by", ["edith", "client:articles:write,articles:publish"])
def test_who_may_publish_makes_a_section_for_everybody(api: Api, by: str) -> None:
    assert sent(api, "ann", section="Weather").status == 422
    made = sent(api, by, section="Weather", new_section=True, status="published")
    assert made.status == 201
    assert sent(api, "ann", section="Weather").status == 201
    assert sent(api, "ann", section="Wether").json["errors"][0]["nearest"] == ["Weather"]


def test_a_section_whose_stories_are_gone_is_there_no_more(api: Api) -> None:
    made = api.submit(section="Wrld")
    assert api("DELETE", f"{ARTICLES}/{made['id']}", by="edith", if_match="*").status == 204
    assert sent(api, "ann", section="Wrld").json["errors"][0]["nearest"] == ["World"]


def test_an_article_keeps_its_section_and_enters_no_other_that_is_not_there(api: Api) -> None:
    at = f"{ARTICLES}/{api.submit(status='draft', section='Weather')['id']}"
    edit: dict[str, Any] = {"by": "edith", "if_match": "*"}
    assert api("PUT", at, json_body=article(section="Weather", title="T"), **edit).status == 200
    assert api("PUT", at, json_body=article(section="Wrld"), **edit).pointers == ["/section"]
    assert api("PUT", at, json_body=article(section="World"), **edit).status == 200
    back = api("POST", f"{at}/revisions/1/restore", **edit)
    assert back.status == 200


def test_a_tag_is_new_without_a_word(api: Api) -> None:
    assert sent(api, "ann", tags=["Never used before"]).status == 201
