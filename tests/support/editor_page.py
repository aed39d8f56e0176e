"""A page with a text area that the editor takes over, under the desk's strict policy."""

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from broadsheet.adapters.jinja.assets import ASSETS
from broadsheet.adapters.jinja.style import style_sheet
from broadsheet.domain.site.site import DEFAULT_THEME

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_PAGE = """<!DOCTYPE html>
<html lang="en" dir="{around}"><head><meta charset="utf-8"><title>The editor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/desk.css"><link rel="stylesheet" href="/desk-editor.css">
<script type="module" src="/desk-editor.js"></script></head>
<body><main><h1>A story</h1><form method="post"><label for="body">Text</label>
<p id="hint">A hint</p><textarea id="body" name="body" data-editor required {said}>
{text}</textarea><button>Save</button></form></main></body></html>"""


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, page: bytes, policy: str, *of_request: object) -> None:
        self.page, self.policy = page, policy
        super().__init__(*of_request)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """The page, or an asset."""
        name = self.path.lstrip("/")
        path = ASSETS / Path(name).name
        kind, body = "text/html; charset=utf-8", self.page
        if path.suffix in _KINDS and path.is_file():
            kind, body = _KINDS[path.suffix], path.read_bytes()
            if path.suffix == ".css":
                body = style_sheet(DEFAULT_THEME, body.decode()).encode()
        elif name:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-security-policy", self.policy)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nobody reads it."""


@contextmanager
def served(
    text: str,
    direction: str = "ltr",
    *,
    policy: str = POLICY,
    **said: str,
) -> Iterator[str]:
    """The address of a page whose text area has this Markdown, and these attributes."""
    filled = _PAGE.format(
        text=html.escape(text, quote=False),
        around=direction,
        said=" ".join(f'{name.replace("_", "-")}="{html.escape(of)}"' for name, of in said.items()),
    )
    handler = partial(_Handler, filled.encode(), policy)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
