"""What stands before the local CloudFront takes requests as CloudFront takes them."""

import http.client
from collections.abc import Iterator

import pytest

from local.cloud import free_port
from local.front import Answer, Front


class Echo(Front):
    """Answers with the body that it was sent."""

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        return Answer(200, [], body)


@pytest.fixture
def port() -> Iterator[int]:
    number = free_port()
    front = Echo(number, 0, "distribution")
    front.start()
    yield number
    front.stop()


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
