"""What clients see of articles, comments and listings."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

import msgspec

from broadsheet.adapters.http.answer import PRIVATE, Answer, readable
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import Card, Listing
from broadsheet.domain.comments.comment import Thread
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.site.kinds.listing import listing_path
from broadsheet.usecases.shared.paging import Cursor, Slice

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.domain.articles.article import Hour
    from broadsheet.domain.articles.life import Action
    from broadsheet.domain.comments.reports import Report
    from broadsheet.domain.live.entry import LiveEntry
    from broadsheet.usecases.comments.list_moderation import Queued
    from broadsheet.usecases.comments.moderate_many import BulkOutcome
    from broadsheet.usecases.comments.read_trail import TrailStep
    from broadsheet.usecases.search.search import Hit

T = TypeVar("T")
Json = dict[str, Any]

LIMIT = 20
LONGEST = 100


def paging(query: dict[str, str]) -> tuple[int, Cursor | None]:
    """`limit` and `cursor` of a list. Raises Malformed."""
    limit = query.get("limit", str(LIMIT))
    if not (re.fullmatch("[0-9]{1,3}", limit) and 1 <= int(limit) <= LONGEST):
        raise Malformed([FieldError("?limit", "bad_limit", f"must be 1 to {LONGEST}")])
    cursor = query.get("cursor")
    return int(limit), Cursor(cursor) if cursor is not None else None


def list_answer(
    request: HttpRequest,
    found: Slice[T],
    show: Callable[[T], Json],
    cache: str = PRIVATE,
    **beside: bool,
) -> Answer:
    """A list: `items`, and `next` as a relative address or null, also as a Link (RFC 8288).

    `beside` is what else there is to say of it.
    """
    following = next_link(request, found.next)
    body = {"items": [show(item) for item in found.items], "next": following, **beside}
    answered = readable(request, body, cache=cache)
    if following:
        answered["headers"]["link"] = f'<{following}>; rel="next"'
    return answered


def next_link(request: HttpRequest, cursor: Cursor | None) -> str | None:
    """Where the next slice is."""
    if cursor is None:
        return None
    return f"{request.path}?{urlencode({**request.query, 'cursor': cursor})}"


def card(shown: Card, site_url: str) -> Json:
    """An article in a list."""
    return {
        "id": shown.id,
        "path": shown.path,
        "url": f"{site_url}{shown.path}",
        "title": shown.title,
        "excerpt": shown.excerpt,
        "section": msgspec.to_builtins(shown.section),
        "tags": list(shown.tags),
        "authors": list(shown.authors),
        "image": msgspec.to_builtins(shown.image),
        "language": shown.language,
        "direction": shown.direction,
        "breaking": shown.breaking,
        "published_at": stamp(shown.published_at),
        "modified_at": stamp(shown.modified_at),
    }


def hit(shown: "Hit", site_url: str) -> Json:
    """An article that was found: its card, with the lines in which it was found as `excerpt`."""
    excerpt = shown.excerpt
    marks = [list(mark) for mark in excerpt.marks]
    return card(shown.card, site_url) | {"excerpt": excerpt.text, "marks": marks}


def article(shown: Article, site_url: str, actions: "Sequence[Action] | None" = None) -> Json:
    """An article. Only its authors and editors see all of it, with what they can do: `actions`."""
    content: Json = msgspec.to_builtins(shown.content)
    source = content.pop("body")
    seen = {
        "id": shown.id,
        "version": shown.version,
        "status": shown.status.value,
        "path": shown.path,
        "url": f"{site_url}{shown.path}",
        **content,
        "html": shown.body.html,
        "corrections": [{"text": c.text, "at": stamp(c.at)} for c in shown.corrections],
        "published_at": _maybe(shown.published_at),
        "updated_at": _maybe(_updated(shown)),
        "modified_at": stamp(shown.modified_at),
    }
    return seen if actions is None else seen | {"body": source, **_for_its_makers(shown, actions)}


def _updated(shown: Article) -> "datetime | None":
    published_at = shown.published_at
    return shown.modified_at if published_at and published_at < shown.modified_at else None


def _for_its_makers(shown: Article, actions: "Sequence[Action]") -> Json:
    return {
        "created_at": stamp(shown.created_at),
        "created_by": shown.created_by,
        "modified_by": shown.modified_by,
        "publish_at": _hour(shown.publish_at),
        "unpublish_at": _hour(shown.unpublish_at),
        "embargo": _hour(shown.embargo),
        "retraction": _retraction(shown),
        "possible": [action.value for action in actions],
    }


def _hour(hour: "Hour | None") -> Json | None:
    return {"at": stamp(hour.at), "local": hour.local, "zone": hour.zone} if hour else None


def _retraction(shown: Article) -> Json | None:
    said = shown.retraction
    return {"reason": said.reason, "at": stamp(said.at), "by": said.by} if said else None


def comment(shown: Thread) -> Json:
    """An approved comment."""
    return {
        "id": shown.comment_id,
        "number": str(shown.number),
        "thread": shown.number.thread,
        "parent": str(shown.answers) if shown.answers else None,
        "name": shown.name,
        "html": shown.html,
        "submitted_at": stamp(shown.submitted_at),
        "edited_at": stamp(shown.edited_at) if shown.edited_at else None,
    }


def live_entry(shown: "LiveEntry") -> Json:
    """An entry of a running story."""
    return {
        "number": shown.number,
        "headline": shown.headline or None,
        "html": shown.html,
        "is_key": shown.is_key,
        "byline": shown.byline or None,
        "at": stamp(shown.at),
        "edited_at": _maybe(shown.edited_at),
        "version": shown.version,
    }


def moderated(shown: "Queued") -> Json:
    """A comment in the moderators' queue, with all that there is to decide by."""
    comment, article, reports = shown.comment, shown.discussion, shown.reports
    return {
        "id": comment.id,
        "article_id": comment.article_id,
        "article": {"path": article.path, "title": article.title} if article else None,
        "state": comment.state.value,
        "name": comment.name,
        "body": comment.body,
        "original": comment.original,
        "number": str(comment.number) if comment.number else None,
        "parent": str(comment.answers) if comment.answers else None,
        "signals": [msgspec.to_builtins(signal) for signal in comment.signals],
        "reports": {
            "count": comment.reports,
            "newest": [_reported(report) for report in reports.newest] if reports else [],
        },
        "submitted_at": stamp(comment.submitted_at),
        "edited_at": _maybe(comment.edited_at),
        "decided_at": _maybe(comment.decided_at),
        "decided_by": comment.decided_by,
        "reason": comment.reason,
    }


def _reported(shown: "Report") -> Json:
    return {"reason": shown.reason.value, "note": shown.note, "at": stamp(shown.at)}


def _maybe(moment: "datetime | None") -> str | None:
    return stamp(moment) if moment else None


def trail_step(shown: "TrailStep") -> Json:
    """What was done to a comment; words only where they were changed."""
    entry = shown.entry
    return {
        "action": entry.action,
        "by": entry.by,
        "at": stamp(entry.at),
        "reason": entry.reason,
        "before": {"state": entry.before.value, "body": entry.body},
        "after": {"state": entry.after.value, "body": shown.said},
    }


def outcome(shown: "BulkOutcome") -> Json:
    """What became of one comment of many: its state, or why that did not change."""
    if shown.receipt is not None:
        return {"id": shown.comment_id, "state": shown.receipt["state"]}
    problem = shown.problem
    told = {"code": problem.code, "detail": problem.detail} if problem else {}
    return {"id": shown.comment_id, **told}


def listing(shown: Listing) -> Json:
    """A section or a tag."""
    path = listing_path(shown.listing)
    return {"slug": shown.listing.name, "name": shown.title, "path": path}
