"""Of names whose slugs are equal each has an address of its own; and who somebody is, stays."""
# ruff: noqa: RUF001

from collections import Counter
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.article import Article, Term, article_key
from broadsheet.domain.articles.listing import Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import Invalid
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.read_articles import ArticleFilter, list_articles
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.people.edit_profile import write_profile
from broadsheet.usecases.shared.services import Services
from tests.fakes.table import MemoryTable
from tests.faults.editions import asked, make_newsroom, story

AUTHOR, TAG, SECTION = ListingKind.AUTHOR, ListingKind.TAG, ListingKind.SECTION
LOOKING_ALIKE = {
    "李娜 丽娜": (("李娜", "丽娜"), ("li-na", "li-na-2")),
    "王伟 王炜 王薇": (("王伟", "王炜", "王薇"), ("wang-wei", "wang-wei-2", "wang-wei-3")),
    "José Jose": (("José Núñez", "Jose Nunez"), ("jose-nunez", "jose-nunez-2")),
    "C++ C C#": (("C++", "C", "C#"), ("c", "c-2", "c-3")),
    "Weiß Weiss": (("Weiß", "Weiss"), ("weiss", "weiss-2")),
    "no letters": (("+", "-1", "1"), (None, "1", "1-2")),
}


class Newsroom:
    """Who sends stories, one after the other."""

    def __init__(self, **changes: Any) -> None:
        self.table = MemoryTable()
        self.services: Services = make_newsroom(self.table)
        for name, value in changes.items():
            object.__setattr__(self.services, name, value)
        self._requests = 0

    def send(self, number: int | None = None, **fields: Any) -> Article:
        """A new story, or another edition of the one with this number."""
        self._requests += 1
        request = asked(f"r{self._requests}", if_match=0)
        sent: SubmittedArticle = story(fields.pop("title", "A story"), **fields)
        sent = msgspec.structs.replace(sent, new_section=True)
        if number is None:
            return self.of(submit_article(self.services, request, sent).id)
        edited = msgspec.structs.replace(sent, status=None)
        replace_article(self.services, request, _id(number), edited)
        return self.article(number)

    def article(self, number: int) -> Article:
        return self.of(_id(number))

    def of(self, article_id: str) -> Article:
        found = self.table.get(Article, article_key(article_id))
        assert found is not None
        return found

    def titles(self, kind: ListingKind) -> dict[str, str]:
        listings = [r for r in self.table.records.values() if isinstance(r, Listing)]
        return {one.listing.name: one.title for one in listings if one.listing.kind is kind}


def _id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"


def by(*names: str) -> dict[str, Any]:
    return {"byline": [{"name": name} for name in names]}


