"""What the newsroom of I1 hears of its cards."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from broadsheet.domain.articles.embed import Embed, EmbedUse
from broadsheet.usecases.shared.ports import Cause, Put
from tests.properties.newsroom_machine import World

FILM, POST = "https://youtu.be/abc", "https://x.com/a/status/1"


class EmbedRules(RuleBasedStateMachine):
    """Providers say what their addresses are, and another time something else."""

    world: World

    def _asked_about(self) -> list[str]:
        records = self.world.table.records.values()
        return sorted({record.url for record in records if isinstance(record, EmbedUse)})

    @rule(title=st.sampled_from(["A film", "", "فيلم"]), data=st.data())
    @precondition(lambda self: self._asked_about())
    def a_provider_says(self, title: str, data: st.DataObject) -> None:
        url = data.draw(st.sampled_from(self._asked_about()))
        request, at = self.world.request(), self.world.clock()
        said = Embed(url=url, title=title, author="Ida", at=at)
        self.world.table.commit([Put(said)], Cause(request.id, at))
