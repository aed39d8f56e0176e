"""What the data-protection officer sends: whose data it is about."""

from typing import Annotated

from msgspec import Meta

from broadsheet.adapters.http.comments.reader_fields import TYPED_ADDRESS
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import as_it_is
from broadsheet.adapters.http.text_rules import printable


class EraseSubmission(Model, frozen=True, kw_only=True):
    """Whose comments are to be erased."""

    email: Annotated[str, TYPED_ADDRESS]


class ExportSubmission(EraseSubmission, frozen=True, kw_only=True):
    """Whose data is asked for, and after which comment to go on."""

    after: Annotated[
        Annotated[str, as_it_is(64, printable, least=1)] | None,
        Meta(description="`next` of the answer before"),
    ] = None
