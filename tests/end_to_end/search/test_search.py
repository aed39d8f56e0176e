"""A reader searches the running stack, with the roles that its functions have there."""

from urllib.parse import quote

from tests.support.newspaper import Newspaper


def found(newspaper: Newspaper, query: str) -> list[str]:
    answer = newspaper.anyone.send("GET", f"/search?q={quote(query)}").expect(200)
    return [str(item["id"]) for item in answer.json["items"]]


def test_a_story_can_be_searched_once_it_is_published_and_not_once_it_is_withdrawn(
    newspaper: Newspaper,
) -> None:
    story = newspaper.publish("Quokkas on Türkiye's coast", body="They swam, *nobody* knows how.")
    newspaper.until(lambda: found(newspaper, "quokk turkiye swam") == [story["id"]], "found")
    page = newspaper.get("/api/v1/search.html?q=quokk")
    assert page.status == 200
    assert story["path"] in page.text
    assert "<mark>Quokkas</mark>" in page.text
    newspaper.editor.send("POST", f"/articles/{story['id']}/unpublish").expect(200)
    newspaper.until(lambda: found(newspaper, "quokk") == [], "not found any more")


def test_a_search_for_what_no_story_has_is_answered(newspaper: Newspaper) -> None:
    assert found(newspaper, "xylophagous zzyzx") == []


def test_the_search_page_leads_to_the_results_without_javascript(newspaper: Newspaper) -> None:
    page = newspaper.get("/search/")
    assert page.status == 200
    assert 'action="/api/v1/search.html" method="get"' in page.text
    assert newspaper.get("/api/v1/search.html?q=").status == 400
