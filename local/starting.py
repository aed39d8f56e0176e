"""What the one address answers while everything behind it is still coming up."""

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from local.front import taken

RETRY_AFTER = 2
"""Seconds until a browser asks again, by itself."""
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{seconds}">
<title>Broadsheet is starting</title>
<h1>Broadsheet is starting</h1>
<p>The front page comes here by itself, usually within a minute. Right now: {step}.</p>
<p>Where <code>make run</code> was typed, each step stands with its time.</p>
"""


class Starting:
    """Answers 503 at 127.0.0.1, with `step`, until it is stopped. Raises CommandError."""

    def __init__(self, port: int) -> None:
        self.step = ""
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        except OSError as error:
            raise taken(port) from error
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """The port is free for whoever answers from now on."""
        self._server.shutdown()
        self._server.server_close()


def _handler(starting: Starting) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            page = _PAGE.format(seconds=RETRY_AFTER, step=html.escape(starting.step))
            body = page.encode()
            self.send_response_only(503)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", str(RETRY_AFTER))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

        def log_message(self, *_args: object) -> None:
            """Nobody needs to hear of it."""

    return Handler
