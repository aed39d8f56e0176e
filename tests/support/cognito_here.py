"""The local cloud's user pools, in this process: what the adapters ask is answered without it."""

import asyncio
import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from ministack import app  # type: ignore[import-untyped]
from ministack.services import cognito  # type: ignore[import-untyped]

from tests.support import aws
from tests.support.template_resources import resources

_POOL = ("AccountRecoverySetting", "Policies", "UsernameConfiguration")
_CLIENT = (
    *("ExplicitAuthFlows", "PreventUserExistenceErrors", "EnableTokenRevocation"),
    *("AuthSessionValidity", "AccessTokenValidity", "IdTokenValidity", "RefreshTokenValidity"),
    *("TokenValidityUnits", "GenerateSecret"),
)


def cognito_here() -> Any:
    """A client whose calls the local cloud's own code answers."""
    client = aws.client("cognito-idp")
    app.AUTH = True  # as on the stack: then it looks whether somebody is disabled
    client.meta.events.register("before-call.cognito-identity-provider.*", _answer)
    return client


def pool_here(client: Any) -> tuple[str, str]:
    """A pool and the desk's app client, as the template has them; their ids."""
    asked = {name: resources()["Staff"]["Properties"][name] for name in _POOL}
    pool = client.create_user_pool(PoolName="staff", MfaConfiguration="OPTIONAL", **asked)
    pool_id = pool["UserPool"]["Id"]
    for group in ("authors", "editors"):
        client.create_group(UserPoolId=pool_id, GroupName=group)
    told = resources()["DeskClient"]["Properties"]
    made = client.create_user_pool_client(
        UserPoolId=pool_id, ClientName="desk", **{name: told[name] for name in _CLIENT}
    )
    return pool_id, made["UserPoolClient"]["ClientId"]


def _answer(params: Any, model: Any, **_more: Any) -> tuple[Any, Any]:
    headers = {"x-amz-target": f"AWSCognitoIdentityProviderService.{model.name}"}
    asked = cognito.handle_request("POST", "/", headers, params["body"], {})
    status, _, body = asyncio.run(asked)
    said = json.loads(body or b"{}")
    if status >= 300:
        code = said["__type"].rpartition("#")[2]
        said = {"Error": {"Code": code, "Message": said.get("message", "")}}
    return SimpleNamespace(status_code=status), _with_times(said)


def _with_times(said: Any) -> Any:
    """As botocore reads them."""
    match said:
        case dict():
            return {
                k: _moment(v) if k.endswith("Date") else _with_times(v) for k, v in said.items()
            }
        case list():
            return [_with_times(one) for one in said]
    return said


def _moment(value: Any) -> Any:
    return datetime.fromtimestamp(float(value), UTC)
