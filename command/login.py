"""`broadsheet login`: once for each newsroom; the token renews itself after that."""

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path

from client import running, session
from client.addresses import site_of, token_of
from client.cognito import Asks, Pool, machine_token, revoke, sign_in
from client.errors import CommandError
from client.passwords import weakness
from client.session import Session
from command.help import Commands

_EXAMPLES = """
broadsheet login                                    make run's own stack, as editor
broadsheet login --user amina                       the same, as an author
broadsheet login https://news.example.org --pool eu-west-1_Example01 --client 1example23456789 \\
    --user ann
broadsheet login https://news.example.org --token-stdin < token
broadsheet login https://news.example.org --client 1machine98765 --secret-stdin \\
    --token-url https://news.auth.eu-west-1.amazoncognito.com/oauth2/token < secret
broadsheet login --out                              end all sessions of whoever is signed in
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("login", run, "Sign in", _EXAMPLES, signed_in=False, json=False)
    parser.add_argument("site", nargs="?", help="the site's address; without it, that of make run")
    parser.add_argument("--user", help="who signs in")
    parser.add_argument("--client", help="the stack's output UserPoolClientId, or a machine's")
    parser.add_argument("--pool", default="", help="the stack's output UserPoolId")
    parser.add_argument("--token-url", help="where machines get tokens (client credentials)")
    parser.add_argument("--scopes", default="", help="a machine's, with spaces between them")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--password-stdin", action="store_true", help="do not ask, read it")
    ways.add_argument("--secret-stdin", action="store_true", help="sign in as a machine")
    ways.add_argument("--token-stdin", action="store_true", help="take this token as it is")
    ways.add_argument("--out", action="store_true", help="end all their sessions")


def run(given: argparse.Namespace) -> None:
    """Sign in, and keep it."""
    path = session.file_of(os.environ)
    if given.out:
        _sign_out(path)
        return
    made = _signed_in(given)
    if not made.token:
        raise CommandError("that is an empty token")
    session.keep(made, path)
    name = session.name_of(made.token)
    roles = ", ".join(session.roles(made.token)) or "no role"
    print(f"signed in to {made.site} as {name} ({roles})")


def _signed_in(given: argparse.Namespace) -> Session:
    if given.site is None:
        user, here = given.user or "editor", running.read()
        return Session(site=here.site_url, user=user, token=here.token(user))
    site = site_of(given.site)
    if given.token_stdin:
        return Session(site=site, token=token_of(sys.stdin.read(), "standard input"))
    if given.secret_stdin:
        return _machine(given, site)
    return _person(given, site)


def _machine(given: argparse.Namespace, site: str) -> Session:
    if not given.client or not given.token_url:
        raise CommandError("a machine signs in with --client and --token-url")
    secret = sys.stdin.read().strip()
    token = machine_token(given.token_url, given.client, secret, given.scopes)
    return Session(
        site=site,
        token=token,
        client=given.client,
        secret=secret,
        token_url=given.token_url,
        scopes=given.scopes,
    )


def _person(given: argparse.Namespace, site: str) -> Session:
    if not given.client or not given.pool or not given.user:
        raise CommandError("somebody signs in with --user, --pool and --client, or --token-stdin")
    password = sys.stdin.readline().rstrip("\n") if given.password_stdin else getpass("Password: ")
    tokens = sign_in(Pool(given.pool, given.client), given.user, password, _Terminal(given))
    return Session(
        site=site,
        token=tokens.access,
        client=given.client,
        pool=given.pool,
        refresh=tokens.refresh,
    )


def _sign_out(path: Path) -> None:
    """Everywhere, and what is kept here last: whatever is not reached, nobody stays signed in.

    Of a machine only what is kept here: other programs work with the same client.
    """
    if not path.exists():
        print("nobody was signed in")
        return
    try:
        who = session.kept_in(path)
        if who.secret:
            print("signed out here; the client's other tokens are good until they end")
            return
        session.api_of(who).send("POST", "/sessions/end").expect(200, 401)
        if who.refresh:
            revoke(session.pool_of(who), who.refresh)
        print("signed out, on every machine")
    except CommandError as error:
        raise CommandError(
            f"signed out here, and elsewhere it could not be said: {error}"
        ) from None
    finally:
        path.unlink(missing_ok=True)


class _Terminal(Asks):
    """Whoever sits before it."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given

    def new_password(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError(
                "the password is a temporary one: sign in once without --password-stdin"
            )
        print("That password was a temporary one.")
        chosen = getpass("New password: ")
        if wrong := weakness(chosen, (self._given.user, self._given.site)):
            raise CommandError(f"please choose another: {wrong}")
        if getpass("Once more: ") != chosen:
            raise CommandError("these were not the same")
        return chosen

    def code(self, secret: str = "") -> str:
        if secret:
            print(f"Give this key to an authenticator app (TOTP): {secret}")
        if not sys.stdin.isatty():
            line = sys.stdin.readline().strip()
            if not line:
                raise CommandError("the second line must be the authenticator's code")
            return line
        return input("Code of the authenticator: ").strip()
