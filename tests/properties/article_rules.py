"""What the newsroom of I1 does with articles and their translations."""

from contextlib import suppress

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import Invalid
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from tests.properties.embed_rules import FILM, POST
from tests.properties.newsroom_machine import World

submissions = st.builds(
    lambda prominence, **fields: article_from_fields(fields | prominence),
    title=st.sampled_from(["Storm", "Türkiye'de seçim", "عاصفة", "Rates <held>", "Storm"]),
    standfirst=st.sampled_from(["", "What we know so far."]),
    body=st.sampled_from(
        [
            *("One.\n\nTwo.\n\nThree.\n\nFour.", "*Only* this."),
            *(f"*Only* this.\n\n{FILM}", f"{FILM}\n{POST}"),
        ]
    ),
    section=st.sampled_from(["News", "Sport"]),
    tags=st.lists(st.sampled_from(["flood", "vote", "cup"]), max_size=2, unique=True),
    byline=st.lists(st.sampled_from(["Ada", "Bo"]), min_size=1, max_size=2, unique=True).map(
        lambda names: [{"name": name} for name in names]
    ),
    language=st.sampled_from(["en", "tr", "ar"]),
    live=st.sampled_from([None, "running", "running", "ended"]),
    series=st.none()
    | st.fixed_dictionaries(
        {"name": st.sampled_from(["Tides", "tides"]), "part": st.integers(min_value=1, max_value=4)}
    ),
    prominence=st.sampled_from([{}, {"breaking": True}, {"unlisted": True}]),
    status=st.sampled_from(["draft", "published", "published"]),
)


class ArticleRules(RuleBasedStateMachine):
    """Articles are written, translated, linked, edited, published, hidden and deleted."""

    world: World

    def _some(self, data: st.DataObject, *states: Status) -> str:
        articles = self.world.articles(*states)
        return data.draw(st.sampled_from(sorted(a.id for a in articles)))

    def _has(self, *states: Status) -> bool:
        return bool(self.world.articles(*states))

    @rule(submission=submissions)
    def submit(self, submission: SubmittedArticle) -> None:
        submit_article(self.world.newsroom, self.world.request(), submission)

    @rule(submission=submissions, data=st.data())
    @precondition(lambda self: self._has(Status.PUBLISHED))
    def submit_with_links(self, submission: SubmittedArticle, data: st.DataObject) -> None:
        linked = (self._some(data, Status.PUBLISHED),)
        field = data.draw(st.sampled_from(["also_read", "dont_miss"]))
        submission = msgspec.structs.replace(submission, **{field: linked})
        with suppress(Invalid):  # of an unlisted one
            submit_article(self.world.newsroom, self.world.request(), submission)

    @rule(submission=submissions, data=st.data())
    @precondition(lambda self: self._has(Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED))
    def submit_translation(self, submission: SubmittedArticle, data: st.DataObject) -> None:
        submission = self._translating(submission, data)
        # Whatever the rules refuse changes nothing, which is compared too.
        with suppress(Invalid):
            submit_article(self.world.newsroom, self.world.request(), submission)

    def _translating(self, submission: SubmittedArticle, data: st.DataObject) -> SubmittedArticle:
        original = self._some(data, Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED)
        return msgspec.structs.replace(submission, translation_of=original)

    @rule(submission=submissions, data=st.data())
    @precondition(lambda self: self._has(Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED))
    def make_a_translation_of_it(self, submission: SubmittedArticle, data: st.DataObject) -> None:
        article_id = self._some(data, Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED)
        translation = self._translating(submission, data)
        edited = msgspec.structs.replace(translation, status=None, embargo=None)
        with suppress(Invalid):
            replace_article(self.world.newsroom, self.world.request(), article_id, edited)

    @rule(submission=submissions, slug=st.sampled_from([None, "moved", "storm"]), data=st.data())
    @precondition(lambda self: self._has(Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED))
    def replace(self, submission: SubmittedArticle, slug: str | None, data: st.DataObject) -> None:
        article_id = self._some(data, Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED)
        edited = msgspec.structs.replace(submission, status=None, embargo=None, slug=slug)
        replace_article(self.world.newsroom, self.world.request(), article_id, edited)

    @rule(title=st.sampled_from(["First", "Second"]), data=st.data())
    @precondition(lambda self: self.world.linked())
    def retitle_what_others_link_to(self, title: str, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self.world.linked()))
        edited = article_from_fields(
            {"title": title, "body": "B", "section": "News", "byline": [{"name": "Ada"}]}
        )
        replace_article(self.world.newsroom, self.world.request(), article_id, edited)

    @rule(data=st.data())
    @precondition(lambda self: self._has(Status.DRAFT, Status.UNPUBLISHED))
    def publish(self, data: st.DataObject) -> None:
        article_id = self._some(data, Status.DRAFT, Status.UNPUBLISHED)
        publish_article(self.world.newsroom, self.world.request(), article_id)

    @rule(data=st.data())
    @precondition(lambda self: self._has(Status.PUBLISHED))
    def unpublish(self, data: st.DataObject) -> None:
        article_id = self._some(data, Status.PUBLISHED)
        unpublish_article(self.world.newsroom, self.world.request(), article_id)

    @rule(data=st.data())
    @precondition(lambda self: len(self.world.articles()) > 4)
    @precondition(lambda self: self._has(Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED))
    def delete(self, data: st.DataObject) -> None:
        article_id = self._some(data, Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED)
        delete_article(self.world.newsroom, self.world.request(), article_id)
