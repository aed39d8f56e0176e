"""What stands before the local CloudFront takes requests as CloudFront takes them."""

import http.client
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from client.errors import CommandError
from local.cloud import free_port
from local.front import Answer, Front
from local.journal import NotKeptError
from local.starting import RETRY_AFTER, Starting


class Echo(Front):
    """Answers with the body that it was sent; what it says is kept in `said`."""

    def __init__(self, port: int, keep: Callable[[], None] | None = None) -> None:
        super().__init__(port, 0, "distribution", keep)
        self.said: list[str] = []
        self.say = self.said.append
        self.asked = threading.Event()

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.asked.set()
        if path == "/mistake":
            raise KeyError("nobody thought of this")
        return Answer(409 if path == "/refused" else 200, [], body)


@pytest.fixture
def front() -> Iterator[Echo]:
    made = Echo(free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def port(front: Echo) -> int:
    return front.port


def exchange(port: int, method: str, path: str = "/") -> tuple[int, bytes]:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    client.request(method, path)
    answer = client.getresponse()
    told = answer.status, answer.read()
    client.close()
    return told


def test_a_body_may_come_in_chunks(port: int) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for chunks in ([b"one ", b"two"], []):
        client.request("POST", "/api/v1/articles", iter(chunks), encode_chunked=True)
        answer = client.getresponse()
        assert (answer.status, answer.read()) == (200, b"".join(chunks))
    client.close()


@pytest.mark.parametrize("chunks", [b"not a number\r\n", b"-5\r\n", b"FFFFFFFF\r\n"])
def test_chunks_that_are_none_are_refused(port: int, chunks: bytes) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    client.putrequest("POST", "/")
    client.putheader("Transfer-Encoding", "chunked")
    client.endheaders(chunks)
    assert client.getresponse().status == 400
    client.close()


@pytest.mark.parametrize("method", ["TRACE", "QUERY"])
def test_what_cloudfront_passes_to_no_origin_is_refused(port: int, method: str) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    client.request(method, "/api/v1/articles")
    answer = client.getresponse()
    assert answer.status == 405
    assert "GET" in str(answer.headers["Allow"])
    client.close()


HEAD = b"POST /api/v1/articles HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /api",
        HEAD,
        HEAD + b"Content-Length: 1000\r\n\r\nhalf of it",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n400\r\nhalf of it",
        HEAD + b"Content-Length: 3\r\n\r\nall",
    ],
)
def test_a_client_may_hang_up_at_any_moment(
    front: Echo, sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    client = socket.create_connection(("127.0.0.1", front.port))
    # Closed with a reset, as a client that is killed does.
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.sendall(sent)
    if sent.endswith(b"all"):
        assert front.asked.wait(10)
    client.close()
    front.stop()  # waits for what is under way
    assert front.asked.is_set() == sent.endswith(b"all")
    assert front.said == []
    assert capfd.readouterr() == ("", "")


def test_who_keeps_asking_does_not_keep_it_from_ending(front: Echo) -> None:
    client = http.client.HTTPConnection("127.0.0.1", front.port, timeout=10)
    ending = threading.Thread(target=front.stop)
    client.connect()
    client.auto_open = 0  # over this connection, and no other
    ending.start()
    with pytest.raises((http.client.NotConnected, OSError)):  # noqa: PT012
        for _ in range(10_000):
            client.request("GET", "/desk/live")
            client.getresponse().read()
    ending.join(30)
    assert not ending.is_alive()


def test_half_a_body_is_nothing_to_pass_on(front: Echo) -> None:
    client = socket.create_connection(("127.0.0.1", front.port))
    client.sendall(HEAD + b"Content-Length: 1000\r\n\r\nhalf of it")
    client.shutdown(socket.SHUT_WR)
    assert client.recv(1) == b""
    client.close()
    assert not front.asked.is_set()


def test_what_nobody_expected_is_one_line(front: Echo, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(http.client.HTTPException):
        exchange(front.port, "GET", "/mistake")
    front.stop()
    assert front.said == ["a request failed: KeyError: 'nobody thought of this'"]
    assert capfd.readouterr() == ("", "")


def test_a_write_is_answered_when_it_is_kept() -> None:
    kept: list[str] = []
    front = Echo(free_port(), lambda: kept.append("yes"))
    front.start()
    try:
        for method in ("GET", "HEAD", "OPTIONS"):
            assert exchange(front.port, method)[0] == 200
        assert exchange(front.port, "POST", "/refused")[0] == 409
        assert kept == []
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert exchange(front.port, method)[0] == 200
        assert len(kept) == 4
    finally:
        front.stop()


def test_a_write_that_is_not_kept_is_not_answered_as_if_it_were() -> None:
    def keep() -> None:
        raise NotKeptError("journal cannot be written: No space left on device")

    front = Echo(free_port(), keep)
    front.start()
    try:
        status, body = exchange(front.port, "POST")
        assert status == 503
        assert b"This is not kept yet: journal cannot be written: No space left" in body
        assert exchange(front.port, "GET")[0] == 200
    finally:
        front.stop()


def test_the_address_says_what_is_being_done_until_the_front_takes_it_over() -> None:
    port = free_port()
    starting = Starting(port)
    try:
        starting.step = "building <layers>"
        for method in ("GET", "HEAD", "POST"):
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            client.request(method, "/desk/")
            answer = client.getresponse()
            assert (answer.status, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER))
            assert (b"building &lt;layers&gt;" in answer.read()) == (method != "HEAD")
        with pytest.raises(CommandError, match=f"{port} is taken"):
            Starting(port)
    finally:
        starting.stop()
    front = Echo(port)
    front.start()
    assert exchange(port, "GET") == (200, b"")
    front.stop()


class Cloud(BaseHTTPRequestHandler):
    """In the place of MiniStack: answers with the number of the connection that it was asked by."""

    protocol_version = "HTTP/1.1"
    connections: ClassVar[list[object]] = []

    def setup(self) -> None:
        super().setup()
        self.connections.append(self)

    def _answer(self) -> None:
        number = str(self.connections.index(self)).encode()
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Length", str(len(number)))
        self.end_headers()
        self.wfile.write(number)
        # An idle connection is given up without a word.
        self.close_connection = self.path == "/last/"

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *_args: object) -> None:
        """Nothing."""


def test_looks_share_a_connection_until_it_is_given_up_and_a_write_has_its_own() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Cloud) as cloud:
        threading.Thread(target=cloud.serve_forever, args=(0.01,), daemon=True).start()
        front = Front(free_port(), cloud.server_port, "distribution")
        front.start()
        client = http.client.HTTPConnection("127.0.0.1", front.port, timeout=10)
        asked = ("GET /", "GET /", "GET /last/", "GET /", "POST /", "GET /")
        numbers = []
        for one in asked:
            method, path = one.split()
            client.request(method, path)
            numbers.append(int(client.getresponse().read()))
        client.close()
        front.stop()
        cloud.shutdown()
    assert numbers == [0, 0, 0, 1, 2, 2]
