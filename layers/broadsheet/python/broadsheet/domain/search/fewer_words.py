"""Which words of a query stay where no article has all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from broadsheet.domain.search.segment import Segment
from broadsheet.domain.search.wanted import Wanted


def most_found(
    wanted: Sequence[Wanted], segments: Iterable[Segment], attributes: Sequence[str] = ()
) -> tuple[Wanted, ...]:
    """Those that one article has of them: of the article that has most.

    Of several it is the one in which they say most, and of these the newest, as `segments` begin
    with the newest.
    """
    best: tuple[int, int, tuple[int, ...]] = (0, 0, ())
    for segment in segments:
        there: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for number, scores in enumerate(segment.each(wanted, attributes)):
            for place, score in scores.items():
                there[place].append((number, score))
        for some in there.values():
            numbers, scores_of = zip(*some, strict=True)
            best = max(best, (len(some), -sum(scores_of), numbers), key=lambda one: one[:2])
    return tuple(wanted[n] for n in best[-1])
