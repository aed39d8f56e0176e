"""Browsers that write, as the desk's module does.

A browser here does what `assets/desk-write.js` does, in the same order, against the use cases that
its requests reach: it keeps words by itself until the desk has them, and offers them again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.desk.merging import Choice, Passage, differing
from broadsheet.domain.desk.working_copy import Outcome, Typing
from broadsheet.domain.shared.errors import AlreadySaved, VersionMismatch
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.desk.begun_story import Begun, begin_story, open_story
from broadsheet.usecases.desk.compare_versions import (
    compare_with_copy,
    compare_with_saved,
    merge_with_copy,
    merge_with_saved,
)
from broadsheet.usecases.desk.save_story import Step, save_new_story, save_story
from broadsheet.usecases.desk.working_copies import last_copy, save_working_copy, saved_as
from broadsheet.usecases.shared.committing import Request
from tests.properties.writing_world import Died, World, submission

NEW = "begun-at-a-page"
T = TypeVar("T")


class Here(NamedTuple):
    """What a browser keeps of a page by itself."""

    sequence: int
    seen: str
    based_on: int
    body: str


@dataclass
class Screen:
    """A page as it was loaded."""

    name: str
    begun: Begun
    body: str
    seen: str
    based_on: int
    sequence: int = 0
    dirty: bool = False


@dataclass
class Writer:
    """One person's browser. What is in `here` outlives it; what is in `screens` does not."""

    world: World
    name: str
    story: str = NEW
    screens: list[Screen] = field(default_factory=list)
    here: dict[str, Here] = field(default_factory=dict)
    online: bool = True
    keeps_here: bool = True
    typed: dict[str, int] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.who = Principal(self.name, frozenset({Role.EDITOR}))

    # What somebody does

    def open(self) -> Screen:
        """Load the story: what is saved, or was kept, and what only this browser has."""
        begun = self._asked(self._begun)
        body = begun.typed.get("body", ("",))[0]
        seen = begun.recovered.mark if begun.recovered else ""
        screen = Screen(self.world.services.ids(), begun, body, seen, begun.based_on)
        self.screens.append(screen)
        for name, kept in list(self.here.items()):
            if name not in {one.name for one in self.screens}:
                self._offered(screen, name, kept)
        return screen

    def type(self, screen: Screen, now: int = 0) -> None:
        """A word, somewhere in the text."""
        word = f"{self.name}{next(self.world.words)}"
        self.typed[word] = now
        paragraphs = screen.body.split("\n\n") if screen.body else [""]
        at = self.world.chance.randrange(len(paragraphs))
        paragraphs[at] = f"{paragraphs[at]} {word}".strip()
        if self.world.chance.random() < 0.2:
            paragraphs.append("")
        screen.body = "\n\n".join(filter(None, paragraphs))
        screen.dirty = True
        self._keep_here(screen)

    def keep(self, screen: Screen) -> bool:
        """What the module does every three seconds; whether the desk was there."""
        if not screen.dirty:
            return True
        screen.sequence += 1
        typing = self._typing(screen)
        try:
            outcome = self._asked(lambda: self._kept(typing))
        except Died:
            self._keep_here(screen)
            return False
        if outcome is Outcome.ELSEWHERE:
            self._keep_here(screen)
            return True
        screen.dirty = False
        self.here.pop(screen.name, None)
        self.acknowledged |= set(screen.body.split())
        return True

    def save(self, screen: Screen) -> bool:
        """Press the button; whether the story was saved. Then the page is loaded again."""
        screen.dirty = True
        if not self.keep(screen):
            return False
        screen.sequence += 1
        try:
            self._asked(lambda: self._save(screen))
        except Died:
            return False
        self.acknowledged |= set(screen.body.split())
        self.close(screen)
        return True

    def close(self, screen: Screen) -> None:
        """The page is gone, whether somebody wanted that or not."""
        self.screens.remove(screen)

    def die(self) -> None:
        """The whole browser."""
        self.screens.clear()

    # What the module and the desk do

    def _begun(self) -> Begun:
        if self.story == NEW:
            became = saved_as(self.world.table, self.who, NEW)
            begun = begin_story(self.world.services, self.who, NEW)
            if not became or begun.recovered:
                return begun
            self.story = became
        return open_story(self.world.services, self._request(), self.story)

    def _kept(self, typing: Typing) -> Outcome:
        request = self._request()
        chance = 1.0 if self.world.is_calm else self.world.chance.random()
        if chance < 0.15:
            self.world.late.append((request, typing))
        if chance < 0.05 and self.keeps_here:
            raise Died  # it is on its way, and comes late
        return save_working_copy(self.world.services, request, typing).outcome

    def _offered(self, screen: Screen, name: str, kept: Here) -> None:
        """Words that were kept here alone: taken up, or laid beside what there is."""
        last = last_copy(self.world.table, self.who, screen.begun.story)
        arrived = last is not None and last.covers.get(name, -1) >= kept.sequence
        if arrived or kept.body == screen.body:
            del self.here[name]
            return
        typing = Typing(
            story=screen.begun.story,
            screen=name,
            sequence=kept.sequence + 1,
            fields={"body": (kept.body,)},
            based_on=kept.based_on,
            seen=kept.seen,
        )
        outcome = self._asked(lambda: self._kept(typing))
        if outcome is Outcome.ELSEWHERE:
            typing = self._asked(lambda: self._beside(typing))
            self._asked(lambda: self._kept(typing))
        del self.here[name]
        screen.body = typing.fields["body"][0]
        screen.based_on, screen.seen = typing.based_on, typing.mark
        screen.dirty = False

    def _beside(self, typing: Typing) -> Typing:
        copy, passages = compare_with_copy(self.world.services, self.who, typing)
        return merge_with_copy(
            self.world.services, self.who, typing, copy.mark, choosing_both(passages)
        )

    def _save(self, screen: Screen) -> None:
        typing = self._typing(screen)
        article = self.world.table.get(Article, article_key(self.story))
        request = self._request(if_match=screen.based_on or None)
        try:
            if article is None:
                receipt = save_new_story(
                    self.world.services, request, typing, submission(screen.body)
                )
                self.story = receipt.id
                return
            asked = submission(screen.body)
            save_story(self.world.services, request, typing, asked, article, Step.SAVE)
        except AlreadySaved as error:
            self.story, screen.based_on = error.article_id, 1
            self._merged(screen)
        except VersionMismatch:
            self._merged(screen)

    def _merged(self, screen: Screen) -> None:
        """Both versions side by side; who chooses takes both of what differs."""
        typing, services = self._typing(screen), self.world.services
        article, passages = compare_with_saved(
            self.world.table, self.who, self.story, typing.fields, screen.based_on
        )
        versions = (screen.based_on, article.version)
        fields = merge_with_saved(
            self.world.table,
            self.who,
            self.story,
            typing.fields,
            versions,
            choosing_both(passages),
        )
        chosen = msgspec.structs.replace(typing, fields=fields, based_on=article.version)
        request = self._request(if_match=article.version)
        asked = submission(fields["body"][0])
        save_story(services, request, chosen, asked, article, Step.SAVE)
        screen.body = fields["body"][0]

    def _typing(self, screen: Screen) -> Typing:
        return Typing(
            story=screen.begun.story,
            screen=screen.name,
            sequence=screen.sequence,
            fields={"body": (screen.body,)},
            based_on=screen.based_on,
            seen=screen.seen,
        )

    def _keep_here(self, screen: Screen) -> None:
        if self.keeps_here:
            # As what will be sent next: what was sent last may have been without these words.
            sequence = screen.sequence + screen.dirty
            kept = Here(sequence, screen.seen, screen.based_on, screen.body)
            self.here[screen.name] = kept

    def _request(self, if_match: int | None = None) -> Request:
        return Request(id=self.world.services.ids(), who=self.who, if_match=if_match)

    def _asked(self, ask: Callable[[], T]) -> T:
        if not self.online:
            raise Died
        return ask()


def choosing_both(passages: Sequence[Passage]) -> Callable[[str], str | None]:
    """Both of each passage of the body, and of other fields what somebody else had."""
    chosen: dict[str, str] = {}
    for passage in differing(passages):
        one = Choice.MINE if passage.mine.strip() else Choice.THEIRS
        in_body = Choice.BOTH if Choice.BOTH in passage.choices else one
        chosen[passage.key] = in_body if passage.group == "body" else Choice.THEIRS
    return chosen.get
