"""What the newsroom of I1 hears of its cards."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from broadsheet.domain.articles.embed import Embed, EmbedUse
from broadsheet.domain.media.media import Media
from broadsheet.domain.shared.errors import InUse
from broadsheet.usecases.articles.fetch_embed import EmbedFetching, fetch_embed
from broadsheet.usecases.articles.ports import PictureTaken, Said
from broadsheet.usecases.media.manage_media import remove_media
from broadsheet.usecases.media.process_media import process_media
from broadsheet.usecases.shared.ports import Cause, Put
from tests.properties.newsroom_machine import World

FILM, POST = "https://youtu.be/abc", "https://x.com/a/status/1"


class EmbedRules(RuleBasedStateMachine):
    """Providers say what their addresses are, and another time something else. Pictures of them
    come, are looked into, and are taken away."""

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

    @rule(data=st.data())
    @precondition(lambda self: self._asked_about())
    def a_provider_is_asked(self, data: st.DataObject) -> None:
        url = data.draw(st.sampled_from(self._asked_about()))
        fetching = EmbedFetching(
            table=self.world.table,
            ask=lambda _url: Said("Asked", "", "https://i.ytimg.com/a.jpg"),
            take=lambda _url: PictureTaken("image/png", b"640 x"),
            uploads=self.world.pictures,
            clock=self.world.clock,
            ids=self.world.newsroom.ids,
        )
        fetch_embed(fetching, url, self.world.request().id)

    def _of_cards(self) -> list[str]:
        records = self.world.table.records.values()
        return sorted(one.id for one in records if isinstance(one, Media) and one.card)

    @rule(data=st.data())
    @precondition(lambda self: self._of_cards())
    def a_picture_of_a_card_is_looked_into(self, data: st.DataObject) -> None:
        world, media_id = self.world, data.draw(st.sampled_from(self._of_cards()))
        process_media(world.laboratory, media_id, world.request().id)

    @rule(data=st.data())
    @precondition(lambda self: self._of_cards())
    def a_picture_of_a_card_is_taken_away(self, data: st.DataObject) -> None:
        world, media_id = self.world, data.draw(st.sampled_from(self._of_cards()))
        # An entry may show it as well, and then it stays.
        with suppress(InUse):
            remove_media(world.newsroom, world.pictures, world.request(), media_id)
