"""A file of the search index."""

from broadsheet.adapters.jinja.templates import Files
from broadsheet.domain.search.index import segment_of
from broadsheet.domain.site.kinds.search_index import SearchIndexPage, SearchIndexView
from broadsheet.usecases.site.ports import File


def files(page: SearchIndexPage, view: SearchIndexView) -> Files:
    """The words of the run, see `domain/search/index.py`."""
    return {page.files[0]: File(segment_of(view.entries, page.run))}
