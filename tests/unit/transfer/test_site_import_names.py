"""Who and what an archive names: what looks alike in addresses stays as many."""

from broadsheet.domain.articles.listing import ListingKind, ListingName
from broadsheet.domain.people.profile import Profile
from broadsheet.usecases.shared.ports import Cause
from broadsheet.usecases.transfer.dry_run_table import DryRunTable
from tests.builders import NOON
from tests.fakes.table import MemoryTable
from tests.support.wordpress import author, item, term
from tests.unit.transfer.test_site_import import Bring, bring, every, got, table

__all__ = ["bring", "table"]


def test_authors_and_categories_that_look_alike_in_addresses_stay_as_many(
    bring: Bring, table: MemoryTable
) -> None:
    names = {"ln": "李娜", "ln2": "丽娜", "jn": "José Núñez", "jn2": "Jose Nunez"}
    people = [author(login, name) for login, name in names.items()]
    within = [term("category", "C"), term("category", "C++"), term("post_tag", "C#")]
    items = [
        item(number, within=[*within, *(term("author", login) for login in names)])
        for number in (7, 8)
    ]
    assert bring(*people, *items, is_dry_run=True).articles.profiles == len(names)
    bring(*people, *items)
    bring(*people, *items)
    slugs = {profile.name: profile.slug for profile in every(table, Profile)}
    assert slugs == {
        "李娜": "li-na",
        "丽娜": "li-na-2",
        "José Núñez": "jose-nunez",
        "Jose Nunez": "jose-nunez-2",
    }
    for number in (7, 8):
        content = got(table, number).content
        assert {one.name: one.slug for one in content.byline} == slugs
        assert (content.section.slug, [tag.slug for tag in content.tags]) == ("c", ["c", "c-2"])


def test_in_a_rehearsal_a_list_belongs_to_its_name_as_well(table: MemoryTable) -> None:
    rehearsed, tag = DryRunTable(table), ListingName(ListingKind.TAG, "c")
    cause = Cause("r", NOON)
    assert rehearsed.next_slot(tag, "C", "2026-11", cause) is None
    rehearsed.open_listing(tag, "C", cause)
    rehearsed.open_listing(tag, "C++", cause)
    slots = [rehearsed.next_slot(tag, title, "2026-11", cause) for title in ("C", "C++", "C")]
    assert slots == [1, None, 2]
    assert not table.records


def test_two_accounts_of_one_name_are_told(bring: Bring, table: MemoryTable) -> None:
    moved = bring(author("a", "Ann O'Neil"), author("b", "Ann O’Neil"), author("c", "Ben"), item(7))
    assert [
        (n.title, n.reason, n.detail) for n in moved.articles.notes if n.reason == "one_name"
    ] == [("Ann O’Neil", "one_name", "a, b")]
    assert len(every(table, Profile)) == 2
