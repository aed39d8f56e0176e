"""A run of an article's comments."""

from broadsheet.adapters.jinja.below import run_below
from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.comments.threads import comment_tree
from broadsheet.domain.site.kinds.comments import CommentsPage, CommentsView


def files(templates: Templates, page: CommentsPage, view: CommentsView) -> Files:
    """The conversation, and how to join in while it is open."""
    values = {"article_id": view.article.id, "is_open": view.is_open}
    posts = comment_tree(view.threads)
    return run_below(templates, page, view, "comments.html", posts=posts, **values)
