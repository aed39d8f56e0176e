"""AWS as far as one first answer of a function goes: it reads what is given, and keeps nothing."""

import base64
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from broadsheet.adapters.aws.dynamodb.codec import Item, to_item
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.secret_key import SecretKey

_KEY = base64.b64encode(b"k" * 32).decode()
_WRITTEN = {"Attributes": {"times": {"N": "1"}}}


@contextmanager
def running(records: Iterable[Record]) -> Iterator[str]:
    """A server with a table of these records: its address."""
    items = {(record.key.pk, record.key.sk): to_item(record) for record in records}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(_Reads(items)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Reads:
    """The table's calls by their names; of other services what follows from nothing."""

    def __init__(self, items: dict[tuple[str, str], Item]) -> None:
        self._items = items

    def answer(self, call: str, asked: dict[str, Any]) -> dict[str, Any]:
        """What is said to a call."""
        match call:
            case "GetItem":
                found = self._item(asked["Key"])
                return {"Item": found} if found else {}
            case "BatchGetItem":
                ((table, wanted),) = asked["RequestItems"].items()
                found_all = [self._item(key) for key in wanted["Keys"]]
                return {"Responses": {table: [one for one in found_all if one]}}
            case "Query":
                return self._query(asked)
            case "UpdateItem":
                return _WRITTEN
            case "SendMessageBatch":
                done = [
                    {"Id": e["Id"], "MessageId": "m", "MD5OfMessageBody": ""}
                    for e in asked["Entries"]
                ]
                return {"Successful": done, "Failed": []}
            case "GetSecretValue":
                return {"SecretString": "said by nobody", "ARN": "a", "Name": "n", "VersionId": "v"}
            case "Decrypt" | "Encrypt":
                return {"Plaintext": _KEY, "CiphertextBlob": _KEY, "KeyId": "k"}
        return {}

    def _item(self, key: Item) -> Item | None:
        pk, sk = key["pk"]["S"], key["sk"]["S"]
        if pk.startswith("KEY#"):
            return to_item(SecretKey(name=pk.removeprefix("KEY#"), wrapped=_KEY))
        return self._items.get((pk, sk))

    def _query(self, asked: dict[str, Any]) -> dict[str, Any]:
        pk, first, last = (
            asked["ExpressionAttributeValues"][name]["S"] for name in (":pk", ":first", ":last")
        )
        keys = sorted(key for key in self._items if key[0] == pk and first <= key[1] <= last)
        if not asked.get("ScanIndexForward", True):
            keys.reverse()
        found = [self._items[key] for key in keys[: asked.get("Limit", len(keys))]]
        return {"Items": found, "Count": len(found), "ScannedCount": len(found)}


def _handler(reads: _Reads) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else the second packet of an answer waits for 40 ms, in which a processor forgets.
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("content-length", 0)))
            call = self.headers.get("x-amz-target", "").rpartition(".")[2]
            self._say(200, json.dumps(reads.answer(call, json.loads(sent or b"{}"))).encode())

        def do_GET(self) -> None:
            self._say(404, b"")

        def do_HEAD(self) -> None:
            self._say(404, b"")

        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self._say(200, b"", etag='"1"')

        def do_DELETE(self) -> None:
            self._say(204, b"")

        def _say(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.send_header("content-type", "application/x-amz-json-1.0")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else body)

        def log_message(self, *_said: Any) -> None:
            """Nothing."""

    return Handler
