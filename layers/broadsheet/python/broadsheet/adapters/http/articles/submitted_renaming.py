"""What editors send to rename a tag or a section."""

from typing import Annotated

from pydantic import Field

from broadsheet.adapters.http.submitted import Line, Model
from broadsheet.domain.articles.submitted import LONGEST_TERM


class RenamingSubmission(Model):
    """What its stories stand under from now on."""

    to: Annotated[Line, Field(max_length=LONGEST_TERM)] | None = Field(
        description="another name, or that of a tag or section that is there; null takes a tag away"
    )
