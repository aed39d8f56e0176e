"""What ending somebody's sessions may rely on of the user pool."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.stub import Stubber

from broadsheet.adapters.aws.cognito_staff_pool import CognitoStaffPool
from broadsheet.usecases.people.ports import StaffPool
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


def test_a_pool_that_does_not_answer_is_said() -> None:
    client: Any = aws.client("cognito-idp")
    with Stubber(client) as stub:
        stub.add_client_error("admin_user_global_sign_out", "TooManyRequestsException")
        with pytest.raises(client.exceptions.TooManyRequestsException):
            CognitoStaffPool(client, POOL).sign_out(ANN)
