"""The users of the local newsroom, its machine client, and their tokens."""

import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from local.cloud import CloudError
from local.state import write_whole

GROUPS = {"amina": "authors", "editor": "editors", "nadia": "editors"}
"""One author and two editors."""


class People:
    """The users of one local user pool; their passwords are made once, in a private file."""

    def __init__(self, home: Path, cognito: Any, pool: str, client: str) -> None:
        self._file = home / "passwords.json"
        self._cognito, self._pool, self._client = cognito, pool, client

    def ensure(self) -> None:
        """Make whoever is not there yet."""
        passwords = self._passwords()
        there = {u["Username"] for u in self._cognito.list_users(UserPoolId=self._pool)["Users"]}
        for name in GROUPS.keys() - there:
            user = {"UserPoolId": self._pool, "Username": name}
            self._cognito.admin_create_user(**user, MessageAction="SUPPRESS")
            self._cognito.admin_set_user_password(**user, Password=passwords[name], Permanent=True)
            self._cognito.admin_add_user_to_group(**user, GroupName=GROUPS[name])

    def token(self, name: str) -> str:
        """An access token, good for an hour. Raises CloudError for somebody unknown."""
        passwords = self._passwords()
        if name not in passwords:
            raise CloudError(f"there is no {name!r}; there are {', '.join(sorted(passwords))}")
        answer = self._cognito.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=self._client,
            AuthParameters={"USERNAME": name, "PASSWORD": passwords[name]},
        )
        token: str = answer["AuthenticationResult"]["AccessToken"]
        return token

    def _passwords(self) -> dict[str, str]:
        if not self._file.exists():
            passwords = {name: f"{secrets.token_urlsafe(18)}aA1" for name in GROUPS}
            write_whole(self._file, json.dumps(passwords, indent=2), mode=0o600)
        known: dict[str, str] = json.loads(self._file.read_text())
        return known


class Machine:
    """The machine client of a local stack; it has every scope, and asks for those it needs."""

    def __init__(self, cognito: Any, pool: str, client: str, cloud_url: str) -> None:
        self._cognito, self._pool, self._client = cognito, pool, client
        self._url = f"{cloud_url}/oauth2/token"

    def token(self, scopes: str) -> str:
        """An access token with these scopes, with commas between them, good for an hour.

        Raises CloudError for a scope that there is not.
        """
        wanted = " ".join(f"broadsheet/{scope.strip()}" for scope in scopes.split(","))
        form = {"grant_type": "client_credentials", "scope": wanted, **self._secret()}
        body = urllib.parse.urlencode(form).encode()
        try:
            with urllib.request.urlopen(self._url, body, timeout=10) as answer:
                told = json.load(answer)
        except urllib.error.HTTPError as error:
            raise CloudError(f"no token for {scopes}: {error.read().decode()}") from None
        token: str = told["access_token"]
        return token

    def _secret(self) -> dict[str, str]:
        client = {"UserPoolId": self._pool, "ClientId": self._client}
        described = self._cognito.describe_user_pool_client(**client)["UserPoolClient"]
        return {"client_id": self._client, "client_secret": described["ClientSecret"]}
