"""What readers said on a blog of Blogger."""

from collections.abc import Iterator
from typing import BinaryIO

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.blogger_entries import (
    answered_by,
    id_of,
    kind_of_entry,
    named,
    source_of,
)
from broadsheet.adapters.imports.comment_from_html import typed
from broadsheet.adapters.imports.read_archive import ReadOptions, moment_in, one_line
from broadsheet.adapters.imports.xml_stream import Element, elements
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut

_STATES = {
    "LIVE": CommentState.APPROVED,
    "": CommentState.APPROVED,
    "PENDING": CommentState.PENDING,
    "SPAM": CommentState.SPAM,
    "EMPTIED": CommentState.DELETED,
    "GHOSTED": CommentState.REJECTED,
    "REJECTED": CommentState.REJECTED,
}


def comments_in(
    file: BinaryIO, options: ReadOptions, *, is_broken: bool
) -> Iterator[ImportedComment | LeftOut]:
    """The comments in the order of the file, up to where it breaks off if it is known to be broken.

    Raises BadFile where it is not.
    """
    source = "blogger"
    try:
        for entry in elements(file, ("entry",), (), named):
            source = source_of(entry) if source == "blogger" else source
            if kind_of_entry(entry) == "comment":
                yield _comment(entry, source, options)
    except BadFile:
        if not is_broken:
            raise


def _comment(entry: Element, source: str, options: ReadOptions) -> ImportedComment | LeftOut:
    comment_id = id_of(entry)
    article, parent = answered_by(entry)
    at = moment_in(entry.said("published"), options.zone)
    if not comment_id or not article or at is None:
        missing = "no date" if comment_id and article else "no post" if comment_id else "no id"
        return LeftOut(id=comment_id, reason="incomplete", detail=missing)
    author, content = entry.child("author"), entry.child("content")
    mail = author.said("email") if author else ""
    uri = author.said("uri") if author else ""
    return ImportedComment(
        source=source,
        id=comment_id,
        parent=parent if parent and parent != article else None,
        article=ArticleRef(key=article, identifier=article),
        name=one_line(author.said("name")) if author else "",
        # What Blogger writes for everybody.
        email=mail if mail and mail != "noreply@blogger.com" else None,
        body=typed(content.text if content else ""),
        state=_STATES.get(entry.said("blogger:status"), CommentState.PENDING),
        submitted_at=at,
        left=(("website_left_out", uri[:200]),) if uri else (),
    )
