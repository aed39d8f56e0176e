"""Files behind an address of this machine: what a worker may keep, and a network to lose."""

import threading
from collections import Counter
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
        self._asked = _Asked()
        self._server = self._begun(0)
        self.origin = f"http://localhost:{self._server.server_port}"

    def _begun(self, port: int) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self.files, self._asked))
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def once_asked(self, path: str, times: int) -> None:
        """Wait until a path was asked so many times in all."""
        assert self._asked.reaches(path, times), path

    def away(self) -> None:
        """Nobody answers."""
        self._server.shutdown()
        self._server.server_close()

    def back(self) -> None:
        """They do again."""
        self._server = self._begun(self._server.server_port)


class _Asked:
    """How often each path was."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._changed = threading.Condition()

    def add(self, path: str) -> None:
        with self._changed:
            self._times[path] += 1
            self._changed.notify_all()

    def reaches(self, path: str, times: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._times[path] >= times, timeout=60)


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[Served]:
    """The files behind an address, until that is left."""
    site = Served(files)
    yield site
    site.away()


def _handler(files: dict[str, bytes], asked: _Asked) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            key = self.path.partition("?")[0][1:]
            key = f"{key}index.html" if key.endswith("/") or not key else key
            body = files.get(key)
            content_type, cache = headers_of(key if PurePosixPath(key).suffix else "x.html")
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", content_type)
            self.send_header("Cache-Control", cache)
            self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            self.end_headers()
            self.wfile.write(body if body is not None else b"")
            asked.add(self.path)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    return Handler
