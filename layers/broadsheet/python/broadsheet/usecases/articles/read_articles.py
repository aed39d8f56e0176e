"""Published articles, for anyone; whole articles in any state, for those who may see them."""

import re

import msgspec

from broadsheet.domain.articles.article import Address, Article, address_key, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, Card, Entry, ListingKind, ListingName, card_key
from broadsheet.domain.articles.rights import may_see
from broadsheet.domain.shared.errors import FieldError, Hidden, Malformed, NotFound
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.domain.shared.slug import article_path_in
from broadsheet.usecases.articles.names import slug_called
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Reads, Span

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles: at most one listing, within a month (`yyyy-mm`) if one is given.

    Raises Malformed that names two listings that are asked for at once, and a month that is none.
    """

    section: str | None = None
    tag: str | None = None
    author: str | None = None
    month: str | None = None

    def __post_init__(self) -> None:
        wrong = []
        if len(given := self._given()) > 1:
            words = for_programs("use one of section, tag and author")
            wrong = [FieldError(f"?{kind}", "one_only", words) for kind, _ in given]
        if self.month is not None and not _MONTH.fullmatch(self.month):
            wrong.append(FieldError("?month", "bad_month", for_programs("must be like 2026-11")))
        if wrong:
            raise Malformed(wrong)

    def span(self, reads: Reads) -> Span:
        """The part of a listing to read."""
        given = self._given()
        listing = ListingName(given[0][0], slug_called(reads, *given[0])) if given else SITE
        if self.month is None:
            return Span(listing.pk)
        return Span(listing.pk, f"{self.month}#", f"{self.month}#~")

    def _given(self) -> list[tuple[ListingKind, str]]:
        kinds = (ListingKind.SECTION, ListingKind.TAG, ListingKind.AUTHOR)
        asked = zip(kinds, (self.section, self.tag, self.author), strict=True)
        return [(kind, name) for kind, name in asked if name is not None]


def list_articles(
    reads: Reads, asked: ArticleFilter, limit: int, cursor: Cursor | None
) -> Slice[Card]:
    """The cards of a listing, newest first. Raises Malformed."""
    entries = slice_of(reads, Entry, asked.span(reads), limit, cursor, newest_first=True)
    return Slice([entry.card for entry in entries.items], entries.next)


def article_at(reads: Reads, typed: str) -> Slice[Card]:
    """The card of the published article that answers at a path or a whole address, now or formerly;
    or nothing."""
    path = article_path_in(typed)
    address = reads.get(Address, address_key(path)) if path else None
    card = reads.get(Card, card_key(address.article_id)) if address else None
    return Slice([card] if card else [], None)


def article_by_id(reads: Reads, article_id: str, who: Principal) -> Article:
    """The article, if it is published or `who` may see it. Raises NotFound."""
    article = _existing(reads, article_id)
    return article if article.is_public else must_see(who, article)


def seen_article(reads: Reads, who: Principal, article_id: str) -> Article:
    """The article for those alone who may see it whole, whatever state it is in.

    Raises NotFound, also where it is there and not for them.
    """
    return must_see(who, _existing(reads, article_id))


def _existing(reads: Reads, article_id: str) -> Article:
    article = reads.get(Article, article_key(article_id))
    if article is None or article.status is Status.DELETED:
        raise NotFound(sentence("There is no such article."))
    return article


def must_see(who: Principal, article: Article) -> Article:
    """The article, if they may see it whole. Raises Hidden, which is a NotFound to them."""
    if not may_see(who, article):
        raise Hidden(sentence("There is no such article."))
    return article
