"""A story's life by the desk's forms alone: every state, every button, everybody who asks."""

from typing import Any

import pytest

from broadsheet.domain.articles.life import Action, Status
from tests.fakes.user_pool import MemoryUserPool
from tests.integration.articles.test_life import LEADS_TO, WHO, in_state, rows
from tests.support.api import SUBJECTS, Api
from tests.support.desk import Browser, Desk
from tests.support.desk_story import EDITS, WORDS, offered, press, story_at
from tests.support.life import act, stored

STATES = [status.value for status in Status if status is not Status.DELETED]


def allowed(role: str, state: str) -> set[str]:
    """What the table of the API's answers lets a role do with a story in a state."""
    return {a for a, r, s, answer in rows() if (r, s) == (role, state) and answer < 300}


def seen_by(role: str, state: str) -> bool:
    """Whether they may see it whole, who it is of or whoever edits."""
    del state
    return role in ("own", "editor")


def kept(api: Api, made: Any) -> Any:
    (found,) = [i for i in stored(api, "Article") if i["id"]["S"] == made["id"]]
    return found


def status_of(api: Api, made: Any) -> str:
    return str(kept(api, made)["status"]["S"])


def posted(browser: Browser, at: str, name: str, version: str) -> int:
    """The answer to a form that nobody was offered."""
    token = browser.get("/desk/today").html.all("input", where=lambda e: e["name"] == "_csrf")
    typed = [("_csrf", token[0]["value"]), ("_version", version), ("reason", "x"), ("text", "x")]
    typed += [("publish_at/day", "2086-11-24"), ("publish_at/time", "06:00")]
    return browser.post(f"{at}/{name}", typed).status


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", WHO)
def test_a_page_offers_what_is_possible_and_nothing_else(
    desk: Desk, api: Api, state: str, role: str
) -> None:
    made = in_state(api, state)
    page = desk.as_(WHO[role]).get(story_at(made))
    if not seen_by(role, state):
        assert page.status == 404
        return
    possible = allowed(role, state)
    expected = {EDITS.get(action, action) for action in possible} | {"revisions"}
    if "replace" in possible and state != "published":
        expected.add("embargo")
    if state == "published":
        expected.discard("unschedule")  # there is no hour to forget
    assert offered(page) == expected


@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_is_done_by_its_form(desk: Desk, api: Api, state: str) -> None:
    for role in ("own", "editor"):
        for action in sorted(allowed(role, state) - set(EDITS)):
            made, browser = in_state(api, state), desk.as_(WHO[role])
            if (state, action) == ("published", "unschedule"):
                act(api, made, "schedule", "edith", public=True)
            page = press(browser, story_at(made), action, public=state == "published")
            case = f"{action} by {role} of what is {state}: {page.text}"
            stays = action in ("correct", "duplicate", "assign")
            stays = stays or (state == "published" and "schedule" in action)
            expected = "deleted" if action == "delete" else LEADS_TO.get(action, state)
            assert status_of(api, made) == (state if stays else expected), case
            assert page.status == 200, case


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_offered_is_refused_whoever_sends_it(desk: Desk, api: Api, state: str) -> None:
    made = in_state(api, state)
    version = kept(api, made)["version"]["N"]
    for role, user in WHO.items():
        browser = desk.as_(user)
        for action in sorted(set(WORDS) - {"embargo"} - allowed(role, state)):
            case = f"{action} by {role} of what is {state}"
            answers = {a: x for a, r, s, x in rows() if (r, s) == (role, state)}
            refused = posted(browser, story_at(made), action, version)
            assert refused == answers[action], case
            asked = browser.send("GET", f"{story_at(made)}/{action}").status
            # To look at what changed is for all who see the story.
            expected = 200 if action == "review" else refused
            hidden = 404 if not seen_by(role, state) else expected
            assert asked == hidden, case
        assert status_of(api, made) == state


def test_every_action_has_its_place_at_the_desk() -> None:
    assert {action.value for action in Action} == set(WORDS) - {"embargo"} | set(EDITS)


def test_a_story_that_is_deleted_is_no_page(desk: Desk, api: Api) -> None:
    made = in_state(api, "deleted")
    assert desk.as_("edith").get(story_at(made)).status == 404


def test_a_story_is_given_to_whoever_has_an_account_by_name(
    desk: Desk, api: Api, pool: MemoryUserPool
) -> None:
    made, edith = in_state(api, "draft"), desk.as_("edith")
    for nobody in ("mallory", "olga", "b en", SUBJECTS["ben"]):
        refused = edith.get(story_at(made)).submit("Assign", name=nobody)
        assert (refused.status, "is nobody who works here" in refused.text) == (422, True)
        assert nobody in [one.get("value") for one in refused.html.all("input")]
    page = edith.get(story_at(made)).submit("Assign", name=" ben ")
    assert "Assigned." in page.text
    ben = desk.as_("ben")
    assert offered(ben.get(story_at(made))) == offered(desk.as_("ann").get(story_at(made))) - {
        "delete"
    }
    pool.accounts["ben"].is_enabled = False
    page.submit("Assign", id="")
    assert edith.get(story_at(made)).submit("Assign", name="ben").status == 422


def test_a_story_can_be_given_to_who_worked_on_it(
    desk: Desk, api: Api, pool: MemoryUserPool
) -> None:
    del pool
    made = in_state(api, "draft")
    ben, edith = desk.as_("ben"), desk.as_("edith")
    assert ben.get(story_at(made)).status == 404
    options = edith.get(story_at(made)).html.all("option")
    assert [one.text for one in options] == ["Nobody", "edith", "ann"]
    refused = edith.get(story_at(made)).submit("Assign", id="pool:mallory")
    assert (refused.status, "is nobody who works here" in refused.text) == (422, True)
    page = edith.get(story_at(made)).submit("Assign", id=options[2]["value"])
    assert "Assigned." in page.text
    assert "assigned · edith" in page.text
    assert api("POST", f"/api/v1/articles/{made['id']}/review", by="ann").status == 200


def test_what_is_assigned_to_somebody_stands_in_their_list(desk: Desk, api: Api) -> None:
    made = in_state(api, "draft")
    edith, ann = desk.as_("edith"), desk.as_("ann")
    assert "Nothing is assigned to you" in ann.get("/desk/stories?whose=assigned").text
    options = edith.get(story_at(made)).html.all("option")
    edith.get(story_at(made)).submit("Assign", id=options[2]["value"])
    listed = ann.get("/desk/stories?whose=assigned")
    assert "Assigned to ann" in listed.text
    assert listed.follow("A title draft").path == story_at(made)
    assert "A title draft" not in desk.as_("ben").get("/desk/stories?whose=assigned").text


def test_what_came_back_says_why_on_its_page(desk: Desk, api: Api) -> None:
    made = in_state(api, "in_review")
    press(desk.as_("edith"), story_at(made), "return", note="Whose figures?")
    assert "Handed back Whose figures? edith" in desk.as_("ann").get(story_at(made)).text
