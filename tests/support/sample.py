"""The sample edition on a stack of its own, with a page of every kind on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broadsheet.domain.comments.comment import COMMENT_RUN
from local.edition import Edition
from local.stack import LocalStack
from operate.rebuild import rebuild
from tests.support.newspaper import Newspaper, article

SECONDS_FOR_ALL = 240


class Sample(Newspaper):
    """The sample edition, and where a page of each kind stands on it."""

    def __init__(self, stack: LocalStack) -> None:
        super().__init__(stack)
        Edition(stack, stack.say).publish()
        # Before more is asked of it: everything at once would be slower than a test waits.
        assert stack.drain(SECONDS_FOR_ALL), "the sample edition is not rendered"
        self.stories = self._stories()
        self.discussed = self._discussed()
        self.moved = self._moved()
        assert stack.drain(SECONDS_FOR_ALL), "what was moved is not rendered"

    def addresses(self) -> dict[str, str]:
        """Where to find each kind of page."""
        story = self.discussed
        paths = {story["language"]: story["path"] for story in self.stories}
        yyyy, mm = story["path"].split("/")[1:3]
        section = f"/section/{story['section']['slug']}/"
        return {
            "front": "/",
            "section": section,
            "tag": f"/tag/{story['tags'][0]['slug']}/",
            "author": f"/author/{story['byline'][0]['slug']}/",
            "archive": f"/{yyyy}/{mm}/",
            "section's months": f"{section}archive/",
            "months": "/archive/",
            "article with comments": story["path"],
            "article in Arabic": paths["ar"],
            "article in Turkish": paths["tr"],
            "older comments": f"{story['path']}comments/1/",
            "moved": self.moved,
            "comments policy": "/comments-policy/",
            "search": "/search/",
            "search results": "/api/v1/search.html?q=ferry",
            "no search results": "/api/v1/search.html?q=xyzzy",
        }

    def _stories(self) -> list[dict[str, Any]]:
        listed = self.anyone.send("GET", "/articles?limit=100").expect(200).json["items"]
        return [dict(story) for story in listed]

    def _discussed(self) -> dict[str, Any]:
        """The story that has more comments than stand on its page."""
        for story in self.stories:
            asked = f"/articles/{story['id']}/comments?limit=100"
            if len(self.anyone.send("GET", asked).expect(200).json["items"]) > COMMENT_RUN:
                return self.anyone.send("GET", f"/articles/{story['id']}").expect(200).json
        raise AssertionError("no story of the sample edition has older comments")

    def _moved(self) -> str:
        old = self.publish("A name that did not last")
        new = article("A name that did not last", slug="a-name-that-lasts")
        new.pop("status")
        address = f"/articles/{old['id']}"
        self.editor.send("PUT", address, new, {"If-Match": '"1"'}).expect(200)
        return str(old["path"])


@contextmanager
def running(home: Path) -> Iterator[Sample]:
    """The sample edition, up to its last page."""
    with LocalStack(home) as stack:
        rebuild(stack.operated)
        yield Sample(stack)
