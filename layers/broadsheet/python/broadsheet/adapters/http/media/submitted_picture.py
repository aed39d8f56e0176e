"""A picture, as stories and profiles name it: one of the newsroom's own, or any by its address."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import Line, Model, Url
from broadsheet.domain.articles.submitted import LONGEST_ALT
from broadsheet.domain.media.media import ID
from broadsheet.domain.shared.sentence import for_programs, sentence


def in_source_set(url: str) -> str:
    """An address that can stand in a list of sizes. Raises PydanticCustomError."""
    if url.endswith(","):
        raise wrong("url", for_programs("must not end in a comma"))
    return url


def _media_id(media_id: str) -> str:
    if not ID.fullmatch(media_id):
        raise wrong("media_id", sentence("must be the id of a picture that was uploaded"))
    return media_id


class PictureEntry(Model):
    """One of the newsroom's own pictures, by its id, or any by its address.

    What it shows is said in `alt`; one of our own has words itself, where here are none.
    """

    media: Annotated[str, AfterValidator(_media_id)] | None = Field(
        default=None, description="id of a picture that was uploaded; or `url`"
    )
    # A browser reads the comma after an address as the end of its entry (WHATWG HTML, 4.8.4.2.1).
    url: Annotated[Url, AfterValidator(in_source_set)] | None = Field(
        default=None, validate_default=True
    )
    alt: Annotated[Line, Field(max_length=LONGEST_ALT)] | None = Field(
        default=None, validate_default=True, description="what it shows; needed with `url`"
    )

    @field_validator("url")
    @classmethod
    def _one_of_both(cls, url: str | None, others: ValidationInfo) -> str | None:
        if url is None and others.data.get("media", "") is None:
            raise wrong("missing", sentence("is required"))
        if url is not None and others.data.get("media"):
            raise wrong(
                "either",
                sentence("must be empty where a picture of the library is chosen").but(
                    "must not be there with media"
                ),
            )
        return url

    @field_validator("alt")
    @classmethod
    def _with_words(cls, alt: str | None, others: ValidationInfo) -> str | None:
        if alt is None and others.data.get("media", "") is None:
            raise wrong("missing", sentence("is required"))
        return alt

    def known(self) -> dict[str, Any]:
        """Its fields; an address and words that were not sent are empty, others not there."""
        return {"url": "", "alt": "", **self.model_dump(exclude_none=True)}
