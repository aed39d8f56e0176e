"""Every message that templates and modules say, read once for all tests that look for one."""

import functools

from babel.messages.catalog import Catalog

from tools import messages


@functools.cache
def extracted() -> Catalog:
    """See `tools.messages`; not to be changed."""
    return messages.extracted()
