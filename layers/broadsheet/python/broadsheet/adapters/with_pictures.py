"""Pages whose files are made by nobody here, only handed on: the newsroom's pictures."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from broadsheet.domain.media.media import FORMATS, file_of
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.views import MediaView, View
from broadsheet.usecases.site.ports import Renderer


class PictureFiles(Protocol):
    """Pictures as they were made, which never change under one digest."""

    def read(self, media_id: str, digest: str, name: str) -> bytes:
        """One of a picture's files, by `step.format`."""


class WithPictures:
    """Implements `Renderer`: all that `renderer` can do, and pictures."""

    def __init__(self, renderer: Renderer, negatives: PictureFiles) -> None:
        self._renderer = renderer
        self._negatives = negatives

    def render(self, page: AnyPage, view: View) -> Mapping[str, bytes]:
        """See `Renderer`."""
        if not isinstance(view, MediaView):
            return self._renderer.render(page, view)
        return {
            file_of(view.id, step, kind): self._negatives.read(
                view.id, view.digest, f"{step}.{kind}"
            )
            for step in view.steps
            for kind in FORMATS
        }

    def fixed_files(self) -> Sequence[str]:
        """See `Renderer`."""
        return self._renderer.fixed_files()
