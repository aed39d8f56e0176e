"""What editors send as a correction."""

from typing import Annotated

from pydantic import AfterValidator, Field

from broadsheet.domain.shared.submitted import Model, Text, not_blank, parsed, printable_lines


class CorrectionSubmission(Model):
    """What was wrong and what is right, in the words that readers see."""

    text: Annotated[
        Text,
        Field(min_length=1, max_length=1000),
        AfterValidator(not_blank),
        AfterValidator(printable_lines),
    ]


def correction_from_json(raw: bytes) -> CorrectionSubmission:
    """The correction in a request's body. Raises Invalid, Malformed."""
    return parsed(lambda: CorrectionSubmission.model_validate_json(raw))
