"""The newsroom's pictures."""

from typing import Self

import msgspec

from broadsheet.domain.media.media import FILE_ID, FORMATS, ID, STEPS, file_name, file_of
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.page import Page

_FILE = pattern(
    rf"media/(?:(?P<id>{ID.pattern})/\d+\.(?:{'|'.join(FORMATS)})"
    rf"|(?P<file>{ID.pattern}-(?P<kind>[a-z0-9]+))/file\.(?P=kind))"
)


class MediaPage(Page, frozen=True):
    """One of the newsroom's pictures in every size and format, or a file that is none."""

    id: str

    @property
    def files(self) -> tuple[str, ...]:
        if name := file_name(self.id):
            return (f"media/{self.id}/{name}",)
        return tuple(file_of(self.id, step, kind) for step in STEPS for kind in FORMATS)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        if found is None:
            return None
        of = found["id"] or found["file"]
        return cls(of) if found["id"] or FILE_ID.fullmatch(of) else None


class MediaView(msgspec.Struct, frozen=True):
    """A picture or file that readers may see: by what was uploaded and what was made of it.

    `called` is what a file is saved as that is no picture.
    """

    id: str
    digest: str
    names: tuple[str, ...]
    called: str = ""
