"""The life of an article through the API: every state, every action, everybody who may ask."""

from collections.abc import Iterator
from typing import Any

import pytest

from broadsheet.domain.articles.life import Action, Status
from tests.support.api import Api, routes
from tests.support.life import ARTICLES, act, as_staff, stored
from tests.support.staff_tokens import publish_keys

# own: the author whose article it is. other: another author. reader: a token without a role.
# 404 is what somebody is told who may not know that the article is there.
TABLE = """
                     draft  in_review  scheduled  published  unpublished  retracted  deleted
replace     own        200        403        403        403          403        403      404
replace     other      404        404        404        403          404        404      404
replace     reader     404        404        404        403          404        404      404
replace     editor     200        200        200        200          200        409      404
restore     own        200        403        403        403          403        403      404
restore     other      404        404        404        403          404        404      404
restore     reader     404        404        404        403          404        404      404
restore     editor     200        200        200        200          200        409      404
review      own        200        403        403        403          403        403      404
review      other      404        404        404        403          404        404      404
review      reader     404        404        404        403          404        404      404
review      editor     200        409        409        409          409        409      404
return      own        403        200        403        403          403        403      404
return      other      404        404        404        403          404        404      404
return      reader     404        404        404        403          404        404      404
return      editor     409        200        409        409          409        409      404
schedule    own        403        403        403        403          403        403      404
schedule    other      404        404        404        403          404        404      404
schedule    reader     404        404        404        403          404        404      404
schedule    editor     200        200        200        200          200        409      404
unschedule  own        403        403        403        403          403        403      404
unschedule  other      404        404        404        403          404        404      404
unschedule  reader     404        404        404        403          404        404      404
unschedule  editor     409        409        200        200          409        409      404
publish     own        403        403        403        403          403        403      404
publish     other      404        404        404        403          404        404      404
publish     reader     404        404        404        403          404        404      404
publish     editor     200        200        200        409          200        409      404
correct     own        403        403        403        403          403        403      404
correct     other      404        404        404        403          404        404      404
correct     reader     404        404        404        403          404        404      404
correct     editor     409        409        409        200          409        409      404
unpublish   own        403        403        403        403          403        403      404
unpublish   other      404        404        404        403          404        404      404
unpublish   reader     404        404        404        403          404        404      404
unpublish   editor     409        409        409        200          409        200      404
retract     own        403        403        403        403          403        403      404
retract     other      404        404        404        403          404        404      404
retract     reader     404        404        404        403          404        404      404
retract     editor     409        409        409        200          200        200      404
delete      own        204        403        403        403          403        403      404
delete      other      404        404        404        403          404        404      404
delete      reader     404        404        404        403          404        404      404
delete      editor     204        204        204        204          204        409      404
duplicate   own        201        201        201        201          201        403      404
duplicate   other      404        404        404        403          404        404      404
duplicate   reader     404        404        404        403          404        404      404
duplicate   editor     201        201        201        201          201        409      404
assign      own        200        403        403        403          403        403      404
assign      other      404        404        404        403          404        404      404
assign      reader     404        404        404        403          404        404      404
assign      editor     200        200        200        200          200        200      404
"""
LEADS_TO = {
    "review": "in_review",
    "return": "draft",
    "schedule": "scheduled",
    "unschedule": "draft",
    "publish": "published",
    "unpublish": "unpublished",
    "retract": "retracted",
}
WHO = {"own": "ann", "other": "ben", "reader": "olga", "editor": "edith"}


def rows() -> Iterator[tuple[str, str, str, int]]:
    """Action, role, state, and the expected answer."""
    lines = [line.split() for line in TABLE.strip().splitlines()]
    for action, role, *answers in lines[1:]:
        for state, answer in zip(lines[0], answers, strict=True):
            yield action, role, state, int(answer)


