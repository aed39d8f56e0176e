"""The accounts of the staff in their user pool."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from broadsheet.adapters.aws.cognito_errors import Made, not_found, told, wrong
from broadsheet.domain.people.staff import Member, State
from broadsheet.domain.shared.errors import FieldError, Malformed, NotFound
from broadsheet.domain.shared.principal import Role, identity
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.people.ports import Members

THREADS = 10
_STATES = {
    "CONFIRMED": State.ACTIVE,
    "FORCE_CHANGE_PASSWORD": State.INVITED,
    "RESET_REQUIRED": State.RESET,
}
_THERE: dict[str, Made] = {"UserNotFoundException": not_found}
_TAKEN = wrong("user", "taken", for_programs("somebody else has this name"))


class CognitoStaff:
    """Implements `Staff`.

    In a pool whose users have no aliases, a user is found by `sub` as well as by name: API
    reference, AdminGetUser.
    """

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client, self._pool_id = client, pool_id

    def some(self, *, limit: int, begins: str = "", further: str = "") -> Members:
        """See `Staff`. A list of the pool has no roles: they are one call for each, at once."""
        asked: dict[str, Any] = {"UserPoolId": self._pool_id, "Limit": limit}
        if begins:
            quoted = begins.replace("\\", "\\\\").replace('"', '\\"')
            asked["Filter"] = f'username ^= "{quoted}"'
        if further:
            asked["PaginationToken"] = further
        bad = Malformed(
            [FieldError("?further", "bad_cursor", for_programs("is no place in this list"))]
        )
        with told({"InvalidParameterException": lambda: bad}):
            answer = self._client.list_users(**asked)
        users = answer["Users"]
        with ThreadPoolExecutor(THREADS) as threads:
            roles = list(threads.map(self._roles_if_there, (user["Username"] for user in users)))
        found = (
            _member(self._pool_id, user, user.get("Attributes", []), its)
            for user, its in zip(users, roles, strict=True)
        )
        return Members(tuple(found), answer.get("PaginationToken", ""))

    def one(self, subject: str) -> Member | None:
        """See `Staff`."""
        try:
            with told(_THERE):
                user = self._client.admin_get_user(**self._of(subject))
            roles = self._roles(user["Username"])
        except NotFound:
            return None
        has = "SOFTWARE_TOKEN_MFA" in user.get("UserMFASettingList", ())
        return _member(self._pool_id, user, user.get("UserAttributes", []), roles, has)

    def named(self, user: str) -> Member | None:
        """See `Staff`."""
        return self.one(user)

    def invite(self, user: str, *, email: str = "", temporary: str = "") -> Member:
        """See `Staff`."""
        asked: dict[str, Any] = {"UserPoolId": self._pool_id, "Username": user}
        if email:
            asked |= {"UserAttributes": _address(email), "DesiredDeliveryMediums": ["EMAIL"]}
        else:
            asked |= {"TemporaryPassword": temporary, "MessageAction": "SUPPRESS"}
        meant = {
            "UsernameExistsException": _TAKEN,
            "InvalidParameterException": wrong(
                "user", "bad_user", for_programs("is no name for an account")
            ),
        }
        with told(meant):
            made = self._client.admin_create_user(**asked)["User"]
        return _member(self._pool_id, made, made.get("Attributes", []), ())

    def grant(self, subject: str, role: Role) -> None:
        """See `Staff`."""
        with told(_THERE):
            self._client.admin_add_user_to_group(**self._of(subject), GroupName=role)

    def withdraw(self, subject: str, role: Role) -> None:
        """See `Staff`."""
        with told(_THERE):
            self._client.admin_remove_user_from_group(**self._of(subject), GroupName=role)

    def disable(self, subject: str) -> None:
        """See `Staff`."""
        with told(_THERE):
            self._client.admin_disable_user(**self._of(subject))

    def enable(self, subject: str) -> None:
        """See `Staff`."""
        with told(_THERE):
            self._client.admin_enable_user(**self._of(subject))

    def set_temporary(self, subject: str, password: str) -> None:
        """See `Staff`."""
        with told(_THERE):
            self._client.admin_set_user_password(
                **self._of(subject), Password=password, Permanent=False
            )

    def forget_authenticator(self, subject: str) -> None:
        """See `Staff`."""
        with told(_THERE):
            self._client.admin_set_user_mfa_preference(
                **self._of(subject),
                SoftwareTokenMfaSettings={"Enabled": False, "PreferredMfa": False},
            )

    def set_email(self, subject: str, email: str) -> None:
        """See `Staff`. Said by an editor, it counts as verified: nobody else could use it."""
        with told(_THERE):
            self._client.admin_update_user_attributes(
                **self._of(subject), UserAttributes=_address(email)
            )

    def _roles(self, user: str) -> tuple[str, ...]:
        """There are two groups: one page has them all."""
        with told(_THERE):
            groups = self._client.admin_list_groups_for_user(**self._of(user), Limit=10)["Groups"]
        return tuple(sorted(group["GroupName"] for group in groups))

    def _roles_if_there(self, user: str) -> tuple[str, ...]:
        """None of somebody who was deleted since the pool listed them."""
        try:
            return self._roles(user)
        except NotFound:
            return ()

    def _of(self, user: str) -> dict[str, str]:
        return {"UserPoolId": self._pool_id, "Username": user}


def _address(email: str) -> list[dict[str, str]]:
    return [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]


def _member(
    pool_id: str,
    user: dict[str, Any],
    attributes: Iterable[dict[str, str]],
    roles: tuple[str, ...],
    has_authenticator: bool = False,
) -> Member:
    its = {one["Name"]: one.get("Value", "") for one in attributes}
    state = _STATES.get(user["UserStatus"], State.RESET)
    return Member(
        id=identity(pool_id, its["sub"]),
        user=user["Username"],
        state=state if user.get("Enabled", True) else State.DISABLED,
        roles=roles,
        email=its.get("email", ""),
        has_authenticator=has_authenticator,
        since=user["UserCreateDate"],
    )
