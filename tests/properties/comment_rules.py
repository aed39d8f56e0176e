"""What is said under the articles of I1, and what editors make of it."""

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.life import Status
from broadsheet.domain.comments.comment import (
    CommentCount,
    CommentState,
    Placement,
    Thread,
    thread_of,
)
from broadsheet.domain.comments.discussion import Discussion, closed, closing_of, discussion_of
from broadsheet.domain.comments.moderation import OUTCOMES, Decision
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import CommentsClosed
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.comments.comment_changes import change_comment
from broadsheet.usecases.comments.moderate_comment import decision_on, moderate_comment
from broadsheet.usecases.comments.submit_comment import submit_comment
from tests.fakes.comments import VISIT
from tests.properties.article_rules import ArticleRules
from tests.properties.tally import TALLY


class CommentRules(ArticleRules):
    """Readers comment and answer; editors decide, open and close; placements come late or not."""

    @rule(
        names=st.lists(st.sampled_from(["Cy", "Dé", "<b>"]), min_size=1, max_size=4),
        approve=st.booleans(),
        data=st.data(),
    )
    @precondition(lambda self: self._has(Status.PUBLISHED))
    def comment(self, names: list[str], approve: bool, data: st.DataObject) -> None:
        article_id = self._some(data, Status.PUBLISHED)
        for name in names:
            self._comment(article_id, name, approve=approve)

    @rule(names=st.lists(st.sampled_from(["Cy", "Dé"]), min_size=1, max_size=3), data=st.data())
    @precondition(lambda self: self.world.open_threads())
    def reply(self, names: list[str], data: st.DataObject) -> None:
        thread = data.draw(st.sampled_from(self.world.open_threads()))
        for name in names:
            self._comment(thread.article_id, name, parent=str(thread.number), approve=False)

    def _comment(self, article_id: str, name: str, *, approve: bool, parent: str = "") -> None:
        request = self.world.request()
        body = f"Number {self.world.operations}"
        email = f"reader{self.world.operations}@example.org"
        sent = SubmittedComment(name=name, email=email, body=body, parent=parent)
        try:
            receipt = submit_comment(self.world.desk, request, article_id, sent, VISIT)
        except CommentsClosed:
            return
        TALLY["comments"] += 1
        if approve and receipt.state != CommentState.APPROVED:
            decision, comment_id = Decision.APPROVE, receipt.id
            moderate_comment(self.world.newsroom, self.world.request(), comment_id, decision)

    @rule(decision=st.sampled_from(Decision), at_once=st.booleans(), data=st.data())
    def moderate(self, decision: Decision, at_once: bool, data: st.DataObject) -> None:
        comments = [c.id for c in self.world.comments() if c.state is not OUTCOMES[decision]]
        if comments:
            comment_id = data.draw(st.sampled_from(sorted(comments)))
            newsroom, request = self.world.newsroom, self.world.request()
            if at_once:
                moderate_comment(newsroom, request, comment_id, decision)
            else:  # the function died before the page followed: it is left to the stream
                change = decision_on(newsroom, request, decision, "")
                change_comment(newsroom, request, comment_id, change)

    @rule(comments=st.sampled_from([None, "open", "closed"]), data=st.data())
    @precondition(lambda self: self._has(Status.PUBLISHED))
    def open_or_close(self, comments: str | None, data: st.DataObject) -> None:
        article_id = self._some(data, Status.PUBLISHED)
        fields = {"title": "Said", "body": "B", "section": "News", "byline": [{"name": "Ada"}]}
        edited = article_from_fields({**fields, "comments": comments})
        replace_article(self.world.newsroom, self.world.request(), article_id, edited)

    @rule(again=st.integers(0, 6), at_most=st.integers(1, 6), backwards=st.booleans())
    def placements(self, again: int, at_most: int, backwards: bool) -> None:
        self.world.place(again=again, at_most=at_most, backwards=backwards)

    @rule(at_most=st.integers(1, 3))
    def placements_are_lost(self, at_most: int) -> None:
        self.world.lose_placements(at_most)

    @invariant()
    def discussions_are_as_articles_say(self) -> None:
        """But for those that a late clock has still to close, and will."""
        if not hasattr(self, "world"):
            return
        records, now = self.world.table.records, self.world.clock()
        there = {r.article_id: r for r in records.values() if isinstance(r, Discussion)}
        articles = {a.id: a for a in self.world.articles(Status.PUBLISHED)}
        assert there.keys() == articles.keys()
        for article in articles.values():
            wanted, found = discussion_of(article, now), there[article.id]
            if found != wanted:
                assert closed(found) == wanted
                closing = closing_of(article)
                assert closing
                assert closing.key in records

    def comments_are_placed(self) -> None:
        """When all is quiet, each comment has its number, and stands there if it is to."""
        waiting = [r for r in self.world.table.records.values() if isinstance(r, Placement)]
        assert not waiting
        assert [c.id for c in self.world.comments() if not c.is_settled] == []
        numbered = [c for c in self.world.comments() if c.number]
        assert len({(c.article_id, c.number) for c in numbered}) == len(numbered)
        shown = {thread_of(c) for c in numbered if c.is_public}
        assert shown == {r for r in self.world.table.records.values() if isinstance(r, Thread)}
        visible = Counter(thread.article_id for thread in shown)
        counts = [r for r in self.world.table.records.values() if isinstance(r, CommentCount)]
        assert {c.article_id: c.visible for c in counts if c.visible} == visible
