"""Files behind an address of this machine: what a worker may keep, and a network to lose.

They have their headers of CloudFront, and may be asked for in parts (RFC 9110, 14).
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath

from broadsheet.adapters.aws.s3_files import headers_of
from broadsheet.adapters.http.answer import CONTENT_SECURITY_POLICY


class Served:
    """A site by the keys of its files. Whoever holds it may change them, and take it away."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self._server = self._begun(0)
        self.origin = f"http://localhost:{self._server.server_port}"

    def _begun(self, port: int) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self.files))
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def away(self) -> None:
        """Nobody answers."""
        self._server.shutdown()
        self._server.server_close()

    def back(self) -> None:
        """They do again."""
        self._server = self._begun(self._server.server_port)


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[Served]:
    """The files behind an address, until that is left."""
    site = Served(files)
    yield site
    site.away()


_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def _part(asked: str | None, body: bytes) -> slice | None:
    """The bytes that were asked for; None for all of them."""
    found = _RANGE.fullmatch(asked or "")
    if found is None or int(found[1]) >= len(body):
        return None
    last = int(found[2]) if found[2] else len(body) - 1
    return slice(int(found[1]), min(last + 1, len(body)))


def _headers(key: str) -> dict[str, str]:
    content_type, cache = headers_of(key if PurePosixPath(key).suffix else "x.html")
    always = {
        "Content-Type": content_type,
        "Cache-Control": cache,
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
    }
    is_saved = PurePosixPath(key).stem == "file" and key.startswith("media/")
    return always | ({"Content-Disposition": "attachment"} if is_saved else {})


def _handler(files: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            key = self.path.partition("?")[0][1:]
            key = f"{key}index.html" if key.endswith("/") or not key else key
            body = files.get(key)
            part = _part(self.headers["Range"], body) if body is not None else None
            self.send_response(404 if body is None else 200 if part is None else 206)
            for name, value in _headers(key).items():
                self.send_header(name, value)
            sent = body or b""
            if part is not None:
                said = f"bytes {part.start}-{part.stop - 1}/{len(sent)}"
                self.send_header("Content-Range", said)
                sent = sent[part]
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    return Handler
