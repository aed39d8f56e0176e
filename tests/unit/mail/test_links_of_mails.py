"""What the button of a mail's page, or a mail program, posts: in both kinds of form."""

import pytest

from broadsheet.adapters.http.mail.answers import done
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.mail.subscription import Subscription
from tests.builders import make_site
from tests.fakes.mail import MemoryVault
from tests.fakes.moderation import of
from tests.support.lambdas import event
from tests.support.reader import CommentPage

PART = '--x\r\nContent-Disposition: form-data; name="{}"\r\n{}\r\n{}\r\n--x--\r\n'
FORMS = {
    "application/x-www-form-urlencoded": ("action={}", "List-Unsubscribe=One-Click"),
    "multipart/form-data; boundary=x": (
        PART.format("action", "Content-Type: text/plain\r\n", "{}"),
        PART.format("List-Unsubscribe", "", "One-Click"),
    ),
}


@pytest.fixture
def page() -> CommentPage:
    """Somebody asked to hear of replies, and has not said so by mail yet."""
    made = CommentPage(parts={"vault": MemoryVault()})
    made.send("Well said.", notify="on")
    return made


def post(page: CommentPage, body: str, media: str) -> None:
    (asked_for,) = of(page.table, Subscription)
    sent = event("manage_subscriptions__confirm")
    sent |= {"body": body, "isBase64Encoded": False}
    sent["pathParameters"] = {"id": asked_for.comment_id, "token": asked_for.token}
    sent["headers"]["content-type"] = media
    assert done(HttpRequest(sent), page.desk, make_site())["statusCode"] == 200


@pytest.mark.parametrize("media", FORMS)
def test_either_kind_of_form_confirms_and_ends(page: CommentPage, media: str) -> None:
    action, _ = FORMS[media]
    post(page, action.format("confirm"), media)
    assert [one.is_confirmed for one in of(page.table, Subscription)] == [True]
    post(page, action.format("end"), media)
    assert of(page.table, Subscription) == []


@pytest.mark.parametrize("media", FORMS)
def test_one_click_ends_it(page: CommentPage, media: str) -> None:
    post(page, FORMS[media][1], media)
    assert of(page.table, Subscription) == []


def test_what_asks_for_nothing_does_nothing(page: CommentPage) -> None:
    before = of(page.table, Subscription)
    for body in ("", "action=", "action=maybe", PART.format("other", "", "end")):
        post(page, body, "multipart/form-data; boundary=x")
    assert of(page.table, Subscription) == before
