"""Each address of the desk × each role: what is answered follows from the domain's rights alone."""

from collections.abc import Callable, Iterator

import pytest

from broadsheet import bootstrap
from broadsheet.adapters.http.desk.deeds import DEEDS
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.rights import is_allowed, may_see
from broadsheet.domain.shared.principal import Principal, identity
from tests.integration.desk.test_every_route import routes
from tests.support.api import GROUPS, SUBJECTS
from tests.support.desk_newsroom import newsroom
from tests.support.desk_pages import PAGES
from tests.support.lambdas import ISSUER

ADDRESSES: dict[str, tuple[str, str]] = {
    way.route: (name, way.at)
    for name, way in reversed(PAGES.items())
    if isinstance(way.at, str) and way.route.startswith("GET ")
}
"""One of each route, by its name: the first in the table."""
PEOPLE: dict[str, Principal] = {
    user: Principal(identity(ISSUER, SUBJECTS[user]), frozenset({GROUPS[user].strip("[]")}))
    for user in ("olga", "ann", "ben", "edith")
}
"""Somebody whose role was taken away, the author of every story, another author, an editor."""
Right = Callable[[Principal, Article | None], int]


def _anybody(_who: Principal, _of: Article | None) -> int:
    return 200


def _authors(who: Principal, _of: Article | None) -> int:
    return 200 if who.is_author else 403


def _editors(who: Principal, _of: Article | None) -> int:
    return 200 if who.is_editor else 403


def _whoever_sees_it(who: Principal, of: Article | None) -> int:
    assert of is not None
    return 200 if may_see(who, of) else 404


def _deed(name: str) -> Right:
    def right(who: Principal, of: Article | None) -> int:
        assert of is not None
        allowed = 200 if is_allowed(who, DEEDS[name].action, of) else 403
        return allowed if may_see(who, of) else 404

    return right


_STORY = "GET /desk/stories/{id}"
RIGHTS: dict[str, Right] = {
    **{f"{_STORY}/{name}": _deed(name) for name in DEEDS if name != "review"},
    "GET /desk/stories/find": _authors,
    "GET /desk/stories/{id}": _whoever_sees_it,
    "GET /desk/stories": _authors,
    "GET /desk/account": _anybody,
    "GET /desk/copies/{story}/pictures": _authors,
    "GET /desk/copies": _anybody,
    "GET /desk/today": _authors,
    "GET /desk/schedule": _authors,
    "GET /desk/media": _authors,
    **{
        f"GET /desk/{name}": _editors
        for name in (
            *("people", "review", "comments", "front", "live", "profiles", "redirects"),
            *("sections", "site"),
        )
    },
    "GET /desk": _authors,
}
"""By how a route begins, the longest first. What is one's own (the account, what one typed) is
anybody's who is signed in."""
OTHERWISE = {
    ("stories/new", "ann"): 303,
    ("stories/new", "ben"): 303,
    ("stories/new", "edith"): 303,
    ("stories/{id}/write/compare", "edith"): 303,
    **{("copies/{story}", user): 404 for user in ("olga", "ben", "edith")},
    **{("copies/{story}/preview", user): 303 for user in ("olga", "ben", "edith")},
    **{
        (f"copies/{{story}}/preview/{what}", user): 404
        for what in ("page", "card")
        for user in ("olga", "ben", "edith")
    },
    ("media/{id}/send", "ben"): 403,
    ("media/{id}/shown", "ann"): 404,
    ("media/{id}/shown", "ben"): 404,
    ("media/{id}/shown", "edith"): 404,
    ("sign-in", "signed in"): 303,
    ("sign-in/{step}", "signed in"): 303,
    ("sign-in/{step}", "nobody"): 303,
}
"""A new story gets a name; there is nothing unsaved of somebody else's, nor a
preview of it; a picture is sent by
whoever announced it, and shown where there is one; whoever is signed in need not sign in."""


def right_of(route: str) -> Right:
    """That of the longest beginning of it."""
    return next(RIGHTS[begin] for begin in sorted(RIGHTS, reverse=True) if route.startswith(begin))


@pytest.fixture(scope="module")
def answered() -> Iterator[tuple[dict[tuple[str, str], int], dict[str, Article]]]:
    """The status of each route for everybody, and the stories by the names of their addresses."""
    with newsroom() as room:
        found: dict[tuple[str, str], int] = {}
        for user in ("nobody", *PEOPLE):
            browser = room.browser(user)
            for route, (_, at) in ADDRESSES.items():
                kept = dict(browser.cookies)
                found[route, user] = browser.send("GET", at.format_map(room.ids)).status
                browser.cookies = kept
        reads, articles = bootstrap.reads(), dict[str, Article]()
        for route, (_, at) in ADDRESSES.items():
            for name, id_ in room.ids.items():
                if at.startswith(f"/desk/stories/{{{name}}}"):
                    article = reads.get(Article, article_key(id_))
                    assert article is not None
                    articles[route] = article
        yield found, articles


def test_every_get_route_is_asked_for() -> None:
    everything = {r for kind in ("ROUTES", "OPEN") for r in routes(kind) if r.startswith("GET ")}
    assert set(ADDRESSES) == everything


@pytest.mark.parametrize("route", sorted(ADDRESSES))
def test_what_is_answered_follows_from_who_asks(
    answered: tuple[dict[tuple[str, str], int], dict[str, Article]], route: str
) -> None:
    found, articles = answered
    is_open, place = route in set(routes("OPEN")), route.removeprefix("GET /desk/")
    expected = {"nobody": OTHERWISE.get((place, "nobody"), 200 if is_open else 303)}
    for user, who in PEOPLE.items():
        right = 200 if is_open else right_of(route)(who, articles.get(route))
        other = OTHERWISE.get((place, "signed in" if is_open else user))
        expected[user] = other or right
    assert {user: found[route, user] for user in expected} == expected
