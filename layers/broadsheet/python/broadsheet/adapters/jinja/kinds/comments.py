"""A run of an article's comments."""

from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.comments.threads import posts_of
from broadsheet.domain.site.kinds.comments import CommentsPage, CommentsView


def files(templates: Templates, page: CommentsPage, view: CommentsView) -> Files:
    """The conversation, below the title of its article."""
    content = view.article.content
    made = templates.made_in(
        content.language,
        content.direction,
        "comments.html",
        # Nothing else of the article: this page is not rendered again when it changes.
        path=view.article.path,
        title=content.title,
        run=view.run,
        is_newest=view.is_newest,
        is_open=view.is_open,
        article_id=view.article.id,
        posts=posts_of(view.threads),
    )
    return {page.files[0]: made}
