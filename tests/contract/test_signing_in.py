"""What signing in at the desk may rely on of the user pool.

Against the local cloud's own pools, and beside them what those do not do: by AWS's codes.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from botocore.exceptions import ConnectTimeoutError
from botocore.stub import Stubber

from broadsheet.adapters.aws.cognito_sign_in import CognitoSignIn
from broadsheet.adapters.aws.cognito_staff import CognitoStaff
from broadsheet.adapters.http.signed_in import principal_of
from broadsheet.domain.desk.sign_in import Step
from broadsheet.domain.people.staff import State
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Invalid,
    NotFound,
    TooManyRequests,
    Unauthenticated,
)
from broadsheet.domain.shared.principal import Role
from broadsheet.usecases.desk.ports import Asked, SignIn, Tokens
from broadsheet.usecases.people.ports import Staff
from tests.fakes.user_pool import MemoryUserPool
from tests.support import aws
from tests.support.cognito_here import cognito_here, pool_here
from tests.support.machine_clock import at_this_moment
from tests.support.totp import totp

FIRST, SECOND = "blue kettle sings", "green kettle hums"
NEVER = "00000000-0b7d-4c1e-9a55-0d3c5e7f9a01"


class Pool(NamedTuple):
    """Both sides of one."""

    sign_in: SignIn
    staff: Staff


def in_memory() -> Pool:
    made = MemoryUserPool(at_this_moment)
    return Pool(made, made)


def cognito() -> Pool:
    client = cognito_here()
    pool, own = pool_here(client)
    return Pool(CognitoSignIn(client, pool, own, principal_of), CognitoStaff(client, pool))


@pytest.fixture(params=[in_memory, cognito])
def pool(request: pytest.FixtureRequest) -> Pool:
    """With nobody in it."""
    made: Callable[[], Pool] = request.param
    return made()


def ann_in(pool: Pool, role: Role = Role.AUTHOR) -> Tokens:
    """Somebody who was invited, and signs in for the first time."""
    member = pool.staff.invite("ann", temporary=FIRST)
    pool.staff.grant(member.subject, role)
    asked = pool.sign_in.with_password("ann", FIRST)
    assert isinstance(asked, Asked)
    assert asked.step == Step.PASSWORD
    given = pool.sign_in.with_new_password(asked, SECOND)
    assert isinstance(given, Tokens)
    return given


def test_whoever_was_invited_chooses_a_password_and_is_in(pool: Pool) -> None:
    invited = pool.staff.invite("ann", temporary=FIRST)
    assert (invited.user, invited.state, invited.roles) == ("ann", State.INVITED, ())
    pool.staff.grant(invited.subject, Role.EDITOR)
    asked = pool.sign_in.with_password("ann", FIRST)
    assert isinstance(asked, Asked)
    given = pool.sign_in.with_new_password(asked, SECOND)
    assert isinstance(given, Tokens)
    assert (given.who.id, given.who.name) == (invited.id, "ann")
    assert given.who.is_editor
    assert 14 * 60 < (given.until - at_this_moment()).total_seconds() <= 15 * 60
    again = pool.sign_in.with_password("ann", SECOND)
    assert isinstance(again, Tokens)
    assert again.who == given.who


@pytest.mark.parametrize(
    ("user", "password"),
    [("ann", "wrong"), ("nobody", SECOND), ("ann", ""), ("", SECOND), ("a b", SECOND)],
)
def test_who_there_is_not_is_refused_like_a_wrong_password(
    pool: Pool, user: str, password: str
) -> None:
    ann_in(pool)
    with pytest.raises(Unauthenticated) as refused:
        pool.sign_in.with_password(user, password)
    with pytest.raises(Unauthenticated) as other:
        pool.sign_in.with_password("ann", "not it")
    assert refused.value.detail == other.value.detail
    assert refused.value.rule == "password"


def test_who_is_disabled_is_refused_in_the_same_words_and_renews_nothing(pool: Pool) -> None:
    ann = ann_in(pool)
    subject = ann.who.id.partition(":")[2]
    pool.staff.disable(subject)
    with pytest.raises(Unauthenticated):
        pool.sign_in.with_password("ann", SECOND)
    with pytest.raises(Unauthenticated):
        pool.sign_in.renew(ann.refresh)
    found = pool.staff.one(subject)
    assert found is not None
    assert found.state == State.DISABLED
    pool.staff.enable(subject)
    assert isinstance(pool.sign_in.with_password("ann", SECOND), Tokens)


def test_what_renews_a_session_tells_the_roles_of_now_until_it_is_revoked(pool: Pool) -> None:
    ann = ann_in(pool)
    subject = ann.who.id.partition(":")[2]
    pool.staff.grant(subject, Role.EDITOR)
    pool.staff.withdraw(subject, Role.AUTHOR)
    renewed = pool.sign_in.renew(ann.refresh)
    assert renewed.who.roles == {Role.EDITOR}
    assert (renewed.who.id, renewed.who.name) == (ann.who.id, "ann")
    pool.sign_in.revoke(renewed.refresh)
    with pytest.raises(Unauthenticated):
        pool.sign_in.renew(renewed.refresh)
    with pytest.raises(Unauthenticated):
        pool.sign_in.renew("made up")


def test_an_authenticator_is_asked_for_once_it_has_shown_a_code(pool: Pool) -> None:
    ann = ann_in(pool)
    begun = pool.sign_in.another_authenticator(ann.access)
    with pytest.raises(Invalid) as wrong:
        pool.sign_in.confirm_authenticator(ann.access, "123")
    assert [one.pointer for one in wrong.value.errors] == ["/code"]
    assert isinstance(pool.sign_in.with_password("ann", SECOND), Tokens)
    pool.sign_in.confirm_authenticator(ann.access, totp(begun.key, at_this_moment()))

    asked = pool.sign_in.with_password("ann", SECOND)
    assert isinstance(asked, Asked)
    assert asked.step == Step.CODE
    with pytest.raises(Invalid):
        pool.sign_in.with_code(asked, "123")
    assert isinstance(pool.sign_in.with_code(asked, totp(begun.key, at_this_moment())), Tokens)

    subject = ann.who.id.partition(":")[2]
    found = pool.staff.one(subject)
    assert found is not None
    assert found.has_authenticator
    pool.staff.forget_authenticator(subject)
    assert isinstance(pool.sign_in.with_password("ann", SECOND), Tokens)


def test_a_password_is_changed_by_who_knows_the_old_one(pool: Pool) -> None:
    ann = ann_in(pool)
    for old, new, where in (("wrong", FIRST, "/old"), (SECOND, "short", "/password")):
        with pytest.raises(Invalid) as wrong:
            pool.sign_in.change_password(ann.access, old, new)
        assert [one.pointer for one in wrong.value.errors] == [where]
    pool.sign_in.change_password(ann.access, SECOND, FIRST)
    assert isinstance(pool.sign_in.with_password("ann", FIRST), Tokens)


def test_nobody_is_told_who_there_is_by_a_forgotten_password(pool: Pool) -> None:
    ann_in(pool)
    for user in ("ann", "nobody", "a b"):
        pool.sign_in.forgotten(user)
    for user in ("nobody", "a b"):
        with pytest.raises(Invalid) as wrong:
            pool.sign_in.reset(user, "wrong", FIRST)
        assert [one.pointer for one in wrong.value.errors] == ["/code"]


def test_a_temporary_password_takes_the_place_of_the_one_that_was_lost(pool: Pool) -> None:
    ann = ann_in(pool)
    subject = ann.who.id.partition(":")[2]
    pool.staff.set_temporary(subject, FIRST)
    with pytest.raises(Unauthenticated):
        pool.sign_in.with_password("ann", SECOND)
    asked = pool.sign_in.with_password("ann", FIRST)
    assert isinstance(asked, Asked)
    assert asked.step == Step.PASSWORD


def test_accounts_are_found_by_id_name_and_how_they_begin_page_by_page(pool: Pool) -> None:
    for name in ("ann", "anton", "ben"):
        pool.staff.grant(pool.staff.invite(name, temporary=FIRST).subject, Role.AUTHOR)
    first = pool.staff.some(limit=2)
    second = pool.staff.some(limit=2, further=first.further)
    assert {m.user for m in (*first.members, *second.members)} == {"ann", "anton", "ben"}
    assert second.further == ""
    assert all(m.roles == (Role.AUTHOR,) for m in first.members)
    begins = pool.staff.some(limit=5, begins="an")
    assert {m.user for m in begins.members} == {"ann", "anton"}
    ann = next(m for m in begins.members if m.user == "ann")
    assert pool.staff.one(ann.subject) == pool.staff.named("ann") == ann
    assert pool.staff.one(NEVER) is None
    assert pool.staff.named("nobody") is None


def test_a_name_is_given_once_and_an_address_is_kept(pool: Pool) -> None:
    made = pool.staff.invite("ann", email="ann@news.example.org")
    assert made.email == "ann@news.example.org"
    with pytest.raises(Invalid) as wrong:
        pool.staff.invite("ann", temporary=FIRST)
    assert [one.pointer for one in wrong.value.errors] == ["/user"]
    pool.staff.set_email(made.subject, "ann@example.com")
    found = pool.staff.one(made.subject)
    assert found is not None
    assert found.email == "ann@example.com"


def test_what_is_done_to_nobody_is_said() -> None:
    for staff in (in_memory().staff, cognito().staff):
        for done in (staff.disable, staff.enable, staff.forget_authenticator):
            with pytest.raises(NotFound):
                done(NEVER)
        with pytest.raises(NotFound):
            staff.grant(NEVER, Role.AUTHOR)


# ---- what only AWS does: by the codes of its API reference

_STATE = "a session of the pool's own"
_ASKED = Asked(Step.CODE, "ann", _STATE)


def _refused(operation: str, code: str, message: str = "") -> tuple[CognitoSignIn, Stubber]:
    client: Any = aws.client("cognito-idp")
    stub = Stubber(client)
    stub.add_client_error(operation, code, message)
    stub.activate()
    return CognitoSignIn(client, "eu-west-1_Example01", "client", principal_of), stub


@pytest.mark.parametrize(
    ("operation", "code", "call", "meant"),
    [
        ("admin_initiate_auth", "PasswordResetRequiredException",
         lambda s: s.with_password("ann", "x"), Unauthenticated),
        ("admin_initiate_auth", "UserNotConfirmedException",
         lambda s: s.with_password("ann", "x"), Unauthenticated),
        ("admin_initiate_auth", "TooManyRequestsException",
         lambda s: s.with_password("ann", "x"), TooManyRequests),
        ("admin_respond_to_auth_challenge", "NotAuthorizedException",
         lambda s: s.with_code(_ASKED, "123456"), Unauthenticated),
        ("admin_respond_to_auth_challenge", "ExpiredCodeException",
         lambda s: s.with_code(_ASKED, "123456"), Invalid),
        ("admin_respond_to_auth_challenge", "InvalidPasswordException",
         lambda s: s.with_new_password(Asked(Step.PASSWORD, "ann", _STATE), "x"), Invalid),
        ("admin_respond_to_auth_challenge", "LimitExceededException",
         lambda s: s.with_code(_ASKED, "123456"), TooManyRequests),
        ("associate_software_token", "NotAuthorizedException",
         lambda s: s.begin_authenticator(_ASKED), Unauthenticated),
        ("verify_software_token", "EnableSoftwareTokenMFAException",
         lambda s: s.with_authenticator(_ASKED, "123456"), Invalid),
        ("get_tokens_from_refresh_token", "RefreshTokenReuseException",
         lambda s: s.renew("refresh"), Unauthenticated),
        ("get_tokens_from_refresh_token", "InternalErrorException",
         lambda s: s.renew("refresh"), TooManyRequests),
        ("confirm_forgot_password", "TooManyFailedAttemptsException",
         lambda s: s.reset("ann", "1", "x"), TooManyRequests),
        ("confirm_forgot_password", "ExpiredCodeException",
         lambda s: s.reset("ann", "1", "x"), Invalid),
        ("confirm_forgot_password", "UserNotFoundException",
         lambda s: s.reset("ann", "1", "x"), Invalid),
        ("forgot_password", "LimitExceededException",
         lambda s: s.forgotten("ann"), TooManyRequests),
        ("change_password", "InvalidParameterException",
         lambda s: s.change_password("token", "old", "new "), Invalid),
        ("admin_respond_to_auth_challenge", "InvalidParameterException",
         lambda s: s.with_new_password(Asked(Step.PASSWORD, "ann", _STATE), "x "), Invalid),
        ("change_password", "LimitExceededException",
         lambda s: s.change_password("token", "old", "new"), TooManyRequests),
    ],
)  # fmt: skip
def test_a_code_of_the_pools_means_what_its_reference_says(
    operation: str, code: str, call: Callable[[SignIn], None], meant: type[BroadsheetError]
) -> None:
    pool, stub = _refused(operation, code, "words that nobody reads")
    with stub, pytest.raises(meant):
        call(pool)


@pytest.mark.parametrize(
    "code", ["InvalidParameterException", "NotAuthorizedException", "UserNotFoundException"]
)
def test_who_has_no_address_is_answered_like_who_has_one(code: str) -> None:
    pool, stub = _refused("forgot_password", code)
    with stub:
        pool.forgotten("ann")


@pytest.mark.parametrize(
    "user", ["ann\u200b", "a\u00adnn", "\u202eann", "\ue000", "ann\x00", "a n", ""]
)
def test_what_the_pool_takes_for_no_name_is_nobodys_and_it_is_not_asked(user: str) -> None:
    client: Any = aws.client("cognito-idp")
    with Stubber(client):
        pool = CognitoSignIn(client, "eu-west-1_Example01", "client", principal_of)
        with pytest.raises(Unauthenticated):
            pool.with_password(user, FIRST)
        with pytest.raises(Invalid):
            pool.reset(user, "123456", FIRST)
        pool.forgotten(user)


def test_an_old_password_that_nobody_can_have_is_wrong_and_the_new_one_is_not() -> None:
    client: Any = aws.client("cognito-idp")
    pool = CognitoSignIn(client, "eu-west-1_Example01", "client", principal_of)
    with Stubber(client), pytest.raises(Invalid) as error:
        pool.change_password("token", f"{FIRST} ", SECOND)
    assert [one.pointer for one in error.value.errors] == ["/old"]


@pytest.mark.parametrize(
    "code", ["123456", "123 456", "١٢٣٤٥٦", "۱۲۳ ۴۵۶", "\uff11\uff12\uff13\uff14\uff15\uff16"]
)
def test_a_code_is_taken_in_the_figures_of_any_script(code: str) -> None:
    pool, stub = _refused("admin_respond_to_auth_challenge", "NotAuthorizedException")
    with stub, pytest.raises(Unauthenticated):
        pool.with_code(_ASKED, code)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345½", "12345x", "①②③④⑤⑥"])
def test_what_is_no_code_is_wrong_and_the_pool_is_not_asked(code: str) -> None:
    client: Any = aws.client("cognito-idp")
    with Stubber(client), pytest.raises(Invalid):
        CognitoSignIn(client, "eu-west-1_Example01", "client", principal_of).with_code(_ASKED, code)


def test_what_nobody_thought_of_is_not_hidden() -> None:
    pool, stub = _refused("admin_initiate_auth", "ResourceNotFoundException")
    client: Any = aws.client("cognito-idp")
    with stub, pytest.raises(client.exceptions.ClientError):
        pool.with_password("ann", "x")


def test_a_pool_that_does_not_answer_is_one_to_be_asked_later() -> None:
    client: Any = aws.client("cognito-idp")

    def late(**_told: Any) -> None:
        raise ConnectTimeoutError(endpoint_url="https://cognito-idp.example")

    client.meta.events.register("before-call.cognito-identity-provider.*", late)
    with pytest.raises(TooManyRequests):
        CognitoSignIn(client, "eu-west-1_Example01", "client", principal_of).renew("refresh")


def test_an_authenticator_that_has_to_be_set_up_at_the_door_goes_by_its_session() -> None:
    client: Any = aws.client("cognito-idp")
    own = {"UserPoolId": "eu-west-1_Example01", "ClientId": "client"}
    with Stubber(client) as stub:
        setup = {"ChallengeName": "MFA_SETUP", "Session": "session-number-one-of-twenty"}
        stub.add_response(
            "admin_initiate_auth",
            setup | {"ChallengeParameters": {"USER_ID_FOR_SRP": "Ann"}},
            own
            | {
                "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
                "AuthParameters": {"USERNAME": "ann", "PASSWORD": FIRST},
            },
        )
        stub.add_response(
            "associate_software_token",
            {"SecretCode": "KEYKEYKEYKEYKEYK", "Session": "session-number-two-of-twenty"},
            {"Session": "session-number-one-of-twenty"},
        )
        stub.add_response(
            "verify_software_token",
            {"Status": "SUCCESS", "Session": "session-number-three-of-twenty"},
            {"Session": "session-number-two-of-twenty", "UserCode": "123456"},
        )
        stub.add_client_error(
            "admin_respond_to_auth_challenge",
            "NotAuthorizedException",
            expected_params=own
            | {
                "ChallengeName": "MFA_SETUP",
                "ChallengeResponses": {"USERNAME": "Ann"},
                "Session": "session-number-three-of-twenty",
            },
        )
        pool = CognitoSignIn(client, "eu-west-1_Example01", "client", principal_of)
        asked = pool.with_password("ann", FIRST)
        assert isinstance(asked, Asked)
        assert (asked.step, asked.user) == (Step.AUTHENTICATOR, "Ann")
        begun = pool.begin_authenticator(asked)
        assert begun.key == "KEYKEYKEYKEYKEYK"
        with pytest.raises(Unauthenticated):
            pool.with_authenticator(Asked(asked.step, asked.user, begun.state), "123456")
