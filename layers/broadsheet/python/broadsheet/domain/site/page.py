"""What pages of every kind have in common: `kinds/` has one module for each."""

from typing import Self

import msgspec


class Page(msgspec.Struct, frozen=True, tag=True, tag_field="page"):
    """A unit of rendering: a set of files made from the same inputs. Its fields are its name."""

    @property
    def files(self) -> tuple[str, ...]:
        """The keys in the site bucket, the HTML first."""
        raise NotImplementedError

    @classmethod
    def at(cls, file: str) -> Self | None:
        """The page of this kind that a key belongs to, if it does: the inverse of `files`."""
        raise NotImplementedError


class Moved(msgspec.Struct, frozen=True):
    """The page stands elsewhere now."""

    path: str


STORY = r"(?P<path>\d{4}/\d\d/[^/]+/)"
"""How keys at an article's path begin."""


def index(path: str) -> str:
    """The key of the HTML file at a path that ends in a slash."""
    return f"{path[1:]}index.html"
