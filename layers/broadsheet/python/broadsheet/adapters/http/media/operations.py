"""What the API does with pictures."""

from broadsheet.adapters.http.operation import EDIT_ERRORS, WRITERS, Operation

ON_MEDIA = (
    Operation(
        "POST",
        "/api/v1/media",
        "manage_media",
        "Announce a picture: the answer is a form that S3 takes its bytes by",
        WRITERS,
        body="MediaSubmission",
        answer="MediaAnnounced",
        status=201,
        errors=(400, 401, 403, 409, 413, 415, 422),
    ),
    Operation(
        "GET",
        "/api/v1/media",
        "manage_media",
        "List the pictures, newest first: all, those that no article shows, or those with words",
        WRITERS,
        answer="MediaList",
        query=("limit", "cursor", "unused", "words"),
        errors=(400, 401, 403),
    ),
    Operation(
        "GET",
        "/api/v1/media/{id}",
        "manage_media",
        "Read what is known of a picture, and who shows it",
        WRITERS,
        answer="MediaRead",
        errors=(400, 401, 403, 404),
        once=True,
    ),
    Operation(
        "PUT",
        "/api/v1/media/{id}",
        "manage_media",
        "Say what a picture shows, where an article does not",
        WRITERS,
        body="MediaWords",
        answer="MediaReceipt",
        errors=(*EDIT_ERRORS, 413, 415, 428),
    ),
    Operation(
        "DELETE",
        "/api/v1/media/{id}",
        "manage_media",
        "Remove a picture that no article shows; an operator can bring it back for some days",
        WRITERS,
        status=204,
        errors=(*EDIT_ERRORS, 428),
    ),
)
