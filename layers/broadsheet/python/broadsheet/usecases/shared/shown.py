"""A text that nobody would see is none."""

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.plain_text import shows_something
from broadsheet.domain.shared.sentence import sentence


def must_show(html: SafeHtml, pointer: str) -> SafeHtml:
    """The HTML of a text. Raises Invalid where there is nothing in it that a reader would see."""
    if not shows_something(html):
        raise Invalid(
            [FieldError(pointer, "shows_nothing", sentence("has nothing that a reader would see"))]
        )
    return html
