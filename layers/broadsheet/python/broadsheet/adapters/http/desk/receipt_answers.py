"""What a receipt says over the API."""

from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.fields import Count, Time, UrlReference, one_of, told
from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk import receipt as receipts
from broadsheet.domain.desk.receipt import PageState
from broadsheet.domain.shared.fields import Id, Positive

_KINDS = (
    *("article", "comments", "live", "listing", "feed", "podcast", "run", "months"),
    *("sitemap_index", "sitemap", "news_sitemap", "search_index", "media", "fixed"),
)


class PageRead(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it lies in the bucket."""

    path: UrlReference
    files: Annotated[tuple[UrlReference, ...], Meta(description="All that it consists of")]
    kind: Annotated[str, one_of(*_KINDS)]
    state: PageState
    since: Annotated[
        Time | None, Meta(description="When it became right; null where it was right before")
    ]
    left: Annotated[
        tuple[str, ...],
        Meta(description="Sentences of a story that was taken down which are in it"),
    ]


class ApiRead(msgspec.Struct, frozen=True, kw_only=True):
    """A public call."""

    call: str
    has_it: bool


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """That a story which was taken down is nowhere."""

    sentences: Annotated[Count, Meta(description="How many of the story's were looked for")]
    api: tuple[ApiRead, ...]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a story's last change."""

    article_id: Id
    version: Positive
    status: Status
    action: str
    at: Time
    checked_at: Time
    summary: str
    pages: Annotated[Count, Meta(description="All that depend on the change")]
    right: Annotated[Count, Meta(description="Of those in items; so the next two")]
    waiting: Count
    late: Count
    seconds: Annotated[
        float | None, Meta(description="Until the last of them was right; null while one is not")
    ]
    readers_by: Annotated[
        Time | None, Meta(description="When the edge hands out none from before any more")
    ]
    proof: Proof | None
    items: tuple[PageRead, ...]
    next: Annotated[UrlReference | None, Meta(description="Where the next pages are")]


def receipt(of: receipts.Receipt, following: str | None) -> Receipt:
    """The receipt; `following` is where the next pages are."""
    return told(
        Receipt,
        of,
        right=of.count(PageState.RIGHT),
        waiting=of.count(PageState.WAITING),
        late=of.count(PageState.LATE),
        items=tuple(told(PageRead, item) for item in of.items),
        proof=_proof(of.proof) if of.proof else None,
        next=following,
    )


def _proof(of: receipts.Proof) -> Proof:
    return Proof(sentences=of.sentences, api=tuple(told(ApiRead, one) for one in of.api))
