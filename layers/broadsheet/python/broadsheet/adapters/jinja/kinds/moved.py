"""What stands where a page stood before, or where an editor lets a path lead elsewhere."""

from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.site.page import Moved, Page


def files(templates: Templates, page: Page, view: Moved) -> Files:
    """A page that leads on, for those who ask for its file and not by HTTP."""
    canonical = view.path.partition("#")[0]
    made = templates.made_in_site("moved.html", path=view.path, canonical=canonical)
    return {page.files[0]: made._replace(location=view.path)}
