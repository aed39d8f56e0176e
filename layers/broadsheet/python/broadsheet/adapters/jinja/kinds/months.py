"""The months of a listing's archive."""

from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.site.kinds.months import MonthsPage, MonthsView


def files(templates: Templates, page: MonthsPage, view: MonthsView) -> Files:
    """A link to each month."""
    made = templates.made_in_site("months.html", view=view, listing=view.listing)
    return {page.files[0]: made}
