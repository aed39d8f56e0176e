"""What every command tells a person by, and a script by its exit status.

CommandError       1   what was asked for cannot be done
├── WrongField     1   a field of a file cannot be what it should
├── NotSignedIn    3   nobody is signed in, or not any more
├── NoAnswer       4   nobody answered, or not now: the same may be tried again
└── Overtaken      5   somebody was faster: what is there has to be looked at again
"""

import http.client


class CommandError(RuntimeError):
    """What was asked for cannot be done; the message says why, for a person."""

    exit_status = 1


class WrongField(CommandError):
    """A field of a file cannot be what it should; `field` is its name."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


class NotSignedIn(CommandError):
    """There is no sign-in, or it has ended."""

    exit_status = 3


class NoAnswer(CommandError):
    """Nobody answered, or nobody who had time: the same may be sent again."""

    exit_status = 4


class Overtaken(CommandError):
    """Somebody changed the same thing meanwhile."""

    exit_status = 5


def error_of(status: int, words: str) -> CommandError:
    """What an answer of this HTTP status is to a command."""
    kinds = {401: NotSignedIn, 412: Overtaken, 429: NoAnswer, 502: NoAnswer, 503: NoAnswer}
    return kinds.get(status, CommandError)(words)


def words_of_loss(error: OSError | http.client.HTTPException) -> str:
    """Why an answer did not come, or not whole."""
    match error:
        case http.client.IncompleteRead():
            return "it broke off in the middle"
        case http.client.BadStatusLine():
            return "what answered speaks no HTTP"
    return str(error) or type(error).__name__
