"""A reader looks at a comment before sending it."""

from broadsheet.domain.article import SafeHtml
from broadsheet.domain.comment_submission import CommentSubmission
from broadsheet.usecases.comment_desk import CommentDesk
from broadsheet.usecases.read_comments import open_discussion
from broadsheet.usecases.submit_comment import parent_of


def preview_comment(desk: CommentDesk, article_id: str, submission: CommentSubmission) -> SafeHtml:
    """What would be published; nothing is written or counted.

    Raises NotFound, CommentsClosed, and Invalid for a parent that is not there, as sending does.
    """
    newsroom = desk.newsroom
    open_discussion(newsroom.table, article_id, newsroom.clock())
    parent_of(newsroom.table, article_id, submission.parent)
    return newsroom.markup.comment(submission.body)
