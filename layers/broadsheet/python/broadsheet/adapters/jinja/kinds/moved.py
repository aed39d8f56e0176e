"""What stands where a page stood before, or where an editor lets a path lead elsewhere."""

from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.shared.web_address import NotAnAddress, web_address
from broadsheet.domain.site.page import Moved, Page


def files(templates: Templates, page: Page, view: Moved) -> Files:
    """A page that leads on, for those who ask for its file and not by HTTP."""
    path = _kept(view.path)
    canonical = path.partition("#")[0]
    made = templates.made_in_site("moved.html", path=path, canonical=canonical)
    return {page.files[0]: made._replace(location=path)}


def _kept(path: str) -> str:
    """What leads on, in ASCII: an archive, or an older release, may have brought anything."""
    try:
        return web_address(path)
    except NotAnAddress:
        return "/"
