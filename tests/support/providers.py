"""Providers of cards on this machine, in place of all others."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


def title_of(url: str) -> str:
    """What is said of an address."""
    return f"A film called {url.rpartition('/')[2]}"


class _Provider(BaseHTTPRequestHandler):
    """Answers at `/<host of the provider>/oembed`, as `adapters/oembed.py` asks."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        (url,) = parse_qs(asked.query)["url"]
        said = {"title": title_of(url), "author_name": asked.path.split("/")[1]}
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
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
