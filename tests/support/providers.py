"""Providers of cards on this machine, in place of all others."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from broadsheet.adapters.public_web import Got, Unreachable
from tests.support.pictures import photograph

_PICTURES = {"www.youtube.com": "https://i.ytimg.com/vi/a/hqdefault.jpg"}


def title_of(url: str) -> str:
    """What is said of an address."""
    return f"A film called {url.rpartition('/')[2]}"


class Web:
    """All of them without a network: of YouTube's there are pictures, and who is `late` answers the
    second time."""

    def __init__(self) -> None:
        self._asked: set[str] = set()

    def forget(self) -> None:
        """Nobody has asked yet."""
        self._asked.clear()

    def get(self, url: str) -> Got:
        """What stands at an address. Raises Unreachable."""
        if url.endswith(".jpg"):
            return Got(200, "image/jpeg", photograph(480, 360))
        is_first = url not in self._asked
        self._asked.add(url)
        if is_first and "late" in url:
            raise Unreachable(url)
        (about,) = parse_qs(urlsplit(url).query)["url"]
        said = {"title": title_of(about)}
        if "youtu" in url:
            said["thumbnail_url"] = _PICTURES["www.youtube.com"]
        return Got(200, "application/json", json.dumps(said).encode())


class _Provider(BaseHTTPRequestHandler):
    """Answers at `/<host of the provider>/oembed`, and at `….jpg` with a picture."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path.endswith(".jpg"):
            return self._send("image/jpeg", photograph(480, 360))
        (url,) = parse_qs(asked.query)["url"]
        host = asked.path.split("/")[1]
        said = {"title": title_of(url), "author_name": host, "thumbnail_url": _PICTURES.get(host)}
        return self._send("application/json", json.dumps(said).encode())

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nobody reads it."""


@contextmanager
def answering_providers() -> Iterator[dict[str, str]]:
    """The parameters of a stack that asks them."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Provider)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {"ProvidersEndpoint": f"http://127.0.0.1:{server.server_port}"}
    finally:
        server.shutdown()
        server.server_close()
