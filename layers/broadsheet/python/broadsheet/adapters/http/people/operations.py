"""What the API does with the sessions of the staff."""

from broadsheet.adapters.http.operation import EDITORS, WRITERS, Operation

ON_SESSIONS = (
    Operation(
        "POST",
        "/api/v1/sessions/end",
        "manage_sessions",
        "End all sessions of one's own: no token that was got before counts any more",
        WRITERS,
        answer="SessionsEnded",
        errors=(400, 401, 409),
        once=True,
    ),
    Operation(
        "POST",
        "/api/v1/sessions/{person}/end",
        "manage_sessions",
        "End all sessions of somebody, by the id that trails have",
        EDITORS,
        answer="SessionsEnded",
        errors=(400, 401, 403, 404, 409),
        once=True,
    ),
)
