"""The one place where HTML becomes `SafeHtml`: cleaned until nothing changes."""

from collections.abc import Callable

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.shared.text import any_of

PASSES = 12
"""Most times that HTML is cleaned; two are enough for all that is well nested."""
UNPRINTABLE = any_of("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef")
"""What XML 1.0 cannot carry or HTML calls a parse error: controls and non-characters."""


def settled(clean: Callable[[str], str], untrusted: str) -> SafeHtml:
    """The only place where `SafeHtml` is made. Idempotent.

    HTML that is badly nested can read differently each time that it is written down and parsed
    again, so it is cleaned until nothing changes. Raises Invalid where that does not end.
    """
    before = untrusted
    for _ in range(PASSES):
        after = clean(before)
        if after == before:
            return SafeHtml(after)
        before = after
    raise Invalid([FieldError("/body", "bad_html", sentence("has HTML that is too badly nested"))])
