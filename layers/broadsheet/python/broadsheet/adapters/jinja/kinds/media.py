"""The newsroom's pictures and recordings: files that nobody makes here, only hands on."""

from broadsheet.adapters.jinja.templates import Files
from broadsheet.domain.media.media import file_named, kind_in
from broadsheet.domain.media.recordings import PLAYED
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.usecases.media.ports import PictureFiles
from broadsheet.usecases.site.ports import File


def files(pictures: PictureFiles, page: MediaPage, view: MediaView) -> Files:  # noqa: ARG001
    """The picture in every size and format that it has; or the file."""
    called = view.called or None
    if kind_in(view.id) in PLAYED:
        # Recordings may be larger than the memory of whoever hands them on.
        return {
            file_named(view.id, name): File(
                b"", saved_as=called, copied_from=pictures.place(view.id, view.digest, name)
            )
            for name in view.names
        }
    return {
        file_named(view.id, name): File(pictures.read(view.id, view.digest, name), saved_as=called)
        for name in view.names
    }
