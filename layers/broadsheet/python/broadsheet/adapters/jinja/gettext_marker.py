"""The mark of words that are shown to readers by other modules than the one that has them.

Apart from `words.py`, so that whoever marks words does not load what translates them.
"""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """The message itself. Extraction finds it by this name; `ui` translates it on the page."""
    return message
