"""What the newsroom of I1 does with the life of its articles."""

from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from broadsheet.domain.articles.article import Article, Hour
from broadsheet.domain.articles.life import Action, Status, possible
from broadsheet.domain.articles.remark import Remark
from broadsheet.domain.shared.errors import Invalid, NotFound
from broadsheet.usecases.articles.assign_article import WhoWorkedOnIt, assign_article
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.articles.duplicate_article import duplicate_article
from broadsheet.usecases.articles.remarks import add_remark, remove_remark
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.review_article import return_article, review_article
from broadsheet.usecases.articles.schedule_article import schedule_article, unschedule_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from tests.properties.newsroom_machine import World


class LifeRules(RuleBasedStateMachine):
    """Stories are handed in, appointed, retracted, copied, given to somebody and talked about; the
    clock ticks elsewhere."""

    world: World

    def _able(self, action: Action) -> list[str]:
        return sorted(a.id for a in self.world.articles() if action in possible(a.status))

    @rule(action=st.sampled_from([Action.REVIEW, Action.RETURN, Action.UNSCHEDULE]), data=st.data())
    def hand_on(self, action: Action, data: st.DataObject) -> None:
        able = self._able(action)
        if able:
            self._do(action, data.draw(st.sampled_from(able)))

    def _do(self, action: Action, article_id: str) -> ArticleReceipt:
        newsroom: Services = self.world.newsroom
        request: Request = self.world.request()
        match action:
            case Action.REVIEW:
                return review_article(newsroom, request, article_id)
            case Action.RETURN:
                return return_article(newsroom, request, article_id)
            case _:
                return unschedule_article(newsroom, request, article_id)

    @rule(begin=st.integers(1, 14), lasts=st.none() | st.integers(1, 30), data=st.data())
    @precondition(lambda self: self._able(Action.SCHEDULE))
    def appoint(self, begin: int, lasts: int | None, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self._able(Action.SCHEDULE)))
        request = self.world.request()
        first = _in(self.world.clock.now, begin)
        last = _in(self.world.clock.now, begin + lasts) if lasts else None
        public = any(a.id == article_id and a.is_public for a in self.world.articles())
        hours = (None, last) if public else (first, last)
        with suppress(Invalid):  # without an end, of what is published
            schedule_article(self.world.newsroom, request, article_id, *hours)

    @rule(reason=st.sampled_from(["Forged.", "<b>\n\nWe are sorry."]), data=st.data())
    @precondition(lambda self: self._able(Action.RETRACT))
    def retract(self, reason: str, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self._able(Action.RETRACT)))
        retract_article(self.world.newsroom, self.world.request(), article_id, reason)

    @rule(data=st.data())
    @precondition(lambda self: self._retracted())
    def bring_back(self, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self._retracted()))
        unpublish_article(self.world.newsroom, self.world.request(), article_id)

    @rule(data=st.data())
    @precondition(lambda self: self._able(Action.DUPLICATE))
    def duplicate(self, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self._able(Action.DUPLICATE)))
        before = self.world.article(article_id)
        # A picture of it may be gone.
        with suppress(Invalid):
            copy = duplicate_article(self.world.newsroom, self.world.request(), article_id)
            assert self.world.article(copy.id).status is Status.DRAFT
        assert self.world.article(article_id) == before

    @rule(to_somebody=st.booleans(), data=st.data())
    @precondition(lambda self: self._able(Action.ASSIGN))
    def assign(self, to_somebody: bool, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self._able(Action.ASSIGN)))
        newsroom, request = self.world.newsroom, self.world.request()
        person = request.who.id if to_somebody else None
        colleagues = WhoWorkedOnIt(self.world.table)
        assign_article(newsroom, request, article_id, person, colleagues)
        assigned = self.world.article(article_id).assigned_to
        assert (assigned and assigned.id) == person

    @rule(text=st.sampled_from(["Who says so?", "<b>\n\nÉté"]), data=st.data())
    @precondition(lambda self: self.world.articles())
    def remark(self, text: str, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(sorted(a.id for a in self.world.articles())))
        before, said = self.world.article(article_id), len(self._remarks())
        with self._unless_deleted(before):
            add_remark(self.world.newsroom, self.world.request(), article_id, text)
        assert self.world.article(article_id) == before
        assert len(self._remarks()) - said == (before.status is not Status.DELETED)

    @rule(data=st.data())
    @precondition(lambda self: self._remarks())
    def take_a_remark_back(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self._remarks()))
        of = self.world.article(one.article_id)
        with self._unless_deleted(of):
            remove_remark(self.world.newsroom, self.world.request(), one.article_id, one.id)
        assert (one in self._remarks()) == (of.status is Status.DELETED)

    def _unless_deleted(self, article: Article) -> AbstractContextManager[object]:
        """Of what was deleted nobody says anything."""
        deleted = article.status is Status.DELETED
        return pytest.raises(NotFound) if deleted else nullcontext()

    def _remarks(self) -> list[Remark]:
        found = [r for r in self.world.table.records.values() if isinstance(r, Remark)]
        return sorted(found, key=lambda remark: remark.key)

    def _retracted(self) -> list[str]:
        return sorted(a.id for a in self.world.articles() if a.retraction)


def _in(now: datetime, hours: int) -> Hour:
    at = now + timedelta(hours=hours)
    return Hour(at.astimezone(UTC), at.strftime("%Y-%m-%dT%H:%M"), "UTC")
