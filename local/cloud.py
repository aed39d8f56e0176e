"""A local cloud: one MiniStack process, its state and its ports."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from client.errors import CommandError
from client.running import KEY, REGION, sdk_settings
from local import journal
from local.claim import Claim
from local.ministack import command, is_alive, is_ministack, is_ready, node_path
from local.state import State, UnreadableError

_START_SECONDS = 30.0
_STOP_SECONDS = 30.0
_KEPT_SECONDS = 2.0
"""For the files of services that nobody here needs, once all others are written."""
_TELL_PID_AND_BECOME = 'echo $$ >"$0" && exec "$@"'
"""So that there is no moment in which it runs and nobody can find it."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


_OF_THE_WAIT = 0.1
"""Whoever has waited for ten seconds can wait for one more."""
_OF_THE_ASKING = 3.0
"""Some questions keep the stack busy that is to do what is waited for."""


def wait_until(
    condition: Callable[[], bool], seconds: float, every: float = 0.02, *, patiently: bool = False
) -> bool:
    """Ask until the condition holds; False if it did not within the time. `patiently` asks less
    and less often, and the less often the longer an answer takes."""
    began = time.monotonic()
    while True:
        asked = time.monotonic()
        if condition():
            return True
        now = time.monotonic()
        if now > began + seconds:
            return False
        longer = max(_OF_THE_WAIT * (now - began), _OF_THE_ASKING * (now - asked))
        pause = max(every, longer) if patiently else every
        time.sleep(min(pause, began + seconds - now))


