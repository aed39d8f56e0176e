"""What the newsroom of I1 does with addresses and with what was said: redirects, corrections."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from broadsheet.domain.articles.article import Address, Revision
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.errors import Conflict, Invalid
from broadsheet.usecases.articles.correct_article import correct_article
from broadsheet.usecases.articles.restore_revision import restore_revision
from broadsheet.usecases.redirects.edit_redirects import put_redirect, remove_redirect
from tests.properties.newsroom_machine import World

PLACES = st.sampled_from(["/a/", "/b/", "/old/page.php", "/2026/11/campaign/", "/2026/11/storm-2/"])
ELSEWHERE = ["https://other.example/", "/a/", "/b/", "/section/news/"]


class AddressRules(RuleBasedStateMachine):
    """Addresses lead elsewhere, stories are corrected and brought back to what they said."""

    world: World

    @rule(path=PLACES, at_leisure=st.booleans(), data=st.data())
    def let_it_lead(self, path: str, at_leisure: bool, data: st.DataObject) -> None:
        stories = sorted(a.path for a in self.world.articles() if a.published_at)
        target = data.draw(st.sampled_from([*stories, *stories, *ELSEWHERE]))
        # A loop, or a path that an article has: nothing may change.
        with suppress(Invalid, Conflict):
            put_redirect(self.world.newsroom, self.world.request(), path, target)
        if at_leisure:  # the redirect stands when what it leads to moves
            self.world.drain()

    @rule(data=st.data())
    @precondition(lambda self: self._redirects())
    def let_it_lead_nowhere(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self._redirects()))
        remove_redirect(self.world.newsroom, self.world.request(), path)

    def _redirects(self) -> list[str]:
        records = self.world.table.records.values()
        return sorted(r.path for r in records if isinstance(r, Address) and r.target)

    @rule(data=st.data())
    @precondition(lambda self: self.world.articles(Status.PUBLISHED))
    def correct(self, data: st.DataObject) -> None:
        ids = sorted(article.id for article in self.world.articles(Status.PUBLISHED))
        article_id = data.draw(st.sampled_from(ids))
        with suppress(Conflict):
            correct_article(self.world.newsroom, self.world.request(), article_id, "It was <2>.")

    @rule(data=st.data())
    @precondition(lambda self: self._revisions())
    def restore(self, data: st.DataObject) -> None:
        article_id, version = data.draw(st.sampled_from(self._revisions()))
        try:
            restore_revision(self.world.newsroom, self.world.request(), article_id, version)
        except Invalid as refused:
            # Its picture was removed since; nothing else may be wrong with it.
            if {error.code for error in refused.errors} != {"unknown_picture"}:
                raise

    def _revisions(self) -> list[tuple[str, int]]:
        states = (Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED)
        ids = {article.id for article in self.world.articles(*states)}
        found = [r for r in self.world.table.records.values() if isinstance(r, Revision)]
        return sorted((r.article_id, r.version) for r in found if r.article_id in ids)
