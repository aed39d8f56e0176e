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
)