class Cloud:
    """MiniStack with its state under `home`. One at a time for each `home`, however many homes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.log = home / "cloud.log"
        self.journal = home / "journal"
        self.state = State(home / "state")
        self.was_unclean = False
        self.mended = ""
        """What was put back at the start, for a person; empty where nothing was to be."""
        self._objects, self._running = home / "objects", home / "running"
        self._port_file = home / "cloud.port"
        self._process: subprocess.Popen[bytes] | None = None
        self._before = self.state.marks()
        self._claim = Claim(home)
        self.port = 0

    @property
    def url(self) -> str:
        """The endpoint of every service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_ours(self) -> bool:
        """Whether this home is claimed, by us."""
        return self._claim.is_held

    @property
    def has_ended(self) -> bool:
        """Whether there is no process, or none any more."""
        return self._process is None or self._process.poll() is not None

    def claim(self) -> None:
        """Keep every other run off this home. Raises CommandError if one is there."""
        if not self._claim.take():
            raise CommandError(f"another run is using {self.home}: stop it first")

    def start(self) -> None:
        """Start it with the state that it had. Raises CommandError if it does not come up."""
        if not self.is_ours:
            self.claim()
        self._end_one_left_behind()
        self._mend()
        self.port = self._choose_port()
        self._begin()

    def restart(self) -> None:
        """Let it keep its state, and go on. Raises CommandError if it could not."""
        if not self.end():
            raise CommandError(f"the local cloud could not keep its state; see {self.log}")
        self.state.rewind_readers()
        self.state.release_messages()
        self._begin()

    def _begin(self) -> None:
        self.state.put_aside()
        self._before = self.state.marks()
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", _TELL_PID_AND_BECOME, self._running, *command(self.home)],
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                # A Ctrl-C is for whoever started us; we are told to stop when it is our turn.
                start_new_session=True,
            )
        if not wait_until(self._answers_or_died, _START_SECONDS) or self.has_ended:
            self.stop()
            raise CommandError(f"the local cloud did not start; see {self.log}")

    def stop(self) -> bool:
        """Stop it in order, so that its state is kept, and leave; whether it was kept."""
        kept = self.end()
        self.leave()
        return kept

    def end(self) -> bool:
        """Stop it in order; whether all of its state is on the disk now."""
        process, self._process = self._process, None
        if process is None:
            return False
        self._tell_to_stop(process.pid, lambda: process.poll() is not None)
        process.wait()
        return self._is_kept()

    def _tell_to_stop(self, pid: int, is_gone: Callable[[], bool]) -> None:
        """As MiniStack keeps its state; and not to wait for functions that call what is gone."""
        if is_gone():
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
            wait_until(lambda: is_gone() or self.state.is_newer_than(self._before), _STOP_SECONDS)
            if not wait_until(is_gone, _KEPT_SECONDS):
                os.kill(pid, signal.SIGKILL)
                wait_until(is_gone, _STOP_SECONDS)

    def leave(self) -> None:
        """Let others have this home."""
        self._claim.leave()

    def _is_kept(self) -> bool:
        # MiniStack writes its state down when it is told to stop, and only then; what it cannot
        # write stays as it was.
        kept = self.state.is_newer_than(self._before)
        if kept:
            self._running.unlink(missing_ok=True)
            self.state.drop_aside()
        return kept

    @contextlib.contextmanager
    def idle(self) -> Iterator[None]:
        """The home of a cloud that is known not to run. Raises CommandError if it does."""
        self.claim()
        try:
            self._end_one_left_behind()
            yield
        finally:
            self.leave()

    def _end_one_left_behind(self) -> None:
        """The process of a run that was killed."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            pid = int(self._running.read_text())
            self._before = self.state.marks()
            self._tell_to_stop(pid, lambda: not (is_alive(pid) and is_ministack(pid, self.home)))
            self._is_kept()

    def _mend(self) -> None:
        """What an end without order left behind: objects newer than tables, changes not in them."""
        self.was_unclean = self._running.exists()
        if self.was_unclean:
            self.state.go_back()
            if not self.state.is_whole():
                # Nothing was ever kept: objects alone are of no use.
                self._forget()
        try:
            self.state.check()
            changes, is_damaged = journal.put_back(self.journal, self.state)
            self.state.rewind_readers()
            self.state.release_messages()
        except (UnreadableError, OSError) as error:
            begin = "; make reset begins anew" if isinstance(error, UnreadableError) else ""
            raise CommandError(f"what was kept could not be brought back: {error}{begin}") from None
        if changes:
            self.mended = f"put back {changes} changes that a killed cloud had not kept"
        if is_damaged:
            self.mended = (
                f"the journal of what was written last is damaged: {changes} changes were put"
                " back, those after them are lost; make reset begins anew"
            )
        shutil.rmtree(self.home / "tmp", ignore_errors=True)
        (self.home / "tmp").mkdir()

    def _forget(self) -> None:
        """Drop all state of a cloud that does not run."""
        for directory in (self.state.folder, self._objects):
            shutil.rmtree(directory, ignore_errors=True)
        self._running.unlink(missing_ok=True)

    def _choose_port(self) -> int:
        # Queue addresses carry the port: the same one again needs no new deployment.
        with contextlib.suppress(FileNotFoundError, ValueError):
            port = int(self._port_file.read_text())
            if is_free(port):
                return port
        port = free_port()
        self._port_file.write_text(str(port))
        return port

    def _environment(self) -> dict[str, str]:
        node = node_path()
        if node is None:
            raise CommandError(
                "Node.js is missing, which runs the CloudFront Functions; run make run"
            )
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "PYTHON"))}
        return kept | {
            "PATH": os.pathsep.join([*node, kept.get("PATH", os.defpath)]),
            "NO_PROXY": "*",
            "TMPDIR": str((self.home / "tmp").resolve()),
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": KEY,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "MINISTACK_REGION": REGION,
            "AUTH": "true",
            "LAMBDA_EXECUTOR": "local",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.state.folder.resolve()),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self._objects.resolve()),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "DOCKER_HOST": "unix:///nonexistent",
            "LOG_LEVEL": "INFO",
        }

    def _answers_or_died(self) -> bool:
        return self.has_ended or is_ready(f"{self.url}/_ministack/health")


def client(service: str, endpoint: str) -> Any:
    """A client of a service of the local cloud at this address, with everybody's rights."""
    make: Any = boto3.client  # its stubs know each service by name, and none by a variable
    return make(
        service,
        **sdk_settings(endpoint),
        config=Config(retries={"max_attempts": 2}, max_pool_connections=32),
    )
