"""What a run of an article's comments is made of."""

from broadsheet.domain.articles.article import Article
from broadsheet.domain.comments.comment import COMMENT_RUN, REPLIES, Thread, thread_sk, threads_pk
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.site.kinds.comments import CommentsPage, CommentsView
from broadsheet.domain.site.page import Moved
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.below import article_of


def read(reads: Reads, page: CommentsPage) -> CommentsView | Moved | None:
    """The threads of a run that is full, or where the newest is read."""
    article = article_of(reads, page)
    if not isinstance(article, Article):
        return article
    threads = threads_of(reads, article.id, page.run)
    discussion = reads.get(Discussion, discussion_key(article.id))
    return CommentsView(
        article=article,
        run=page.run,
        is_open=discussion is not None and discussion.is_open,
        threads=threads,
    )


def threads_of(reads: Reads, article_id: str, run: int) -> tuple[Thread, ...]:
    """The threads of a run with their replies; none of the run 0."""
    if run == 0:
        return ()
    first, last = (run - 1) * COMMENT_RUN + 1, run * COMMENT_RUN
    span = Span(threads_pk(article_id), thread_sk(first), thread_sk(last, 9999))
    return tuple(reads.query(Thread, span, limit=COMMENT_RUN * (1 + REPLIES)))
