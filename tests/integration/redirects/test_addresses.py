"""Slugs, collisions, and addresses that stay an article's own for ever."""

import re

import pytest

from tests.support.api import Api, article

ARTICLES = "/api/v1/articles"


def slug(path: str) -> str:
    match = re.fullmatch(r"/\d{4}/\d\d/([a-z0-9]+(?:-[a-z0-9]+)*)/", path)
    assert match, path
    return match[1]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Türkiye", "turkiye"),
        ("İstanbul'da ağaçlar", "istanbul-da-agaclar"),
        ("Straße, Æther & Œuvre", "strasse-aether-oeuvre"),
        ("  --  What?! A/B %2e%2e ..  ", "what-a-b-2e-2e"),
        ("الماء في الليل", "alma-fy-allyl"),
        ("北京的夜晚", "bei-jing-de-ye-wan"),
        ("Привет, мир", "privet-mir"),
        ("archive", "archive"),
    ],
)
def test_a_title_in_any_script_makes_a_sound_slug(api: Api, title: str, expected: str) -> None:
    assert slug(api.submit(title=title)["path"]) == expected


def test_titles_of_nothing_but_emoji_get_slugs_of_their_own(api: Api) -> None:
    first, second = (slug(api.submit(title=title)["path"]) for title in ("🎉🎉", "🚀"))
    assert first != second


def test_a_long_title_makes_a_slug_of_whole_words(api: Api) -> None:
    made = slug(api.submit(title="Wörter " * 42)["path"])
    assert len(made) <= 80
    assert set(made.split("-")) == {"worter"}


def test_the_same_title_gets_the_next_number(api: Api) -> None:
    slugs = [slug(api.submit(title="Water")["path"]) for _ in range(4)]
    assert slugs == ["water", "water-2", "water-3", "water-4"]


def test_after_the_numbers_an_address_is_still_found(api: Api) -> None:
    slugs = [slug(api.submit("ann", title="Water")["path"]) for _ in range(12)]
    assert len(set(slugs)) == 12


def test_an_explicit_slug_is_taken_as_it_is_and_numbered_where_it_is_taken(api: Api) -> None:
    slugs = [slug(api.submit(slug="own-words", title=t)["path"]) for t in ("A", "B")]
    assert slugs == ["own-words", "own-words-2"]


def test_a_new_title_does_not_move_the_article(api: Api) -> None:
    made = api.submit(title="First words")
    edit = article(title="Second thoughts")
    reply = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=edit, if_match="*")
    assert reply.json["path"] == made["path"]


def test_a_moved_article_answers_at_its_former_address_and_nobody_else_gets_that(
    api: Api,
) -> None:
    made = api.submit(title="Here")
    edit = article(title="Here", slug="there")
    moved = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=edit, if_match="*").json
    assert slug(moved["path"]) == "there"
    for path in (made["path"], moved["path"], made["path"].rstrip("/")):
        found = api("GET", ARTICLES, query={"path": path}).json["items"]
        assert [(i["id"], i["path"]) for i in found] == [(made["id"], moved["path"])]
    assert slug(api.submit(title="Here")["path"]) == "here-2"


def test_an_article_may_move_back(api: Api) -> None:
    made = api.submit(slug="one")
    path = f"{ARTICLES}/{made['id']}"
    for name in ("two", "one"):
        edit = article(slug=name)
        reply = api("PUT", path, by="edith", json_body=edit, if_match="*")
        assert slug(reply.json["path"]) == name


def test_a_draft_that_moves_leaves_its_address_to_others(api: Api) -> None:
    made = api.submit("ann", slug="one")
    edit = article(slug="two")
    api("PUT", f"{ARTICLES}/{made['id']}", by="ann", json_body=edit, if_match="*")
    assert slug(api.submit("ben", slug="one")["path"]) == "one"


def test_a_deleted_draft_leaves_its_address_to_others(api: Api) -> None:
    made = api.submit("ann", slug="one")
    api("DELETE", f"{ARTICLES}/{made['id']}", by="ann", if_match="*")
    assert slug(api.submit("ben", slug="one")["path"]) == "one"


def test_the_address_of_a_deleted_story_is_never_given_away(api: Api) -> None:
    made = api.submit(slug="one")
    api("DELETE", f"{ARTICLES}/{made['id']}", by="edith", if_match="*")
    assert slug(api.submit(slug="one")["path"]) == "one-2"
    assert api("GET", ARTICLES, query={"path": made["path"]}).json["items"] == []


def test_an_article_that_comes_back_has_its_address_again(api: Api) -> None:
    made = api.submit(slug="one")
    path = f"{ARTICLES}/{made['id']}"
    api("POST", f"{path}/unpublish", by="edith")
    assert api("POST", f"{path}/publish", by="edith").json["path"] == made["path"]
