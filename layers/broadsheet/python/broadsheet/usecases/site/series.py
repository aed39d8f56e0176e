"""The parts of a series beside each other."""

from typing import NamedTuple

from broadsheet.domain.articles.series import SeriesPart, series_pk
from broadsheet.usecases.shared.ports import Reads, Span


class Neighbours(NamedTuple):
    """The published story before and the one after a place in a series, where there are any."""

    previous: SeriesPart | None
    following: SeriesPart | None


def parts_beside(reads: Reads, series: str, place: str) -> Neighbours:
    """Two queries, whatever the number of parts; what stands at the place itself is neither."""
    # Bounds count: two items of each hold the place itself, if it is there, and the next one.
    before = reads.query(
        SeriesPart, Span(series_pk(series), last=place), limit=2, newest_first=True
    )
    after = reads.query(SeriesPart, Span(series_pk(series), first=place), limit=2)
    return Neighbours(*(_other(found, place) for found in (before, after)))


def _other(found: list[SeriesPart], place: str) -> SeriesPart | None:
    return next((part for part in found if part.place != place), None)
