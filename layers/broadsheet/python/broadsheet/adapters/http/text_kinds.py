"""The kinds of text that newsrooms send: a line, several of them, Markdown, an address."""

from collections.abc import Callable
from typing import Annotated

from broadsheet.adapters.http.text_rules import (
    TextRule,
    Wrong,
    more_lines,
    not_blank,
    one_line,
    printable,
    printable_lines,
)
from broadsheet.domain.shared.text import is_blank
from broadsheet.domain.shared.web_address import LONGEST, NotAnAddress, web_address


def line(most: int, *checks: Callable[[str], str]) -> TextRule:
    """One line that says something, of at most so many characters."""
    return TextRule(most, 1, one_line, checks=(printable, not_blank, *checks))


def lines(most: int) -> TextRule:
    """Several lines, or nothing."""
    return TextRule(most, meant=more_lines, checks=(printable_lines, _seen_or_empty))


def written_lines(most: int) -> TextRule:
    """Several lines that say something."""
    return TextRule(most, 1, more_lines, checks=(printable_lines, not_blank))


def as_it_is(most: int | None, *checks: Callable[[str], str], least: int = 0) -> TextRule:
    """Text for programs, with the spaces that it has."""
    return TextRule(most, least, is_stripped=False, checks=checks)


def address(url: str) -> str:
    """An address as it is kept. Raises Wrong."""
    try:
        return web_address(url)
    except NotAnAddress as none:
        raise Wrong("url", none.said) from None


def _seen_or_empty(text: str) -> str:
    return "" if is_blank(text) else text


MARKDOWN = TextRule(None, 1, more_lines, is_stripped=False, checks=(not_blank, printable_lines))
"""Markdown, with the spaces that it begins and ends with."""
URL = line(LONGEST, address)
Markdown = Annotated[str, MARKDOWN]
Url = Annotated[str, URL]
