"""A story that has all that a story can have, from draft to its end, by the desk's forms alone.

So the desk's role is asked for all that these forms can need.
"""

from typing import Any

from tests.support.api import Api, article
from tests.support.desk import Desk
from tests.support.desk_story import press, story_at
from tests.support.life import ARTICLES, REASON, assert_nowhere, stored
from tests.support.pictures import Desk as PictureDesk


def everything(api: Api) -> Any:
    """A draft with a picture, links, tags, a label and a translation."""
    other = api.submit(title="The other story", tags=["Ports"])
    picture = PictureDesk(api).picture()
    sent = article(
        title="Harbour closed",
        body=f"A sentence about a harbour.\n\n![A boat](media:{picture})",
        lead_image={"media": picture, "alt": "A boat"},
        tags=["Ports", "Weather"],
        also_read=[other["id"]],
        dont_miss=[other["id"]],
        translation_of=other["id"],
        language="de",
        breaking=True,
        live="running",
        drop_cap=True,
        series={"name": "All of them", "part": 1},
        status="draft",
    )
    reply = api("POST", ARTICLES, by="edith", json_body=sent)
    assert reply.status == 201, reply.body
    return reply.json


def test_a_story_with_everything_lives_its_whole_life_by_forms(desk: Desk, api: Api) -> None:
    made, edith = everything(api), desk.as_("edith")
    at = story_at(made)
    copy = press(edith, at, "duplicate").path
    assert "Published." in press(edith, at, "publish").text
    assert "stands under the story" in press(edith, at, "correct").text
    assert "Scheduled." in press(edith, at, "schedule", public=True).text
    assert "forgotten" in press(edith, at, "unschedule").text
    edited = edith.get(f"{at}/revisions/1/restore").submit("Bring it back")
    assert "says again" in edited.text
    asked = edith.get(f"{at}/unpublish")
    assert "Its own page follows, " in asked.text
    assert "Taken off the site." in asked.submit("Take off the site").text
    assert "Published." in press(edith, at, "publish").text
    assert "Retracted" in press(edith, at, "retract").text
    assert "The documents were forged." in edith.get(at).text
    assert_nowhere(api.stack, api, made, ("A sentence about a harbour.",))
    assert REASON["reason"] in str(api.stack.files())
    press(edith, copy, "delete")
    states = sorted(item["status"]["S"] for item in stored(api, "Article"))
    assert states == ["deleted", "published", "retracted"]
