"""What the user pool refuses, in the trade's words; by its codes, never by its sentences.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping

from broadsheet.domain.shared.errors import (
    BroadsheetError,
    FieldError,
    Invalid,
    NotFound,
    TooManyRequests,
    Unauthenticated,
)
from broadsheet.domain.shared.sentence import Sentence, for_programs, sentence

_SOON, _LATER = 5, 15 * 60
"""Seconds: throttled, or too often for this one account ('Lockout behavior')."""
Made = Callable[[], BroadsheetError]


def _busy() -> BroadsheetError:
    return TooManyRequests(sentence("Many are signing in at this moment. Please try again."), _SOON)


def _too_often() -> BroadsheetError:
    return TooManyRequests(
        sentence("That was tried too often. Please wait a quarter of an hour."), _LATER
    )


ALWAYS: Mapping[str, Made] = {
    "TooManyRequestsException": _busy,
    "ThrottlingException": _busy,
    "InternalErrorException": _busy,
    "LimitExceededException": _too_often,
    "TooManyFailedAttemptsException": _too_often,
}


def unauthenticated(said: Sentence, rule: str) -> Made:
    """`rule` is for the log."""
    return lambda: Unauthenticated(said, rule)


def wrong(field: str, code: str, said: Sentence) -> Made:
    """A field that was wrong."""
    return lambda: Invalid([FieldError(f"/{field}", code, said)])


def not_found() -> BroadsheetError:
    """There is no such account."""
    return NotFound(sentence("There is nobody of that id."))


WEAK = wrong("password", "weak_password", for_programs("the user pool does not take this one"))
WRONG_CODE = wrong("code", "wrong_code", for_programs("is not the one of this moment"))
NOT_MAILED = wrong("code", "not_mailed", for_programs("is not the one of the newest mail"))
OLD_CODE = wrong("code", "old_code", for_programs("is not good any more: ask for another"))


@contextlib.contextmanager
def told(meant: Mapping[str, Made]) -> Iterator[None]:
    """Raises what a known code means, and every other error as it is."""
    # The client's own modules are loaded by then: it has just been called.
    from botocore import exceptions  # noqa: PLC0415

    try:
        yield
    except exceptions.ClientError as error:
        made = {**ALWAYS, **meant}.get(error.response["Error"]["Code"])
        if made is None:
            raise
        raise made() from error
    except (exceptions.ConnectionError, exceptions.HTTPClientError) as error:
        # No answer within the time that there is for one.
        raise _busy() from error
