"""One operation of the API: what the template routes, and what the documentation says."""

from typing import NamedTuple

JSON = "application/json"
HTML = "text/html"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


class Operation(NamedTuple):
    """One method of one address. `tag` is what clients have long found it under: the name of a
    function, now or formerly. `roles` is empty where anyone may call it.

    `body`, `answer` and `preview` name schemas. `takes` and `gives` are the media types of requests
    and of answers. What gives HTML shows errors as pages too; where it has an `answer` beside, that
    is for those who ask for JSON, and all others are sent on to a page.

    With `once` nobody keeps the answer: it has no ETag, and no Idempotency-Key as doing it again
    changes nothing. With `new` it also makes what is not there yet, then 201 and without If-Match.
    `or_answer` is what it gives in place of `answer` where a parameter asks for that.
    """

    method: str
    path: str
    tag: str
    summary: str
    roles: tuple[str, ...] = ()
    body: str = ""
    answer: str = ""
    preview: str = ""
    takes: tuple[str, ...] = (JSON,)
    gives: tuple[str, ...] = (JSON,)
    status: int = 200
    query: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()
    needs_body: bool = True
    once: bool = False
    new: bool = False
    or_answer: str = ""


WRITERS = ("authors", "editors")
EDITORS = ("editors",)
WRITE_ERRORS = (400, 401, 403, 404, 409, 422)
EDIT_ERRORS = (*WRITE_ERRORS, 412)
