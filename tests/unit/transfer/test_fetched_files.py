"""Files are fetched from the old site alone, within bounds, and once."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from operate import fetched_files
from operate.fetched_files import Fetched, Fetching

BOAT, SMALL = b"the whole boat", b"a small boat"


class _Site(BaseHTTPRequestHandler):
    """An old site."""

    asked: ClassVar[list[str]] = []
    files: ClassVar[dict[str, bytes]] = {
        "/u/boat.jpg": BOAT,
        "/u/small-300x200.jpg": SMALL,
        "/u/dry%20lake.jpg": b"lake",
        "/u/long.jpg": b"x" * 5000,
    }
    moved: ClassVar[dict[str, str]] = {
        "/u/moved.jpg": "/u/boat.jpg",
        "/u/round.jpg": "/u/round.jpg",
        "/u/inward.jpg": "http://127.0.0.1:1/u/secret.jpg",
        "/u/cloud.jpg": "http://169.254.169.254/latest/meta-data/",
        "/u/disk.jpg": "file:///etc/passwd",
    }

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = self.files.get(self.path)
        if target := self.moved.get(self.path):
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
        elif body is None:
            # As many sites do, which send everybody to a page that says sorry.
            self.send_response(404 if "gone" in self.path else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<p>Sorry.")
        else:
            self.send_response(200)
            self.send_header("Content-Type", "image/jpeg")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def fetched(host: str, tmp_path: Path) -> Fetched:
    _Site.asked.clear()
    return Fetched(Fetching(folder=tmp_path / "kept", allowed=frozenset({host})), [host])


def test_the_original_of_a_size_is_fetched_or_the_size_where_there_is_none(
    fetched: Fetched, host: str
) -> None:
    found = {
        name: path and path.read_bytes()
        for name in ("boat.jpg", "boat-300x200.jpg", "small-300x200.jpg", "dry%20lake.jpg")
        for path in [fetched.find(f"http://{host}/u/{name}?ver=2")]
    }
    assert list(found.values()) == [BOAT, BOAT, SMALL, b"lake"]
    relative = fetched.find("/u/boat-150x150.jpg")
    assert relative is not None
    assert relative.name == "boat.jpg"


def test_nothing_is_asked_for_twice(fetched: Fetched, host: str) -> None:
    for _ in range(2):
        assert fetched.find(f"http://{host}/u/boat-300x200.jpg")
    assert _Site.asked == ["/u/boat.jpg"]


def test_redirects_lead_within_the_site_and_no_further(fetched: Fetched, host: str) -> None:
    moved = fetched.find(f"http://{host}/u/moved.jpg")
    assert moved is not None
    assert moved.read_bytes() == BOAT
    for name in ("round", "inward", "cloud", "disk"):
        assert fetched.find(f"http://{host}/u/{name}.jpg") is None


def test_what_is_missing_is_missing_however_kindly_it_is_said(fetched: Fetched, host: str) -> None:
    assert fetched.find(f"http://{host}/u/none.jpg") is None
    assert fetched.find(f"http://{host}/u/gone.jpg") is None


def test_more_bytes_than_an_upload_may_have_are_not_read(
    fetched: Fetched, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetched_files, "UPLOAD_BYTES", 4000)
    assert fetched.find(f"http://{host}/u/long.jpg") is None


def test_only_hosts_of_the_archive_at_public_addresses_are_asked(host: str, tmp_path: Path) -> None:
    _Site.asked.clear()
    port = host.partition(":")[2]
    for own, address in (
        (host, f"http://localhost:{port}/u/boat.jpg"),
        (f"localhost:{port}", f"http://localhost:{port}/u/boat.jpg"),
        ("127.0.0.1", "http://127.0.0.1/u/boat.jpg"),
        ("[::1]", "http://[::1]/u/boat.jpg"),
        (host, f"http://{host}/u/boat.jpg"),
    ):
        assert Fetched(Fetching(folder=tmp_path), [own]).find(address) is None
    assert _Site.asked == []


@pytest.mark.parametrize(
    ("addresses", "tried"),
    [
        (["93.184.216.34"], {"93.184.216.34"}),
        (["127.0.0.1"], set()),
        (["10.1.2.3"], set()),
        (["169.254.169.254"], set()),
        (["::1"], set()),
        (["fe80::1%eth0"], set()),
        (["::ffff:10.0.0.1"], set()),
        (["93.184.216.34", "192.168.0.1"], set()),
    ],
)
def test_a_name_that_leads_to_a_private_address_is_not_followed(
    addresses: list[str], tried: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = set()

    def found(_host: str, port: int, **_more: object) -> list[object]:
        return [(0, 0, 0, "", (address, port)) for address in addresses]

    def connect(target: tuple[str, int], **_more: object) -> None:
        asked.add(target[0])
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.getaddrinfo", found)
    monkeypatch.setattr("socket.create_connection", connect)
    fetched = Fetched(Fetching(folder=tmp_path), ["old.example"])
    assert fetched.find("https://old.example/u/boat.jpg") is None
    assert asked == tried
