"""`make run` as a process of its own, and what may happen to it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from client.api import Api
from local import note
from local.cloud import free_port, wait_until

ROOT = Path(__file__).parents[2]
_SECONDS = 120.0


class LocalRun:
    """One newspaper under `home`, that is started again and again; without the sample edition."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.output = home / "run.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; seconds until it was ready. Raises RuntimeError with what it said if never."""
        self.home.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        self.begin()
        if not wait_until(lambda: self.is_ready() or self.has_ended(), _SECONDS, every=0.05):
            self.kill()
        if self.has_ended():
            raise RuntimeError(self.said())
        return time.monotonic() - began

    def begin(self, port: int | None = None) -> None:
        """Start it, and do not wait."""
        command = [sys.executable, "-m", "local.run", "--no-edition", "--home", str(self.home)]
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                [*command, "--port", str(port or self.port)],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(_paths())},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        """The runner's number."""
        assert self._process is not None
        return self._process.pid

    def said(self) -> str:
        """What it has printed since it was started."""
        return self.output.read_text("utf-8")

    def is_ready(self) -> bool:
        """Whether it says that it can be used."""
        return "Broadsheet is ready" in self.said()

    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process is None or self._process.poll() is not None

    def ended(self, seconds: float = 60.0) -> int:
        """Wait for its end; its exit status."""
        assert self._process is not None
        return self._process.wait(seconds)

    def send(self, number: signal.Signals) -> None:
        """A signal to the runner."""
        assert self._process is not None
        self._process.send_signal(number)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ask it to end, and wait until it has."""
        self.send(number)
        return self.ended()

    def kill(self) -> None:
        """End the runner as nobody should."""
        self.send(signal.SIGKILL)
        self.ended()

    def kill_cloud(self) -> None:
        """End the local cloud as nobody should."""
        os.kill(int((self.home / "running").read_text()), signal.SIGKILL)

    def leave_nothing(self) -> None:
        """Whatever still runs ends."""
        if not self.has_ended():
            self.kill()
        running = self.home / "running"
        if running.exists():
            try:
                self.kill_cloud()
            except (ProcessLookupError, ValueError):
                return

    def editor(self) -> Api:
        """Somebody who may publish."""
        running = note.read(self.home)
        return Api(running.site_url, running.token("editor"))


def _paths() -> list[str]:
    return [str(ROOT), str(ROOT / "layers" / "broadsheet" / "python")]
