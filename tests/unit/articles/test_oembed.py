"""Providers are asked at their own addresses alone, and what they answer is not trusted."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from broadsheet.adapters import public_web
from broadsheet.adapters.oembed import MOST, MOST_OF_PICTURE, OEmbed
from broadsheet.adapters.public_web import Got, PublicWeb, Unreachable, is_public, one_machine
from broadsheet.domain.articles.provider import Provider, Rule
from broadsheet.domain.articles.providers import Providers
from broadsheet.usecases.articles.ports import NoAnswer, Said

FILM = "https://youtu.be/abc"
JSON = "application/json"


def answering(
    body: object, status: int = 200, kind: str = JSON, asked: list[str] | None = None
) -> OEmbed:
    """Providers that answer so; what they are asked goes into `asked`."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()

    def get(url: str, most: int) -> Got:
        if asked is not None:
            asked.append(url)
        return Got(status, kind, sent if len(sent) <= most else b"")

    return OEmbed(Providers(), get)


def test_a_provider_is_asked_at_its_own_address_and_heard() -> None:
    asked: list[str] = []
    said = answering({"title": "A film", "author_name": "Ann", "html": "<b>"}, asked=asked)(FILM)
    assert said == Said("A film", "Ann")
    assert asked == ["https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fyoutu.be%2Fabc"]


@pytest.mark.parametrize("url", ["https://a.example/a.pdf", "https://b.example/", "file:///etc"])
def test_nobody_is_asked_about_what_is_nobody_s(url: str) -> None:
    asked: list[str] = []
    assert answering({"title": "No"}, asked=asked)(url) is None
    assert asked == []


def test_no_address_that_is_typed_changes_who_is_asked() -> None:
    asked: list[str] = []
    for typed in ("@evil.example", "#@evil.example/", "?url=https://evil.example", "/../../x"):
        answering({}, asked=asked)(f"https://youtu.be/a{typed}")
    assert asked
    assert {url.partition("?")[0] for url in asked} == {"https://www.youtube.com/oembed"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><title>Not this</title></html>", "text/html"),
        ({"title": "Not this"}, "text/html"),
        (b"{", JSON),
        (b"[" * 60_000, JSON),
        (b'{"title": "\xff"}', JSON),
        ([{"title": "Not this"}], JSON),
        ("Not this", JSON),
        ({"title": {"a": 1}, "author_name": ["b"]}, JSON),
        ({"title": None, "author_name": 7}, JSON),
        ({"title": "x" * MOST}, JSON),
        ({}, JSON),
    ],
)
def test_what_is_no_answer_of_a_provider_says_nothing(body: object, kind: str) -> None:
    assert answering(body, kind=kind)(FILM) == Said()


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 410])
def test_what_is_not_there_or_elsewhere_says_nothing_and_is_not_followed(status: int) -> None:
    assert answering({"title": "Not this"}, status=status)(FILM) == Said()


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_what_passes_is_asked_again(status: int) -> None:
    with pytest.raises(NoAnswer):
        answering({"title": "Not this"}, status=status)(FILM)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.1", "224.0.0.1"),
        *("240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254"),
        *("ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a9fe:a9fe"),
        *("2002:7f00:1::", "2001:0:7f00:1::", "::127.0.0.1"),
    ],
)
def test_an_address_of_a_machine_a_house_or_a_cloud_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "142.250.1.1", "2606:4700::1", "2a00:1450::8a"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def never(*_: Any) -> socket.socket:
    raise AssertionError("nobody is to be connected to")


@pytest.mark.parametrize(
    "addresses", [["169.254.169.254"], ["8.8.8.8", "127.0.0.1"], ["::ffff:10.0.0.1"], []]
)
def test_a_name_that_leads_to_something_private_is_not_connected_to(addresses: list[str]) -> None:
    web = PublicWeb(resolve=lambda _host, _port: addresses, connect=never)
    with pytest.raises(Unreachable, match="not public"):
        web.get("https://www.youtube.com/oembed", MOST)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.youtube.com/oembed",
        "https://www.youtube.com:8443/oembed",
        "file:///etc/passwd",
        "https:///oembed",
    ],
)
def test_nothing_is_asked_but_https_at_its_own_port(url: str) -> None:
    web = PublicWeb(resolve=lambda _host, _port: ["8.8.8.8"], connect=never)
    with pytest.raises(Unreachable):
        web.get(url, MOST)


