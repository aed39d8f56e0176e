"""A page is rendered from the table as it is now, and never over a newer rendering."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from broadsheet.domain.site.pages import AnyPage
from broadsheet.usecases.shared.ports import Contended
from broadsheet.usecases.site.page_views import PageViews
from broadsheet.usecases.site.ports import File, Refused, Renderer, SeenFile, SiteFiles

ATTEMPTS = 10


class Unsettled(Contended):
    """Others wrote the page under every attempt; the queue will deliver it again."""


@dataclass(frozen=True, kw_only=True)
class PageRendering:
    """What it takes to render pages."""

    views: PageViews
    renderer: Renderer
    files: SiteFiles


def render_page(rendering: PageRendering, page: AnyPage) -> tuple[str, ...]:
    """Write the page's files, or delete those that should not be; the keys that were changed.

    Versions are looked at before the inputs are read, so that a write over a newer rendering
    is refused. What was written is compared with the inputs once more: another renderer that
    found its newer page unchanged has left no trace that a condition could see.

    Under a storm of changes the inputs are others at every look. What was written last is then
    newer than all that it replaced, and whatever changed since waits behind this request: the
    queue hands out one of a page's at a time. Raises Unsettled if others keep writing the page.
    """
    changed: dict[str, None] = {}
    is_ours = False
    for _ in range(ATTEMPTS):
        seen = {key: rendering.files.seen(key) for key in page.files}
        view = rendering.views(page)
        made = rendering.renderer.render(page, view) if view is not None else {}
        written = dict[str, None]()
        try:
            for key in _written(rendering.files, seen, made):
                written[key] = None
        except Refused:
            is_ours = False
            continue
        finally:
            changed |= written
        is_ours = True
        if not written or rendering.views(page) == view:
            break
    if is_ours:
        return tuple(changed)
    raise Unsettled(f"{page.files[0]} was written by others during each of {ATTEMPTS} attempts")


def _written(
    files: SiteFiles, seen: Mapping[str, SeenFile | None], made: Mapping[str, File]
) -> Iterator[str]:
    for key, before in seen.items():
        file = made.get(key)
        if file is None and before is not None:
            files.delete(key, before)
            yield key
        if file is not None and (before is None or before.digest != files.digest(key, file)):
            files.write(key, file, before)
            yield key
