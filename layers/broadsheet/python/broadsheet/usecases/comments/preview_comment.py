"""A reader looks at a comment before sending it."""

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.usecases.comments.read_comments import open_discussion
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.comments.submit_comment import parent_of
from broadsheet.usecases.shared.shown import must_show


def preview_comment(
    services: CommentServices, article_id: str, submission: SubmittedComment
) -> SafeHtml:
    """What would be published; nothing is written or counted.

    Raises NotFound, CommentsClosed, and Invalid for a parent that is not there and for a text of
    which nothing would be seen, as sending does.
    """
    open_discussion(services.table, article_id, services.clock())
    parent_of(services.table, article_id, submission.parent)
    return must_show(services.markup.comment(submission.body), "/body")
