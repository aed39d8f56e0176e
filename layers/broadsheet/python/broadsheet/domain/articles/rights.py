"""Who may see an article whole, and do what with it."""

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Action, Status
from broadsheet.domain.shared.errors import Forbidden
from broadsheet.domain.shared.principal import Principal, Scope

AUTHORS_MAY: dict[Status, frozenset[Action]] = {
    Status.DRAFT: frozenset({Action.REPLACE, Action.RESTORE, Action.REVIEW, Action.DELETE}),
    Status.IN_REVIEW: frozenset({Action.RETURN}),
}
"""What authors may do with articles of their own; editors may do everything with all."""

_CHANGES_WORDS = frozenset({Action.REPLACE, Action.RESTORE, Action.DELETE})
"""What needs `articles:write` as well, whoever's article it is."""


def may_see(who: Principal, article: Article) -> bool:
    """Whether they may read it whole, in whatever state it is."""
    return _is_own(who, article) or sees_all(who)


def sees_all(who: Principal) -> bool:
    """Whether they may read everybody's articles, in whatever state."""
    return who.may(Scope.ARTICLES_PUBLISH)


def must_be_allowed(who: Principal, action: Action, article: Article) -> None:
    """Raises Forbidden unless an editor, or its author where `AUTHORS_MAY` says so.

    A machine client with `articles:publish` is an editor of every article, but for its words: to
    change those it needs `articles:write` as well.
    """
    if _is_own(who, article) and action in AUTHORS_MAY.get(article.status, ()):
        return
    words = action not in _CHANGES_WORDS or who.may(Scope.ARTICLES_WRITE)
    if not (words and who.may(Scope.ARTICLES_PUBLISH)):
        raise Forbidden(f"Only an editor may {action} this article.")


def _is_own(who: Principal, article: Article) -> bool:
    return who.is_author and article.created_by_id == who.id
