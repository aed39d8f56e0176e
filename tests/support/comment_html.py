"""A comment's HTML as a browser's parser reads it."""

from typing import Any

import html5lib  # type: ignore[import-untyped]

BLOCKS = {"p", "blockquote", "pre"}


def tree_of(html: str) -> Any:
    """The elements of a fragment."""
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def elements_of(html: str) -> set[str]:
    """The names of all elements."""
    return {element.tag for element in tree_of(html).iter()} - {"DOCUMENT_FRAGMENT"}


def shown_by(html: str, *, with_addresses: bool = False) -> str:
    """The text that a reader sees, or the addresses of links too, after their words."""
    return _text(tree_of(html), with_addresses).strip()


def _text(element: Any, with_addresses: bool) -> str:
    inner = (element.text or "") + "".join(
        _text(child, with_addresses) + (child.tail or "") for child in element
    )
    if element.tag == "a" and with_addresses:
        inner += element.get("href", "")
    return inner + ("\n" if element.tag in BLOCKS | {"br"} else "")
