"""Runs of what an article has below its page."""

from typing import Any

from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.site.below import PageBelow
from broadsheet.domain.site.kinds.comments import CommentsView
from broadsheet.domain.site.kinds.live import LiveRunView


def run_below(
    templates: Templates,
    page: PageBelow,
    view: CommentsView | LiveRunView,
    template: str,
    **values: Any,
) -> Files:
    """The run in the language of its article, below its title.

    Nothing else of the article: the page is not rendered again when it changes.
    """
    content = view.article.content
    made = templates.made_in(
        content.language,
        content.direction,
        template,
        path=view.article.path,
        title=content.title,
        is_listed=view.article.is_listed,
        run=view.run,
        **values,
    )
    return {page.files[0]: made}
