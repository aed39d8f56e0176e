"""I1: when the queues are empty, the site is what a rebuild of the table would make."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.due import Due
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import BreakingEntry, Card, Entry, NewsEntry, entries_of
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.articles.translation import Translation, translation_of
from broadsheet.domain.desk.stories import story_entries_of
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.search.searched_text import search_words_of
from tests.properties.address_rules import AddressRules
from tests.properties.article_rules import submissions
from tests.properties.comment_rules import CommentRules
from tests.properties.embed_rules import EmbedRules
from tests.properties.life_rules import LifeRules
from tests.properties.live_rules import LiveRules
from tests.properties.media_rules import MediaRules
from tests.properties.newsroom_machine import World, small_runs
from tests.properties.site_rules import SiteRules
from tests.properties.tally import TALLY
from tests.support.archives import kept, moved
from tests.support.long import number_of

QUERIES = ("storm", "turkiye", "عاصفه", "one", "only", "vote ada", "fl", "flo", "news bo", "none")
EXAMPLES = number_of("sequences", 25, 1000)


class NewsroomMachine(
    CommentRules, LifeRules, LiveRules, SiteRules, AddressRules, MediaRules, EmbedRules
):
    """Random writes, edits, moves, deletions, comments, moderation, hours and deliveries."""

    def __init__(self) -> None:
        super().__init__()
        self._patches = ExitStack()
        self._patches.enter_context(small_runs())

    @initialize(
        seed=st.integers(0, 2**16),
        history=st.lists(submissions, max_size=5),
        comments=st.integers(0, 5),
        next_month=st.booleans(),
        opinion=st.sampled_from(["", "news"]),
    )
    def begin(
        self,
        seed: int,
        history: list[SubmittedArticle],
        comments: int,
        next_month: bool,
        opinion: str,
    ) -> None:
        self.world = World(seed, opinion)
        for submission in history:
            self.submit(submission)
        published = self.world.articles(Status.PUBLISHED)
        if listed := [article for article in published if article.is_listed]:
            self._show_from_afar(listed[0].id)
        for _ in range(comments if published else 0):
            self._comment(published[0].id, "Cy", approve=True)
        if next_month:
            self.world.tick(hours=50)

    def _show_from_afar(self, target: str) -> None:
        """Articles that show the target because they name it, and not elsewhere."""
        plain: dict[str, object] = {"title": "Far", "body": "B", "section": "Far"}
        plain |= {"byline": [{"name": "Cy"}], "status": "published", "new_section": True}
        shows: tuple[dict[str, object], ...] = (
            {"also_read": [target]},
            {"dont_miss": [target]},
            {"translation_of": target},
        )
        for shown in ({}, {}, *shows):
            self.submit(article_from_fields(plain | shown))

    @rule(hours=st.sampled_from([1, 13, 50]))
    def time_passes(self, hours: int) -> None:
        self.world.tick(hours)

    @rule(again=st.integers(0, 10), at_most=st.integers(1, 20), share=st.floats(0, 1))
    def deliveries(self, again: int, at_most: int, share: float) -> None:
        self.world.route(again=again, at_most=at_most)
        self.world.render_some(share)

    @rule(hours=st.sampled_from([13, 50]))
    def the_clock_is_down(self, hours: int) -> None:
        self.world.clock.now += timedelta(hours=hours)

    @invariant()
    def only_what_is_public_is_listed(self) -> None:
        if not hasattr(self, "world"):
            return
        records = self.world.table.records.values()
        public = {a.id: a for a in self.world.articles(Status.PUBLISHED)}
        entries = {r for r in records if isinstance(r, Entry)}
        assert {r.id for r in records if isinstance(r, Card)} == public.keys()
        assert entries == {entry for a in public.values() for entry in entries_of(a)}
        translations = {r for r in records if isinstance(r, Translation)}
        assert translations == {t for a in public.values() if (t := translation_of(a))}
        words = {r for r in records if isinstance(r, SearchWords)}
        listed = {a.id: a for a in public.values() if a.is_listed}
        assert words == {search_words_of(a) for a in listed.values()}
        labelled = [r for r in records if isinstance(r, NewsEntry | BreakingEntry)]
        assert {r.card.id for r in labelled} | {e.card.id for e in entries} <= listed.keys()
        ends = [r for r in records if isinstance(r, Due)]
        assert len(ends) >= len(labelled), "a label without the due item that ends it"

    @invariant()
    def the_newsroom_lists_are_what_the_articles_say(self) -> None:
        if not hasattr(self, "world"):
            return
        entries = {r for r in self.world.table.records.values() if isinstance(r, StoryEntry)}
        assert entries == {e for a in self.world.articles() for e in story_entries_of(a)}

    @rule()
    def queues_run_empty(self) -> None:
        self.compare()

    def compare(self) -> None:
        for query in QUERIES:
            # Until the pages are up to date search may miss a story, but shows no other.
            assert set(self.world.found(query)) <= set(self.world.to_be_found(query)), (
                f"early search for {query}"
            )
        self.world.drain()
        self.comments_are_placed()
        for query in QUERIES:
            to_be_found = self.world.to_be_found(query)
            assert self.world.found(query) == to_be_found, f"search for {query}"
        TALLY["searches"] += len(QUERIES)
        TALLY["comparisons"] += 1
        rebuilt, incremental = self.world.rebuilt(), self.world.files.files
        different = {
            file
            for file in rebuilt.keys() | incremental.keys()
            if rebuilt.get(file) != incremental.get(file)
        }
        assert not different, f"not as a rebuild makes them: {sorted(different)}"

    def come_back_from_an_export(self) -> None:
        again = moved(self.world)
        assert kept(again) == kept(self.world), "an import that is not what was exported"
        assert again.files.files == self.world.files.files, "after an import"
        assert again.pictures.files == self.world.pictures.files
        TALLY["records"] += len(kept(again))

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self.compare()
                self.come_back_from_an_export()
                TALLY["sequences"] += 1
                TALLY["operations"] += self.world.operations
        finally:
            self._patches.close()


class TestSiteIsAFunctionOfTheTable(NewsroomMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(
        max_examples=EXAMPLES,
        stateful_step_count=40,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module", autouse=True)
def _tally(record_testsuite_property: Callable[[str, object], None]) -> Iterator[None]:
    yield
    for name, value in TALLY.items():
        record_testsuite_property(f"I1 {name}", value)
    print(f"\nI1: {TALLY}")
