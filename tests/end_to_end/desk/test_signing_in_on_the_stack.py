"""Signing in at the desk of the running stack, and what editors do with accounts there."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.desk.session import hash_of
from client.running import REGION
from local.people import known_passwords
from tests.support.desk import Page
from tests.support.desk_on_stack import BrowserOnStack
from tests.support.machine_clock import at_this_moment
from tests.support.newspaper import Newspaper
from tests.support.totp import totp

CHOSEN, AGAIN = "green kettle hums", "blue kettle sings"
# Its first three letters alone are in what is sealed by chance, once in a hundred times: the
# full stop is not in base64.
JSON_WEB_TOKEN = re.compile(r"eyJ[\w-]+\.")


def sign_in(newspaper: Newspaper, user: str, password: str) -> Page:
    """The page after the first form of a new browser."""
    page = BrowserOnStack(newspaper).get("/desk/")
    return page.submit("Sign in", user=user, password=password)


def editor(newspaper: Newspaper) -> BrowserOnStack:
    """Somebody who may do everything."""
    page = sign_in(newspaper, "nadia", known_passwords(newspaper.stack.home)["nadia"])
    assert page.status == 200
    assert isinstance(page.browser, BrowserOnStack)
    return page.browser


def name() -> str:
    """Of somebody who is there for one test."""
    return f"wanda-{uuid4().hex[:8]}"


def hired(newspaper: Newspaper, user: str, **fields: Any) -> tuple[Page, str]:
    """Somebody who was invited: the page that says so, and the temporary password on it."""
    page = editor(newspaper).get("/desk/people/invite")
    told = page.submit("Invite", user=user, **fields)
    assert told.status == 200, told.text
    codes = told.html.one("main").all("code")
    return told, codes[0].text if codes else ""


def started(newspaper: Newspaper, user: str, temporary: str) -> Page:
    """They choose a password, and are in."""
    page = sign_in(newspaper, user, temporary)
    assert page.title == "Choose a password"
    return page.submit("Save and go on", password=CHOSEN, repeated=CHOSEN)


def is_in(browser: BrowserOnStack) -> bool:
    """Whether the browser is let in."""
    return browser.send("GET", "/desk/today").status == 200


def let_in_again(newspaper: Newspaper, user: str, password: str) -> BrowserOnStack:
    """Their next session: it begins later than in the second in which those before ended."""
    browsers: list[BrowserOnStack] = []

    def signed_in() -> bool:
        browser = sign_in(newspaper, user, password).browser
        assert isinstance(browser, BrowserOnStack)
        browsers.append(browser)
        return is_in(browser)

    newspaper.until(signed_in, f"{user} is in again")
    return browsers[-1]


def test_one_click_signs_in_on_this_machine_and_the_cookie_is_one_of_this_host_alone(
    newspaper: Newspaper,
) -> None:
    page = BrowserOnStack(newspaper).get("/desk/account")
    assert {"amina (author)", "editor (editor)", "nadia (editor)"} <= set(page.buttons)
    page = page.submit("amina (author)")
    assert (page.status, page.title) == (200, "Your account")
    assert "amina" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    # How it is kept is looked at with every cookie that the browser takes: see `Browser`.
    assert set(page.browser.cookies) == {COOKIE}


def test_a_wrong_password_and_nobody_are_refused_alike(newspaper: Newspaper) -> None:
    told = {sign_in(newspaper, user, "not it").text for user in ("amina", "nobody-at-all")}
    assert len(told) == 1
    assert "is not right" in told.pop()


def test_who_was_invited_chooses_a_password_works_is_renewed_and_signs_out(
    newspaper: Newspaper,
) -> None:
    user = name()
    _, temporary = hired(newspaper, user, role="authors")
    page = started(newspaper, user, temporary)
    assert user in page.html.one("header").text
    browser = page.browser
    assert isinstance(browser, BrowserOnStack)

    table = newspaper.stack.client("dynamodb")
    at = {"pk": {"S": f"DESK#{hash_of(browser.cookies[COOKIE])}"}, "sk": {"S": "DESK"}}
    where = {"TableName": newspaper.stack.outputs["TableName"], "Key": at}
    now = datetime.now(UTC).isoformat()
    table.update_item(
        **where,
        UpdateExpression="SET roles_until = :now",
        ExpressionAttributeValues={":now": {"S": now}},
    )
    assert is_in(browser)
    renewed = table.get_item(**where)["Item"]
    assert renewed["version"] == {"N": "2"}
    assert renewed["roles_until"]["S"] > now
    assert browser.cookies[COOKIE] not in str(renewed)
    assert not JSON_WEB_TOKEN.search(str(renewed))

    page = browser.get("/desk/today").submit("Sign out")
    assert "You are signed out." in page.text
    browser.cookies = {COOKIE: browser.cookies.get(COOKIE, "A" * 43)}
    assert not is_in(browser)
    assert "Item" not in table.get_item(**where)


def test_who_is_disabled_is_out_at_once_until_an_editor_says_otherwise(
    newspaper: Newspaper,
) -> None:
    user = name()
    told, temporary = hired(newspaper, user, role="authors")
    browser = started(newspaper, user, temporary).browser
    assert isinstance(browser, BrowserOnStack)
    person = told.follow(f"To the account of {user}")
    person = person.submit("Disable the account")
    assert not is_in(browser)
    assert sign_in(newspaper, user, CHOSEN).status == 401
    person.submit("Let them sign in again")
    let_in_again(newspaper, user, CHOSEN)


def test_an_authenticator_is_set_up_asked_for_and_forgotten(newspaper: Newspaper) -> None:
    user = name()
    told, temporary = hired(newspaper, user, role="authors")
    page = started(newspaper, user, temporary).browser.get("/desk/account")
    shown = page.submit("Go on", password=CHOSEN)
    key = shown.html.one("main").all("code")[0].text
    done = shown.submit("Go on", code=totp(key, at_this_moment()))
    assert "you are asked for a code" in done.text

    asked = sign_in(newspaper, user, CHOSEN)
    assert asked.title == "Code of the authenticator"
    wrong = asked.submit("Go on", code="000000")
    assert (wrong.status, wrong.wrong) == (422, ["code"])
    page = wrong.submit("Go on", code=totp(key, at_this_moment()))
    assert user in page.html.one("header").text

    person = told.follow(f"To the account of {user}")
    assert "Set up" in person.text
    person.submit("Have another authenticator set up")
    let_in_again(newspaper, user, CHOSEN)


def test_roles_passwords_and_addresses_are_changed(newspaper: Newspaper) -> None:
    user = name()
    told, temporary = hired(newspaper, user, role="authors")
    browser = started(newspaper, user, temporary).browser
    page = browser.get("/desk/account")
    page = page.submit("Change the password", old=CHOSEN, password=AGAIN, repeated=AGAIN)
    assert "Your password is changed." in page.text
    assert browser.get("/desk/people").status == 403

    person = told.follow(f"To the account of {user}")
    person = person.submit("Change the role", role="editors")
    assert "has another role" in person.text
    found = let_in_again(newspaper, user, AGAIN).get(f"/desk/people?begins={user[:8]}")
    assert user in found.links
    person = person.submit("Save the address", email=f"{user}@news.example.org")
    assert person.value("email") == f"{user}@news.example.org"
    again = person.submit("Give a temporary password").html.one("main").all("code")[0].text
    assert sign_in(newspaper, user, AGAIN).status == 401
    assert sign_in(newspaper, user, again).title == "Choose a password"


def test_a_forgotten_password_is_replaced_with_the_code_of_a_mail(newspaper: Newspaper) -> None:
    user = name()
    told, temporary = hired(newspaper, user, role="authors")
    started(newspaper, user, temporary)
    person = told.follow(f"To the account of {user}")
    person.submit("Save the address", email=f"{user}@news.example.org")
    page = BrowserOnStack(newspaper).get("/desk/sign-in").follow("Forgotten password")
    page = page.submit("Send a code", user=user)
    wrong = page.submit("Change the password", code="000000", password=AGAIN, repeated=AGAIN)
    assert (wrong.status, wrong.wrong) == (422, ["code"])
    # The local cloud's pools send everybody the same one.
    done = wrong.submit("Change the password", code="654321", password=AGAIN, repeated=AGAIN)
    assert "Your password is changed." in done.text
    let_in_again(newspaper, user, AGAIN)


def test_who_is_invited_with_an_address_is_sent_the_password(newspaper: Newspaper) -> None:
    user = name()
    told, temporary = hired(newspaper, user, role="editors", email=f"{user}@news.example.org")
    assert temporary == ""
    assert f"{user}@news.example.org" in told.text
    assert REGION not in told.text


def test_the_desks_tokens_open_nothing_at_the_api_and_nobody_else_signs_in_so(
    newspaper: Newspaper,
) -> None:
    cognito = newspaper.stack.client("cognito-idp")
    pool = newspaper.stack.outputs["UserPoolId"]
    clients = cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=60)["UserPoolClients"]
    told = [
        cognito.describe_user_pool_client(UserPoolId=pool, ClientId=one["ClientId"])
        for one in clients
    ]
    (desk,) = [
        one["UserPoolClient"]["ClientId"]
        for one in told
        if one["UserPoolClient"].get("ExplicitAuthFlows") == ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    ]
    given = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=desk,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={
            "USERNAME": "editor",
            "PASSWORD": known_passwords(newspaper.stack.home)["editor"],
        },
    )["AuthenticationResult"]["AccessToken"]
    for path in ("/api/v1/redirects", "/api/v1/articles?status=draft"):
        assert newspaper.get(path, {"Authorization": f"Bearer {given}"}).status in (400, 401)