ROUTES = {
    "replace": "PUT /api/v1/articles/{id}",
    "delete": "DELETE /api/v1/articles/{id}",
    "restore": "POST /api/v1/articles/{id}/revisions/{version}/restore",
    "correct": "POST /api/v1/articles/{id}/corrections",
}
"""Where actions are found whose address is not their name."""


def is_routed(action: str) -> bool:
    return ROUTES.get(action, f"POST /api/v1/articles/{{id}}/{action}") in routes()


@pytest.mark.parametrize("action", Action)
def test_every_action_has_its_address(action: Action) -> None:
    assert is_routed(action)


def test_the_table_has_every_state_every_action_and_every_role() -> None:
    cases = [(action, role, state) for action, role, state, _ in rows()]
    assert sorted(cases) == sorted((a, r, s) for a in Action for r in WHO for s in Status)


PATHS_TO = {
    "draft": "",
    "in_review": "review",
    "scheduled": "schedule",
    "published": "publish",
    "unpublished": "publish unpublish",
    "retracted": "publish retract",
    "deleted": "delete",
}


def in_state(api: Api, state: str) -> Any:
    """An article of ann's in that state."""
    made = api.submit("ann", title=f"A title {state}", body="A sentence about a harbour.")
    for action in PATHS_TO[state].split():
        assert act(api, made, action, "edith").status in (200, 204)
    return made


@pytest.mark.parametrize("state", [status.value for status in Status])
def test_every_action_by_everybody_is_answered_as_in_the_table(api: Api, state: str) -> None:
    untouched = in_state(api, state)
    public = state == "published"
    possible = [
        a for a, role, s, answer in rows() if (role, s) == ("editor", state) and answer < 300
    ]
    for action, role, at, expected in rows():
        if at != state or not is_routed(action):
            continue
        case = f"{action} by {role} of what is {state}"
        made = in_state(api, state) if expected < 300 else untouched
        reply = act(api, made, action, WHO[role], public=public)
        assert reply.status == expected, f"{case}: {reply.body}"
        if expected == 409:
            assert reply.code == "not_allowed_in_state", case
            assert sorted(reply.json["possible"]) == sorted(possible), case
            assert ", ".join(reply.json["possible"]) in reply.json["detail"], case
        assert_led_to(api, made, action, state, done=expected < 300, case=case)
        public_now = api("GET", f"{ARTICLES}/{made['id']}").status == 200
        assert public_now is after_is_public(action, state, expected), case


def after_is_public(action: str, state: str, answered: int) -> bool:
    """Whether anyone may read the article then."""
    if answered >= 300:
        return state == "published"
    if action == "publish":
        return True
    return state == "published" and action not in ("unpublish", "retract", "delete")


def assert_led_to(api: Api, made: Any, action: str, state: str, *, done: bool, case: str) -> None:
    """The stored article is in the state that the action leads to, or in that it was in."""
    found = {item["id"]["S"]: item["status"]["S"] for item in stored(api, "Article")}
    stays = not done or action in ("replace", "restore", "correct", "duplicate", "assign")
    stays = stays or (state == "published" and "schedule" in action)
    expected = state if stays else "deleted" if action == "delete" else LEADS_TO[action]
    assert found[made["id"]] == expected, case


def test_an_author_hands_in_takes_back_and_is_told_what_is_possible(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_keys(monkeypatch)
    made = api.submit("ann", status="in_review")
    assert made["status"] == "in_review"
    assert as_staff(api, made, "ann")["possible"] == ["return", "duplicate"]
    assert "publish" in as_staff(api, made)["possible"]
    path = f"{ARTICLES}/{made['id']}/return"
    note = {"note": "The figures are of last year."}
    assert api("POST", path, by="edith", json_body=note).json["status"] == "draft"
    (returned,) = [r for r in stored(api, "Revision") if r["action"]["S"] == "return"]
    assert (returned["note"]["S"], returned["by"]["S"]) == (note["note"], "edith")
    expected = ["replace", "restore", "review", "delete", "duplicate", "assign"]
    assert as_staff(api, made, "ann")["possible"] == expected
