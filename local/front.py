"""One address for site and API: a reverse proxy that asks the local CloudFront.

It stands where a reader's name server and CloudFront's edge do: it puts the distribution's name
in `Host`, and shows the page for what is missing, which is the job of the second origin on AWS.
"""

import contextlib
import http.client
import json
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from client.errors import CommandError
from local.compressing import compressed, of_the_origin
from local.journal import NotKeptError
from local.one_click import OneClick

_NOT_PASSED_ON = {
    "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length", "date",
}  # fmt: skip
_READS = {"GET", "HEAD", "OPTIONS"}
_MISSING = {403, 404}
_LONGEST_BODY = 10 * 1024 * 1024
"""What an HTTP API takes."""
_LONGEST_LINE = 8 * 1024

Seen = Callable[[str, str, int, float], None]
"""Told of each request: method, address, status, milliseconds."""


Keep = Callable[[], None]


class Front:
    """The proxy, on 127.0.0.1."""

    def __init__(
        self,
        port: int,
        gateway_port: int,
        distribution: str,
        keep: Callable[[], None] | None = None,
    ) -> None:
        """`keep` puts on the disk what was written; it raises NotKeptError where it cannot."""
        self._address, self._keep = ("127.0.0.1", port), keep
        self._cloud, self._distribution = _Cloud(gateway_port), distribution
        self._server: _Server | None = None
        self.seen: Seen | None = None
        self.say: Callable[[str], None] = _on_standard_error
        self.one_click: OneClick | None = None
        """How one signs in at the desk without typing, if at all."""

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._address[1]

    def start(self) -> None:
        """Listen. Raises CommandError if the port is taken."""
        try:
            self._server = _Server(self._address, _Handler)
        except OSError as error:
            raise taken(self._address[1]) from error
        self._server.front = self
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Take no more requests, and finish those that are under way."""
        if self._server is not None:
            self._server.is_ending = True
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> "Answer":
        """What CloudFront answers, with the page for what is missing in place of S3's own words."""
        if self.one_click is not None and path.startswith("/desk/"):
            to, form = self.one_click.sent(path, body)
            answer = self._ask(method, to, headers, form)
            answer.body = self.one_click.shown(answer.headers, answer.body)
        else:
            answer = self._ask(method, path, headers, body)
        if self._keep is not None and method not in _READS and answer.status < 400:
            return self._kept(answer, self._keep)
        is_page = method in ("GET", "HEAD") and not path.startswith(("/api/", "/desk/"))
        if is_page and answer.status in _MISSING:
            page = self._ask(method, "/404.html", {}, b"")
            if page.status < 300:
                return Answer(404, page.headers, page.body)
        return answer

    def leave(self) -> None:
        """Whoever asked in this thread has gone."""
        self._cloud.leave()

    def _kept(self, answer: "Answer", keep: Callable[[], None]) -> "Answer":
        """The answer once what it promises is on the disk."""
        try:
            keep()
        except NotKeptError as error:
            why = f"This is not kept yet: {error}. Send it again in a moment."
            problem = {"title": "Service Unavailable", "status": 503, "detail": why}
            kind = ("Content-Type", "application/problem+json")
            return Answer(503, [kind, ("Retry-After", "2")], json.dumps(problem).encode())
        return answer

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> "Answer":
        return self._cloud.ask(method, path, headers | {"Host": self._distribution}, body)


class _Cloud(threading.local):
    """MiniStack, asked over one connection for each that a reader keeps."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._kept: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> "Answer":
        """What it answers. Raises OSError, HTTPException."""
        kept, self._kept = self._kept, None
        if kept is not None and method in _READS:
            # It may have been idle for too long.
            with contextlib.suppress(OSError, http.client.HTTPException):
                return self._asked(kept, method, path, headers, body)
        elif kept is not None:
            kept.close()
        new = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        return self._asked(new, method, path, headers, body)

    def leave(self) -> None:
        """The reader has gone."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _asked(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
    ) -> "Answer":
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body or method in ("POST", "PUT", "PATCH"):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            told = Answer(answer.status, answer.getheaders(), answer.read())
        except BaseException:
            connection.close()
            raise
        self._kept = connection
        return told


def taken(port: int) -> CommandError:
    """What to say of a port that somebody else has."""
    return CommandError(f"port {port} is taken; choose another, as in PORT={port + 1}")


class Answer:
    """Status, headers and body."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body


def _on_standard_error(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class _GoneError(Exception):
    """The client hung up before it had said all."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 128
    front: Front
    is_ending = False
    """Whoever keeps asking, as the desk does of a live story, would keep its thread for ever."""

    def handle_error(self, *_request: Any) -> None:
        """A client may hang up at any moment; anything else is worth a line."""
        error = sys.exception()
        if not isinstance(error, (ConnectionError, TimeoutError, _GoneError)):
            self.front.say(f"a request failed: {type(error).__name__}: {error}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5  # a kept connection without a request must not hold up the end
    disable_nagle_algorithm = True
    server: _Server

    def finish(self) -> None:
        """The client has gone, or is told to."""
        super().finish()
        self.server.front.leave()

    def _pass_on(self) -> None:
        began = time.perf_counter()
        body = self._body()
        if body is None:
            return
        front = self.server.front
        headers = {
            name: of_the_origin(name, value)
            for name, value in self.headers.items()
            if name.lower() not in _NOT_PASSED_ON
        }
        try:
            answer = front.ask(self.command, self.path, headers, body)
        except (OSError, http.client.HTTPException):
            answer = Answer(502, [("Content-Type", "text/plain")], b"The local cloud is away.\n")
        if self.command == "GET":
            accepted = self.headers.get("Accept-Encoding", "")
            sent = compressed(accepted, answer.status, answer.headers, answer.body)
            answer = Answer(answer.status, *sent)
        self._answer(answer)
        if front.seen is not None:
            took = (time.perf_counter() - began) * 1000
            front.seen(self.command, self.path, answer.status, took)

    def _refuse(self) -> None:
        """CloudFront answers so itself, and asks no origin."""
        self.close_connection = True
        self._answer(Answer(405, [("Allow", "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE")], b""))

    do_CONNECT = do_QUERY = do_TRACE = _refuse  # noqa: N815
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _pass_on  # noqa: N815

    def _body(self) -> bytes | None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunks()
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = -1
        if self.headers.get("Transfer-Encoding") or not 0 <= length <= _LONGEST_BODY:
            self.close_connection = True
            self.send_error(413 if length > _LONGEST_BODY else 411)
            return None
        return self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        """So many bytes. Raises _GoneError where the client hangs up before."""
        body = self.rfile.read(length)
        if len(body) < length:
            raise _GoneError
        return body

    def _chunks(self) -> bytes | None:
        """A body whose length its sender did not know at first (RFC 9112, 7.1)."""
        body = b""
        try:
            while size := int(self.rfile.readline(32).split(b";")[0], 16):
                if size < 0 or len(body) + size > _LONGEST_BODY:
                    raise ValueError
                body += self._exactly(size)
                self.rfile.readline(2)
            while self.rfile.readline(_LONGEST_LINE).strip():
                pass  # a trailer, which nobody here reads
        except ValueError:
            self.close_connection = True
            self.send_error(400)
            return None
        return body

    def _answer(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in _NOT_PASSED_ON:
                self.send_header(name, value)
        length = len(answer.body)
        if self.command == "HEAD":
            known = {n.lower(): v for n, v in answer.headers}
            length = int(known.get("content-length", 0))
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(length))
        if self.server.is_ending:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, *_args: Any) -> None:
        """Requests are logged by whoever asks for it, with what happens after them."""
