"""Stories that wait for an hour, and the hour brought near: by a schedule, or in the table."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, TypeVar

import msgspec

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.domain.articles.article import Article, ArticleLink, article_key
from broadsheet.domain.articles.due import NEWS_LASTS, Due, DueAction
from broadsheet.domain.articles.listing import NewsEntry, news_key
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.renewal import Renewal, Walk
from broadsheet.usecases.shared.ports import Cause, Put, Remove, Write
from broadsheet.usecases.site.walks import SLICE
from tests.support.newspaper import Newspaper, article
from tests.support.paths.crew import Crew
from tests.support.paths.ledger import RENEWED
from tests.support.pictures import photograph
from tests.support.uploads import posted

R = TypeVar("R", bound=Record)

SOON = [timedelta(seconds=seconds) for seconds in (12, 60, 300)]
"""The next tick, or one after it where a machine is too busy to take the schedule in time."""
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_RENAMED = "A story that got another name"
BREAKING = '<a class="breaking-label"'
_FOCUSED, _CARDS = "Piers in focus", "/tag/piers-in-focus/"


class Hours:
    """One story for each thing that the clock does; `after` says when it was done."""

    def __init__(self, crew: Crew) -> None:
        self._crew, self._newspaper = crew, crew.newspaper
        self.table = table_of(crew.newspaper)
        self._stories = {
            action: self._published(action, **fields)
            for action, fields in (
                (DueAction.UNPUBLISH, {"series": {"name": "Hours", "part": 1}}),
                (DueAction.LAPSE_BREAKING, {"breaking": True}),
                (DueAction.FORGET_NEWS, {}),
                (DueAction.CLOSE_COMMENTS, {}),
                (RENEWED, {}),
                (DueAction.FOLLOW_FOCUS, self._pictured()),
            )
        }
        linking = article("A story that shows another", also_read=[self._id(RENEWED)])
        self._linking = crew.editor.send("POST", "/articles", linking).expect(201).json["path"]
        draft = article(
            _title(DueAction.PUBLISH), status="draft", series={"name": "Hours", "part": 2}
        )
        made = crew.editor.send("POST", "/articles", draft).expect(201).json
        self._stories[DueAction.PUBLISH] = made

    def _pictured(self) -> dict[str, Any]:
        """A story with a picture above it, which every card of it crops."""
        editor, asked = self._crew.editor, {"type": "image/jpeg", "alt": "A pier"}
        made = editor.send("POST", "/media", asked).expect(201).json
        upload = made["upload"]
        posted(upload["url"], upload["fields"], "pier.jpg", BytesIO(photograph()))
        self._picture = f"/media/{made['id']}"
        self._newspaper.until(
            lambda: editor.send("GET", self._picture).json["status"] == "ready", "the picture"
        )
        return {"lead_image": {"media": made["id"]}, "tags": [_FOCUSED]}

    def _published(self, action: str, **fields: Any) -> dict[str, Any]:
        sent = article(_title(action), **fields)
        return self._crew.editor.send("POST", "/articles", sent).expect(201).json

    @property
    def before(self) -> dict[str, Callable[[], bool]]:
        """What readers see as long as nothing of it is done."""
        unpublish, breaking = self._path(DueAction.UNPUBLISH), self._path(DueAction.LAPSE_BREAKING)
        news, comments = self._path(DueAction.FORGET_NEWS), self._path(DueAction.CLOSE_COMMENTS)
        return {
            DueAction.PUBLISH: lambda: self._status(self._path(DueAction.PUBLISH)) == 404,
            DueAction.UNPUBLISH: lambda: self._status(unpublish) == 200,
            DueAction.LAPSE_BREAKING: lambda: self._has(breaking, BREAKING),
            DueAction.FORGET_NEWS: lambda: self._is_news(news),
            DueAction.CLOSE_COMMENTS: lambda: self._has(comments, self._form()),
            RENEWED: lambda: self._has(self._linking, _title(RENEWED)),
            DueAction.FOLLOW_FOCUS: lambda: self._has(_CARDS, "<img") and not self._focused(),
        }

    @property
    def after(self) -> dict[str, tuple[str, Callable[[], bool]]]:
        """Where readers see that it was done, and whether they do."""
        publish, unpublish = (self._path(a) for a in (DueAction.PUBLISH, DueAction.UNPUBLISH))
        breaking, news = (self._path(a) for a in (DueAction.LAPSE_BREAKING, DueAction.FORGET_NEWS))
        comments = self._path(DueAction.CLOSE_COMMENTS)
        lists = ("/", "/feed.xml", "/news-sitemap.xml")
        return {
            DueAction.PUBLISH: (
                "its page, the front page, feed, news sitemap",
                lambda: self._status(publish) == 200 and all(self._has(p, publish) for p in lists),
            ),
            DueAction.UNPUBLISH: (
                "its page is gone, and from front page, feed, news sitemap",
                lambda: (
                    self._status(unpublish) == 404
                    and not any(self._has(page, unpublish) for page in lists)
                ),
            ),
            DueAction.LAPSE_BREAKING: (
                "its page and the strip of the front page",
                lambda: not self._has(breaking, BREAKING) and not self._strip_has(breaking),
            ),
            DueAction.FORGET_NEWS: (
                "it is no news in the news sitemap; its page stays",
                lambda: not self._is_news(news) and self._status(news) == 200,
            ),
            DueAction.CLOSE_COMMENTS: (
                "the form is gone from its page",
                lambda: not self._has(comments, self._form()),
            ),
            RENEWED: (
                "the new title on a page that its change did not reach",
                lambda: self._has(self._linking, _RENAMED) and not self._waits(),
            ),
            DueAction.FOLLOW_FOCUS: ("the card in the list of its tag", self._focused),
        }

    def bring_near(self) -> None:
        """Two by a schedule of a few seconds, as an editor makes it; the others in the table."""
        for action, field in (
            (DueAction.PUBLISH, "publish_at"),
            (DueAction.UNPUBLISH, "unpublish_at"),
        ):
            self._schedule(self._stories[action]["id"], field)
        focus = {"alt": "A pier", "focus": {"x": 20, "y": 34}}
        self._crew.editor.send("PUT", self._picture, focus, {"If-Match": "*"}).expect(200)
        # One transaction each: the clock may tick in between.
        for writes in (self._lapsing(), self._forgetting(), self._closing(), self._linked()):
            self.table.commit(writes, Cause("brought-near", datetime.now(UTC)))
        path, sent = f"/articles/{self._id(RENEWED)}", article(_RENAMED)
        self._crew.editor.send("PUT", path, sent, {"If-Match": "*"}).expect(200)

    def keep_closed(self) -> None:
        """An editor's word for what was only written into the table: a rebuild would undo that."""
        path = f"/articles/{self._id(DueAction.CLOSE_COMMENTS)}"
        sent = article(_title(DueAction.CLOSE_COMMENTS), comments="closed")
        self._crew.editor.send("PUT", path, sent, {"If-Match": "*"}).expect(200)
        gone = [Remove(link.key) for link in self._links()]
        self.table.commit(gone, Cause("kept-closed", datetime.now(UTC)))

    def _schedule(self, article_id: str, field: str) -> None:
        for soon in SOON:
            at = (datetime.now(UTC) + soon).strftime("%Y-%m-%dT%H:%M:%S")
            sent = {field: {"local": at, "zone": "UTC"}}
            path = f"/articles/{article_id}/schedule"
            answer = self._crew.editor.send("POST", path, sent).expect(200, 422)
            if answer.status == 200:
                return
        raise AssertionError(f"no schedule was taken in time: {answer.body!r}")

    def _lapsing(self) -> list[Write]:
        stored = self._kept(Article, article_key(self._id(DueAction.LAPSE_BREAKING)))
        moved = msgspec.structs.replace(stored, breaking_until=LONG_AGO)
        return [Put(moved), Put(self._due(DueAction.LAPSE_BREAKING))]

    def _forgetting(self) -> list[Write]:
        """Two days ago the story was news; its entry says so by its key."""
        stored = self._kept(Article, article_key(self._id(DueAction.FORGET_NEWS)))
        assert stored.published_at is not None
        entry = self._kept(NewsEntry, news_key(stored.published_at, stored.id))
        card = msgspec.structs.replace(entry.card, published_at=LONG_AGO - NEWS_LASTS)
        due = self._due(DueAction.FORGET_NEWS)
        return [Remove(entry.key), Put(NewsEntry(card=card)), Put(due)]

    def _closing(self) -> list[Write]:
        stored = self._kept(Discussion, discussion_key(self._id(DueAction.CLOSE_COMMENTS)))
        moved = msgspec.structs.replace(stored, closes_at=LONG_AGO)
        return [Put(moved), Put(self._due(DueAction.CLOSE_COMMENTS))]

    def _linked(self) -> list[Write]:
        """As if so many newer stories showed it that the one which does is left for the clock."""
        return [Put(link) for link in self._links()]

    def _links(self) -> list[ArticleLink]:
        target = self._id(RENEWED)
        return [ArticleLink(target_id=target, source_id=f"z{n:02}") for n in range(SLICE)]

    def _kept(self, kind: type[R], key: Key) -> R:
        found = self.table.get(kind, key)
        assert found is not None
        return found

    def _due(self, action: DueAction) -> Due:
        return Due(at=LONG_AGO, article_id=self._id(action), action=action)

    def _waits(self) -> bool:
        waiting = Renewal(walk=Walk.LINKED, of=self._id(RENEWED), cause="", reached="")
        return self.table.get(Renewal, waiting.key) is not None

    def _id(self, action: str) -> str:
        return str(self._stories[action]["id"])

    def _path(self, action: str) -> str:
        return str(self._stories[action]["path"])

    def _form(self) -> str:
        return f'action="/api/v1/articles/{self._id(DueAction.CLOSE_COMMENTS)}/comments"'

    def _status(self, path: str) -> int:
        return self._newspaper.get(path).status

    def _has(self, page: str, words: str) -> bool:
        return words in self._newspaper.get(page).text

    def _focused(self) -> bool:
        return self._has(_CARDS, 'class="fx2 fy3"')

    def _is_news(self, path: str) -> bool:
        """Whether it is told of as news: the newest stories stand in that sitemap anyway."""
        told = self._newspaper.get("/news-sitemap.xml").text.split("<url>")
        return any(f"{path}</loc>" in one and "<news:news>" in one for one in told)

    def _strip_has(self, path: str) -> bool:
        strip = self._newspaper.get("/").text.partition('<section class="breaking')[2]
        return path in strip.partition("</section>")[0]


def table_of(newspaper: Newspaper) -> DynamoTable:
    """The stack's table, with everybody's rights."""
    stack = newspaper.stack
    return DynamoTable(stack.client("dynamodb"), stack.outputs["TableName"])


def _title(action: str) -> str:
    return f"A story for {action.replace('-', ' ')}"
