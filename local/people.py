"""The users of the local newsroom, and its machine client with its tokens."""

import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from client.errors import CommandError
from client.files import write_whole
from client.running import passwords_of

GROUPS = {"amina": "authors", "editor": "editors", "nadia": "editors"}
"""One author and two editors."""


def ensure_people(home: Path, cognito: Any, pool: str) -> None:
    """Make whoever is not in the user pool yet; passwords are made once, in a private file."""
    passwords = known_passwords(home)
    there = {u["Username"] for u in cognito.list_users(UserPoolId=pool)["Users"]}
    for name in GROUPS.keys() - there:
        user = {"UserPoolId": pool, "Username": name}
        cognito.admin_create_user(**user, MessageAction="SUPPRESS")
        cognito.admin_set_user_password(**user, Password=passwords[name], Permanent=True)
        cognito.admin_add_user_to_group(**user, GroupName=GROUPS[name])


def known_passwords(home: Path) -> dict[str, str]:
    """Everybody's; made now if there are none yet."""
    file = passwords_of(home)
    if not file.exists():
        passwords = {name: f"{secrets.token_urlsafe(18)}aA1" for name in GROUPS}
        write_whole(file, json.dumps(passwords, indent=2), mode=0o600)
    known: dict[str, str] = json.loads(file.read_text())
    return known


class Machine:
    """The machine client of a local stack; it has every scope, and asks for those it needs."""

    def __init__(self, cognito: Any, pool: str, client: str, cloud_url: str) -> None:
        self._cognito, self._pool, self._client = cognito, pool, client
        self._url = f"{cloud_url}/oauth2/token"

    def token(self, scopes: str) -> str:
        """An access token with these scopes, with commas between them, good for an hour.

        Raises CommandError for a scope that there is not.
        """
        wanted = " ".join(f"broadsheet/{scope.strip()}" for scope in scopes.split(","))
        form = {"grant_type": "client_credentials", "scope": wanted, **self._secret()}
        body = urllib.parse.urlencode(form).encode()
        try:
            with urllib.request.urlopen(self._url, body, timeout=10) as answer:
                told = json.load(answer)
        except urllib.error.HTTPError as error:
            raise CommandError(f"no token for {scopes}: {error.read().decode()}") from None
        token: str = told["access_token"]
        return token

    def _secret(self) -> dict[str, str]:
        client = {"UserPoolId": self._pool, "ClientId": self._client}
        described = self._cognito.describe_user_pool_client(**client)["UserPoolClient"]
        return {"client_id": self._client, "client_secret": described["ClientSecret"]}
