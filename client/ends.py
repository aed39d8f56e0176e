"""How a command ends that cannot do what it was asked for: in a sentence, never in a traceback."""

import contextlib
import sys
from collections.abc import Iterator

from client.errors import CommandError, NoAnswer, NotSignedIn
from client.files import words_of

INTERRUPTED = 130
"""As a shell says it of what a signal 2 has ended."""


class Ended(SystemExit):
    """What was asked for was not done: why, and the status that a script sees."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(status)
        self._words = words

    def __str__(self) -> str:
        return self._words


@contextlib.contextmanager
def in_words(
    program: str = "",
    kinds: tuple[type[Exception], ...] = (),
    lost: tuple[type[Exception], ...] = (),
    after: str = "",
) -> Iterator[None]:
    """What fails within is said on standard error, and raises Ended with the status of its kind.

    `kinds` are further errors that say by themselves what they are, and `lost` those that may come
    in the middle of it: then, and where it is interrupted, `after` says what becomes of the rest.
    """
    try:
        yield
    except (NoAnswer, NotSignedIn) as error:
        raise _ended(program, str(error), after, error.exit_status) from None
    except CommandError as error:
        raise _ended(program, str(error), "", error.exit_status) from None
    except BrokenPipeError:
        # Whoever read the output has seen enough, as `head` has.
        sys.stderr.close()
        raise Ended("", 0) from None
    except KeyboardInterrupt:
        raise _ended(program, "interrupted", after, INTERRUPTED) from None
    except lost as error:
        raise _ended(program, str(error), after, 1) from None
    except kinds as error:
        raise _ended(program, str(error), "", 1) from None
    except OSError as error:
        raise _ended(program, words_of(error), "", 1) from None


def _ended(program: str, words: str, after: str, status: int) -> Ended:
    told = "\n".join(filter(None, [f"{program}: {words}" if program else words, after]))
    # Behind a bar that shows how far it is.
    print(f"\n{told}" if sys.stderr.isatty() and not program else told, file=sys.stderr)
    return Ended(told, status)
