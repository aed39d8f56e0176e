"""What the data-protection officer sends: whose data it is about."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from broadsheet.domain.comments.submission import EmailAddress
from broadsheet.domain.shared.submitted import parsed, printable


class EraseSubmission(BaseModel):
    """Whose comments are to be erased."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    email: EmailAddress


class ExportSubmission(EraseSubmission):
    """Whose data is asked for, and after which comment to go on."""

    after: Annotated[str, Field(min_length=1, max_length=64), AfterValidator(printable)] | None = (
        Field(default=None, description="`next` of the answer before")
    )


def erase_from_json(raw: bytes) -> EraseSubmission:
    """The request in a JSON body. Raises Invalid."""
    return parsed(lambda: EraseSubmission.model_validate_json(raw))


def export_from_json(raw: bytes) -> ExportSubmission:
    """The request in a JSON body. Raises Invalid."""
    return parsed(lambda: ExportSubmission.model_validate_json(raw))
