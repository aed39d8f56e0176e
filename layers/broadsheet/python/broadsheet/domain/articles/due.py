"""What has to happen at an hour: written down as it is decided, done by the clock."""

from datetime import datetime, timedelta
from enum import StrEnum

from broadsheet.domain.shared.record import Key, Record, stamp

DUE_PK = "DUE"
NEWS_LASTS = timedelta(days=2)
"""How long an article may stand in a news sitemap (Google News sitemap guidelines: two days)."""
BREAKING_LASTS = timedelta(hours=12)
"""After this long, a story is no longer breaking unless an editor says so again."""


class DueAction(StrEnum):
    """What the clock can do."""

    FORGET_NEWS = "forget-news"
    LAPSE_BREAKING = "lapse-breaking"
    CLOSE_COMMENTS = "close-comments"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    FOLLOW_FOCUS = "follow-focus"
    """Stories follow the focal point of a picture that they show."""


class Due(Record, frozen=True, kw_only=True):
    """`action` is to be done to an article at `at`; to a picture, if stories follow it.

    What is done to many in steps says in `reached` how far it is.
    """

    at: datetime
    article_id: str
    action: DueAction
    reached: str = ""

    @property
    def key(self) -> Key:
        return Key(DUE_PK, f"{stamp(self.at)}#{self.article_id}#{self.action}")
