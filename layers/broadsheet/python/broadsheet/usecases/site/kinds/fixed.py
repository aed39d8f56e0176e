"""Whether there is a fixed file, or an editor's redirect in its place."""

from collections.abc import Collection

from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.page import Moved
from broadsheet.domain.site.redirected import path_of
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.site.standing import redirected


def read(reads: Reads, page: FixedPage, fixed: Collection[str]) -> FixedView | Moved | None:
    """Nothing but that it is one of the `fixed` files, or where the path leads."""
    return FixedView() if page.file in fixed else redirected(reads, path_of(page.file))
