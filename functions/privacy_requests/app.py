"""The data-protection officer answers readers: what is held of them, and its erasure."""

from typing import TYPE_CHECKING, Any

import msgspec

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.privacy import answers as privacy_answers
from broadsheet.adapters.http.privacy.submitted import EraseSubmission, ExportSubmission
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint, respond
from broadsheet.usecases.privacy.erase_reader import erase_reader
from broadsheet.usecases.privacy.export_reader import export_reader
from broadsheet.usecases.shared.mailboxes import mailboxes_counted
from broadsheet.usecases.shared.ports import Keys

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def _keys() -> Keys:
    """With the newest key: what others hash with it at this moment must be found."""
    keys = bootstrap.keys()
    keys.learn()
    return keys


def _export(request: HttpRequest) -> Answer:
    request.for_editor()
    asked = ExportSubmission.from_json(request.json_bytes())
    held = export_reader(bootstrap.services().table, _keys().senders(asked.email), asked.after)
    return json_answer(200, privacy_answers.exported(held))


def _erase(request: HttpRequest) -> Answer:
    # Nothing that was sent is kept, no hash of it either: asked again, there is nothing to do.
    by_editor = msgspec.structs.replace(request.for_editor(), idempotency_key=None, fingerprint="")
    asked = EraseSubmission.from_json(request.json_bytes())
    keys = _keys()
    senders, counted = keys.senders(asked.email), mailboxes_counted(keys, asked.email)
    done = erase_reader(bootstrap.services(), by_editor, senders, counted=counted)
    return json_answer(200, privacy_answers.erased(done))


ROUTES: dict[str, Endpoint] = {
    "POST /api/v1/privacy/export": _export,
    "POST /api/v1/privacy/erase": _erase,
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event, bootstrap.reads)
