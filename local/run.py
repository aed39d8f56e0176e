"""`make run`: the whole of Broadsheet on this machine, with a sample edition, until Ctrl-C."""

import argparse
import signal
import sys
import threading
import time

from local import check_site
from local.cloud import CloudError
from local.deployment import STACK
from local.edition import Edition
from local.logs import FunctionLogs, Log
from local.rebuild import rebuild
from local.reset import forget_another_format
from local.stack import HOME, LocalStack


class _Stopped(Exception):
    """Somebody asked for the end."""


def main() -> None:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    port = parser.parse_args().port
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    stack = LocalStack(HOME, port, say=_Progress())
    try:
        _run(stack)
    except CloudError as error:
        sys.exit(str(error))
    except _Stopped:
        pass
    finally:
        # From here on a second Ctrl-C must not cost the data.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if stack.outputs:
            print("\nstopping; everything is kept for the next make run", flush=True)
        stack.stop()


def _stop(_number: int, _frame: object) -> None:
    raise _Stopped


def _run(stack: LocalStack) -> None:
    began = time.monotonic()
    say = stack.say
    if found := check_site.mistakes(check_site.SITE):
        raise CloudError("\n".join(f"layers/site/{mistake}" for mistake in found))
    if forget_another_format(stack.home):
        say("beginning anew: what an earlier release kept here has another format")
    stack.start()
    if stack.is_changed or stack.cloud.was_unclean:
        say("rendering every page")
        rebuild(stack.client, STACK, stack.outputs["RenderQueueUrl"])
    Edition(stack, say).publish(check=stack.cloud.was_unclean)
    say("waiting for the last pages")
    if not stack.drain():
        say("some pages are not there yet")
    _show_ready(stack, time.monotonic() - began)
    log = Log()
    stack.on_request(log.request)
    follower = FunctionLogs(stack.client("logs"), log)
    follower.start()
    try:
        threading.Event().wait()
    finally:
        follower.stop()


def _show_ready(stack: LocalStack, seconds: float) -> None:
    print(
        f"""
Broadsheet is ready, after {seconds:.0f} s.

  Site    {stack.site_url}/
  API     {stack.site_url}/api/v1/
  Users   amina (author), editor and nadia (editors)
  Token   make token USER=editor
  Mail    make mails shows what readers are sent
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
