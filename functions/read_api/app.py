"""Clients read: articles, comments, sections and tags; and readers search."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import PRIVATE, PUBLIC, Answer, readable
from broadsheet.adapters.http.articles import answers as article_answers
from broadsheet.adapters.http.articles.story_names import (
    OF_THE_NEWSROOM,
    STORY_LISTS,
    must_ask_for_stories,
)
from broadsheet.adapters.http.comments.comment_answers import CommentList, comment
from broadsheet.adapters.http.lists import both, list_answer, paging
from broadsheet.adapters.http.live.answers import live_entry
from broadsheet.adapters.http.operations import allowed_methods
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import respond
from broadsheet.adapters.tokens import reader_of
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.articles.rights import actions_of, may_see
from broadsheet.domain.shared.errors import (
    FieldError,
    Malformed,
    MethodNotAllowed,
    NotFound,
    Unauthenticated,
)
from broadsheet.domain.shared.principal import NOBODY
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.articles.read_articles import (
    ArticleFilter,
    article_at,
    article_by_id,
    list_articles,
)
from broadsheet.usecases.articles.read_listings import list_listings
from broadsheet.usecases.comments.read_comments import list_comments
from broadsheet.usecases.live.read_live import list_live
from broadsheet.usecases.shared.paging import Cursor

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

FILTERS = ("section", "tag", "author", "month")


def _articles(request: HttpRequest) -> Answer:
    query = request.query
    if query.keys() & set(STORY_LISTS):
        return _stories(request)
    (limit, cursor), asked = both(lambda: _paging(request), lambda: _asked(query))
    site_url = request.site_url(bootstrap.site_url())
    if "path" in query:
        found = article_at(bootstrap.reads(), query["path"])
    else:
        found = list_articles(bootstrap.reads(), asked, limit, cursor)
    return list_answer(request, found, lambda card: article_answers.card(card, site_url), PUBLIC)


def _paging(request: HttpRequest) -> tuple[int, Cursor | None]:
    return paging(request, *FILTERS, *OF_THE_NEWSROOM, "path")


def _asked(query: Mapping[str, str]) -> ArticleFilter:
    must_ask_for_stories(query)
    if "path" in query and len(query) > 1:
        raise Malformed(
            [FieldError("?path", "alone", for_programs("cannot be combined with others"))]
        )
    return ArticleFilter(**{name: query.get(name) for name in FILTERS})


def _stories(request: HttpRequest) -> Answer:
    from broadsheet.adapters.http.articles.story_answers import story  # noqa: PLC0415
    from broadsheet.adapters.http.articles.story_requests import story_filter  # noqa: PLC0415
    from broadsheet.usecases.desk.list_stories import list_stories  # noqa: PLC0415

    who = reader_of(request, bootstrap.issuer(), bootstrap.reads())
    if who is NOBODY:
        raise Unauthenticated(
            for_programs("Send a bearer token: these are stories of the newsroom.")
        )
    (limit, cursor), asked = both(lambda: _paging(request), lambda: story_filter(request.query))
    found = list_stories(bootstrap.reads(), who, asked, limit, cursor, bootstrap.time_zone())
    return list_answer(request, found, story)


def _article(request: HttpRequest) -> Answer:
    request.only()
    who = reader_of(request, bootstrap.issuer(), bootstrap.reads())
    article = article_by_id(bootstrap.reads(), request.parameter("id"), who)
    actions = actions_of(who, article) if may_see(who, article) else None
    body = article_answers.article(article, request.site_url(bootstrap.site_url()), actions)
    # Editors send this ETag back as If-Match: it is the version, not a hash of the answer.
    cache = PUBLIC if actions is None else PRIVATE
    return readable(request, body, cache=cache, etag=f'"{article.version}"')


def _comments(request: HttpRequest) -> Answer:
    from broadsheet.adapters.clock import now  # noqa: PLC0415 - no other route tells the time

    limit, cursor = paging(request)
    discussion, found = list_comments(bootstrap.reads(), request.parameter("id"), limit, cursor)
    listed = partial(CommentList, open=discussion.is_open_at(now()))
    return list_answer(request, found, comment, PUBLIC, listed)


def _live(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    found = list_live(bootstrap.reads(), request.parameter("id"), limit, cursor)
    return list_answer(request, found, live_entry, PUBLIC)


def _listings(kind: ListingKind, request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    found = list_listings(bootstrap.reads(), kind, limit, cursor)
    return list_answer(request, found, article_answers.listing, PUBLIC)


def _search(request: HttpRequest) -> Answer:
    from broadsheet.adapters.http.search.answers import search_answer  # noqa: PLC0415

    site_url = request.site_url(bootstrap.site_url())
    index, time_zone = bootstrap.search_index(), bootstrap.time_zone()
    return search_answer(request, bootstrap.reads(), index, site_url, time_zone)


def _search_page(request: HttpRequest) -> Answer:
    from broadsheet.adapters.http.search.answers import search_page  # noqa: PLC0415

    return search_page(request, bootstrap.reads(), bootstrap.search_index(), bootstrap.site)


def _openapi(request: HttpRequest) -> Answer:
    from broadsheet.adapters.http.openapi.answers import openapi_answer  # noqa: PLC0415

    return openapi_answer(request)


def _docs(request: HttpRequest) -> Answer:
    from broadsheet.adapters.http.openapi.answers import docs_answer  # noqa: PLC0415

    return docs_answer(request, bootstrap.site)


def _nothing_here(request: HttpRequest) -> Answer:
    allowed = allowed_methods(request.path)
    if allowed:
        raise MethodNotAllowed(allowed)
    raise NotFound(for_programs("There is nothing at this address."))


ROUTES = {
    "GET /api/v1/articles": _articles,
    "GET /api/v1/articles/{id}": _article,
    "GET /api/v1/articles/{id}/comments": _comments,
    "GET /api/v1/articles/{id}/live": _live,
    "GET /api/v1/sections": lambda request: _listings(ListingKind.SECTION, request),
    "GET /api/v1/tags": lambda request: _listings(ListingKind.TAG, request),
    "GET /api/v1/search": _search,
    "GET /api/v1/search.html": _search_page,
    "GET /api/v1/openapi.json": _openapi,
    "GET /api/v1/docs": _docs,
    "$default": _nothing_here,
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event, bootstrap.reads)
