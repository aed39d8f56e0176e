"""Where somebody's token may go: a site, or what gives tokens out. Looked at before it goes."""

import re
from urllib.parse import urlsplit

from client.errors import CommandError, NotSignedIn

_HERE = ("localhost", "127.0.0.1", "::1")
_SUCH = "write it as https://news.example.org"
_TOKEN = re.compile(r"[!-~]+")


def site_of(text: str) -> str:
    """The site that is at an address, whichever page of it that is of.

    Raises CommandError for what is no address, and for one at which others could read along.
    """
    asked = urlsplit(must_be_safe(text, "the site"))
    return f"{asked.scheme.lower()}://{asked.netloc}"


def must_be_safe(text: str, what: str) -> str:
    """The address. Raises CommandError, which names `what` it is of, where nothing secret may go:
    it is none, or neither https nor on this machine."""
    address = text.strip()
    try:
        asked = urlsplit(address)
        host, _port = asked.hostname, asked.port
    except ValueError as error:
        raise CommandError(f"{what} is at no address, {address!r}: {error}; {_SUCH}") from None
    if not host or re.search(r"[\s\\]", asked.netloc) or not address.isprintable():
        raise CommandError(f"{what} is at no address, {address!r}: {_SUCH}")
    if asked.username is not None:
        raise CommandError(f"{what} is at an address with a name before the @: {_SUCH}")
    is_safe = asked.scheme.lower() == "https" or (asked.scheme.lower() == "http" and host in _HERE)
    if not is_safe:
        told = "a token is not for everybody on the way"
        raise CommandError(f"{what} must be https://…, not {address!r}: {told}")
    return address


def token_of(text: str, where: str) -> str:
    """A token as it was given. Raises NotSignedIn, which says `where` and never what, for what can
    be none."""
    token = text.strip()
    if token and not _TOKEN.fullmatch(token):
        raise NotSignedIn(f"what is in {where} is no token: letters, numbers and signs in one line")
    return token
