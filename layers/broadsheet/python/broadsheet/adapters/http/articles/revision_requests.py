"""Which revisions are asked for, and what is sent with them."""

import re

from broadsheet.adapters.http.lists import both
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import FieldError, Malformed, NotFound
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.usecases.shared.sent import Sent

_VERSION = re.compile(r"[1-9][0-9]{0,5}")


def version_of(request: HttpRequest) -> int:
    """The version in the path. Raises NotFound for what cannot be one."""
    version = request.parameter("version")
    if not _VERSION.fullmatch(version):
        raise NotFound(sentence("There is no such revision."))
    return int(version)


def other_version_of(request: HttpRequest) -> int:
    """The version that it is compared with. Raises Malformed."""
    return both(lambda: request.only("with"), lambda: _version(request.query.get("with", "")))[1]


def _version(version: str) -> int:
    if not _VERSION.fullmatch(version):
        raise Malformed(
            [FieldError("?with", "bad_version", for_programs("must be a version such as 3"))]
        )
    return int(version)


def correction_of(request: HttpRequest) -> "tuple[str, Sent]":
    """The text of a correction, and what was sent. Raises Invalid, Malformed, UnsupportedMedia."""
    # Whoever restores a revision does not wait for the models.
    from broadsheet.adapters.http.articles import submitted_actions  # noqa: PLC0415
    from broadsheet.adapters.http.as_sent import understood  # noqa: PLC0415

    sent = submitted_actions.CorrectionSubmission.from_json(request.json_bytes())
    return sent.text, understood(request.json_bytes(), sent)
