"""What the storm's processes have beside a real table: keys, a FIFO queue and a bucket, by HTTP.

The queue gives a message group to one at a time, and the bucket writes under conditions, as SQS and
S3 do; nobody's speed is measured here but how soon each comment stands on a page.
"""

import base64
import hashlib
import json
import threading
import time
import uuid
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bench.storm_press import MESSAGES, TOKEN

_KEY = base64.b64encode(b"k" * 32).decode()
Headers = dict[str, str]
Told = tuple[int, Headers, bytes]


class Fifo:
    """The render queue."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[dict[str, Any]]] = {}
        self._busy: dict[str, str] = {}
        """Groups by the handles of the messages that somebody has of them."""
        self._seen: set[str] = set()
        self._lock = threading.Lock()

    def send(self, entries: list[dict[str, Any]]) -> dict[str, Any]:
        """As SendMessageBatch."""
        with self._lock:
            for entry in entries:
                if entry["MessageDeduplicationId"] not in self._seen:
                    self._seen.add(entry["MessageDeduplicationId"])
                    self._waiting.setdefault(entry["MessageGroupId"], deque()).append(entry)
        sent = {"MessageId": uuid.uuid4().hex, "MD5OfMessageBody": ""}
        return {"Successful": [sent | {"Id": entry["Id"]} for entry in entries]}

    def receive(self) -> dict[str, Any]:
        """As ReceiveMessage: of one group that nobody has any message of."""
        with self._lock:
            busy = set(self._busy.values())
            for group, waiting in self._waiting.items():
                if waiting and group not in busy:
                    taken = [waiting.popleft() for _ in range(min(MESSAGES, len(waiting)))]
                    return {"Messages": [self._message(group, entry) for entry in taken]}
        return {"Messages": []}

    def _message(self, group: str, entry: dict[str, Any]) -> dict[str, Any]:
        handle = uuid.uuid4().hex
        self._busy[handle] = group
        about = {"MessageGroupId": group, "ApproximateReceiveCount": "1"}
        body = entry["MessageBody"]
        return {"MessageId": handle, "ReceiptHandle": handle, "Body": body, "Attributes": about}

    def delete(self, handles: list[str]) -> None:
        """As DeleteMessageBatch."""
        with self._lock:
            for handle in handles:
                self._busy.pop(handle, None)

    def __len__(self) -> int:
        with self._lock:
            return len(self._busy) + sum(map(len, self._waiting.values()))


class Bucket:
    """The site's files, and when each comment was first in one."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.visible: dict[bytes, float] = {}
        self.writes: Counter[str] = Counter()
        self._about: dict[str, Headers] = {}
        self._lock = threading.Lock()

    def ask(self, method: str, key: str, headers: Headers, body: bytes) -> Told:
        """What S3 says: to HEAD, PUT and DELETE."""
        with self._lock:
            about = self._about.get(key)
            if method in ("GET", "HEAD"):
                return (200, about, b"") if about else (404, {}, b"")
            etag = about["etag"] if about else None
            is_there = headers.get("if-none-match") == "*" and etag
            if is_there or headers.get("if-match", etag) != etag:
                return 412, {}, b"<Error><Code>PreconditionFailed</Code></Error>"
            if method == "DELETE":
                self._about.pop(key, None)
                self.bodies.pop(key, None)
                return 204, {}, b""
            return self._put(key, headers, body)

    def _put(self, key: str, headers: Headers, body: bytes) -> Told:
        kept = {name: value for name, value in headers.items() if name.startswith("x-amz-meta-")}
        etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
        self._about[key] = kept | {"etag": etag, "last-modified": formatdate(usegmt=True)}
        self.bodies[key] = body
        self.writes[key] += 1
        now = time.monotonic()
        for token in TOKEN.findall(body):
            self.visible.setdefault(token, now)
        return 200, {"etag": etag}, b""


class StormCloud:
    """All of it, behind one address."""

    def __init__(self) -> None:
        self.queue, self.bucket = Fifo(), Bucket()

    def call(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        """An answer of SQS, KMS or Secrets Manager."""
        match name:
            case "SendMessageBatch":
                return self.queue.send(asked["Entries"])
            case "ReceiveMessage":
                return self.queue.receive()
            case "DeleteMessageBatch":
                self.queue.delete([entry["ReceiptHandle"] for entry in asked["Entries"]])
                return {"Successful": [], "Failed": []}
            case "GetSecretValue":
                return {"SecretString": "nobody's", "ARN": "a", "Name": "n", "VersionId": "v"}
        return {"Plaintext": _KEY, "CiphertextBlob": _KEY, "KeyId": "k"}

    @contextmanager
    def running(self) -> Iterator[str]:
        """Listens while entered: the address."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


def _handler(cloud: StormCloud) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else the second packet of an answer waits for 40 ms, in which a processor forgets.
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if target := self.headers.get("x-amz-target"):
                told = cloud.call(target.rpartition(".")[2], json.loads(body or b"{}"))
                kind = {"content-type": "application/x-amz-json-1.0"}
                self._say(200, kind, json.dumps(told).encode())
                return
            key = self.path.partition("?")[0].split("/", 2)[2]
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._say(*cloud.bucket.ask(self.command, key, headers, body))

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

        def _say(self, status: int, headers: Headers, body: bytes) -> None:
            self.send_response_only(status)
            for name, value in (headers | {"content-length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            """Nothing."""

    return Handler
