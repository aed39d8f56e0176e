"""What reporters send of a running story."""

from typing import Annotated, NamedTuple

import msgspec
from pydantic import Field, ValidationInfo, field_validator

from broadsheet.adapters.http.as_sent import AsSent, apart, sent_fields
from broadsheet.adapters.http.live.answers import LiveEntry, live_entry
from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import Line, Markdown, Model
from broadsheet.domain.live import entry as entries
from broadsheet.domain.live.entry import ENTRY_BYTES, SubmittedEntry
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.sentence import sentence


class LiveSubmission(Model):
    """One entry of a running story."""

    text: Markdown = Field(description="Markdown, at most 16 KiB")
    headline: Annotated[Line, Field(max_length=200)] | None = None
    is_key: bool = Field(
        default=False, strict=True, description="whether it is named above the others"
    )
    byline: Annotated[Line, Field(max_length=100)] | None = Field(
        default=None, description="who reports it, if readers are to know"
    )

    @field_validator("is_key")
    @classmethod
    def _has_headline(cls, is_key: bool, others: ValidationInfo) -> bool:
        # Beside what is wrong with other fields; of a headline that is wrong itself that is enough.
        if is_key and others.data.get("headline", "") is None:
            raise wrong("key_needs_headline", sentence("a key entry needs a headline"))
        return is_key


class LiveEdit(LiveSubmission):
    """An entry in place of another: in the same shape, or as it was read, with its `html`."""

    text: Markdown | None = Field(  # type: ignore[assignment]
        default=None, description="Markdown; without it, where `html` is sent, it stays as it is"
    )


class SentEntry(NamedTuple):
    """What was sent, understood and as it was."""

    submission: SubmittedEntry
    sent: AsSent[entries.LiveEntry]


def new_entry(raw: bytes) -> SentEntry:
    """An entry that is not there yet. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, 8 * ENTRY_BYTES, "An entry")
    return SentEntry(_submitted(LiveSubmission.from_read(raw)), AsSent(fields, live_entry))


def edited_entry(raw: bytes) -> SentEntry:
    """An entry in place of another. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, 8 * ENTRY_BYTES, "An entry")
    kept, read_only = apart(fields, LiveSubmission, LiveEntry)
    model = LiveEdit if "html" in fields else LiveSubmission
    read = msgspec.json.encode(kept) if fields else raw
    return SentEntry(_submitted(model.from_read(read)), AsSent(fields, live_entry, read_only))


def _submitted(sent: LiveSubmission) -> SubmittedEntry:
    fields = sent.model_dump(exclude_none=True)
    if len(fields.get("text", "").encode()) > ENTRY_BYTES:
        raise TooLarge(
            sentence(
                "The text may have {most} bytes; this one is longer.",
                most=ENTRY_BYTES,
            )
        )
    return msgspec.convert({"text": None, **fields}, SubmittedEntry)
