"""What editors send about comments: queries and JSON, as the use cases want them."""
# ruff: noqa: PLC0415 - whoever only decides or lists does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.comments.ban_answers import Words, words
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.comments.word_lists import SubmittedWords
from broadsheet.usecases.comments.list_moderation import ModerationFilter, must_be_known
from broadsheet.usecases.shared.sent import Sent

if TYPE_CHECKING:
    from broadsheet.adapters.http.comments.submitted_decisions import (
        BanSubmission,
        BulkSubmission,
        EditSubmission,
    )

WORDS_JSON_BYTES = 512 * 1024
"""The longest JSON of both lists: what they can hold, each character escaped."""
SEARCHED = ("said", "sender", "headline")
"""What comments are looked for by."""
FILTERS = ("state", "article", "signal", *SEARCHED)


def filter_of(query: dict[str, str]) -> ModerationFilter:
    """Which comments a list is of. Raises Malformed that names every wrong parameter."""
    asked = ModerationFilter(
        state=query.get("state", "pending"),
        article_id=query.get("article"),
        signal=query.get("signal"),
        **{name: query.get(name) for name in SEARCHED},
    )
    must_be_known(asked)
    return asked


def reason_of(request: HttpRequest) -> str:
    """The reason of a decision; none where there is no body. Raises Invalid, UnsupportedMedia."""
    if not request.body:
        return ""
    from broadsheet.adapters.http.comments.submitted_decisions import ReasonSubmission

    return ReasonSubmission.from_json(request.json_bytes()).reason


def edit_of(request: HttpRequest) -> "EditSubmission":
    """What a comment is to say, and why. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.comments.submitted_decisions import EditSubmission

    return EditSubmission.from_json(request.json_bytes())


def ban_of(request: HttpRequest) -> "BanSubmission":
    """Who is to be kept out, and for how long. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.comments.submitted_decisions import BanSubmission

    return BanSubmission.from_json(request.json_bytes())


def sent_words(request: HttpRequest) -> tuple[SubmittedWords, Sent]:
    """Both lists, understood and as they were sent. Raises Invalid, TooLarge, UnsupportedMedia."""
    from broadsheet.adapters.http.as_sent import AsSent, apart
    from broadsheet.adapters.http.comments.submitted_decisions import WordsSubmission
    from broadsheet.adapters.http.submitted import sent_fields

    raw = request.json_bytes()
    fields = sent_fields(raw, WORDS_JSON_BYTES)
    kept, read_only = apart(fields, WordsSubmission, Words)
    sent = WordsSubmission.from_fields(kept)
    submitted = SubmittedWords(words=sent.words, blocked=sent.blocked)
    return submitted, AsSent(fields, words, read_only)


def bulk_of(request: HttpRequest) -> "BulkSubmission":
    """What is to be done to which comments. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.comments.submitted_decisions import BulkSubmission

    return BulkSubmission.from_json(request.json_bytes())
