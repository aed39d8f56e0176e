"""What editors send to rename a tag or a section."""

from typing import Annotated

from msgspec import Meta

from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import line
from broadsheet.domain.articles.submitted import LONGEST_TERM


class RenamingSubmission(Model, frozen=True, kw_only=True):
    """What its stories stand under from now on."""

    to: Annotated[
        Annotated[str, line(LONGEST_TERM)] | None,
        Meta(
            description="another name, or that of a tag or section that is there; null takes a "
            "tag away"
        ),
    ]
