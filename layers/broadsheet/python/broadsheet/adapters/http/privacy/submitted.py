"""What the data-protection officer sends: whose data it is about."""

from typing import Annotated

from pydantic import AfterValidator, Field

from broadsheet.adapters.http.comments.submitted import TypedAddress
from broadsheet.adapters.http.submitted import Model, printable


class EraseSubmission(Model):
    """Whose comments are to be erased."""

    email: TypedAddress


class ExportSubmission(EraseSubmission):
    """Whose data is asked for, and after which comment to go on."""

    after: Annotated[str, Field(min_length=1, max_length=64), AfterValidator(printable)] | None = (
        Field(default=None, description="`next` of the answer before")
    )
