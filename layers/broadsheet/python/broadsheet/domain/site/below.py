"""Pages below an article: what there is more of than the article's own page shows, in runs."""

import re
from typing import ClassVar, Self

from broadsheet.domain.articles.article import Article
from broadsheet.domain.comments.comment import CommentCount
from broadsheet.domain.live.entry import LiveCount
from broadsheet.domain.site.page import STORY, Page, index


class PageBelow(Page, frozen=True):
    """One run. `folder` is where the runs of its kind stand, `count` the record that has `runs`."""

    path: str
    run: int

    folder: ClassVar[str]
    count: ClassVar[type[CommentCount | LiveCount]]

    @property
    def address(self) -> str:
        """The path at which the run is read."""
        return f"{self.path}{self.folder}/{self.run}/"

    @property
    def files(self) -> tuple[str, ...]:
        return (index(self.address),)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = re.fullmatch(rf"{STORY}{cls.folder}/(?P<run>\d+)/index\.html", file)
        return cls(f"/{found['path']}", int(found["run"])) if found else None

    @classmethod
    def is_below(cls, article: Article) -> bool:  # noqa: ARG003
        """Whether the article can have such pages."""
        return True
