"""How the desk signs people in, as the template says."""

import re

import pytest

from tests.support.template_resources import resources

DESK = resources()["DeskClient"]["Properties"]


def test_only_who_has_the_functions_role_signs_anybody_in_with_a_password() -> None:
    # The flow of AdminInitiateAuth, which is signed; no other gets a token of this client.
    assert DESK["ExplicitAuthFlows"] == ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    assert DESK["PreventUserExistenceErrors"] == "ENABLED"
    assert "AllowedOAuthFlows" not in DESK


def test_what_shows_the_words_of_others_can_change_nobodys_account() -> None:
    changes = re.compile(
        "cognito-idp:Admin(Add|Confirm|Create|Delete|Disable|Enable|Remove|Set|Up)"
    )
    can = {
        name
        for name, one in resources().items()
        if one["Type"] == "AWS::IAM::Role" and changes.search(str(one["Properties"]))
    }
    assert can == {"ManageStaffRole"}
    families = re.findall(r"'([A-Z]+#?\*?)'", str(resources()["ManageStaffRole"]["Properties"]))
    assert {one for one in families if "*" in one} == {"DESK#*", "SESSIONS#*"}


def test_its_tokens_open_nothing_at_the_api() -> None:
    authorizer = resources()["Api"]["Properties"]["Auth"]["Authorizers"]["Staff"]
    assert "DeskClient" not in str(authorizer["JwtConfiguration"]["audience"])
    told = {
        name: variables
        for name, one in resources().items()
        if one["Type"] == "AWS::Serverless::Function"
        for variables in (one["Properties"].get("Environment", {}).get("Variables", {}),)
        if "DeskClient" in str(variables)
    }
    # Both make pages, and so renew a session.
    assert told.keys() == {"Desk", "ManageStaff"}
    for variables in told.values():
        assert [n for n, v in variables.items() if "DeskClient" in str(v)] == ["DESK_CLIENT_ID"]


def test_what_renews_a_session_is_good_once_and_half_a_minute_for_another_request() -> None:
    staff = resources()["StaffClient"]["Properties"]
    assert DESK["RefreshTokenRotation"] == {"Feature": "ENABLED", "RetryGracePeriodSeconds": 30}
    for name in ("TokenValidityUnits", "AccessTokenValidity", "RefreshTokenValidity"):
        assert DESK[name] == staff[name]
    # `STEP_LASTS` in domain/desk/sign_in.py.
    assert DESK["AuthSessionValidity"] == 10


def test_a_forgotten_password_is_replaced_by_mail_and_no_other_way() -> None:
    recovery = resources()["Staff"]["Properties"]["AccountRecoverySetting"]
    assert [one["Name"] for one in recovery["RecoveryMechanisms"]] == ["verified_email"]
    assert resources()["Staff"]["Properties"]["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"]


@pytest.mark.parametrize("client", ["StaffClient", "DeskClient"])
def test_whose_token_was_taken_is_given_no_address_by_it(client: str) -> None:
    """A code would be sent there. Without a list everything may be written."""
    assert resources()[client]["Properties"]["WriteAttributes"] == ["locale"]
    assert "AutoVerifiedAttributes" not in resources()["Staff"]["Properties"]


def test_the_mail_to_whoever_is_invited_has_all_that_cognito_wants_in_it() -> None:
    config = resources()["Staff"]["Properties"]["AdminCreateUserConfig"]
    words = config["InviteMessageTemplate"]["EmailMessage"]["Fn::Sub"][0]
    assert "{username}" in words
    assert "{####}" in words
    assert "${Desk}" in words
