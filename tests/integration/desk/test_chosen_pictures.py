"""A picture that the newsroom has, chosen for a story by plain forms."""

from typing import Any

import pytest

from tests.integration.desk.test_media import HOSTILE, cards
from tests.support.api import Api
from tests.support.desk import Desk
from tests.support.pictures import ALT
from tests.support.pictures import Desk as PictureDesk
from tests.support.writing import article, keep, typed_into


@pytest.fixture
def pictures(api: Api) -> PictureDesk:
    return PictureDesk(api)


def test_a_picture_is_chosen_for_a_story_by_plain_forms_and_nothing_typed_is_lost(
    desk: Desk, pictures: PictureDesk
) -> None:
    first, second = pictures.picture(alt=ALT), pictures.picture(alt="A pier [old]")
    page = desk.as_("ann").get("/desk/stories/new")
    typed: Any = {
        "title": "Harbour",
        "body": "One.",
        "section": "News",
        "image_alt": "Of another one",
    }
    chooser = page.submit("Put one of our pictures into the text", **typed)
    assert (cards(chooser), "end of the text" in chooser.text) == ([second, first], True)
    alts = [one for one in chooser.html.all("textarea") if one["name"] == "alt"]
    assert [one.text for one in alts] == ["A pier [old]", ALT], "as they are, to be put right"
    found = chooser.submit("Search", words="boat")
    assert (cards(found), found.value("words")) == ([first], "boat")
    back = found.submit("Put it into the text", alt="A boat [dry]")
    assert "at the end of the text now" in back.text
    assert typed_into(back, "body") == f"One.\n\n![A boat \\[dry\\]](media:{first})\n"
    above = back.submit("Choose one of our pictures", standfirst="Later words.")
    assert "above the story" in above.text
    story = above.submit("Put it above the story", number=0)
    assert typed_into(story, "standfirst") == "Later words."
    assert typed_into(story, "image_media") == second
    assert typed_into(story, "image_alt") == "A pier [old]", "not of the one before"
    saved = article(story.submit("Save draft"))
    assert (saved["lead_image"]["media"], saved["title"]) == (second, "Harbour")
    again = desk.as_("ann").get(f"/desk/stories/{saved['id']}/write")
    line = again.submit("Put one of our pictures into the text").submit("Put it into the text")
    assert typed_into(line, "body").endswith(f"![A pier \\[old\\]](media:{second})\n")
    assert "did not save" in line.text


def test_choosing_a_picture_for_a_story_refuses_what_cannot_be(
    desk: Desk, pictures: PictureDesk
) -> None:
    media_id, waiting = pictures.picture(alt=ALT), pictures.announce()
    page = desk.as_("ann").get("/desk/stories/new")
    chooser = page.submit("Put one of our pictures into the text", title=HOSTILE, body=HOSTILE)
    assert "onerror=alert(1)>" not in chooser.body
    assert cards(chooser) == [media_id], "what is not ready is not offered"
    late = chooser.submit("Put it into the text", picture=waiting)
    assert (late.status, "not ready" in late.text) == (409, True)
    assert chooser.submit("Put it into the text", picture="../x").status == 404
    assert chooser.submit("Put it into the text", place="x").status == 400
    assert chooser.submit("Search", words="!!").status == 400
    # Another page of the same person has words that the first one has not seen.
    other = desk.as_("ann").get(chooser.links["Back to the story"])
    assert keep(other, 1, "Words of another page.")["outcome"] == "kept"
    told = page.submit("Put one of our pictures into the text", body="Words of the first page.")
    assert "Words of another page." in told.text
    assert "Words of the first page." in told.text
