"""What whoever writes for the site sees of stories in the newsroom's lists."""

import msgspec

from broadsheet.adapters.http import fields
from broadsheet.adapters.http.articles.answers import (
    Colleague,
    Hour,
    Returned,
    colleague,
    hour,
    returned,
)
from broadsheet.adapters.http.fields import Time, told
from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.life import Kept
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.shared.fields import ArticlePath, Id, Positive


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story in a list of the newsroom: whatever its state, readers may not have it."""

    id: Id
    version: Positive
    status: Kept
    path: ArticlePath
    title: str
    section: Term
    authors: tuple[str, ...]
    language: fields.Language
    direction: fields.Direction
    created_by: str
    created_by_id: str
    changed_at: Time
    changed_by: str
    published_at: Time | None
    publish_at: Hour | None
    unpublish_at: Hour | None
    returned: Returned | None
    assigned_to: Colleague | None


def story(shown: StoryEntry) -> Story:
    """A story in a list."""
    return told(
        Story,
        shown,
        publish_at=hour(shown.publish_at),
        unpublish_at=hour(shown.unpublish_at),
        returned=returned(shown.returned),
        assigned_to=colleague(shown.assigned_to),
    )
