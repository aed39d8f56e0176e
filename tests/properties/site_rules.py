"""What the newsroom of I1 does with the site itself: profiles, the front page, names of lists."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.people.front_page import LAYOUTS, SubmittedFrontPage
from broadsheet.domain.people.profile import profile_key
from broadsheet.domain.shared.errors import Conflict, Invalid, NotFound
from broadsheet.usecases.articles.rename_term import rename_term
from broadsheet.usecases.people.edit_front_page import write_front_page
from broadsheet.usecases.people.edit_profile import remove_profile, write_profile
from tests.properties.newsroom_machine import World

AUTHORS = st.sampled_from(["ada", "bo", "cy"])
TAGS = st.sampled_from(["flood", "vote", "cup", "Flood", None])
SECTIONS = st.sampled_from(["Sport", "Games", "News", "SPORT"])
BIOS = st.sampled_from([None, "Writes.", "<b>\n\nÉté"])


class SiteRules(RuleBasedStateMachine):
    """Authors are told of in other words, and editors change their mind about the front page."""

    world: World

    @rule(slug=AUTHORS, bio=BIOS)
    def tell_of_an_author(self, slug: str, bio: str | None) -> None:
        picture = {"url": f"https://elsewhere.example/{len(bio)}.jpg", "alt": "A"} if bio else None
        links = ({"label": "Elsewhere", "url": "https://elsewhere.example/"},) if bio else ()
        sent = profile_from_fields(
            {"name": slug.title(), "bio": bio, "links": links, "picture": picture}
        )
        known = profile_key(slug) in self.world.table.records
        # Without a version where there is none yet.
        request = self.world.request() if known else self.world.request(None)
        write_profile(self.world.newsroom, request, slug, sent)

    @rule(slug=AUTHORS)
    def tell_no_more_of_an_author(self, slug: str) -> None:
        with suppress(NotFound):
            remove_profile(self.world.newsroom, self.world.request(), slug)

    @rule(data=st.data())
    @precondition(lambda self: self.world.articles(Status.PUBLISHED))
    def edit_the_front_page(self, data: st.DataObject) -> None:
        ids = sorted(article.id for article in self.world.articles(Status.PUBLISHED))
        some = st.lists(st.sampled_from(ids), max_size=3, unique=True)
        lead = data.draw(st.none() | st.sampled_from(ids))
        pinned = data.draw(some)
        hidden = [i for i in data.draw(some) if i not in (lead, *pinned)]
        layout = data.draw(st.sampled_from(LAYOUTS))
        sent = SubmittedFrontPage(
            lead=lead, pinned=tuple(pinned), hidden=tuple(hidden), layout=layout
        )
        with suppress(Invalid):
            write_front_page(self.world.newsroom, self.world.request(), sent)

    @rule(slug=st.sampled_from(["flood", "vote", "cup"]), into=TAGS)
    def rename_a_tag(self, slug: str, into: str | None) -> None:
        with suppress(NotFound, Invalid, Conflict):
            rename_term(self.world.newsroom, self.world.request(), ListingKind.TAG, slug, into)

    @rule(slug=st.sampled_from(["sport", "games"]), into=SECTIONS)
    def rename_a_section(self, slug: str, into: str) -> None:
        with suppress(NotFound, Invalid, Conflict):
            rename_term(self.world.newsroom, self.world.request(), ListingKind.SECTION, slug, into)
