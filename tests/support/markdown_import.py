"""A folder of Markdown, taken over as `make import` does."""

from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.adapters.imports.recognise import Options, archive_in
from broadsheet.usecases.comments.services import CommentServices
from operate.bring_files import FilesWish
from operate.import_archive import SECTION, Moved, bring_in
from operate.markdown.system import MARKDOWN


def bring_in_folder(
    desk: CommentServices, path: Path, *, is_dry_run: bool = False, wish: FilesWish | None = None
) -> Moved:
    """What became of it, in a dry run on a table that is gone in the end."""
    options = Options(SECTION, ZoneInfo(desk.time_zone))
    with archive_in(path, options, (MARKDOWN,)) as (_, archive):
        return bring_in(desk, archive, is_dry_run=is_dry_run, wish=wish)
