"""What makes HTML of what people type, imported when it is first asked to.

Most functions that change the table are given one and type nothing, and a comment needs nothing
of what stories are made with: a tenth of such a cold start.
"""
# ruff: noqa: PLC0415 - that is what this is for

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from broadsheet.domain.articles.body import BodyHtml, NotedBody, SafeHtml

if TYPE_CHECKING:
    from broadsheet.domain.articles.provider import Provider
    from broadsheet.domain.media.media import Media
    from broadsheet.usecases.shared.ports import Markup

_NO_PICTURES: "Mapping[str, Media]" = MappingProxyType({})


class MarkupWhenAsked:
    """Implements `Markup` with `CommonMark`, and for comments alone with their part of it."""

    def __init__(self, embeds: "Sequence[Provider]" = ()) -> None:
        self._embeds = embeds

    def media_in(self, source: str) -> tuple[str, ...]:
        """See `Markup`."""
        return self._of_stories.media_in(source)

    def article(self, source: str, pictures: "Mapping[str, Media]" = _NO_PICTURES) -> BodyHtml:
        """See `Markup`."""
        return self._of_stories.article(source, pictures)

    def noted(
        self,
        source: str,
        pictures: "Mapping[str, Media]" = _NO_PICTURES,
        *,
        pointer: str = "/body",
    ) -> NotedBody:
        """See `Markup`."""
        return self._of_stories.noted(source, pictures, pointer=pointer)

    def asked_about(self, body: SafeHtml, most: int) -> tuple[str, ...]:
        """See `Markup`."""
        return self._of_stories.asked_about(body, most)

    def comment(self, source: str) -> SafeHtml:
        """See `Markup`."""
        from broadsheet.adapters.html.comment_safe import safe_comment

        return safe_comment(source)

    @cached_property
    def _of_stories(self) -> "Markup":
        from broadsheet.adapters.html.markup import CommonMark

        return CommonMark(self._embeds)
