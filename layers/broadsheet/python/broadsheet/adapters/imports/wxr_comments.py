"""Comments in a WordPress export (WXR 1.0 to 1.2, `wp-admin/includes/export.php`).

Also in the form of it that Disqus takes, with `dsq:thread_identifier`.
"""

import hashlib
import html
from collections.abc import Iterator
from datetime import UTC, tzinfo
from typing import BinaryIO
from urllib.parse import urlsplit

from broadsheet.adapters.imports.comment_from_html import typed
from broadsheet.adapters.imports.wxr_dates import moment_from, moment_of
from broadsheet.adapters.imports.wxr_ids import Ids
from broadsheet.adapters.imports.xml_stream import Element, elements
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut

# The name of a namespace is no address, but somebody has put all of them under https.
WORDPRESS = (
    *("http://wordpress.org/export/", "https://wordpress.org/export/"),
    # What Squarespace writes.
    "http://www.wordpress.org/export/",
)
_DISQUS = "http://www.disqus.com/"
_ITEM, _COMMENT, _BLOG = "item", "wp:comment", "wp:base_blog_url"
_IGNORED = ("encoded", "wp:postmeta", "wp:commentmeta", "category", "wp:comment_author_IP")
_STATES = {
    "1": CommentState.APPROVED,
    "approved": CommentState.APPROVED,
    "0": CommentState.PENDING,
    "hold": CommentState.PENDING,
    "spam": CommentState.SPAM,
    "trash": CommentState.DELETED,
    "post-trashed": CommentState.DELETED,
}
_KINDS = {"": None, "comment": None, "pingback": "pingback", "trackback": "trackback"}


def wxr_comments(file: BinaryIO, zone: tzinfo = UTC) -> Iterator[ImportedComment | LeftOut]:
    """The comments in the order of the file, and what of it is no reader's comment.

    `zone` is that of the dates that WordPress did not write down in UTC. Raises BadFile.
    """
    source = "wordpress"
    comments: list[Element] = []
    ids = Ids()
    for element in elements(file, (_ITEM, _COMMENT, _BLOG), _IGNORED, _named):
        if element.name == _BLOG:
            source = source_of(element.text.strip())
        elif element.name == _COMMENT:
            comments.append(element)
        else:
            article = _article(element, zone, ids.of(element))
            yield from (_comment(c, source, article, zone) for c in comments)
            comments.clear()


def _named(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    if namespace.startswith(WORDPRESS) and not namespace.endswith("/excerpt/"):
        return f"wp:{local}"
    return f"dsq:{local}" if namespace == _DISQUS else local


def source_of(blog: str) -> str:
    """The same whether it was exported under http or https: comments are known by it."""
    try:
        parts = urlsplit(blog)
    except ValueError:
        return "wordpress"
    return f"wordpress {parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def _article(item: Element, zone: tzinfo, post_id: str) -> ArticleRef:
    link = item.said("link")
    return ArticleRef(
        key=post_id or link or item.said("dsq:thread_identifier"),
        url=link,
        slug=item.said("wp:post_name"),
        identifier=item.said("dsq:thread_identifier") or post_id,
        at=moment_of(item, "wp:post_date", zone) or moment_from(item.said("pubDate"), UTC),
    )


def _comment(
    comment: Element, source: str, article: ArticleRef, zone: tzinfo
) -> ImportedComment | LeftOut:
    comment_id = comment.said("wp:comment_id") or _digest(comment)
    kind = comment.said("wp:comment_type")
    reason = _KINDS.get(kind, "other_kind")
    if reason:
        return LeftOut(id=comment_id, reason=reason, detail=kind)
    own = moment_of(comment, "wp:comment_date", zone)
    at = own or article.at
    if at is None:
        return LeftOut(id=comment_id, reason="incomplete", detail=f"no date; {article.url}")
    parent = comment.said("wp:comment_parent")
    content = comment.child("wp:comment_content")
    return ImportedComment(
        source=source,
        id=comment_id,
        parent=parent if parent not in ("", "0") else None,
        article=article,
        # WordPress keeps names with HTML's entities.
        name=html.unescape(comment.said("wp:comment_author")),
        email=comment.said("wp:comment_author_email") or None,
        body=typed(content.text if content else ""),
        state=_STATES.get(comment.said("wp:comment_approved").lower(), CommentState.PENDING),
        submitted_at=at,
        left=tuple(_left_of(comment, has_date=own is not None)),
    )


def _left_of(comment: Element, *, has_date: bool) -> Iterator[tuple[str, str]]:
    website = comment.said("wp:comment_author_url")
    if website not in ("", "http://", "https://"):
        yield "website_left_out", website[:200]
    if not has_date:
        yield "date_from", "its story's"


def _digest(comment: Element) -> str:
    """An id for a comment that has none: what it says, by whom and when."""
    said = (child.text for child in comment.children)
    return hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:16]
