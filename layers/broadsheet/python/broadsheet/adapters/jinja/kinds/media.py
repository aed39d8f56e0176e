"""The newsroom's pictures: files that nobody makes here, only hands on."""

from broadsheet.adapters.jinja.templates import Files
from broadsheet.domain.media.media import file_named
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.usecases.media.ports import PictureFiles
from broadsheet.usecases.site.ports import File


def files(pictures: PictureFiles, page: MediaPage, view: MediaView) -> Files:  # noqa: ARG001
    """The picture in every size and format that it has; or the file."""
    return {
        file_named(view.id, name): File(
            pictures.read(view.id, view.digest, name), saved_as=view.called or None
        )
        for name in view.names
    }
