"""Comments in a Disqus export (`disqus.xsd` 1.0): threads first, then posts of all of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from broadsheet.adapters.imports.comment_from_html import typed
from broadsheet.adapters.imports.xml_stream import Element, elements
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut

SOURCE = "disqus"
_INTERNALS = "http://disqus.com/disqus-internals"
_THREAD, _POST, _ID = "thread", "post", "dsq:id"
_IGNORED = ("category", "ipAddress")


def disqus_comments(file: BinaryIO) -> Iterator[ImportedComment | LeftOut]:
    """The comments in the order of the file, and what of it is none. Raises BadFile."""
    known = _Known()
    thread: Element | None = None
    for element in elements(file, (_THREAD, _POST), _IGNORED, _named):
        if element.name == _POST:
            yield known.comment(element, thread)
            thread = None
        elif element.children:
            known.add(element)
        else:
            # What a post says of its thread ends before the post does.
            thread = element


def _named(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"dsq:{local}" if namespace == _INTERNALS else local


class _Known:
    """The threads so far; and the ids that sites have given, as old files refer by those."""

    def __init__(self) -> None:
        self._threads: dict[str, ArticleRef] = {}
        self._thread_ids: dict[str, str] = {}
        self._post_ids: dict[str, str] = {}

    def add(self, thread: Element) -> None:
        identifier, link = thread.said("id"), thread.said("link")
        key = thread.attributes.get(_ID) or identifier
        self._thread_ids[identifier] = key
        self._threads[key] = ArticleRef(
            key=key,
            url=link,
            slug=_last_part(link),
            identifier=identifier,
            at=_moment(thread.said("createdAt")),
        )

    def comment(self, post: Element, thread: Element | None) -> ImportedComment | LeftOut:
        """The post as a comment on what `thread` refers to."""
        own = post.said("id")
        comment_id = post.attributes.get(_ID) or own
        self._post_ids |= {own: comment_id} if own else {}
        article = self._threads.get(self._referred(thread, self._thread_ids))
        at = _moment(post.said("createdAt"))
        if not comment_id or article is None or at is None:
            detail = "no date" if article else "no thread"
            return LeftOut(id=comment_id, reason="incomplete", detail=detail)
        author = post.child("author")
        message = post.child("message")
        return ImportedComment(
            source=SOURCE,
            id=comment_id,
            parent=self._referred(post.child("parent"), self._post_ids) or None,
            article=article,
            name=author.said("name") if author else "",
            email=(author.said("email") if author else "") or None,
            body=typed(message.text if message else ""),
            state=_state(post),
            submitted_at=at,
        )

    @staticmethod
    def _referred(element: Element | None, ids: dict[str, str]) -> str:
        if element is None:
            return ""
        own = element.text.strip()
        return element.attributes.get(_ID) or ids.get(own, own)


def _state(post: Element) -> CommentState:
    if post.said("isDeleted") == "true":
        return CommentState.DELETED
    if post.said("isSpam") == "true":
        return CommentState.SPAM
    is_pending = post.said("isApproved") == "false"
    return CommentState.PENDING if is_pending else CommentState.APPROVED


def _last_part(link: str) -> str:
    try:
        return urlsplit(link).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
