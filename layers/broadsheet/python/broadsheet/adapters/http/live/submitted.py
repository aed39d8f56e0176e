"""What reporters send of a running story."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from msgspec import Meta

from broadsheet.adapters.http.as_sent import AsSent, apart
from broadsheet.adapters.http.live.answers import LiveEntry, live_entry
from broadsheet.adapters.http.submitted import Beside, Model, sent_fields
from broadsheet.adapters.http.text_kinds import Markdown, line
from broadsheet.adapters.http.text_rules import Wrong
from broadsheet.domain.live import entry as entries
from broadsheet.domain.live.entry import ENTRY_BYTES, SubmittedEntry
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.sentence import sentence


def _has_headline(is_key: bool, others: Mapping[str, Any]) -> bool:
    # Beside what is wrong with other fields; of a headline that is wrong itself that is enough.
    if is_key and others.get("headline", "") is None:
        raise Wrong("key_needs_headline", sentence("a key entry needs a headline"))
    return is_key


class LiveSubmission(Model, frozen=True, kw_only=True):
    """One entry of a running story."""

    text: Annotated[Markdown, Meta(description="Markdown, at most 16 KiB")]
    headline: Annotated[str, line(200)] | None = None
    is_key: Annotated[
        bool, Beside(_has_headline), Meta(description="whether it is named above the others")
    ] = False
    byline: Annotated[
        Annotated[str, line(100)] | None,
        Meta(description="who reports it, if readers are to know"),
    ] = None


class LiveEdit(LiveSubmission, frozen=True, kw_only=True):
    """An entry in place of another: in the same shape, or as it was read, with its `html`."""

    text: Annotated[
        Markdown | None,
        Meta(description="Markdown; without it, where `html` is sent, it stays as it is"),
    ] = None  # type: ignore[assignment]


class SentEntry(NamedTuple):
    """What was sent, understood and as it was."""

    submission: SubmittedEntry
    sent: AsSent[entries.LiveEntry]


def new_entry(raw: bytes) -> SentEntry:
    """An entry that is not there yet. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, 8 * ENTRY_BYTES, "An entry")
    return SentEntry(_submitted(LiveSubmission.from_fields(fields)), AsSent(fields, live_entry))


def edited_entry(raw: bytes) -> SentEntry:
    """An entry in place of another. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, 8 * ENTRY_BYTES, "An entry")
    kept, read_only = apart(fields, LiveSubmission, LiveEntry)
    model = LiveEdit if "html" in fields else LiveSubmission
    return SentEntry(_submitted(model.from_fields(kept)), AsSent(fields, live_entry, read_only))


def _submitted(sent: LiveSubmission) -> SubmittedEntry:
    fields = {"text": None, **sent.said()}
    if len((sent.text or "").encode()) > ENTRY_BYTES:
        raise TooLarge(
            sentence(
                "The text may have {most} bytes; this one is longer.",
                most=ENTRY_BYTES,
            )
        )
    return SubmittedEntry(**fields)
