"""Every operation of the API: what the template routes, and what the documentation says."""

import re
from typing import NamedTuple


class Operation(NamedTuple):
    """One method of one address. `roles` is empty where anyone may call it.

    With `page` it answers an HTML page of the site, and errors as pages too.
    """

    method: str
    path: str
    function: str
    summary: str
    roles: tuple[str, ...] = ()
    body: str = ""
    answer: str = ""
    page: bool = False
    status: int = 200
    query: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()


_WRITERS = ("authors", "editors")
_EDITORS = ("editors",)
_WRITE_ERRORS = (400, 401, 403, 404, 409, 422)
_EDIT_ERRORS = (*_WRITE_ERRORS, 412)

OPERATIONS = (
    Operation(
        "POST",
        "/api/v1/articles",
        "submit_article",
        "Submit an article",
        _WRITERS,
        body="ArticleSubmission",
        answer="ArticleReceipt",
        status=201,
        errors=(400, 401, 403, 409, 413, 415, 422),
    ),
    Operation(
        "PUT",
        "/api/v1/articles/{id}",
        "submit_article",
        "Replace an article",
        _WRITERS,
        body="ArticleSubmission",
        answer="ArticleReceipt",
        errors=(*_EDIT_ERRORS, 413, 415, 428),
    ),
    Operation(
        "DELETE",
        "/api/v1/articles/{id}",
        "submit_article",
        "Delete an article",
        _WRITERS,
        status=204,
        errors=(*_EDIT_ERRORS, 428),
    ),
    Operation(
        "POST",
        "/api/v1/articles/{id}/publish",
        "submit_article",
        "Publish an article",
        _EDITORS,
        answer="ArticleReceipt",
        errors=(*_EDIT_ERRORS, 413),
    ),
    Operation(
        "POST",
        "/api/v1/articles/{id}/unpublish",
        "submit_article",
        "Take an article off the site",
        _EDITORS,
        answer="ArticleReceipt",
        errors=_EDIT_ERRORS,
    ),
    Operation(
        "POST",
        "/api/v1/articles/{id}/comments",
        "submit_comment",
        "Comment on an article",
        body="CommentSubmission",
        answer="CommentReceipt",
        status=201,
        errors=(400, 404, 409, 413, 415, 422),
    ),
    Operation(
        "GET",
        "/api/v1/moderation/comments",
        "moderate_comments",
        "List comments by their state, oldest first",
        _EDITORS,
        answer="ModerationList",
        query=("state", "limit", "cursor"),
        errors=(400, 401, 403),
    ),
    *(
        Operation(
            "POST",
            f"/api/v1/moderation/comments/{{id}}/{decision}",
            "moderate_comments",
            summary,
            _EDITORS,
            answer="ModerationReceipt",
            errors=_WRITE_ERRORS,
        )
        for decision, summary in (
            ("approve", "Approve a comment"),
            ("reject", "Reject a comment"),
            ("spam", "Mark a comment as spam"),
        )
    ),
    Operation(
        "GET",
        "/api/v1/articles",
        "read_api",
        "List published articles, newest first",
        answer="ArticleList",
        query=("section", "tag", "author", "month", "path", "limit", "cursor"),
        errors=(400,),
    ),
    Operation(
        "GET",
        "/api/v1/articles/{id}",
        "read_api",
        "Read an article",
        answer="Article",
        errors=(400, 401, 404),
    ),
    Operation(
        "GET",
        "/api/v1/articles/{id}/comments",
        "read_api",
        "List the comments of an article, oldest first",
        answer="CommentList",
        query=("limit", "cursor"),
        errors=(400, 404),
    ),
    Operation(
        "GET",
        "/api/v1/sections",
        "read_api",
        "List the sections",
        answer="ListingList",
        query=("limit", "cursor"),
        errors=(400,),
    ),
    Operation(
        "GET",
        "/api/v1/tags",
        "read_api",
        "List the tags",
        answer="ListingList",
        query=("limit", "cursor"),
        errors=(400,),
    ),
    Operation(
        "GET",
        "/api/v1/search",
        "read_api",
        "Search the published articles, newest first",
        answer="HitList",
        query=("q", "limit", "cursor"),
        errors=(400,),
    ),
    Operation(
        "GET",
        "/api/v1/search.html",
        "read_api",
        "Search as a page of the site: what the search form asks for",
        page=True,
        query=("q", "cursor"),
        errors=(400,),
    ),
)


def allowed_methods(path: str) -> list[str]:
    """The methods that an address answers; none if it is not one of ours."""
    return sorted({o.method for o in OPERATIONS if _pattern(o.path).fullmatch(path)})


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))
