"""`make sign-out`: all sessions of somebody end, here and in the user pool.

Who leaves the newsroom is disabled, or deleted, in one go with it: with `--disable` or `--delete`.
"""

import argparse
import uuid
from typing import Any

from broadsheet.adapters.aws.cognito_staff_pool import CognitoStaffPool
from broadsheet.domain.shared.principal import Principal, identity
from broadsheet.usecases.people.end_sessions import end_all
from broadsheet.usecases.shared.committing import Request
from client.errors import CommandError
from operate.access import access_to
from operate.ends import in_words
from operate.stack import Stack, stack_of

OPERATOR = Principal("sign-out", frozenset())


def subject_in(cognito: Any, pool: str, user: str) -> str:
    """The `sub` of a user. Raises CommandError for nobody."""
    try:
        found = cognito.admin_get_user(UserPoolId=pool, Username=user)
    except cognito.exceptions.UserNotFoundException:
        raise CommandError(f"there is no {user!r} in {pool}") from None
    return _sub(found["UserAttributes"])


def everybody_in(cognito: Any, pool: str) -> list[str]:
    """The `sub` of every user there is."""
    pages = cognito.get_paginator("list_users").paginate(UserPoolId=pool)
    return [_sub(user["Attributes"]) for page in pages for user in page["Users"]]


def _sub(attributes: list[dict[str, str]]) -> str:
    return next(one["Value"] for one in attributes if one["Name"] == "sub")


def main() -> None:
    """End them; who is not to come back is disabled before that, or could sign in meanwhile."""
    given = _arguments()
    with in_words("Not all of it may be done: run it again."):
        _sign_out(given, stack_of(given.stack))


def _sign_out(given: argparse.Namespace, stack: Stack) -> None:
    outputs, cognito = stack.outputs(), stack.clients("cognito-idp")
    pool = outputs["UserPoolId"]
    whom = {"UserPoolId": pool, "Username": given.user}
    if given.everybody:
        clients = [outputs["MachineClientId"]] if "MachineClientId" in outputs else []
        subjects = everybody_in(cognito, pool) + clients
    else:
        subjects = [given.client or subject_in(cognito, pool, given.user)]
    if given.disable or given.delete:
        cognito.admin_disable_user(**whom)
    services, in_pool = access_to(given.stack).services, CognitoStaffPool(cognito, pool)
    request = Request(id=f"sign-out-{uuid.uuid4().hex}", who=OPERATOR)
    for subject in subjects:
        end_all(services, in_pool, request, identity(pool, subject))
    if given.delete:
        cognito.admin_delete_user(**whom)
    who = f"everybody, {len(subjects)} in all" if given.everybody else given.client or given.user
    print(f"{who}: signed out everywhere")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("user", nargs="?", help="their name in the user pool")
    who.add_argument("--client", help="a machine client's id")
    who.add_argument("--everybody", action="store_true", help="all users, and the machine client")
    parser.add_argument("--stack", help="a stack on AWS; without it, that of make run")
    then = parser.add_mutually_exclusive_group()
    then.add_argument("--disable", action="store_true", help="nobody signs in under the name")
    then.add_argument("--delete", action="store_true", help="and the name is free again")
    given = parser.parse_args()
    if not given.user and (given.disable or given.delete):
        parser.error("--disable and --delete are for one user")
    return given


if __name__ == "__main__":
    main()
