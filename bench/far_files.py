"""Files of the search index, read through boto3 from a server on this machine."""

import http.server
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from broadsheet.adapters.aws.s3_search_index import THREADS, S3SearchIndex
from tests.support import aws


def time_of_reading(body: bytes, number: int) -> tuple[float, float]:
    """Milliseconds of processor, and in all, to read so many files of these bytes."""
    files = [f"search/index/2026-11-{n}.txt" for n in range(1, number + 1)]
    with _served(body) as address:
        client = aws.client("s3", endpoint_url=address)
        index = S3SearchIndex(client, "site")
        index.segments(files[:THREADS])
        processor, wall = time.process_time(), time.perf_counter()
        index.segments(files)
        return (time.process_time() - processor) * 1000, (time.perf_counter() - wall) * 1000


@contextmanager
def _served(body: bytes) -> Iterator[str]:
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(body, theirs))
    server.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        server.terminate()
        server.join()


def _serve(body: bytes, port: Connection) -> None:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port.send(server.server_port)
    server.serve_forever()
