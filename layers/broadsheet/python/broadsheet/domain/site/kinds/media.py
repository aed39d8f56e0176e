"""The newsroom's pictures."""

import re
from typing import Self

import msgspec

from broadsheet.domain.media.media import FORMATS, ID, STEPS, file_of
from broadsheet.domain.site.page import Page

_FILE = re.compile(rf"media/(?P<id>{ID.pattern})/\d+\.(?:{'|'.join(FORMATS)})")


class MediaPage(Page, frozen=True):
    """One of the newsroom's pictures in every size and format: files that pages show."""

    id: str

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(file_of(self.id, step, kind) for step in STEPS for kind in FORMATS)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(found["id"]) if found else None


class MediaView(msgspec.Struct, frozen=True):
    """A picture that readers may see, by what was uploaded and the files that were made of it."""

    id: str
    digest: str
    names: tuple[str, ...]
