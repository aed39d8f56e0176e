"""What colleagues say to each other about a story: for no reader, and in no revision."""

from datetime import datetime

from broadsheet.domain.shared.record import Key, Record

LONGEST_REMARK = 2000
"""Characters of one remark."""


class Remark(Record, frozen=True, kw_only=True):
    """One remark, in plain text. Its id is a UUIDv7, so that remarks stand in the order of time."""

    article_id: str
    id: str
    text: str
    at: datetime
    by: str
    by_id: str

    @property
    def key(self) -> Key:
        return remark_key(self.article_id, self.id)


def remark_key(article_id: str, remark_id: str) -> Key:
    """Where a remark lives: beside the story, which it goes with when that is deleted."""
    return Key(f"ARTICLE#{article_id}", f"REMARK#{remark_id}")