def test_what_was_looked_at_is_what_is_connected_to() -> None:
    # A name may lead elsewhere the next time that somebody asks (DNS rebinding).
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    connected: list[str] = []

    def connect(address: str, _port: int, _seconds: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    web = PublicWeb(resolve=lambda _host, _port: next(answers), connect=connect)
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        web.get("https://www.youtube.com/oembed", MOST)
    assert connected == ["8.8.8.8"]


def test_who_cannot_prove_its_name_is_not_asked() -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
    web = PublicWeb(resolve=lambda _h, _p: ["8.8.8.8"], connect=lambda *_: ours)
    with pytest.raises(Unreachable, match="SSL"):
        web.get("https://www.youtube.com/oembed", MOST)
    theirs.close()
    assert web._tls.verify_mode is ssl.CERT_REQUIRED
    assert web._tls.check_hostname


def test_nobody_is_waited_for_longer_than_is_said() -> None:
    stuck = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        stuck.wait(60)
        return []

    web = PublicWeb(resolve=resolve, connect=never, seconds=0.05)
    try:
        with pytest.raises(Unreachable, match="TimeoutError"):
            web.get("https://www.youtube.com/oembed", MOST)
    finally:
        stuck.set()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.server.answer(self)  # type: ignore[attr-defined]

    def log_message(self, *_: Any) -> None:
        """Quiet."""


Answers = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def served() -> Iterator[Callable[[Answers], tuple[OEmbed, list[str]]]]:
    """Providers on this machine, which answer as a test says."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.asked = []  # type: ignore[attr-defined]
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def made(answer: Answers) -> tuple[OEmbed, list[str]]:
        server.answer = answer  # type: ignore[attr-defined]
        here = one_machine(f"http://127.0.0.1:{server.server_port}")
        return OEmbed(Providers(), here), server.asked  # type: ignore[attr-defined]

    yield made
    server.shutdown()
    server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **more: str) -> None:
    handler.send_response(status)
    for name, value in ({"content-type": JSON} | more).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


Served = Callable[[Answers], tuple[OEmbed, list[str]]]


def test_a_server_of_one_machine_is_told_whom_it_stands_for(served: Served) -> None:
    ask, asked = served(lambda handler: send(handler, b'{"title": "A film"}'))
    assert ask(FILM) == Said("A film")
    assert asked[0].startswith("/www.youtube.com/oembed?format=json&url=https%3A%2F%2Fyoutu.be")


def test_more_than_an_answer_can_have_is_not_read(served: Served) -> None:
    ask, _ = served(lambda handler: send(handler, b'{"title": "' + b"x" * 5_000_000 + b'"}'))
    assert ask(FILM) == Said()


def test_no_redirect_is_followed(served: Served) -> None:
    to = {"location": "http://169.254.169.254/latest/meta-data/"}
    ask, asked = served(lambda handler: send(handler, b"", 302, **to))
    assert ask(FILM) == Said()
    assert len(asked) == 1


def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not gone.wait(0.01):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    monkeypatch.setattr("broadsheet.adapters.public_web.SECONDS", 0.2)
    ask, _ = served(drip)
    try:
        with pytest.raises(NoAnswer):
            ask(FILM)
    finally:
        gone.set()


@pytest.mark.parametrize(
    "origin", ["http://10.0.0.1:80", "https://127.0.0.1:1", "http://a.example"]
)
def test_no_other_machine_stands_in_for_providers(origin: str) -> None:
    with pytest.raises(ValueError, match="this machine"):
        one_machine(origin)


def test_a_newspaper_s_own_provider_is_asked_too() -> None:
    rule = Rule(address="charts.example/*", oembed="https://charts.example/oembed")
    asked: list[str] = []

    def get(url: str, _most: int) -> Got:
        asked.append(url)
        return Got(200, JSON, b'{"title": "A chart"}')

    ask = OEmbed(Providers((Provider("Charts", (rule,)),)), get)
    assert ask("https://charts.example/1") == Said("A chart")
    assert asked[0].startswith("https://charts.example/oembed?")


def test_names_are_found_as_this_machine_finds_them() -> None:
    assert "127.0.0.1" in public_web.resolved("127.0.0.1", 443)


@pytest.mark.parametrize(
    "address",
    [
        "http://i.ytimg.com/a.jpg",
        "https://i.ytimg.com.evil.example/a.jpg",
        "https://evil.example/i.ytimg.com/a.jpg",
        "https://i.ytimg.com@evil.example/a.jpg",
        "https://i.ytimg.com:8443/a.jpg",
        "//i.ytimg.com/a.jpg",
        "data:image/png;base64,AAAA",
        "https://[::1/a.jpg",
        "https://169.254.169.254/latest/meta-data/",
        7,
    ],
)
def test_no_picture_is_taken_from_elsewhere_than_the_table_says(address: object) -> None:
    said = answering({"title": "A film", "thumbnail_url": address})(FILM)
    assert said == Said("A film")


def test_a_picture_of_the_providers_own_host_is_named_and_taken() -> None:
    address = "https://i.ytimg.com/vi/abc/hqdefault.jpg"
    said = answering({"title": "A film", "thumbnail_url": address})(FILM)
    assert said == Said("A film", "", address)
    assert answering(b"pixels", kind="image/jpeg").take(address) == ("image/jpeg", b"pixels")


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", b"<svg>"),
        (200, "image/svg+xml", b"<svg>"),
        (200, "image/png", b""),
        (302, "image/png", b"pixels"),
        (404, "image/png", b"pixels"),
        (200, "image/png", b"x" * (MOST_OF_PICTURE + 1)),
    ],
)
def test_what_is_no_picture_by_its_answer_is_not_taken(status: int, kind: str, body: bytes) -> None:
    assert answering(body, status=status, kind=kind).take("https://i.ytimg.com/a.jpg") is None


def test_a_picture_that_does_not_come_is_done_without() -> None:
    def get(_url: str, _most: int) -> Got:
        raise Unreachable("too slow")

    assert OEmbed(Providers(), get).take("https://i.ytimg.com/a.jpg") is None
