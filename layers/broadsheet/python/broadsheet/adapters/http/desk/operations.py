"""What the API does for those who sit at the desk."""

from broadsheet.adapters.http.operation import WRITERS, Operation

AT_THE_DESK = (
    Operation(
        "GET",
        "/api/v1/articles/{id}/receipt",
        "read_newsroom",
        "Read back every page that the last change of an article reaches",
        WRITERS,
        answer="Receipt",
        query=("limit", "cursor"),
        errors=(400, 401, 404),
    ),
    Operation(
        "GET",
        "/api/v1/articles/{id}/shares",
        "share_article",
        "List the links that lead people without an account to an article, newest first",
        WRITERS,
        answer="ShareList",
        query=("limit", "cursor"),
        errors=(400, 401, 404),
    ),
    Operation(
        "POST",
        "/api/v1/articles/{id}/shares",
        "share_article",
        "Make a link that leads somebody without an account to an article",
        WRITERS,
        body="ShareSubmission",
        needs_body=False,
        answer="ShareMade",
        status=201,
        errors=(400, 401, 404, 409, 415, 422),
    ),
    Operation(
        "POST",
        "/api/v1/articles/{id}/shares/{share}/revoke",
        "share_article",
        "Take a link back: from now on it leads nowhere",
        WRITERS,
        status=204,
        errors=(400, 401, 404, 409, 422),
    ),
    Operation(
        "GET",
        "/api/v1/articles/{id}/shares/{share}/openings",
        "share_article",
        "List when a link was opened, newest first",
        WRITERS,
        answer="ShareOpeningList",
        query=("limit", "cursor"),
        errors=(400, 401, 404),
    ),
)
