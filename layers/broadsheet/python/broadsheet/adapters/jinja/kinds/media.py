"""The newsroom's pictures: files that nobody makes here, only hands on."""

from broadsheet.adapters.jinja.templates import Files
from broadsheet.domain.media.media import FORMATS, file_of
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.usecases.media.ports import PictureFiles
from broadsheet.usecases.site.ports import File


def files(pictures: PictureFiles, page: MediaPage, view: MediaView) -> Files:  # noqa: ARG001
    """The picture in every size that it has, in every format."""
    return {
        file_of(view.id, step, kind): File(pictures.read(view.id, view.digest, f"{step}.{kind}"))
        for step in view.steps
        for kind in FORMATS
    }
