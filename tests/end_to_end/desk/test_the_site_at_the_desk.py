"""The site at the desk of the running stack: a picture by a plain form of S3, an entry of a running
story, the front page; each under the desk's own role, and seen by a reader."""

import io
import re

import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.clock import new_id, now
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.adapters.http.signed_in import principal_of
from broadsheet.usecases.desk.sessions import begin_session
from broadsheet.usecases.shared.services import Services
from client.session import claims
from tests.support.desk import fields_of
from tests.support.desk_on_stack import BrowserOnStack
from tests.support.newspaper import Newspaper
from tests.support.pictures import photograph
from tests.support.uploads import posted


@pytest.fixture
def desk(newspaper: Newspaper) -> BrowserOnStack:
    """The browser of an editor who has just signed in."""
    table = DynamoTable(newspaper.stack.client("dynamodb"), newspaper.stack.outputs["TableName"])
    services = Services(table=table, markup=CommonMark(), clock=now, ids=new_id)
    who = principal_of(claims(newspaper.editor.token))
    begun = begin_session(services, "signed in", who, roles_until=now().replace(year=2099))
    browser = BrowserOnStack(newspaper)
    browser.cookies[COOKIE] = begun.secret
    return browser


def test_a_picture_goes_from_the_desks_form_to_a_page_of_the_site(
    newspaper: Newspaper, desk: BrowserOnStack
) -> None:
    page = desk.get("/desk/media/new").submit("Go on to the file", credit="Amina Yusuf")
    (form,) = [f for f in page.html.all("form") if f.get("enctype") == "multipart/form-data"]
    fields = dict(fields_of(form))
    media_id = fields["key"].removeprefix("uploads/")
    origin = re.match("https?://[^/]+", form["action"])
    assert origin
    assert f"form-action 'self' {origin[0]};" in page.headers["content-security-policy"]
    status, words = posted(form["action"], fields, "boat.jpg", io.BytesIO(photograph()))
    # S3 led the browser back: to a page that says so to whoever has no cookie with them.
    assert (status, f"/desk/media/{media_id}" in words) == (200, True), words
    where = f"/desk/media/{media_id}"
    newspaper.until(lambda: "800 × 500" in desk.get(where).text, "the picture is ready")
    assert "Saved." in desk.get(where).submit("Save", alt="A boat on a dry lake").text
    story = newspaper.publish("A lake at the desk", lead_image={"media": media_id})
    newspaper.until(
        lambda: "A boat on a dry lake" in newspaper.get(story["path"]).text, "on the page"
    )
    shown = desk.get(where)
    assert "A lake at the desk" in shown.links
    assert shown.submit("Remove it").status == 409
    newspaper.editor.send("POST", f"/articles/{story['id']}/unpublish").expect(200)
    _is_in_an_entry(newspaper, desk, media_id)
    _is_chosen_for_a_story(desk, media_id)


def _is_in_an_entry(newspaper: Newspaper, desk: BrowserOnStack, media_id: str) -> None:
    """Chosen at the console; readers see it as long as they see the entry."""
    story = newspaper.publish("A lake that is reported", live="running")
    typed = desk.get(f"/desk/live/{story['id']}").submit("One of our pictures", text="The lake.")
    assert typed.submit("Put it into the text").submit("Send").status == 200
    file, known = f"/media/{media_id}/320.jpg", f"/media/{media_id}"
    newspaper.until(lambda: newspaper.get(file).status == 200, "readers see it")
    uses = newspaper.editor.send("GET", known).expect(200).json["used_by"]
    assert f"live/{story['id']}/1" in uses
    newspaper.editor.send("POST", f"/articles/{story['id']}/unpublish").expect(200)
    newspaper.until(lambda: newspaper.get(file).status == 404, "it is gone with the story")


def _is_chosen_for_a_story(desk: BrowserOnStack, media_id: str) -> None:
    """And is there when the story is written again."""
    page = desk.get("/desk/stories/new").submit(
        "Put one of our pictures into the text", body="One."
    )
    page = page.submit("Search", words="dry lake").submit("Put it into the text", alt="A lake")
    assert f"![A lake](media:{media_id})" in page.body


def test_an_entry_and_the_front_page_reach_readers(
    newspaper: Newspaper, desk: BrowserOnStack
) -> None:
    story = newspaper.publish("A storm at the desk", live="running")
    page = desk.get(f"/desk/live/{story['id']}").submit("Send", text="The **harbour** is closed.")
    assert "Sent." in page.text
    newspaper.until(
        lambda: "<strong>harbour</strong>" in newspaper.get(story["path"]).text, "the entry"
    )
    changed = page.follow("Change").submit("Save", text="The harbour is open.")
    assert "Changed." in changed.text
    newspaper.until(lambda: "harbour is open" in newspaper.get(story["path"]).text, "as changed")
    front = desk.get("/desk/front").submit("Make it the lead", story=story["path"])
    assert "Not on the site yet." in front.text
    preview = desk.get(front.html.one("iframe")["src"])
    assert preview.body.index("A storm at the desk") > 0
    assert "Saved." in front.submit("Save the front page").text

    def leads() -> bool:
        found = re.search(r"<article.*?</article>", newspaper.get("/").text, re.DOTALL)
        return bool(found and "A storm at the desk" in found[0])

    newspaper.until(leads, "it leads the front page")
    gone = desk.get(f"/desk/live/{story['id']}").follow("Change").submit("Take this entry out")
    assert "Taken out." in gone.text
    again = desk.get("/desk/front").submit("Let go")
    assert "Saved." in again.submit("Save the front page").text


def test_profiles_redirects_and_lists_work_under_the_desks_role(desk: BrowserOnStack) -> None:
    page = desk.get("/desk/profiles").submit("Open or begin a profile", name="Wren At The Desk")
    saved = page.submit("Save", role="Reporter")
    assert "Saved." in saved.text
    assert "is gone" in saved.submit("Remove it").text
    added = desk.get("/desk/redirects").submit("Add", path="/at-the-desk", target="/section/news/")
    assert "/at-the-desk/ leads to /section/news/." in added.text
    assert "leads nowhere now" in added.submit("It leads nowhere from now on").text
    for where in ("/desk/site", "/desk/sections?kind=tag", "/desk/media?words=boat"):
        assert desk.get(where).status == 200, where


def test_a_tag_is_renamed_at_the_desk_and_its_page_follows(
    newspaper: Newspaper, desk: BrowserOnStack
) -> None:
    newspaper.publish("A quay at the desk", tags=["Quays at the desk"])
    newspaper.until(
        lambda: "A quay" in newspaper.get("/tag/quays-at-the-desk/").text, "the tag has its page"
    )
    page = desk.get("/desk/sections/tag/quays-at-the-desk")
    assert "About one story follows." in page.text
    assert "becomes Piers at the desk." in page.submit("Rename", to="Piers at the desk").text

    # The clock ticks every minute.
    def leads_on() -> bool:
        old = newspaper.get("/tag/quays-at-the-desk/")
        return old.headers.get("Location") == "/tag/piers-at-the-desk/"

    newspaper.until(leads_on, "the old address leads to the new one")
    newspaper.until(
        lambda: "A quay" in newspaper.get("/tag/piers-at-the-desk/").text, "the new page has it"
    )
