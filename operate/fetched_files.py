"""Files of another site by their addresses, kept in a folder so that none is asked for twice.

An archive may name any address. Only its own hosts are asked, at addresses that are public, for as
many bytes as an upload may have and for a bounded time; a redirect leads no further than that.
"""

import hashlib
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from broadsheet.domain.media.kinds import UPLOAD_BYTES
from broadsheet.domain.transfer.file_names import Place, edit_of, place_of

SECONDS = 60
"""For one file, from the first byte that is sent to the last that comes."""
_SILENT = 10
_HOPS = 4
_PIECE = 64 * 1024
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, kw_only=True)
class Fetching:
    """Where fetched files are kept; `allowed` are hosts with ports that need not be public."""

    folder: Path
    allowed: frozenset[str] = frozenset()


class _Target(NamedTuple):
    scheme: str
    host: str
    port: int
    path: str


class Fetched:
    """Implements `Originals`: the original of a size is asked for first, then the address itself.

    `hosts` are those of the old site, the first of which serves what has no host.
    """

    def __init__(self, fetching: Fetching, hosts: Collection[str]) -> None:
        self._folder, self._allowed = fetching.folder, fetching.allowed
        self._hosts = list(hosts)

    def find(self, address: str) -> Path | None:
        """See `Originals`."""
        place = place_of(address)
        if place is None or not self._hosts or (place.host and place.host not in self._hosts):
            return None
        for name in _names(place):
            wanted = Place(place.host or self._hosts[0], (*place.steps[:-1], name))
            if found := self._file(wanted):
                return found
        return None

    def _file(self, place: Place) -> Path | None:
        above = hashlib.sha256("\0".join((place.host, *place.steps[:-1])).encode()).hexdigest()
        kept = self._folder / above[:16] / _safe(place.steps[-1])
        if kept.exists():
            return kept
        body = self._body(place)
        if body is None:
            return None
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_name(f"{kept.name}.unfinished")
        unfinished.write_bytes(body)
        unfinished.rename(kept)
        return kept

    def _body(self, place: Place) -> bytes | None:
        path = quote(place.path)
        for origin in self._origins(place.host):
            body = self._followed(f"{origin}{path}", time.monotonic() + SECONDS)
            if body is not None:
                return body
        return None

    def _origins(self, host: str) -> Iterator[str]:
        names = [host] if host in self._allowed else [host, f"www.{host}"]
        for name in names:
            if host not in self._allowed:
                yield f"https://{name}"
            yield f"http://{name}"

    def _followed(self, url: str, until: float) -> bytes | None:
        for _ in range(_HOPS):
            try:
                target = self._target(url)
                answer = _asked(target, self._address_of(target), until) if target else None
            except (OSError, ValueError, http.client.HTTPException):
                return None
            if not isinstance(answer, str):
                return answer
            url = urljoin(url, answer)
        return None

    def _target(self, url: str) -> _Target | None:
        """None for what is no address of this site: redirects end there."""
        parts = urlsplit(url)
        host = parts.netloc.lower()
        bare = host.removeprefix("www.")
        if parts.scheme not in ("http", "https") or bare not in self._hosts:
            return None
        usual = 443 if parts.scheme == "https" else 80
        port = parts.port or usual
        if port != usual and host not in self._allowed:
            return None
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        return _Target(parts.scheme, parts.hostname or "", port, path)

    def _address_of(self, target: _Target) -> str:
        """Where it is, looked up once: another answer later would be another machine."""
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if f"{target.host}:{target.port}" not in self._allowed:
            for address in addresses:
                if not ipaddress.ip_address(address.partition("%")[0]).is_global:
                    raise ValueError("is not public")
        return addresses[0]


def _names(place: Place) -> list[str]:
    """The original, the edit that it is a size of, and what was asked for."""
    name = place.steps[-1]
    dot, extension = name.rpartition(".")[1:]
    return list(dict.fromkeys([f"{edit_of(name)}{dot}{extension}", name]))


def _asked(target: _Target, address: str, until: float) -> bytes | str | None:
    """The file, where it is instead, or None where it is not to be had. Raises OSError …"""
    with socket.create_connection((address, target.port), timeout=_SILENT) as plain:
        if target.scheme == "https":
            context = ssl.create_default_context()
            with context.wrap_socket(plain, server_hostname=target.host) as wrapped:
                return _answer(target, wrapped, until)
        return _answer(target, plain, until)


def _answer(target: _Target, connected: socket.socket, until: float) -> bytes | str | None:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = connected
    agent = {"User-Agent": "Broadsheet import", "Accept-Encoding": "identity"}
    connection.request("GET", target.path, headers=agent)
    answer = connection.getresponse()
    if answer.status in _MOVED:
        return answer.getheader("location") or None
    # Many sites say so kindly that there is nothing that it is no error.
    is_page = answer.headers.get_content_type() in ("text/html", "application/xhtml+xml")
    return _read(answer, until) if answer.status == 200 and not is_page else None


def _read(answer: http.client.HTTPResponse, until: float) -> bytes | None:
    body = bytearray()
    while piece := answer.read1(_PIECE):
        body += piece
        if len(body) > UPLOAD_BYTES or time.monotonic() > until:
            return None
    return bytes(body)


def _safe(name: str) -> str:
    """A name that every file system takes, with the extension that it had."""
    if len(name.encode()) <= 200:
        return name.replace("/", "_")
    stem, dot, extension = name.rpartition(".")
    hashed = hashlib.sha256(stem.encode()).hexdigest()[:32]
    return f"{hashed}{dot}{extension}"
