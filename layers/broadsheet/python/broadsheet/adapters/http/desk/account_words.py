"""What may be wrong with a sign-in, or with an account, in words that have translations."""

from collections.abc import Iterable

from broadsheet.domain.shared.errors import (
    BroadsheetError,
    FieldError,
    Forbidden,
    TooManyRequests,
    Unauthenticated,
)
from broadsheet.domain.shared.sentence import Sentence, sentence

_WORDS = {
    "weak_password": sentence(
        "Please choose another one: it is too short, or of what is tried first, such as names,"
        " words of the trade and rows of keys."
    ),
    "space_at_an_end": sentence("A password neither begins nor ends with a space."),
    "wrong_password": sentence("This is not your password."),
    "not_the_same": sentence("This is not the same as above."),
    "wrong_code": sentence("This is not the code of this moment. Please wait for the next one."),
    "not_mailed": sentence("This is not the code of the newest mail."),
    "old_code": sentence("This code is not good any more. Please ask for another one."),
    "bad_user": sentence(
        "A user name has no spaces, nothing that is not seen, and at most 128 characters."
    ),
    "taken": sentence("Somebody else has this name."),
    "bad_email": sentence("This is not an e-mail address."),
    "bad_role": sentence("Please choose a role."),
}

_REFUSED = {
    "password": sentence(
        "The user name or the password is not right. After several failures please wait: for a"
        " second at first, for a quarter of an hour at last."
    ),
    "reset": sentence("Your password was reset. Choose another one with ‘Forgotten password’."),
}
_TOO_LATE = sentence("That took too long, or was done already. Please sign in again.")
_NO_ROLE = sentence("Your account has no role here yet. Please ask an editor for one.")
_SOON = sentence("Many are signing in at this moment. Please try again.")
_LATER = sentence("That was tried too often. Please wait a quarter of an hour.")


def why_not(error: BroadsheetError) -> Sentence:
    """Why somebody is not let in."""
    match error:
        case TooManyRequests(retry_after=seconds):
            return _SOON if seconds < 60 else _LATER
        case Unauthenticated(rule=rule):
            return _REFUSED.get(rule, _TOO_LATE)
        case Forbidden():
            return _NO_ROLE
    return error.said


def in_words(errors: Iterable[FieldError]) -> dict[str, Sentence]:
    """What is wrong with each field, by its name."""
    return {error.pointer.lstrip("/"): _WORDS.get(error.code, error.said) for error in errors}
