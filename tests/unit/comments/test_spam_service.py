"""Akismet, asked over real HTTP: a server on this machine that answers as it, badly, or late."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from broadsheet.adapters.akismet import ADDRESS, REST, TIME_OUT, Akismet, AkismetSettings
from broadsheet.domain.comments.comment import Number
from broadsheet.usecases.comments.ports import Verdict, Visit
from tests.builders import make_comment

VISIT = Visit(ip="8.8.4.4", user_agent="Mozilla/5.0 (canary)")
PAGE = "https://news.example/2026/11/a-story/"


@dataclass
class Server:
    """What the next answer is, and what was sent."""

    status: int = 200
    body: bytes = b"false"
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[dict[str, list[str]]] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)
    is_slow: bool = False
    is_broken: bool = False
    address: str = ""


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["content-length"]))
            state.requests.append(parse_qs(sent.decode(), keep_blank_values=True))
            if state.is_slow:
                state.go_on.wait(30)
            if state.is_broken:
                self.wfile.write(b"nonsense\r\n")
                return
            self.send_response(state.status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(state.body)

        def log_message(self, *_: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{listening.server_port}/1.1/comment-check"
    yield state
    state.go_on.set()
    listening.shutdown()
    listening.server_close()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def service(
    server: Server,
    clock: Clock | None = None,
    key: Callable[[], str] = lambda: "secret",
    **changes: object,
) -> Akismet:
    settings = {"site": "https://news.example", "address": server.address, "time_out": 60.0}
    return Akismet(AkismetSettings(**{**settings, **changes}), key, clock or Clock())  # type: ignore[arg-type]


def ask(akismet: Akismet) -> Verdict:
    return akismet(make_comment(name="Rea", body="Well said."), VISIT, PAGE)


def test_spam_is_spam(server: Server) -> None:
    server.body = b"true"
    assert ask(service(server)) == Verdict(True, "spam", False)


def test_spam_that_nobody_has_to_look_at_is_certain(server: Server) -> None:
    server.body, server.headers = b"true", {"X-akismet-pro-tip": "discard"}
    assert ask(service(server)).is_certain


@pytest.mark.parametrize("tip", ["", "Discard the rest", "keep"])
def test_another_tip_makes_nothing_certain(server: Server, tip: str) -> None:
    server.body, server.headers = b"true", {"X-akismet-pro-tip": tip}
    assert not ask(service(server)).is_certain


def test_a_tip_beside_what_is_no_spam_says_nothing(server: Server) -> None:
    server.headers = {"X-akismet-pro-tip": "discard"}
    assert ask(service(server)) == Verdict(False, "not spam")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"invalid"),
        (200, b""),
        (200, b"TRUE"),
        (200, b"<html>true</html>"),
        (200, b"\xff\xfe"),
        (200, b"true" * 100_000),
        (302, b"true"),
        (403, b"true"),
        (429, b"true"),
        (500, b"true"),
        (503, b""),
    ],
)
def test_any_other_answer_is_none(server: Server, status: int, body: bytes) -> None:
    server.status, server.body = status, body
    verdict = ask(service(server))
    assert verdict.is_spam is None
    assert verdict.note


def test_a_key_that_is_not_accepted_is_said_to_be(server: Server) -> None:
    server.body, server.headers = b"invalid", {"X-akismet-debug-help": "secret is wrong"}
    assert ask(service(server)).note == "it does not accept our key"


def test_what_is_no_http_is_no_answer(server: Server) -> None:
    server.is_broken = True
    assert ask(service(server)).is_spam is None


def test_a_slow_service_is_not_waited_for(server: Server) -> None:
    server.is_slow = True
    verdict = ask(service(server, time_out=0.05))
    assert verdict.is_spam is None
    assert TIME_OUT == 2


def test_what_no_socket_limits_is_not_waited_for_either(server: Server) -> None:
    def key() -> str:  # as when a name is resolved, or a secret is read
        server.go_on.wait(30)
        return "secret"

    akismet = service(server, key=key, time_out=0.05)
    assert ask(akismet) == Verdict(None, "it took more than 0.05 seconds")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "https://127.0.0.1:9/", "http://no-such-host.invalid/"]
)
def test_a_service_that_is_not_there_is_no_answer(server: Server, address: str) -> None:
    assert ask(service(server, address=address, time_out=1.0)).is_spam is None


def test_a_key_that_cannot_be_read_is_no_answer_and_is_asked_for_again(server: Server) -> None:
    kept: list[str] = []

    def key() -> str:
        if not kept:
            raise KeyError("no such parameter")
        return kept[0]

    clock = Clock()
    akismet = service(server, clock, key)
    assert ask(akismet) == Verdict(None, "it could not be asked (KeyError)")
    kept.append("secret")
    clock.now = REST
    assert ask(akismet).is_spam is False


def test_a_service_that_failed_is_left_alone_for_a_while(server: Server) -> None:
    server.status = 500
    clock = Clock()
    akismet = service(server, clock)
    assert ask(akismet).is_spam is None
    assert ask(akismet).note == "it did not answer a moment ago"
    assert len(server.requests) == 1, "or every reader of a storm would wait for it"
    server.status = 200
    clock.now = REST
    assert ask(akismet).is_spam is False


def test_nothing_of_a_reader_is_sent_but_what_stands_on_the_page(server: Server) -> None:
    ask(service(server))
    (sent,) = server.requests
    assert sent == {
        "api_key": ["secret"],
        "blog": ["https://news.example"],
        "blog_charset": ["UTF-8"],
        "permalink": [PAGE],
        "comment_type": ["comment"],
        "comment_author": ["Rea"],
        "comment_content": ["Well said."],
        "user_ip": ["0.0.0.0"],
        "user_agent": [""],
    }


def test_a_newsroom_may_share_address_and_browser(server: Server) -> None:
    ask(service(server, shares_reader=True))
    (sent,) = server.requests
    assert sent["user_ip"] == ["8.8.4.4"]
    assert sent["user_agent"] == ["Mozilla/5.0 (canary)"]


def test_a_reply_is_said_to_be_one(server: Server) -> None:
    service(server)(make_comment(answers=Number(1)), VISIT, PAGE)
    assert server.requests[0]["comment_type"] == ["reply"]


def test_the_real_service_is_asked_over_tls() -> None:
    assert ADDRESS.startswith("https://")
    assert AkismetSettings(site="https://news.example").address == ADDRESS
