"""How a command ends that works on a stack: as the others do, and what AWS refuses is said, too."""

import contextlib
from collections.abc import Iterator

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

from broadsheet.adapters.site_file import SiteFileError
from broadsheet.domain.shared.errors import BroadsheetError, InFlight
from broadsheet.usecases.shared.ports import ConditionFailed, Contended
from client import ends
from client.errors import NoAnswer, NotSignedIn

GOES_ON = "Started again, it goes on where it ended."
SIGN_IN = "aws configure sso, aws sso login; or AWS_PROFILE says which profile"
_NOBODY = (
    NoCredentialsError,
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
_ENDED = frozenset(
    {
        *("ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId"),
        *("UnrecognizedClientException", "AuthFailure"),
    }
)


@contextlib.contextmanager
def in_words(after: str = "", *kinds: type[Exception], program: str = "") -> Iterator[None]:
    """See `client.ends`; `kinds` are those that this command has beside those that all have."""
    told = (SiteFileError, BroadsheetError, *kinds)
    with ends.in_words(program, told, (BotoCoreError, ClientError, InFlight), after):
        try:
            yield
        except (Contended, ConditionFailed):
            raise NoAnswer("others write the same at this moment: try again later") from None
        except _NOBODY as error:
            raise NotSignedIn(f"nobody is signed in to AWS: {error}; {SIGN_IN}") from None
        except ClientError as error:
            if error.response["Error"].get("Code") in _ENDED:
                raise NotSignedIn(f"the sign-in to AWS has ended: {SIGN_IN}") from None
            raise
