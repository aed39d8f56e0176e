"""What a reader and an author get while the edge cannot reach the API: no region, no answer."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest

from client.errors import CommandError
from tests.support.newspaper import Newspaper, article, newcomer


class _Nobody(BaseHTTPRequestHandler):
    def _refuse(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(502)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = _refuse  # noqa: N815

    def log_message(self, *_args: Any) -> None:
        """Nobody is told."""


class Dark(NamedTuple):
    """A newspaper without an API, and a story that it published before."""

    paper: Newspaper
    story: dict[str, Any]


@pytest.fixture(scope="module")
def dark(gazette: Newspaper) -> Iterator[Dark]:
    """A newspaper whose distribution finds nobody where its API was.

    MiniStack has the page for an origin that says 502, and not where it finds none itself.
    """
    story = gazette.publish("A story that is read in the dark")
    nobody = ThreadingHTTPServer(("127.0.0.1", 0), _Nobody)
    threading.Thread(target=nobody.serve_forever, args=(0.05,), daemon=True).start()
    before = _lead_to(gazette, nobody.server_port)
    yield Dark(gazette, story)
    _lead_to(gazette, before)
    nobody.shutdown()
    nobody.server_close()


def _lead_to(paper: Newspaper, port: int) -> int:
    """Let the distribution look for the API there; where it looked before."""
    cloudfront: Any = paper.stack.client("cloudfront")
    which = {"Id": paper.stack.outputs["DistributionId"]}
    told = cloudfront.get_distribution_config(**which)
    config, before = told["DistributionConfig"], 0
    for origin in config["Origins"]["Items"]:
        if "CustomOriginConfig" in origin:
            custom = {"HTTPPort": 80, "HTTPSPort": 443} | origin["CustomOriginConfig"]
            if origin["Id"] == "api":
                before, custom["HTTPPort"] = custom["HTTPPort"], port
            origin["CustomOriginConfig"] = custom
    cloudfront.update_distribution(**which, DistributionConfig=config, IfMatch=told["ETag"])
    return int(before)


def test_pages_are_read_as_ever_and_nobody_else_is_in_the_dark(
    dark: Dark, newspaper: Newspaper
) -> None:
    assert dark.paper.get(dark.story["path"]).status == 200
    assert dark.paper.get("/never/written/").status == 404
    newspaper.anyone.send("GET", "/articles").expect(200)


def test_whoever_comments_reads_what_to_do(dark: Dark) -> None:
    fields = {"name": "Ada", "email": newcomer(), "body": "I was on that train."}
    answer = dark.paper.anyone.form(f"/articles/{dark.story['id']}/comments", fields)
    assert answer.status == 503
    page = answer.body.decode()
    assert "it is still in the form" in page
    assert "default-src 'none'" in str(answer.headers["Content-Security-Policy"])


def test_whoever_publishes_at_a_terminal_is_told_so_in_a_line(dark: Dark) -> None:
    with pytest.raises(CommandError, match="503: nobody answered; send it again"):
        dark.paper.editor.send("POST", "/articles", article("Too dark")).expect(201)
