"""Answers of hosts that are named in a table, and of no machine that is not on the public internet.

A name may lead anywhere: what it leads to is looked at, and that very address is connected to.
No redirect is followed, and no more is read or waited for than is said.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host. Raises OSError."""
SECONDS = 3.0
"""From the question for a name to the last byte."""
_AGENT = "Broadsheet/1 (+cards of addresses in articles)"


_NOT_HOSTS = tuple(
    map(
        ipaddress.ip_network,
        (
            *("192.0.0.0/24", "192.88.99.0/24"),
            *("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"),
        ),
    )
)
"""Of protocols; those of IPv6 carry an IPv4 address."""


class Unreachable(Exception):
    """Nobody answered in time, or nobody who may be asked."""


class Got(NamedTuple):
    """An answer; `body` is empty where it has more bytes than were asked for."""

    status: int
    content_type: str
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: none of a machine, a house or a cloud.

    Also not where IPv6 carries one in it (RFC 4291, 6052, 3056, 4380).
    https://www.iana.org/assignments/iana-ipv4-special-registry
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if not found.is_global or found.is_multicast:
        return False
    return not any(found in net for net in _NOT_HOSTS)


def resolved(host: str, port: int) -> Sequence[str]:
    """See `Resolve`: as this machine finds it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicWeb:
    """What asks. `connect` is how a TCP connection is made; a test may have its own of both."""

    def __init__(
        self,
        resolve: Resolve = resolved,
        connect: Callable[[str, int, float], socket.socket] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._resolve, self._seconds = resolve, seconds
        self._connect = connect or (lambda ip, port, s: socket.create_connection((ip, port), s))
        self._tls = ssl.create_default_context()

    def get(self, url: str, most: int) -> Got:
        """The answer at an https:// address, up to so many bytes. Raises Unreachable."""
        to = urlsplit(url)
        if to.scheme != "https" or not to.hostname or to.port not in (None, 443):
            raise Unreachable("no https")
        return within(self._seconds, lambda: self._asked(url, str(to.hostname), most))

    def _asked(self, url: str, host: str, most: int) -> Got:
        addresses = self._resolve(host, 443)
        # One that is not is a sign that none of them is what it should be.
        if not addresses or not all(map(is_public, addresses)):
            raise Unreachable("its address is not public")
        connection = http.client.HTTPSConnection(host, timeout=self._seconds)
        plain = self._connect(addresses[0], 443, self._seconds)
        connection.sock = self._tls.wrap_socket(plain, server_hostname=host)
        return got(connection, url, most)


def got(connection: http.client.HTTPConnection, url: str, most: int) -> Got:
    """The answer to a GET over the connection, which is closed then."""
    to = urlsplit(url)
    try:
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
        connection.request("GET", f"{to.path}?{to.query}" if to.query else to.path, headers=headers)
        answer = connection.getresponse()
        body = answer.read(most + 1)
        kind = answer.headers.get_content_type()
        return Got(answer.status, kind, body if len(body) <= most else b"")
    finally:
        connection.close()


def within(seconds: float, ask: Callable[[], Got]) -> Got:
    """The answer, if it is there in time. Raises Unreachable.

    A socket's own time-out begins anew with each byte, and finding an address has none.
    """
    answers: list[Got | Exception] = []

    def work() -> None:
        try:
            answers.append(ask())
        except Exception as error:  # noqa: BLE001 - it is told to whoever asked
            answers.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    answer = answers[0] if answers else TimeoutError("too slow")
    if isinstance(answer, Exception):
        raise answer if isinstance(answer, Unreachable) else Unreachable(type(answer).__name__)
    return answer


def one_machine(origin: str) -> Callable[[str, int], Got]:
    """Who asks one server of this machine in place of all providers: the path says of which host.

    `origin` is `http://127.0.0.1:<port>`; the template takes no other.
    """
    to = urlsplit(origin)
    if to.scheme != "http" or to.hostname not in ("localhost", "127.0.0.1"):
        raise ValueError("this is no server of this machine")

    def get(url: str, most: int) -> Got:
        asked = urlsplit(url)
        here = f"{origin}/{asked.netloc}{asked.path}?{asked.query}"

        def ask() -> Got:
            connection = http.client.HTTPConnection(to.netloc, timeout=SECONDS)
            return got(connection, here, most)

        return within(SECONDS, ask)

    return get
