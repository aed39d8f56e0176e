"""Other articles that an author names, by id or by address, as the ids of articles."""

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from broadsheet.domain.articles.article import Address, Article, Content, address_key, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import Card, card_key
from broadsheet.domain.articles.rights import may_see
from broadsheet.domain.articles.translation import TRANSLATIONS, Translation, translations_pk
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import Sentence, counted, sentence
from broadsheet.usecases.shared.ports import Reads, Span

_LISTS = ("also_read", "dont_miss")
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_PATH = re.compile(r"(?:https?://[^/]+)?(/\d{4}/\d\d/[^/?#]+)/?(?:[?#].*)?")


def resolve_links(
    reads: Reads, content: Content, article_id: str, who: Principal, known: Content | None = None
) -> Content:
    """The content with ids for references. Those in `known` may stay, whatever became of them.

    Raises Invalid that names each reference to what is not there, or may not be referred to.
    """
    lists = {field: [id_of(reads, one) for one in getattr(content, field)] for field in _LISTS}
    named = content.translation_of
    original = id_of(reads, named) if named else None
    errors = []
    for field, wanted in lists.items():
        stays = getattr(known, field) if known else ()
        errors += wrong_ids(reads, f"/{field}", wanted, stays, itself=article_id)
    if named and not (original and known and original == known.translation_of):
        errors += _wrong_translation(reads, original, article_id, who)
    if errors:
        raise Invalid(errors)
    found = {field: tuple(dict.fromkeys(filter(None, ids))) for field, ids in lists.items()}
    return msgspec.structs.replace(content, **found, translation_of=original)


def wrong_ids(
    reads: Reads,
    pointer: str,
    wanted: Sequence[str | None],
    known: Collection[str] = (),
    *,
    itself: str = "",
) -> list[FieldError]:
    """What is wrong with a list of references: all must be listed, but for those `known`."""
    new = [card_key(i) for i in dict.fromkeys(wanted) if i and i not in known]
    cards = reads.get_many(Card, new) if new else {}

    def errors() -> Iterator[FieldError]:
        for n, i in enumerate(wanted):
            card = cards.get(card_key(i)) if i else None
            if i is None or i == itself or (i not in known and card is None):
                yield FieldError(
                    f"{pointer}/{n}",
                    "unknown_article",
                    sentence("must be another published article"),
                )
            elif card and card.unlisted:
                yield FieldError(
                    f"{pointer}/{n}", "unlisted", sentence("must not be an unlisted article")
                )

    return list(errors())


def _wrong_translation(
    reads: Reads, original_id: str | None, article_id: str, who: Principal
) -> Iterator[FieldError]:
    original = reads.get(Article, article_key(original_id)) if original_id else None
    there = original is not None and original.status is not Status.DELETED
    if original is None or not there or not (original.is_public or may_see(who, original)):
        yield _wrong("unknown_article", sentence("must be an article that you can see"))
    elif original.id == article_id:
        yield _wrong("itself", sentence("must be another article"))
    elif original.content.translation_of:
        words = sentence("must be the original, not a translation")
        yield _wrong("translation_of_translation", words)
    elif len(_translations(reads, original.id)) >= TRANSLATIONS:
        words = counted(
            "has {count} translation already", "has {count} translations already", TRANSLATIONS
        )
        yield _wrong("too_many_translations", words)
    elif _translations(reads, article_id):
        words = sentence("cannot be set: this article has translations itself")
        yield _wrong("has_translations", words)


def _translations(reads: Reads, article_id: str) -> list[Translation]:
    return reads.query(Translation, Span(translations_pk(article_id)), limit=TRANSLATIONS)


def _wrong(code: str, said: Sentence) -> FieldError:
    return FieldError("/translation_of", code, said)


def id_of(reads: Reads, reference: str) -> str | None:
    """The id of the article that is named by its id or by any address that it ever had.

    An address is pasted as a browser has it: with a campaign's parameters, and with a place in it.
    """
    if _ID.fullmatch(reference):
        return reference
    match = _PATH.fullmatch(reference)
    address = reads.get(Address, address_key(f"{match[1]}/")) if match else None
    return address.article_id if address else None
