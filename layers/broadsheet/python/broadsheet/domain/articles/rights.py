"""Who may see an article whole, and do what with it."""

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Action, Status, possible
from broadsheet.domain.shared.errors import Forbidden
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.sentence import sentence

AUTHORS_MAY: dict[Status, frozenset[Action]] = {
    Status.DRAFT: frozenset(
        {
            *(Action.REPLACE, Action.RESTORE, Action.REVIEW, Action.DELETE),
            *(Action.DUPLICATE, Action.ASSIGN),
        }
    ),
    Status.IN_REVIEW: frozenset({Action.RETURN, Action.DUPLICATE}),
    Status.SCHEDULED: frozenset({Action.DUPLICATE}),
    Status.PUBLISHED: frozenset({Action.DUPLICATE}),
    Status.UNPUBLISHED: frozenset({Action.DUPLICATE}),
}
"""What authors may do with articles of their own, and with those that are assigned to them; editors
may do everything with all."""
_MADE_IT = frozenset({Action.DELETE})
"""What of that is not for those to whom somebody else's article is assigned."""

_CHANGES_WORDS = frozenset({Action.REPLACE, Action.RESTORE, Action.DELETE, Action.DUPLICATE})
"""What needs `articles:write` as well, whoever's article it is."""


def may_see(who: Principal, article: Article) -> bool:
    """Whether they may read it whole, in whatever state it is."""
    return _is_own(who, article) or sees_all(who)


def sees_all(who: Principal) -> bool:
    """Whether they may read everybody's articles, in whatever state."""
    return who.may(Scope.ARTICLES_PUBLISH)


def must_be_allowed(who: Principal, action: Action, article: Article) -> None:
    """Raises Forbidden unless an editor, or its author where `AUTHORS_MAY` says so, or whom it is
    assigned to.

    A machine client with `articles:publish` is an editor of every article, but for its words: to
    change those it needs `articles:write` as well.
    """
    is_theirs = _made_it(who, article) if action in _MADE_IT else _is_own(who, article)
    if is_theirs and action in AUTHORS_MAY.get(article.status, ()):
        return
    words = action not in _CHANGES_WORDS or who.may(Scope.ARTICLES_WRITE)
    if not (words and who.may(Scope.ARTICLES_PUBLISH)):
        said = sentence("Only editors may do this with this story.")
        raise Forbidden(said.but(f"Only an editor may {action} this article."))


def actions_of(who: Principal, article: Article) -> list[Action]:
    """What can be done with the article in its state, and by whoever asks."""
    return [action for action in possible(article.status) if is_allowed(who, action, article)]


def is_allowed(who: Principal, action: Action, article: Article) -> bool:
    """Whether `who` may do it, where its state allows it."""
    try:
        must_be_allowed(who, action, article)
    except Forbidden:
        return False
    return True


def _is_own(who: Principal, article: Article) -> bool:
    assigned = article.assigned_to
    is_assigned = who.is_author and assigned is not None and assigned.id == who.id
    return is_assigned or _made_it(who, article)


def _made_it(who: Principal, article: Article) -> bool:
    return who.is_author and article.created_by_id == who.id
