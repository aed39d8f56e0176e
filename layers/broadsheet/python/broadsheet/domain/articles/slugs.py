"""Which slug an article has: one that was chosen, or one of its title until it is published."""

from broadsheet.domain.articles.article import Article
from broadsheet.domain.shared.slug import former_slug_of, slug_of


def is_made(article: Article) -> bool:
    """Whether its slug follows its title: nobody chose it, and no reader was ever given it.

    Of what was written down before choices were, it is seen by the title.
    """
    if article.published_at is not None:
        return False
    if article.slug_chosen is None:
        title = article.content.title
        return article.content.slug in (slug_of(title), former_slug_of(title))
    return not article.slug_chosen


def slug_after(before: Article, title: str, sent: str | None = None) -> tuple[str, bool | None]:
    """The slug that it has after an edit, and whether that was chosen.

    `sent` is what the edit says of it: what stands already, as a read tells it or at the end of the
    address, says nothing.
    """
    standing = {before.content.slug, before.path.rstrip("/").rpartition("/")[2]}
    if sent is not None and sent not in standing:
        return sent, True
    if is_made(before):
        return slug_of(title), False
    return before.content.slug, before.slug_chosen
