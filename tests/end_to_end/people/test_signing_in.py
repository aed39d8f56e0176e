"""Who signs in, with what, and for how long: with the user pool of the stack itself."""

import base64
import contextlib
import hmac
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from client import running
from client.api import Api
from client.cognito import Asks, Pool, Tokens, renewed, revoke, sign_in
from client.errors import CommandError
from client.session import claims
from client.srp import Proof
from local.people import Machine
from operate import sign_out
from operate.stack import Stack
from tests.support.newspaper import Newspaper, SignedIn, article

PASSWORD = "blue kettle sings"


class Terminal(Asks):
    """Whoever has a temporary password chooses another."""

    def new_password(self) -> str:
        return PASSWORD

    def code(self, secret: str = "") -> str:
        raise AssertionError(secret)


class Authenticator(Terminal):
    """An app on a telephone (RFC 6238), which knows its key and the time."""

    def __init__(self, key: str) -> None:
        self._key, self.asked = base64.b32decode(key), 0

    def code(self, secret: str = "") -> str:
        """Six figures of this half minute (RFC 4226, 5.3)."""
        self.asked += 1
        step = int(datetime.now(UTC).timestamp()) // 30
        digest = hmac.digest(self._key, step.to_bytes(8, "big"), "sha1")
        start = digest[-1] & 0x0F
        number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"


class Pools:
    """The user pool, for who may do everything and for who signs in."""

    def __init__(self, newspaper: Newspaper) -> None:
        stack = newspaper.stack
        self.outputs, self.url = stack.outputs, f"{stack.cloud.url}/"
        self.cognito = stack.client("cognito-idp")
        self.here = Pool(self.outputs["UserPoolId"], self.outputs["UserPoolClientId"], self.url)

    def hire(self, name: str) -> str:
        """An author with a temporary password, who has signed in once: their `sub`."""
        user = {"UserPoolId": self.here.id, "Username": name}
        temporary = f"{uuid4()}"
        self.cognito.admin_create_user(
            **user, TemporaryPassword=temporary, MessageAction="SUPPRESS"
        )
        self.cognito.admin_add_user_to_group(**user, GroupName="authors")
        return str(claims(sign_in(self.here, name, temporary, Terminal()).access)["sub"])

    def tokens(self, name: str) -> Tokens:
        """Of a new sign-in."""
        return sign_in(self.here, name, PASSWORD, Terminal())

    def dismiss(self, name: str) -> None:
        """The name is free again."""
        self.cognito.admin_delete_user(UserPoolId=self.here.id, Username=name)

    def id_token(self, name: str) -> str:
        """What tells a client who has signed in, and opens nothing."""
        proof = Proof(self.here.id, PASSWORD)
        asked = self.cognito.initiate_auth(
            AuthFlow="USER_SRP_AUTH",
            ClientId=self.here.client,
            AuthParameters={"USERNAME": name, "SRP_A": proof.public},
        )
        said = self.cognito.respond_to_auth_challenge(
            ChallengeName="PASSWORD_VERIFIER",
            ClientId=self.here.client,
            ChallengeResponses=proof.answers(asked["ChallengeParameters"], datetime.now(UTC)),
        )
        return str(said["AuthenticationResult"]["IdToken"])


@pytest.fixture(scope="module")
def pools(newspaper: Newspaper) -> Pools:
    return Pools(newspaper)


@pytest.fixture
def wanda(pools: Pools) -> Iterator[str]:
    """An author who is there for one test."""
    name = f"wanda-{uuid4().hex[:8]}"
    pools.hire(name)
    yield name
    with contextlib.suppress(pools.cognito.exceptions.UserNotFoundException):
        pools.dismiss(name)


def api_of(newspaper: Newspaper, token: str) -> Api:
    return Api(newspaper.stack.site_url, token)


def draft(api: Api) -> str:
    sent = article("A draft of hers", status="draft")
    return str(api.send("POST", "/articles", sent).expect(201).json["id"])


def test_a_token_of_the_staff_ends_after_a_quarter_of_an_hour(pools: Pools, wanda: str) -> None:
    said = claims(pools.tokens(wanda).access)
    assert said["token_use"] == "access"
    assert said["exp"] - said["iat"] == 15 * 60


def test_an_id_token_opens_nothing(newspaper: Newspaper, pools: Pools, wanda: str) -> None:
    story = draft(api_of(newspaper, pools.tokens(wanda).access))
    api = api_of(newspaper, pools.id_token(wanda))
    refused = api.send("POST", "/articles", article("Not by this")).expect(401)
    assert refused.json["code"] == "unauthenticated"
    api.send("GET", f"/articles/{story}").expect(401)


