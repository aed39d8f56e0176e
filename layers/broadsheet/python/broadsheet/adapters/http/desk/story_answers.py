"""What a story's pages answer when it was not simply saved: nothing typed is ever missing."""

import contextlib

import msgspec

from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import Desk, see
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.story_page import NOTHING, Shown, comparison_page, story_page
from broadsheet.domain.articles.article import Article
from broadsheet.domain.desk.working_copy import Outcome, Typing
from broadsheet.domain.shared.errors import BroadsheetError, NotFound
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.desk.begun_story import Begun, open_story
from broadsheet.usecases.desk.compare_versions import compare_with_copy, compare_with_saved
from broadsheet.usecases.desk.working_copies import Kept, last_copy, save_working_copy
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


class StoryAnswers:
    """Those to one request."""

    def __init__(self, desk: DeskRequest, pages: Desk, services: Services) -> None:
        self._desk, self._pages, self._services = desk, pages, services

    @property
    def asked(self) -> Request:
        """Who asks, where no form was sent."""
        return Request(id=self._desk.http.id, who=self._desk.who)

    def page(self, begun: Begun, shown: Shown = NOTHING) -> Answer:
        """The story in its fields."""
        return story_page(self._desk, self._pages, self._services, begun, shown)

    def again(self, typing: Typing, before: Article | None, shown: Shown = NOTHING) -> Answer:
        """The same page, with all that was typed; that is kept as a working copy too."""
        begun = Begun(story=typing.story, typed=typing.fields, based_on=typing.based_on)
        if before:
            opened = open_story(self._services, self.asked, before.id)
            begun = msgspec.structs.replace(
                begun, article=before, others=opened.others, actions=opened.actions
            )
        return self.page(begun, msgspec.structs.replace(shown, seen=self._kept(typing)))

    def compared(
        self, typing: Typing, article_id: str, problem: BroadsheetError | None = None
    ) -> Answer:
        """What was typed beside what is saved by now."""
        self._kept(typing)
        found = compare_with_saved(
            self._services.table, self._desk.who, article_id, typing.fields, typing.based_on
        )
        status = 422 if problem else 412
        return comparison_page(
            self._desk,
            self._pages,
            found.passages,
            typing,
            article=found.article,
            problem=problem,
            status=status if self._desk.http.method == "POST" else 200,
        )

    def compared_with_copy(self, typing: Typing, problem: BroadsheetError | None = None) -> Answer:
        """What was typed beside what the same person typed at another page. Raises NotFound."""
        copy, passages = compare_with_copy(self._services, self._desk.who, typing)
        status = 422 if problem else 200
        return comparison_page(
            self._desk, self._pages, passages, typing, copy=copy, problem=problem, status=status
        )

    def keep(self, typing: Typing) -> Kept:
        """What became of keeping what was typed, also where the same page was sent before and
        somebody went back to it. Raises Forbidden and TooLarge.
        """
        kept = save_working_copy(self._services, self.asked, typing)
        if kept.outcome is Outcome.BEHIND and kept.copy.fields != typing.fields:
            after = kept.copy.covers[typing.screen] + 1
            typing = msgspec.structs.replace(typing, sequence=after)
            kept = save_working_copy(self._services, self.asked, typing)
        return kept

    def keep_and_see(self, typing: Typing, path: str) -> Answer:
        """To that page, once what was typed is kept. Raises Forbidden and TooLarge."""
        if self.keep(typing).outcome is Outcome.ELSEWHERE:
            return self.compared_with_copy(typing)
        return see(path)

    def article(self, story: str) -> Article | None:
        """The article, where the story is one that is there."""
        try:
            return seen_article(self._services.table, self._desk.who, story)
        except NotFound:
            return None

    def path_of(self, story: str) -> str:
        """Where it is written; where it cannot be any more, their stories."""
        if self.article(story):
            return f"/desk/stories/{story}/write"
        copy = last_copy(self._services.table, self._desk.who, story)
        return "/desk/stories" if copy and copy.based_on else f"/desk/stories/new?key={story}"

    def _kept(self, typing: Typing) -> str:
        """The copy whose words the page has now."""
        # What is too long to be kept is on the page all the same.
        with contextlib.suppress(BroadsheetError):
            kept = self.keep(typing)
            if kept.outcome is not Outcome.ELSEWHERE:
                return kept.copy.mark
        return typing.seen
