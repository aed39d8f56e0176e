"""`make run`: the whole of Broadsheet on this machine, with a sample edition, until Ctrl-C."""

import argparse
import contextlib
import signal
import sys
import time
from pathlib import Path
from typing import TextIO

from botocore.exceptions import BotoCoreError, ClientError

from client.errors import CommandError
from client.running import HOME
from local.edition import Edition
from local.logs import FunctionLogs, Log
from local.notices import tell_of_uploads
from local.reset import forget_another_format
from local.stack import LocalStack
from local.status import gauges
from local.watch import Watch
from operate.rebuild import rebuild
from tools import check_site

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Stopped(Exception):
    """Somebody asked for the end."""


def main() -> None:
    """Run until told to stop."""
    given = _given()
    for number in _SIGNALS:
        signal.signal(number, _stop)
    stack = LocalStack(given.home, given.port, say=_Progress(), is_durable=True)
    wrong = ""
    try:
        _run(stack, with_edition=not given.no_edition)
    except _Stopped:
        pass
    except (CommandError, OSError, BotoCoreError, ClientError) as error:
        # Whatever was asked of a cloud that is gone, that it is gone is what to say.
        wrong = _end_of(stack) or str(error)
    finally:
        _ignore_signals()  # from here on a second Ctrl-C must not cost the data
        _leave(stack, wrong)
    if wrong:
        sys.exit(1)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--home", type=Path, default=HOME, help="where the newspaper is kept")
    parser.add_argument("--no-edition", action="store_true", help="without the sample edition")
    return parser.parse_args()


def _stop(_number: int, _frame: object) -> None:
    _ignore_signals()
    raise _Stopped


def _ignore_signals() -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _leave(stack: LocalStack, wrong: str) -> None:
    is_asked = bool(stack.outputs) and not wrong
    if wrong:
        _say(wrong, sys.stderr)
    elif is_asked:
        _say("\nstopping; everything is kept for the next make run")
    if not stack.stop() and is_asked:
        _say(
            "the local cloud could not keep its state; the next make run puts it back from the\n"
            f"journal of what was answered. Is the disk full? See {stack.cloud.log}"
        )


def _say(text: str, where: TextIO = sys.stdout) -> None:
    # The terminal may be what has gone.
    with contextlib.suppress(OSError):
        print(text, file=where, flush=True)


def _end_of(stack: LocalStack) -> str:
    if not stack.outputs or not stack.cloud.has_ended:
        return ""
    return (
        "the local cloud has ended; nothing that was answered is lost, and make run goes on"
        f" from there. Why it ended may be in {stack.cloud.log}"
    )


def _run(stack: LocalStack, *, with_edition: bool) -> None:
    began = time.monotonic()
    say = stack.say
    if found := check_site.mistakes(check_site.SITE):
        raise CommandError("\n".join(f"layers/site/{mistake}" for mistake in found))
    if forget_another_format(stack.home):
        say("beginning anew: what an earlier release kept here has another format")
    stack.start()
    _catch_up(stack)
    if with_edition:
        Edition(stack, say).publish(check=stack.cloud.was_unclean)
    say("waiting for the last pages")
    if not stack.drain():
        say("some pages are not there yet")
    _show_ready(stack, time.monotonic() - began)
    _show_what_happens(stack)
    raise CommandError(_end_of(stack))


def _catch_up(stack: LocalStack) -> None:
    if not stack.is_behind:
        return
    stack.say("rendering every page")
    if stack.cloud.was_unclean:
        tell_of_uploads(stack.client, stack.outputs)
    rebuild(stack.operated)
    stack.is_behind = False


def _show_what_happens(stack: LocalStack) -> None:
    """Until the local cloud ends."""
    log = Log()
    stack.on_request(log.request, log.trouble)
    followers = FunctionLogs(stack.client("logs"), log), Watch(gauges(stack.note), log)
    for follower in followers:
        follower.start()
    try:
        while not stack.cloud.has_ended:
            time.sleep(0.2)
    finally:
        # One that is gone has nothing left to tell, and takes long to ask.
        for follower in followers if not stack.cloud.has_ended else ():
            follower.stop()


def _show_ready(stack: LocalStack, seconds: float) -> None:
    print(
        f"""
Broadsheet is ready, after {seconds:.0f} s.

  Site    {stack.site_url}/
  Desk    {stack.site_url}/desk/ (one click signs in)
  API     {stack.site_url}/api/v1/
  Users   amina (author), editor and nadia (editors)
  Token   make token USER=editor
  Mail    make mails shows what readers are sent
  Health  make status shows what fails, waits or is late
  Stop    Ctrl-C; the next make run has the same data, make reset forgets it
""",
        flush=True,
    )


class _Progress:
    """A line for each step, with the time that has passed."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, step: str) -> None:
        print(f"  {time.monotonic() - self._began:5.1f} s  {step}", flush=True)


if __name__ == "__main__":
    main()
