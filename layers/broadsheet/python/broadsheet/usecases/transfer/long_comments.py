"""A comment that is longer than a reader may write here, as one that answers itself."""

from collections.abc import Iterable, Iterator

import msgspec

from broadsheet.domain.comments.submitted import LONGEST_COMMENT
from broadsheet.domain.transfer.comment_lines import ImportedComment


def in_parts(comments: Iterable[ImportedComment]) -> Iterator[ImportedComment]:
    """Each comment, and after one that is too long what it goes on with: no words are lost."""
    for comment in comments:
        first, *others = _parts(comment.body)
        yield msgspec.structs.replace(comment, body=first) if others else comment
        for n, body in enumerate(others, 2):
            yield msgspec.structs.replace(
                comment, id=f"{comment.id}-{n}", parent=comment.id, body=body
            )


def _parts(body: str) -> list[str]:
    parts = []
    while len(body) > LONGEST_COMMENT:
        head = body[:LONGEST_COMMENT]
        ends = (head.rfind("\n\n"), head.rfind("\n"), head.rfind(" "))
        at = next((end for end in ends if end > LONGEST_COMMENT // 2), LONGEST_COMMENT)
        parts.append(body[:at].rstrip())
        body = body[at:].lstrip()
    return [*parts, body]
