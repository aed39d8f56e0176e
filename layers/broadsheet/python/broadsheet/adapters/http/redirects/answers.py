"""What editors see of redirects."""

import msgspec

from broadsheet.adapters.http.fields import Time
from broadsheet.adapters.http.lists import ItemList
from broadsheet.domain.redirects import redirect as redirects
from broadsheet.domain.shared.fields import Id
from broadsheet.domain.shared.record import stamp


class Redirect(msgspec.Struct, frozen=True):
    """A redirect in a list."""

    path: str
    target: str
    article_id: Id | None
    at: Time
    by: str


class RedirectList(ItemList[Redirect], frozen=True):
    """Redirects, by their paths."""


def redirect(shown: redirects.Redirect) -> Redirect:
    """A redirect in a list."""
    article_id = shown.article_id or None
    return Redirect(shown.path, shown.target, article_id, stamp(shown.at), shown.by)
