"""Tags and sections that are renamed, merged or taken away: the clock refiles their stories."""

from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, Revision, Term
from broadsheet.domain.articles.listing import Entry, Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.articles.renaming import RENAMINGS_KEY, Renamings
from broadsheet.domain.shared.errors import Conflict, Forbidden, Invalid, NotFound
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.page import Moved
from broadsheet.usecases.articles import refile_renamed as clock
from broadsheet.usecases.articles.change_article import Filing
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.refile_renamed import refile_renamed
from broadsheet.usecases.articles.rename_term import rename_term, renamings
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Contended, Span
from broadsheet.usecases.site.kinds import listing as pages
from tests.faults.editions import asked
from tests.unit.articles.test_addresses_of_names import Newsroom

TAG, SECTION = ListingKind.TAG, ListingKind.SECTION
CLOCK = Request(id="tick", who=Principal("clock", frozenset()))


class House(Newsroom):
    """A newsroom with a clock."""

    def rename(self, slug: str, into: str | None, kind: ListingKind = TAG) -> Any:
        self._requests += 1
        return rename_term(self.services, asked(f"n{self._requests}"), kind, slug, into)

    def tick(self) -> int:
        return refile_renamed(self.services, CLOCK)

    def tags(self, article: Article) -> list[tuple[str, str]]:
        return [(tag.name, tag.slug) for tag in self.of(article.id).content.tags]

    def standing(self, slug: str, kind: ListingKind = TAG) -> list[str]:
        """The stories of a list, in the order of their slots."""
        span = Span(ListingName(kind, slug).pk)
        return [entry.card.id for entry in self.table.query(Entry, span, limit=1000)]

    def page(self, slug: str, kind: ListingKind = TAG) -> Any:
        return pages.read(self.table, ListingPage(ListingName(kind, slug)), ())


def test_every_story_has_the_new_name_and_the_old_address_leads_on() -> None:
    house = House()
    sent = [house.send(tags=["Harbour", "Sea"]) for _ in range(23)]
    begun = house.rename("harbour", "The port")
    assert (begun.name, begun.to, begun.to_slug, begun.about) == (
        "Harbour",
        "The port",
        "the-port",
        23,
    )
    assert house.tick() == 23
    for story in sent:
        assert house.tags(story) == [("The port", "the-port"), ("Sea", "sea")]
    assert house.standing("the-port") == [story.id for story in sent], "as they were published"
    assert house.standing("harbour") == []
    assert house.page("harbour") == Moved("/tag/the-port/")
    assert house.page("the-port").listing.title == "The port"


def test_it_is_a_line_of_the_trail_and_no_update_for_readers() -> None:
    house = House()
    sent = house.send(tags=["Harbour"])
    house.rename("harbour", "Port")
    house.tick()
    after = house.of(sent.id)
    assert (after.version, after.modified_at) == (sent.version + 1, sent.modified_at)
    trail = [r for r in house.table.records.values() if isinstance(r, Revision)]
    last = max(trail, key=lambda step: step.version)
    assert (last.action, last.by) == ("rename", "clock")
    assert last.note.startswith("tag: Harbour → Port (")


def test_a_tag_is_merged_into_one_that_is_there_and_stands_once() -> None:
    house = House()
    both = house.send(tags=["Harbour", "Port"])
    one = house.send(tags=["Harbour"])
    house.rename("harbour", "port")
    assert house.tick() == 2
    assert house.tags(both) == house.tags(one) == [("Port", "port")]
    assert house.standing("port") == [both.id, one.id]


def test_a_tag_is_taken_away_and_may_come_back_with_another_story() -> None:
    house = House()
    sent = house.send(tags=["Harbour", "Sea"])
    begun = house.rename("harbour", None)
    assert (begun.to, begun.to_slug) == ("", "")
    house.tick()
    assert house.tags(sent) == [("Sea", "sea")]
    assert house.page("harbour") is None
    again = house.send(tags=["Harbour"])
    assert house.tags(again) == [("Harbour", "harbour")]


def test_another_spelling_keeps_the_address() -> None:
    house = House()
    sent = house.send(tags=["covid"])
    assert house.rename("covid", "Covid").to_slug == "covid"
    house.tick()
    assert house.tags(sent) == [("Covid", "covid")]
    assert house.page("covid").listing.title == "Covid"
    with pytest.raises(Invalid, match="field"):
        house.rename("covid", "Covid")


def test_a_section_is_renamed_and_never_taken_away() -> None:
    house = House()
    sent = house.send(section="Townhall")
    with pytest.raises(Invalid):
        house.rename("townhall", None, SECTION)
    house.rename("townhall", "City", SECTION)
    house.tick()
    assert house.of(sent.id).content.section == Term("City", "city")
    assert house.page("townhall", SECTION) == Moved("/section/city/")


def test_the_sites_own_sections_are_its_files() -> None:
    house = House(own_sections=lambda: (Term("News", "news"), Term("Town", "town")))
    house.send(section="News")
    other = house.send(section="Townhall")
    with pytest.raises(Invalid) as caught:
        house.rename("news", "Reports", SECTION)
    assert "site.toml" in caught.value.errors[0].detail
    house.rename("townhall", "town", SECTION)
    house.tick()
    assert house.of(other.id).content.section == Term("Town", "town")


