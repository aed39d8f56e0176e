"""What the staff's accounts, and the end of their sessions, may rely on of the user pool."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.stub import Stubber

from broadsheet.adapters.aws.cognito_staff import CognitoStaff
from broadsheet.adapters.aws.cognito_staff_pool import CognitoStaffPool
from broadsheet.domain.shared.errors import TooManyRequests
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.people.manage_staff import Personnel, list_staff
from broadsheet.usecases.people.ports import Members, StaffPool
from tests.fakes.people import MemoryStaffPool
from tests.support import aws

ANN = "6a2f1c9e-0b7d-4c1e-9a55-0d3c5e7f9a01"
POOL = "eu-west-1_Example01"
_ASKED = {"UserPoolId": POOL}


def in_memory() -> tuple[StaffPool, Callable[[], list[str]]]:
    pool = MemoryStaffPool(ANN)
    return pool, lambda: pool.signed_out


def cognito() -> tuple[StaffPool, Callable[[], list[str]]]:
    """The adapter, with Cognito's answers to one call for somebody and one for nobody."""
    client: Any = aws.client("cognito-idp")
    told: list[str] = []
    known = client.admin_user_global_sign_out

    def sign_out(**asked: str) -> Any:
        with Stubber(client) as stub:
            if asked["Username"] == ANN:
                stub.add_response("admin_user_global_sign_out", {}, _ASKED | {"Username": ANN})
                told.append(ANN)
            else:
                stub.add_client_error("admin_user_global_sign_out", "UserNotFoundException")
            return known(**asked)

    client.admin_user_global_sign_out = sign_out
    return CognitoStaffPool(client, POOL), lambda: told


@pytest.mark.parametrize("made", [in_memory, cognito])
def test_somebody_is_signed_out_and_nobody_is_no_trouble(
    made: Callable[[], tuple[StaffPool, Callable[[], list[str]]]],
) -> None:
    pool, signed_out = made()
    pool.sign_out(ANN)
    pool.sign_out("1example4machine")
    pool.sign_out(ANN)
    assert signed_out() == [ANN, ANN]


def test_a_pool_that_wants_to_be_asked_later_is_said() -> None:
    client: Any = aws.client("cognito-idp")
    with Stubber(client) as stub:
        stub.add_client_error("admin_user_global_sign_out", "TooManyRequestsException")
        with pytest.raises(TooManyRequests):
            CognitoStaffPool(client, POOL).sign_out(ANN)


@pytest.fixture
def stub() -> Iterator[Stubber]:
    client: Any = aws.client("cognito-idp")
    with Stubber(client) as stub:
        yield stub


def in_pool(stub: Stubber) -> CognitoStaff:
    return CognitoStaff(stub.client, POOL)


MEMBER = {
    "Username": "ann",
    "UserCreateDate": datetime(2026, 11, 22, tzinfo=UTC),
    "Enabled": True,
    "UserStatus": "CONFIRMED",
}
SUB = [{"Name": "sub", "Value": ANN}]


def test_somebody_who_goes_while_they_are_looked_up_is_nobody(stub: Stubber) -> None:
    stub.add_response("list_users", {"Users": [MEMBER | {"Attributes": SUB}]})
    stub.add_client_error("admin_list_groups_for_user", "UserNotFoundException")
    (listed,) = in_pool(stub).some(limit=20).members
    assert (listed.user, listed.roles) == ("ann", ())
    stub.add_response("admin_get_user", MEMBER | {"UserAttributes": SUB})
    stub.add_client_error("admin_list_groups_for_user", "UserNotFoundException")
    assert in_pool(stub).one(ANN) is None


@pytest.mark.parametrize("code", ["TooManyRequestsException", "ThrottlingException"])
def test_a_pool_that_wants_to_be_asked_later_for_roles_is_asked_later(
    stub: Stubber, code: str
) -> None:
    stub.add_response("list_users", {"Users": [MEMBER | {"Attributes": SUB}]})
    stub.add_client_error("admin_list_groups_for_user", code)
    with pytest.raises(TooManyRequests):
        in_pool(stub).some(limit=20)
    stub.add_response("admin_get_user", MEMBER | {"UserAttributes": SUB})
    stub.add_client_error("admin_list_groups_for_user", code)
    with pytest.raises(TooManyRequests):
        in_pool(stub).one(ANN)


@pytest.mark.parametrize("begins", ["x" * 300, "two words", "a\x00b"])
def test_what_is_no_beginning_of_a_name_is_nobodys(stub: Stubber, begins: str) -> None:
    pool: Any = None
    of = Personnel(pool, in_pool(stub), pool)
    edith = Principal("p:edith", frozenset({Role.EDITOR}))
    assert list_staff(of, edith, begins) == Members((), "")
