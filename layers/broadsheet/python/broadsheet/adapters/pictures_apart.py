"""Pictures are made in a process of its own, with bounds of memory and time.

A file can make a decoder crash, or take hours or all the memory there is, whatever is looked at
before. Here that ends a process which has nothing but the file: no credentials, no connection.
The upload is refused then, and not tried again.
"""

import contextlib
import os
import resource
import subprocess
import sys

import msgspec

from broadsheet.domain.media.reasons import UNDECODED
from broadsheet.usecases.media.ports import NotAPicture, ProcessedImage

SECONDS = 40
"""Of 60 that `process_media` has. The dearest picture that is taken needs a half."""
MEGABYTES = 1536
"""Of 2,048 that `process_media` has; the rest is for the function itself and what was made."""


_STARTED = b"started\n"
"""What the process says before it looks at the file: without it, it is not the file's fault."""


class _Refused(msgspec.Struct, tag=True):
    reason: str


class _Made(msgspec.Struct, tag=True):
    width: int
    height: int
    files: dict[str, bytes]
    content_type: str
    notes: tuple[str, ...]


def process(upload: bytes) -> ProcessedImage:
    """See `ImageProcessor`.

    Raises ChildProcessError where the process did not come as far as the file: that may pass, and
    is nothing to refuse an upload for.
    """
    said = b""
    try:
        ended = subprocess.run(  # noqa: S603 - this very module, see its last lines
            [sys.executable, "-W", "ignore", "-m", __name__, str(MEGABYTES)],
            input=upload,
            stdout=subprocess.PIPE,
            timeout=SECONDS,
            env=_environment(),
            # Who stops an import at a terminal stops what asks, and not what is under way: a
            # decoder that was stopped would have its file refused.
            start_new_session=True,
            check=True,
        )
        said = ended.stdout
        answer = msgspec.msgpack.decode(said.removeprefix(_STARTED), type=_Made | _Refused)
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        said = getattr(error, "stdout", said) or b""
        if not said.startswith(_STARTED):
            raise ChildProcessError("what decodes pictures did not start") from error
        reason = str(UNDECODED.of(seconds=SECONDS, megabytes=MEGABYTES))
        raise NotAPicture(reason) from error
    if isinstance(answer, _Refused):
        raise NotAPicture(answer.reason)
    return ProcessedImage(**msgspec.structs.asdict(answer))


def _environment() -> dict[str, str]:
    """Where Python finds itself and its modules; Lambda's needs to be told of its libraries."""
    libraries = os.environ.get("LD_LIBRARY_PATH")
    found = {"LD_LIBRARY_PATH": libraries} if libraries else {}
    return {"PYTHONPATH": os.pathsep.join(sys.path), **found}


def _answer(upload: bytes) -> _Made | _Refused:
    from broadsheet.adapters import pillow_images  # noqa: PLC0415 - not where it only asks

    sys.stdout.buffer.write(_STARTED)
    sys.stdout.buffer.flush()
    # Not every system knows this bound; Lambda's and all others with Linux do.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20,) * 2)
    try:
        made = pillow_images.process(upload)
    except NotAPicture as reason:
        return _Refused(str(reason))
    return _Made(made.width, made.height, dict(made.files), made.content_type, made.notes)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.msgpack.encode(_answer(sys.stdin.buffer.read())))
