"""A whole WordPress site: its articles and, from the same file, their comments."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.adapters.imports.read_archive import ReadOptions
from broadsheet.adapters.imports.wxr_archive import WordPressArchive
from broadsheet.usecases.comments.services import CommentServices
from operate.bring_files import FilesWish
from operate.import_archive import SECTION, Moved, bring_in


def bring_in_wordpress(
    services: CommentServices,
    path: Path,
    *,
    is_dry_run: bool = False,
    section: str = SECTION,
    language: str = "",
    wish: FilesWish | None = None,
) -> Moved:
    """Take over what a WXR file has, whatever else it is, in a dry run on a table that is gone.

    `section` is of posts without a category, `language` of those that do not say theirs, whatever
    the blog's settings were. Its files come along if it is wished. All that can be read is read
    before anything is written. Raises BadFile, InFlight and OSError.
    """
    zone = ZoneInfo(services.time_zone)
    with ExitStack() as stack:
        aside = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        options = ReadOptions(section, zone, aside, stack, language=language)
        archive = WordPressArchive(path, options)
        return bring_in(services, archive, is_dry_run=is_dry_run, wish=wish)
