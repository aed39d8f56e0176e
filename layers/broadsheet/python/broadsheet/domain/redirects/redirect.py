"""Addresses that lead elsewhere because an editor said so: of an old system, or a campaign.

An address is kept in the same place as those of articles, so that neither can take the other's.
"""

import re
from datetime import datetime
from urllib.parse import quote, unquote

from broadsheet.domain.articles.article import Address
from broadsheet.domain.shared.record import Key, Record

LONGEST_PATH = 500
"""Characters of a path, percent-encoded: a key of S3 may have 1,024 bytes."""

LONGEST_TARGET = 1_900
"""Characters of a target: S3 keeps 2 KB of metadata with an object, of which `Location` is a part.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html"""

MOST_LEADING = 30
"""Redirects that are turned to a new target together: three writes each in one transaction."""

_FILE = re.compile(r"[^/]+\.[A-Za-z0-9]{1,8}")


class Redirect(Record, frozen=True, kw_only=True):
    """An editor's redirect, as they see it in their list. `target` is a path, or of another site.

    With an `article_id` it leads to that article, wherever it moves to.
    """

    path: str
    target: str
    article_id: str = ""
    at: datetime
    by: str
    by_id: str = ""

    @property
    def key(self) -> Key:
        return Key("REDIRECTS", self.path)


class Leading(Record, frozen=True, kw_only=True):
    """`path` leads to `to`: an article's id, or a path."""

    to: str
    path: str

    @property
    def key(self) -> Key:
        return Key(leading_pk(self.to), self.path)


def leading_pk(to: str) -> str:
    """The partition of all that leads to an article or a path."""
    return f"LEADS#{to}"


def goal_of(redirect: Redirect | Address) -> str:
    """What a redirect is indexed under."""
    return redirect.article_id or redirect.target


def tidied(path: str) -> str:
    """The path as it is kept: percent-encoded once, with the slash at its end that pages have."""
    encoded = quote(unquote(path), safe="/!$&'()*+,;=:@~-._", errors="replace")
    name = encoded.rpartition("/")[2]
    return encoded if not name or _FILE.fullmatch(name) else f"{encoded}/"
