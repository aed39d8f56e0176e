"""Mails to readers, as they were given to SES or as the local cloud has kept them."""

import re
from typing import Any

from tests.support.lambdas import SITE_URL


def link_in(text: str) -> str:
    """The address in a mail's text that confirms or ends what its reader asked for."""
    found = re.search(r"\S+/api/v1/subscriptions/\S+", text)
    assert found
    return found[0]


def path_in(mail: Any) -> str:
    """The path of that address in a mail that the functions on mocks gave to SES."""
    link = link_in(mail["Content"]["Simple"]["Body"]["Text"]["Data"])
    assert link.startswith(f"{SITE_URL}/")
    return link.removeprefix(SITE_URL)
