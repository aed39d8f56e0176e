"""What colleagues see of what they said about a story."""

import msgspec

from broadsheet.adapters.http.fields import Time, told
from broadsheet.domain.articles import remark as remarks
from broadsheet.domain.shared.fields import Id


class Remark(msgspec.Struct, frozen=True):
    """One remark, in plain text."""

    id: Id
    text: str
    at: Time
    by: str
    by_id: str


def remark(shown: remarks.Remark) -> Remark:
    """One remark."""
    return told(Remark, shown)