def test_what_comes_later_under_the_old_name_gets_the_new_one_and_is_told() -> None:
    house = House()
    house.send(tags=["Harbour"])
    draft = house.send(tags=["Harbour"], status="draft")
    house.rename("harbour", "Port")
    house.tick()
    told = publish_article(house.services, asked("p"), draft.id)
    assert house.tags(draft) == [("Port", "port")]
    notes = [(note.pointer, note.reason, note.what) for note in told.notes]
    assert ("/tags/0", "renamed", "Harbour") in notes
    assert house.tags(house.send(tags=["harbour", "Port"])) == [("Port", "port")]
    assert house.standing("harbour") == []


def test_a_story_that_was_down_meanwhile_comes_back_under_the_new_name() -> None:
    house = House()
    sent = house.send(tags=["Harbour"])
    house.send(tags=["Harbour"])
    unpublish_article(house.services, asked("u"), sent.id)
    house.rename("harbour", "Port")
    house.tick()
    publish_article(house.services, asked("p"), sent.id)
    assert house.tags(sent) == [("Port", "port")]


def test_a_name_is_taken_back_and_names_before_it_follow() -> None:
    house = House()
    sent = house.send(tags=["A one"])
    for slug, into in (("a-one", "B two"), ("b-two", "C three"), ("c-three", "A one")):
        house.rename(slug, into)
        house.tick()
    assert house.tags(sent) == [("A one", "a-one")]
    assert house.page("a-one").listing.title == "A one"
    assert house.page("b-two") == Moved("/tag/c-three/")
    assert house.page("c-three") == Moved("/tag/a-one/")
    assert house.tags(house.send(tags=["B two"])) == [("A one", "a-one")]


def test_two_renamings_do_not_cross() -> None:
    house = House()
    for name in ("Harbour", "Port", "Sea"):
        house.send(tags=[name])
    house.rename("harbour", "Port")
    for slug, into in (("harbour", "Sea"), ("sea", "Harbour"), ("port", "Sea"), ("sea", "Port")):
        with pytest.raises(Conflict):
            house.rename(slug, into)
    house.tick()
    house.rename("port", "Sea")


def test_only_editors_begin_one_and_only_of_what_has_a_story() -> None:
    house = House()
    house.send(tags=["Harbour"])
    with pytest.raises(NotFound):
        house.rename("nothing", "Port")
    ann = Request(id="a", who=Principal("ann", frozenset()))
    with pytest.raises(Forbidden):
        rename_term(house.services, ann, TAG, "harbour", "Port")


def test_it_goes_on_where_it_was_after_any_end() -> None:
    house = House()
    sent = [house.send(tags=["Harbour"]) for _ in range(25)]
    house.rename("harbour", "Port")
    looks = iter([True, False])
    assert refile_renamed(house.services, CLOCK, lambda: next(looks)) == clock.SLICE
    (running,) = renamings(house.table).running
    assert (running.refiled, running.about) == (10, 25)
    assert house.tick() == 15
    assert house.standing("port") == [story.id for story in sent]
    (over,) = renamings(house.table).over
    assert (over.renaming.refiled, over.renaming.left) == (25, 0)
    assert renamings(house.table).running == ()


def test_a_function_that_dies_before_it_notes_it_refiles_nothing_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House()
    sent = [house.send(tags=["Harbour"]) for _ in range(3)]
    house.rename("harbour", "Port")

    def dies(*_arguments: object) -> None:
        raise RuntimeError("out of time")

    with monkeypatch.context() as patched:
        patched.setattr(clock, "_note", dies)
        with pytest.raises(RuntimeError):
            house.tick()
    house.tick()
    assert [house.of(story.id).version for story in sent] == [2, 2, 2]
    found = house.table.get(Renamings, RENAMINGS_KEY)
    assert found is not None
    assert found.running == ()


def test_what_cannot_be_refiled_is_named_and_holds_up_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House()
    sent = [house.send(tags=["Harbour"]) for _ in range(3)]
    monkeypatch.setattr(clock, "Filing", _refusing(sent[1].id))
    house.rename("harbour", "Port")
    assert house.tick() == 2
    (over,) = renamings(house.table).over
    assert (over.renaming.left, over.renaming.named) == (1, (sent[1].id,))
    assert house.standing("harbour") == [sent[1].id]
    monkeypatch.undo()
    house.rename("harbour", "Port")
    assert house.tick() == 1
    assert house.page("harbour") == Moved("/tag/port/")


def _refusing(article_id: str) -> Any:
    class Refusing(Filing):
        def writes(self, before: Any, *arguments: Any, **options: Any) -> Any:
            if before.id == article_id:
                raise Invalid([])
            return super().writes(before, *arguments, **options)

    return Refusing


def test_a_story_that_somebody_keeps_changing_waits_for_the_next_tick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House()
    sent = house.send(tags=["Harbour"])
    house.rename("harbour", "Port")

    def contended(*_arguments: object) -> None:
        raise Contended

    commit = house.table.commit
    with monkeypatch.context() as patched:
        patched.setattr(house.table, "commit", contended)
        assert house.tick() == 0
    assert house.table.commit == commit
    assert renamings(house.table).running
    assert house.tick() == 1
    assert house.tags(sent) == [("Port", "port")]


def test_lists_that_lead_on_give_out_no_slot() -> None:
    house = House()
    house.send(tags=["Harbour"])
    house.rename("harbour", "Port")
    house.tick()
    left = house.table.get(Listing, listing_key(ListingName(TAG, "harbour")))
    assert left is not None
    house.send(tags=["Harbour"])
    assert house.table.get(Listing, left.key) == left