def wrong(newsroom: Newsroom, **fields: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        newsroom.send(**fields)
    return {error.pointer: error.code for error in caught.value.errors}


@pytest.mark.parametrize("of", LOOKING_ALIKE)
@pytest.mark.parametrize("at_once", [True, False])
def test_names_that_look_alike_in_ascii_have_addresses_of_their_own(of: str, at_once: bool) -> None:
    names, slugs = LOOKING_ALIKE[of]
    newsroom = Newsroom()
    for sent in [names] if at_once else [(name,) for name in names]:
        newsroom.send(tags=list(sent), section=sent[0], **by(*sent))
    for kind in (AUTHOR, TAG):
        found = newsroom.titles(kind)
        assert sorted(found.values()) == sorted(names)
        if not at_once and None not in slugs:
            assert found == dict(zip(slugs, names, strict=True))
    # Whatever comes later, in whatever order, is listed where it was.
    listed = {kind: newsroom.titles(kind) for kind in ListingKind}
    for name in reversed(names):
        made = newsroom.send(tags=[name], section=names[0], **by(name)).content
        assert listed[TAG][made.tags[0].slug] == listed[AUTHOR][made.byline[0].slug] == name
    assert {kind: newsroom.titles(kind) for kind in ListingKind} == listed


def test_sections_have_addresses_of_their_own_too() -> None:
    newsroom = Newsroom()
    slugs = [
        newsroom.send(section=name).content.section.slug for name in ("C", "C++", "c", "C＋＋")
    ]
    assert slugs == ["c", "c-2", "c", "c-2"]


def test_the_sections_of_the_site_have_their_addresses_before_anybody_else() -> None:
    own = (Term("C", "c"), Term("C++", "c-2"), Term("Ελλάδα", "greece"))
    newsroom = Newsroom(own_sections=lambda: own)
    names = ("C++", "C#", "ελλάδα", "C")
    slugs = [newsroom.send(section=name).content.section.slug for name in names]
    assert slugs == ["c-2", "c-3", "greece", "c"]
    assert newsroom.send(section="C++", status="draft").content.section.slug == "c-2"


def test_ways_to_type_a_name_lead_to_one_list() -> None:
    newsroom = Newsroom()
    for name in ("Valentine's", "Valentine’s", "VALENTINE`S", " Valentine’s\u00a0"):
        newsroom.send(tags=[name], **by(name))
    assert newsroom.titles(TAG) == newsroom.titles(AUTHOR) == {"valentine-s": "Valentine's"}


def test_a_draft_has_the_address_of_its_name_when_it_comes_out() -> None:
    newsroom = Newsroom()
    for name in ("李娜", "丽娜"):
        newsroom.send(tags=[name], status="draft", **by(name))
    for number in (2, 1):
        publish_article(newsroom.services, asked(f"p{number}", if_match=0), _id(number))
    assert [newsroom.article(n).content.byline[0].slug for n in (1, 2)] == ["li-na-2", "li-na"]
    assert newsroom.titles(TAG) == {"li-na": "丽娜", "li-na-2": "李娜"}


def test_what_was_unpublished_and_renamed_does_not_come_back_under_the_old_name() -> None:
    newsroom = Newsroom()
    newsroom.send(tags=["C"])
    unpublish_article(newsroom.services, asked("u", if_match=0), _id(1))
    newsroom.send(1, tags=["C++"])
    publish_article(newsroom.services, asked("p", if_match=0), _id(1))
    assert newsroom.article(1).content.tags == (Term("C++", "c-2"),)
    again = newsroom.send(1, tags=["C", "C++"])
    assert [tag.slug for tag in again.content.tags] == ["c", "c-2"]


def test_an_address_of_an_earlier_release_stays_the_address_of_its_name() -> None:
    newsroom = Newsroom()
    for kind in (AUTHOR, TAG, SECTION):
        old = Listing(listing=ListingName(kind, "sak-art-velo"), title="საქართველო")
        newsroom.table.records[listing_key(old.listing)] = old
    made = newsroom.send(tags=["საქართველო"], section="საქართველო", **by("საქართველო")).content
    assert {made.section.slug, made.tags[0].slug, made.byline[0].slug} == {"sak-art-velo"}


def test_two_who_shared_an_address_before_stay_where_they_are_until_somebody_parts_them() -> None:
    newsroom = Newsroom()
    made = newsroom.send(**by("José Núñez"))
    shared = msgspec.structs.replace(made.content.byline[0], name="Jose Nunez")
    content = msgspec.structs.replace(made.content, byline=(shared,))
    newsroom.table.records[made.key] = msgspec.structs.replace(made, content=content)
    assert newsroom.send(1, **by("Jose Nunez")).content.byline[0].slug == "jose-nunez"
    parted = {"byline": [{"name": "Jose Nunez", "slug": "jose-nunez-2"}]}
    assert newsroom.send(1, **parted).content.byline[0].slug == "jose-nunez-2"
    assert newsroom.send(**by("Jose Nunez")).content.byline[0].slug == "jose-nunez-2"


def test_two_people_of_the_very_same_name_are_told_apart_by_a_slug() -> None:
    newsroom = Newsroom()
    newsroom.send(**by("Wang Wei"))
    second = {"byline": [{"name": "Wang Wei", "slug": "wang-wei-sport"}]}
    for sent, slug in ((second, "wang-wei-sport"), (by("WANG WEI"), "wang-wei")):
        assert newsroom.send(**sent).content.byline[0].slug == slug
    assert newsroom.titles(AUTHOR) == {"wang-wei": "Wang Wei", "wang-wei-sport": "Wang Wei"}


def test_a_slug_that_was_chosen_for_a_draft_is_kept_for_it() -> None:
    newsroom = Newsroom()
    newsroom.send(status="draft", byline=[{"name": "Wang Wei", "slug": "wang-wei-2"}])
    assert wrong(newsroom, byline=[{"name": "王伟", "slug": "wang-wei-2"}])
    newsroom.send(**by("王伟"))
    assert newsroom.send(**by("王炜")).content.byline[0].slug == "wang-wei-3"
    publish_article(newsroom.services, asked("p", if_match=0), _id(1))
    assert newsroom.article(1).content.byline[0].slug == "wang-wei-2"


def test_a_slug_belongs_to_its_name_or_is_refused() -> None:
    newsroom = Newsroom()
    newsroom.send(**by("李娜"))
    sent = [{"name": "丽娜", "slug": "li-na"}, {"name": "Ann", "slug": "ann"}]
    assert wrong(newsroom, byline=sent) == {"/byline/0/slug": "another_name"}
    twice = [{"name": "Ann", "slug": "x"}, {"name": "Ben", "slug": "x"}]
    assert wrong(newsroom, byline=twice) == {"/byline/1/slug": "used_twice"}
    # Nothing of what was refused was kept for anybody.
    assert newsroom.titles(AUTHOR) == {"li-na": "李娜"}


def test_a_tag_and_a_section_are_their_names_and_have_no_address_but_theirs() -> None:
    newsroom = Newsroom()
    newsroom.send(tags=["C", "C++"], section="C")
    sent = story("A story")

    def submitted(tag: Term, section: str | Term = "C") -> dict[str, str]:
        article = msgspec.structs.replace(sent, tags=(tag,), section=section, new_section=True)
        try:
            submit_article(newsroom.services, asked(f"{tag}{section}"), article)
        except Invalid as error:
            return {one.pointer: one.code for one in error.errors}
        return {}

    assert submitted(Term("c++", "c-2"), Term("C", "c")) == {}
    assert submitted(Term("New", "new")) == {}
    assert submitted(Term("C++", "c")) == {"/tags/0/slug": "another_name"}
    assert submitted(Term("C++", "c-5")) == {"/tags/0/slug": "not_its_slug"}
    assert submitted(Term("New", "new"), Term("C#", "c")) == {"/section/slug": "another_name"}


def test_whoever_editors_call_so_is_listed_where_they_were_before() -> None:
    newsroom = Newsroom()
    newsroom.send(**by("Jose Nunez"))
    profile = profile_from_fields({"name": "José Núñez"})
    write_profile(newsroom.services, asked("w", if_match=None), "jose-nunez", profile)
    for name in ("José Núñez", "Jose Nunez"):
        assert newsroom.send(**by(name)).content.byline[0].slug == "jose-nunez"
    newsroom.send(byline=[{"name": "José Núñez", "slug": "jose-nunez"}])
    assert newsroom.titles(AUTHOR) == {"jose-nunez": "Jose Nunez"}


def test_a_profile_keeps_its_address_for_the_name_that_it_tells_of() -> None:
    newsroom = Newsroom()
    profile = profile_from_fields({"name": "José Núñez"})
    for slug in ("jose-nunez", "a-pen-name"):
        write_profile(newsroom.services, asked(slug, if_match=None), slug, profile)
    names = ("Jose Nunez", "José Núñez", "A Pen Name")
    slugs = [newsroom.send(**by(name)).content.byline[0].slug for name in names]
    assert slugs == ["jose-nunez-2", "jose-nunez", "a-pen-name"]


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ({"tag": "C++"}, ["2"]),
        ({"tag": "c-2"}, ["2"]),
        ({"tag": "C"}, ["1"]),
        ({"author": "丽娜"}, ["2"]),
        ({"author": "li-na"}, ["1"]),
        ({"section": "Ｃ#"}, ["2"]),
        ({"tag": "C#"}, []),
    ],
    ids=str,
)
def test_lists_are_asked_for_by_name_or_by_slug(
    asked_for: dict[str, str], found: list[str]
) -> None:
    newsroom = Newsroom()
    for name, tag, section, author in (("1", "C", "C", "李娜"), ("2", "C++", "C#", "丽娜")):
        newsroom.send(title=name, tags=[tag], section=section, **by(author))
    cards = list_articles(newsroom.table, ArticleFilter(**asked_for), 10, None).items
    assert [card.title for card in cards] == found


class Counted:
    """A table whose calls about listings are counted, by their names."""

    def __init__(self, table: MemoryTable) -> None:
        self._table = table
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls[name] += name in ("open_listing", "next_slot") or Listing in arguments
            return getattr(self._table, name)(*arguments, **options)

        return call


def test_names_that_are_known_cost_no_call_and_a_new_one_a_single_read() -> None:
    newsroom = Newsroom()
    counted = Counted(newsroom.table)
    object.__setattr__(newsroom.services, "table", counted)

    def calls(*tags: str) -> dict[str, int]:
        counted.calls.clear()
        newsroom.send(title=f"Story {len(newsroom.table.records)}", tags=list(tags))
        return dict(+counted.calls)

    calls("C", "Ports")
    assert calls("C", "Ports") == {"next_slot": 5}
    new = {"get_many": 1, "open_listing": 1}
    assert calls("C", "C++") == {"next_slot": 6, **new}
    assert calls("C", "C++") == {"next_slot": 5}
    # Whose address is not what their name would be is looked up, once for each story.
    assert calls("C++") == {"next_slot": 5, "get_many": 1}
