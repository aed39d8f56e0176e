"""Every operation of the API: what the template routes, and what the documentation says."""

import re
from typing import NamedTuple


class Operation(NamedTuple):
    """One method of one address. `roles` is empty where anyone may call it.

    With `page` it answers an HTML page of the site, and errors as pages too. With `once` nobody
    keeps the answer: it has no ETag, and no Idempotency-Key as doing it again changes nothing.
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
    needs_body: bool = True
    once: bool = False


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
        errors=(400, 403, 404, 409, 413, 415, 422, 429),
    ),
    Operation(
        "GET",
        "/api/v1/articles/{id}/comments/{number}/reply",
        "submit_comment",
        "Answer a comment: the comment and the form, as a page of the site",
        page=True,
        errors=(404, 409),
        once=True,
    ),
    Operation(
        "GET",
        "/api/v1/articles/{id}/comments/{number}/report",
        "submit_comment",
        "Report a comment: the comment and the form, as a page of the site",
        page=True,
        errors=(404,),
        once=True,
    ),
    Operation(
        "POST",
        "/api/v1/articles/{id}/comments/{number}/report",
        "submit_comment",
        "Report a comment to the editors",
        body="ReportSubmission",
        answer="ReportReceipt",
        status=201,
        errors=(400, 403, 404, 413, 415, 422, 429),
    ),
    Operation(
        "GET",
        "/api/v1/comments/challenge",
        "submit_comment",
        "Get a puzzle whose solution goes with a comment (ALTCHA), where the newsroom asks for it",
        answer="Challenge",
        errors=(404,),
        once=True,
    ),
    Operation(
        "GET",
        "/api/v1/moderation/comments",
        "moderate_comments",
        "List comments by their state, oldest first",
        _EDITORS,
        answer="ModerationList",
        query=("state", "article", "signal", "limit", "cursor"),
        errors=(400, 401, 403),
    ),
    Operation(
        "POST",
        "/api/v1/moderation/comments/bulk",
        "moderate_comments",
        "Decide on up to 25 comments, each on its own",
        _EDITORS,
        body="BulkSubmission",
        answer="ModerationResults",
        errors=(400, 401, 403, 415, 422),
    ),
    Operation(
        "GET",
        "/api/v1/moderation/comments/{id}/trail",
        "moderate_comments",
        "List what was done to a comment, oldest first",
        _EDITORS,
        answer="TrailStepList",
        query=("limit", "cursor"),
        errors=(400, 401, 403, 404),
    ),
    Operation(
        "POST",
        "/api/v1/moderation/comments/{id}/edit",
        "moderate_comments",
        "Change what a comment says; its writer's words are kept",
        _EDITORS,
        body="EditSubmission",
        answer="ModerationReceipt",
        errors=(*_WRITE_ERRORS, 415),
    ),
    *(
        Operation(
            "POST",
            f"/api/v1/moderation/comments/{{id}}/{decision}",
            "moderate_comments",
            summary,
            _EDITORS,
            body="ReasonSubmission",
            needs_body=False,
            answer="ModerationReceipt",
            errors=(*_WRITE_ERRORS, 415),
        )
        for decision, summary in (
            ("approve", "Approve a comment"),
            ("reject", "Reject a comment"),
            ("spam", "Mark a comment as spam"),
            ("delete", "Delete a comment"),
            ("hold", "Put a comment back into the queue"),
            ("undo", "Go back to how a comment stood before the last decision"),
        )
    ),
    Operation(
        "GET",
        "/api/v1/subscriptions/{id}/{token}",
        "manage_subscriptions",
        "Open the link of a mail: a page that asks whether to send more, or no more",
        page=True,
        once=True,
    ),
    Operation(
        "POST",
        "/api/v1/subscriptions/{id}/{token}",
        "manage_subscriptions",
        "Confirm that replies are to be told of by mail, or end it (RFC 8058)",
        body="SubscriptionAction",
        page=True,
        once=True,
        errors=(400, 413, 415),
    ),
    Operation(
        "POST",
        "/api/v1/privacy/export",
        "privacy_requests",
        "List all that is held of whoever has an e-mail address",
        _EDITORS,
        body="ExportSubmission",
        answer="PrivacyExport",
        errors=(400, 401, 403, 415, 422),
        once=True,
    ),
    Operation(
        "POST",
        "/api/v1/privacy/erase",
        "privacy_requests",
        "Erase all that is held of whoever has an e-mail address, and what they said",
        _EDITORS,
        body="EraseSubmission",
        answer="PrivacyErasure",
        errors=(400, 401, 403, 409, 415, 422),
        once=True,
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
