"""What a reader and an author get while the edge cannot reach the API: no region, no answer."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest

from client.errors import CommandError
from tests.support.newspaper import Newspaper, article, newcomer
from tests.support.second_newspaper import second_newspaper


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
def dark(newspaper: Newspaper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dark]:
    """A newspaper whose distribution finds nobody where its API was.

    MiniStack has the page for an origin that says 502, and not where it finds none itself.
    """
    nobody = ThreadingHTTPServer(("127.0.0.1", 0), _Nobody)
    threading.Thread(target=nobody.serve_forever, args=(0.05,), daemon=True).start()
    with second_newspaper(newspaper.stack, tmp_path_factory.mktemp("dark"), "dark") as second:
        story = second.publish("A story that is read in the dark")
        cloudfront: Any = second.stack.client("cloudfront")
        told = cloudfront.get_distribution_config(Id=second.stack.outputs["DistributionId"])
        config = told["DistributionConfig"]
        for origin in config["Origins"]["Items"]:
            if "CustomOriginConfig" in origin:
                origin["CustomOriginConfig"] |= {"HTTPPort": nobody.server_port, "HTTPSPort": 443}
        cloudfront.update_distribution(
            Id=second.stack.outputs["DistributionId"],
            DistributionConfig=config,
            IfMatch=told["ETag"],
        )
        yield Dark(second, story)
    nobody.shutdown()
    nobody.server_close()


def test_pages_are_read_as_ever(dark: Dark) -> None:
    assert dark.paper.get(dark.story["path"]).status == 200
    assert dark.paper.get("/never/written/").status == 404


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
