"""DynamoDB's items, read and written in moto without a request over HTTP between.

botocore validates what is asked, and makes the body of the request; moto's handler is given that
body and no request, and botocore what it answers and no response. What is left out is the same for
every call and looked at by none of our tests: signatures, headers, addresses, checksums. What moto
refuses is told by its own words, and read by botocore's parser.
"""

import base64
import json
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.endpoint import Endpoint, convert_to_response_dict
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse
from moto.core.exceptions import ServiceException
from moto.core.models import botocore_stubber
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.dynamodb.responses import DynamoHandler, DynamoResult
from werkzeug.exceptions import HTTPException

from tests.support.aws import REGION

_ITEMS = {
    name: camelcase_to_underscores(name)
    for name in (
        *("GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem"),
        *("TransactWriteItems", "TransactGetItems", "BatchWriteItem"),
    )
}
"""The operations, and what moto calls them."""
_HOST = f"https://dynamodb.{REGION}.amazonaws.com"
_ACCOUNT = "123456789012"

_over_http: Any = Endpoint.make_request
_stubbed = BotocoreStubber.__call__


def bring_moto_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends. Who puts something between botocore and moto has requests as ever."""
    monkeypatch.setattr(Endpoint, "make_request", _asked)


def _asked(endpoint: Any, operation: Any, request: Any) -> Any:
    is_ours = operation.name in _ITEMS and endpoint.host == _HOST and botocore_stubber.enabled
    if not is_ours or BotocoreStubber.__call__ is not _stubbed:
        return _over_http(endpoint, operation, request)
    handler = _handler(request)
    try:
        result = getattr(handler, _ITEMS[operation.name])()
    except ServiceException as refused:
        return _refused(endpoint, operation, *handler.serialized(ActionResult(refused)))
    except HTTPException as refused:
        return _refused(endpoint, operation, refused.code, {}, refused.description)
    found: Any = result.result
    if not isinstance(result, DynamoResult):
        found = json.loads(json.dumps(found))
    known = operation.output_shape.members
    parsed = {name: value for name, value in found.items() if name in known and value is not None}
    parsed["ResponseMetadata"] = {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}
    return SimpleNamespace(status_code=200), parsed


def _handler(request: Any) -> Any:
    handler: Any = DynamoHandler()
    handler.current_account, handler.region, handler.partition = _ACCOUNT, REGION, "aws"
    handler.headers, handler.querystring, handler.response_headers = request["headers"], {}, {}
    handler.uri_match = {}
    handler.params = handler.body = json.loads(request["body"], object_hook=_read)
    return handler


def _read(value: dict[str, Any]) -> dict[str, Any]:
    """Bytes are bytes to moto, and in JSON they are letters. No attribute of ours is named so."""
    if isinstance(of := value.get("B"), str):
        value["B"] = base64.b64decode(of)
    elif isinstance(several := value.get("BS"), list):
        value["BS"] = [base64.b64decode(one) for one in several]
    return value


def _refused(endpoint: Any, operation: Any, status: Any, headers: Any, body: Any) -> Any:
    answer = AWSResponse(_HOST, status, headers, MockRawResponse(body))
    told = convert_to_response_dict(answer, operation)
    protocol = operation.service_model.resolved_protocol
    parser = endpoint._response_parser_factory.create_parser(protocol)
    parsed = parser.parse(told, operation.output_shape)
    endpoint._add_modeled_error_fields(told, parsed, operation, parser)
    return answer, parsed
