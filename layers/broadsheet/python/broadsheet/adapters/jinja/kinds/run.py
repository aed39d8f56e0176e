"""A run of a listing's archive."""

from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.site.kinds.run import RunPage, RunView


def files(templates: Templates, page: RunPage, view: RunView) -> Files:
    """The cards of the run."""
    values = {"view": view, "listing": view.listing, "month": page.month, "run": page.run}
    return {page.files[0]: templates.made_in_site("run.html", **values)}
