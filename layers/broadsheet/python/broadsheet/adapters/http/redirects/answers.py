"""What editors see of redirects."""

import msgspec

from broadsheet.adapters.http.fields import Time, told
from broadsheet.domain.redirects import redirect as redirects
from broadsheet.domain.shared.fields import Id


class Redirect(msgspec.Struct, frozen=True):
    """A redirect in a list."""

    path: str
    target: str
    article_id: Id | None
    at: Time
    by: str


def redirect(shown: redirects.Redirect) -> Redirect:
    """A redirect in a list."""
    return told(Redirect, shown, article_id=shown.article_id or None)