def test_a_wrong_password_is_refused_and_none_is_taken_in_the_open(
    pools: Pools, wanda: str
) -> None:
    with pytest.raises(CommandError, match="Incorrect username or password"):
        sign_in(pools.here, wanda, f"{PASSWORD}?", Terminal())
    asked: dict[str, Any] = {"AuthParameters": {"USERNAME": wanda, "PASSWORD": PASSWORD}}
    for client in ("UserPoolClientId", "MachineClientId"):
        with pytest.raises(ClientError):
            pools.cognito.initiate_auth(
                AuthFlow="USER_PASSWORD_AUTH", ClientId=pools.outputs[client], **asked
            )


def test_who_has_an_authenticator_needs_it(pools: Pools, wanda: str) -> None:
    token = {"AccessToken": pools.tokens(wanda).access}
    app = Authenticator(pools.cognito.associate_software_token(**token)["SecretCode"])
    pools.cognito.verify_software_token(**token, UserCode=app.code())
    on = {"Enabled": True, "PreferredMfa": True}
    pools.cognito.set_user_mfa_preference(**token, SoftwareTokenMfaSettings=on)
    assert sign_in(pools.here, wanda, PASSWORD, app).access
    assert app.asked == 2
    other = Authenticator("GEZDGNBVGY3TQOJQ")
    with pytest.raises(CommandError, match="code"):
        sign_in(pools.here, wanda, PASSWORD, other)


def test_a_session_is_renewed_until_it_is_revoked(
    newspaper: Newspaper, pools: Pools, wanda: str
) -> None:
    tokens = renewed(pools.here, pools.tokens(wanda).refresh)
    draft(api_of(newspaper, tokens.access))
    revoke(pools.here, tokens.refresh)
    with pytest.raises(CommandError, match="no token"):
        renewed(pools.here, tokens.refresh)


def test_who_is_hired_under_a_name_that_somebody_had_finds_nothing_of_theirs(
    newspaper: Newspaper, pools: Pools, wanda: str
) -> None:
    before = api_of(newspaper, pools.tokens(wanda).access)
    story = draft(before)
    keyed = {"Idempotency-Key": "hers"}
    sent = article("Under a key", status="draft")
    first = before.send("POST", "/articles", sent, keyed).expect(201).json["id"]
    pools.dismiss(wanda)
    pools.hire(wanda)
    after = api_of(newspaper, pools.tokens(wanda).access)
    after.send("GET", f"/articles/{story}").expect(404)
    after.send("PUT", f"/articles/{story}", sent, {"If-Match": "*"}).expect(404)
    after.send("GET", f"/articles/{story}/trail").expect(404)
    assert after.send("POST", "/articles", sent, keyed).expect(201).json["id"] != first


@pytest.fixture
def operator(newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`make sign-out` on this stack."""
    here = Stack(running.STACK, newspaper.stack.client)
    for module in (sign_out, sys.modules["operate.access"]):
        monkeypatch.setattr(module, "stack_of", lambda _name: here)

    def run(*arguments: str) -> None:
        monkeypatch.setattr(sys, "argv", ["sign_out", *arguments])
        sign_out.main()

    return run


def test_an_operator_signs_somebody_out_who_may_sign_in_again(
    newspaper: Newspaper, pools: Pools, wanda: str, operator: Any
) -> None:
    theirs = SignedIn(newspaper.stack.site_url, lambda: pools.tokens(wanda).access)
    draft(theirs)
    refresh = pools.tokens(wanda).refresh
    operator(wanda)
    theirs.send("POST", "/articles", {}).expect(401)
    with pytest.raises(CommandError, match="no token"):
        renewed(pools.here, refresh)
    theirs.again()
    draft(theirs)


def test_an_operator_signs_everybody_out(
    newspaper: Newspaper, pools: Pools, wanda: str, operator: Any
) -> None:
    theirs = api_of(newspaper, pools.tokens(wanda).access)
    client = pools.outputs["MachineClientId"]
    machine = Machine(pools.cognito, pools.here.id, client, pools.url.rstrip("/"))
    program = api_of(newspaper, machine.token("site:edit"))
    for api in (program, newspaper.editor):
        api.send("GET", "/redirects").expect(200)
    operator("--everybody")
    for api in (theirs, program, newspaper.editor):
        api.send("GET", "/redirects").expect(401)
    for api in (newspaper.author, newspaper.editor):
        api.again()
    newspaper.editor.send("GET", "/redirects").expect(200)


@pytest.mark.parametrize(("then", "words"), [("--disable", "disabled"), ("--delete", "Incorrect")])
def test_who_leaves_the_newsroom_is_out_at_once(
    newspaper: Newspaper, pools: Pools, wanda: str, operator: Any, then: str, words: str
) -> None:
    api = api_of(newspaper, pools.tokens(wanda).access)
    draft(api)
    operator(wanda, then)
    api.send("POST", "/articles", {}).expect(401)
    with pytest.raises(CommandError, match=words):
        pools.tokens(wanda)
    if then == "--delete":
        with pytest.raises(SystemExit, match="there is no"):
            operator(wanda)
