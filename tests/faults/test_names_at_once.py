"""Two stories come out at once with names that look alike in ASCII: every order of their steps."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from broadsheet.domain.articles.listing import SITE, Listing, ListingKind, ListingName, section_of
from broadsheet.domain.shared.names import same_name
from broadsheet.usecases.articles.slots import Slots
from broadsheet.usecases.shared.ports import Cause
from tests.builders import NOON, make_article, make_author
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.faults.interleaving import Actors, Paused, every_order

CAUSE = Cause("before", NOON)
WRITES = frozenset({"commit", "open_listing", "next_slot"})


def ends(*names: str) -> list[tuple[list[Any], dict[str, Listing]]]:
    """Of each order the articles then, and the listings of authors by their slugs."""
    found: list[tuple[list[Any], MemoryTable]] = []

    def begin() -> Actors:
        table = MemoryTable()
        table.open_listing(ListingName(ListingKind.SECTION, "world"), "World", CAUSE)
        found.append(([None] * len(names), table))
        services = make_newsroom(Paused(table, lambda *_: "table", WRITES))

        def actor(number: int) -> Callable[[], None]:
            byline = (make_author(names[number]),)
            whole = make_article(number + 1, tags=(), byline=byline)
            # Its other lists are known by name and slot: what is played is the byline alone.
            others = (SITE, section_of(whole))
            slots = dict.fromkeys(map(str, others), "2026-11#000001")
            whole = msgspec.structs.replace(whole, slots=slots)
            slots_of = Slots(services, f"r{number}")
            answers = found[-1][0]

            def act() -> None:
                answers[number] = slots_of.placed(None, whole, NOON)

            return act

        return [actor(number) for number in range(len(names))]

    ended = []
    for _ in every_order(begin):
        answers, table = found[-1]
        listings = [r for r in table.records.values() if isinstance(r, Listing)]
        authors = {r.listing.name: r for r in listings if r.listing.kind is ListingKind.AUTHOR}
        ended.append((answers, authors))
    assert len(ended) > 1, "nothing happened at the same time"
    return ended


def test_of_two_new_names_with_one_slug_each_has_an_address() -> None:
    firsts = set()
    for articles, authors in ends("李娜", "丽娜"):
        assert set(authors) == {"li-na", "li-na-2"}
        for article in articles:
            (author,) = article.content.byline
            assert authors[author.slug].title == author.name
            assert article.slots[f"author#{author.slug}"] == "2026-11#000001"
        firsts.add(authors["li-na"].title)
    assert firsts == {"李娜", "丽娜"}


@pytest.mark.parametrize("names", [("丽娜", "丽娜"), ("Valentine's", "VALENTINE’S")])
def test_a_new_name_that_two_write_at_once_has_one_address(names: tuple[str, str]) -> None:
    for articles, authors in ends(*names):
        (listing,) = authors.values()
        assert listing.months == {"2026-11": 2}
        assert same_name(listing.title, names[0])
        slots = {a.slots[f"author#{listing.listing.name}"] for a in articles}
        assert slots == {"2026-11#000001", "2026-11#000002"}
