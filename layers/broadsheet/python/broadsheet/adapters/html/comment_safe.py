"""A comment's way through the sanitiser: a narrower door than a story's, and nothing of one's."""

import re

import nh3

from broadsheet.adapters.html.allowed import (
    COMMENT_LINK_REL,
    COMMENT_TAGS,
    COMMENT_URL_SCHEMES,
    comment_attribute,
)
from broadsheet.adapters.html.settled import UNPRINTABLE, settled
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.shared.patterns import pattern

_NO_LINK = pattern(r"<a(?: rel=\"[^\"]*\")?>(.*?)</a>", re.DOTALL)


def safe_comment(source: str) -> SafeHtml:
    """Sanitised HTML of a comment; see `comment_markup` for what it may have."""
    from broadsheet.adapters.html.comment_markup import comment_html  # noqa: PLC0415 - no story's

    return sanitised_comment(comment_html(UNPRINTABLE.sub("", source)))


def sanitised_comment(untrusted: str) -> SafeHtml:
    """What of a comment's HTML may stand on a page. Raises Invalid as `settled` does."""
    return settled(lambda html: UNPRINTABLE.sub("", _cleaned_comment(html)), untrusted)


def _cleaned_comment(untrusted: str) -> str:
    clean = nh3.clean(
        untrusted,
        tags=COMMENT_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=comment_attribute,
        link_rel=COMMENT_LINK_REL,
        url_schemes=COMMENT_URL_SCHEMES,
    )
    # An address that the parser of URLs refuses leaves a link to nowhere.
    return _NO_LINK.sub(r"\1", clean)
