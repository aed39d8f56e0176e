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
        errors=(400, 401),
        once=True,
    ),
    Operation(
        "POST",
        "/api/v1/sessions/{id}/end",
        "manage_sessions",
        "End all sessions of somebody, by their `sub` in the user pool",
        EDITORS,
        answer="SessionsEnded",
        errors=(400, 401, 403, 404),
        once=True,
    ),
)
