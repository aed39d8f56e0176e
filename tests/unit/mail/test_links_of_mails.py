"""What the button of a mail's page, or a mail program, posts: in both kinds of form."""

from typing import Any

import pytest

from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.mail.answers import done
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.mail.subscription import Subscription
from tests.builders import make_site
from tests.fakes.mail import MemoryVault
from tests.fakes.moderation import of
from tests.support.lambdas import event
from tests.support.reader import CommentPage

PART = '--x\r\nContent-Disposition: form-data; name="{}"\r\n{}\r\n{}\r\n--x--\r\n'
CUT_OFF = "…"
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


def answered(page: CommentPage, body: str, media: str, add: str = "", **changed: Any) -> Answer:
    """What is said to a form that is sent to the link of the mail, with this at its end."""
    (asked_for,) = of(page.table, Subscription)
    sent = event("manage_subscriptions__confirm") | {"body": body, "isBase64Encoded": False}
    token = asked_for.token[:-5] if add == CUT_OFF else asked_for.token + add
    sent["pathParameters"] = {"id": asked_for.comment_id, "token": token}
    sent["headers"]["content-type"] = media
    return done(HttpRequest(sent | changed), page.desk, make_site())


def post(page: CommentPage, body: str, media: str, **changed: Any) -> None:
    assert answered(page, body, media, **changed)["statusCode"] == 200


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


@pytest.mark.parametrize("add", [CUT_OFF, "3D", ".", ">", "%0A", "/", "-"])
@pytest.mark.parametrize("body", ["action=confirm", "action=end", "List-Unsubscribe=One-Click"])
def test_of_a_link_that_is_not_whole_nothing_is_said_to_have_ended(
    page: CommentPage, add: str, body: str
) -> None:
    before = of(page.table, Subscription)
    said = answered(page, body, "application/x-www-form-urlencoded", add)
    assert said["statusCode"] == 404
    assert "This link is not whole" in said["body"]
    assert of(page.table, Subscription) == before


def test_what_others_write_behind_a_link_is_in_nobodys_way(page: CommentPage) -> None:
    media = "application/x-www-form-urlencoded"
    counted = {"rawQueryString": "utm_source=mail", "queryStringParameters": {"utm_source": "mail"}}
    post(page, "action=confirm", media, **counted)
    assert [one.is_confirmed for one in of(page.table, Subscription)] == [True]
    post(page, "List-Unsubscribe=One-Click", media, **counted)
    assert of(page.table, Subscription) == []
