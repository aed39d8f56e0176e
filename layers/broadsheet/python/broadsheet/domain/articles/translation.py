"""Translations of a story: articles that name the one they were made from."""

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import Card, card_of
from broadsheet.domain.shared.record import Key, Record

TRANSLATIONS = 30
"""Translations of one story: what its pages show, and what authors may add."""


class Translation(Record, frozen=True, kw_only=True):
    """A published translation, in the group of its original, named by that one's id."""

    group: str
    card: Card

    @property
    def key(self) -> Key:
        return Key(translations_pk(self.group), self.card.id)


def translations_pk(group: str) -> str:
    """The partition of an original's translations."""
    return f"TRANSLATIONS#{group}"


def group_of(article: Article) -> str:
    """The id of the original: of the article itself where it is no translation."""
    return article.content.translation_of or article.id


def translation_of(article: Article) -> Translation | None:
    """The record of a published article that is a translation, and listed."""
    group = article.content.translation_of
    return Translation(group=group, card=card_of(article)) if group and article.is_listed else None
