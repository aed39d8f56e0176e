"""Stories that belong together, in the order of their parts."""

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import Card, card_of
from broadsheet.domain.shared.names import folded
from broadsheet.domain.shared.record import Key, Record


class SeriesPart(Record, frozen=True, kw_only=True):
    """A published story of a series, `series` as all ways to type its name are."""

    series: str
    part: int
    card: Card

    @property
    def key(self) -> Key:
        return Key(series_pk(self.series), self.place)

    @property
    def place(self) -> str:
        """Where it stands among the parts."""
        return place_of(self.part, self.card.id)


def place_of(part: int, article_id: str) -> str:
    """Where a part stands in its series; of two that have one number, the older story is first."""
    return f"{part:06}#{article_id}"


def series_pk(series: str) -> str:
    """The partition of the parts of a series."""
    return f"SERIES#{series}"


def series_part_of(article: Article) -> SeriesPart | None:
    """The story in its series; None unless it is published, in lists, and names one."""
    of = article.content.series
    if of is None or not article.is_listed:
        return None
    return SeriesPart(series=folded(of.name), part=of.part, card=card_of(article))
