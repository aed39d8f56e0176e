"""'Also read': what an author names by id or by address, as the ids of articles."""

import re

import msgspec

from broadsheet.domain.article import Address, Content, address_key
from broadsheet.domain.errors import FieldError, Invalid
from broadsheet.domain.listing import Card, card_key
from broadsheet.usecases.ports import Reads

_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_PATH = re.compile(r"(?:https?://[^/]+)?(/\d{4}/\d\d/[^/?#]+)/?")


def resolve_also_read(
    reads: Reads, content: Content, article_id: str, known: tuple[str, ...] = ()
) -> Content:
    """The content with ids for references. Those in `known` may stay, whatever became of them.

    Raises Invalid that names each reference to what is not a published article.
    """
    wanted = [_id_of(reads, reference) for reference in content.also_read]
    new = [card_key(i) for i in dict.fromkeys(wanted) if i and i not in known]
    cards = reads.get_many(Card, new) if new else {}
    errors = [
        FieldError(f"/also_read/{n}", "unknown_article", "must be another published article")
        for n, i in enumerate(wanted)
        if i is None or i == article_id or (i not in known and card_key(i) not in cards)
    ]
    if errors:
        raise Invalid(errors)
    ids = tuple(dict.fromkeys(i for i in wanted if i))
    return msgspec.structs.replace(content, also_read=ids)


def _id_of(reads: Reads, reference: str) -> str | None:
    if _ID.fullmatch(reference):
        return reference
    match = _PATH.fullmatch(reference)
    address = reads.get(Address, address_key(f"{match[1]}/")) if match else None
    return address.article_id if address else None
