"""What the newsroom of I1 does with its running stories."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from broadsheet.domain.live.entry import LiveEntry, SubmittedEntry
from broadsheet.usecases.live.report_live import (
    add_live_entry,
    change_live_entry,
    remove_live_entry,
)
from tests.properties.embed_rules import FILM
from tests.properties.newsroom_machine import World

ENTRIES = st.builds(
    SubmittedEntry,
    text=st.sampled_from(
        ["It began.", "*More* of it[^1].\n\n[^1]: Said by many.", f"Look.\n\n{FILM}"]
    ),
    headline=st.sampled_from(["The first boat", "Türkiye"]),
    is_key=st.booleans(),
)


class LiveRules(RuleBasedStateMachine):
    """Entries are added to running stories, changed and taken out."""

    world: World

    def _entries(self) -> list[tuple[str, int]]:
        found = [r for r in self.world.table.records.values() if isinstance(r, LiveEntry)]
        running = self.world.running()
        return sorted((r.article_id, r.number) for r in found if r.article_id in running)

    @rule(
        entries=st.lists(ENTRIES, min_size=1, max_size=5),
        at_leisure=st.booleans(),
        data=st.data(),
    )
    @precondition(lambda self: self.world.running())
    def report(self, entries: list[SubmittedEntry], at_leisure: bool, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self.world.running()))
        for entry in entries:
            add_live_entry(self.world.newsroom, self.world.request(), article_id, entry)
            if at_leisure:  # the page follows each entry, and stands when the next one comes
                self.world.drain()

    @rule(entry=ENTRIES, data=st.data())
    @precondition(lambda self: self._entries())
    def report_anew(self, entry: SubmittedEntry, data: st.DataObject) -> None:
        article_id, number = data.draw(st.sampled_from(self._entries()))
        newsroom, request = self.world.newsroom, self.world.request()
        change_live_entry(newsroom, request, article_id, number, entry)

    @rule(data=st.data())
    @precondition(lambda self: self._entries())
    def take_entry_out(self, data: st.DataObject) -> None:
        article_id, number = data.draw(st.sampled_from(self._entries()))
        remove_live_entry(self.world.newsroom, self.world.request(), article_id, number)
