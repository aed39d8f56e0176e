"""A picture, as stories and profiles name it: one of the newsroom's own, or any by its address."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from broadsheet.adapters.http.submitted import Beside, Model
from broadsheet.adapters.http.text_kinds import URL, as_it_is, line
from broadsheet.adapters.http.text_rules import Wrong
from broadsheet.domain.articles.submitted import LONGEST_ALT
from broadsheet.domain.media.media import ID
from broadsheet.domain.shared.sentence import for_programs, sentence


def _in_source_set(url: str) -> str:
    if url.endswith(","):
        raise Wrong("url", for_programs("must not end in a comma"))
    return url


def _media_id(media_id: str) -> str:
    if not ID.fullmatch(media_id):
        raise Wrong("media_id", sentence("must be the id of a picture that was uploaded"))
    return media_id


def _one_of_both(url: str | None, others: Mapping[str, Any]) -> str | None:
    if url is None and others.get("media", "") is None:
        raise Wrong("missing")
    if url is not None and others.get("media"):
        raise Wrong(
            "either",
            sentence("must be empty where a picture of the library is chosen").but(
                "must not be there with media"
            ),
        )
    return url


def _with_words(alt: str | None, others: Mapping[str, Any]) -> str | None:
    if alt is None and others.get("media", "") is None:
        raise Wrong("missing")
    return alt


# A browser reads the comma after an address as the end of its entry (WHATWG HTML, 4.8.4.2.1).
SourceUrl = Annotated[str, URL.then(_in_source_set)]
"""An address that can stand in a list of sizes."""


class PictureEntry(Model, frozen=True, kw_only=True):
    """One of the newsroom's own pictures, by its id, or any by its address.

    What it shows is said in `alt`; one of our own has words itself, where here are none.
    """

    media: Annotated[
        Annotated[str, as_it_is(None, _media_id)] | None,
        Meta(description="id of a picture that was uploaded; or `url`"),
    ] = None
    url: Annotated[SourceUrl | None, Beside(_one_of_both, even_unsent=True)] = None
    alt: Annotated[
        Annotated[str, line(LONGEST_ALT)] | None,
        Beside(_with_words, even_unsent=True),
        Meta(description="what it shows; needed with `url`"),
    ] = None

    def known(self) -> dict[str, Any]:
        """Its fields; an address and words that were not sent are empty, others not there."""
        return {"url": "", "alt": "", **self.said()}
