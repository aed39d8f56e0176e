"""AWS in moto, asked without a request over HTTP between.

botocore validates what is asked, and moto's handlers are given it. What is left out is the same for
every call and looked at by none of our tests: signatures, checksums, addresses, retries. What moto
refuses is told by its own words, and read by botocore's parser.

DynamoDB's items are handed over as they are; of all else there are the request and the response
that HTTP would bring. Whoever puts something between botocore and moto has requests as ever.
"""

from types import SimpleNamespace
from typing import Any

import botocore.client
import pytest
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.endpoint import Endpoint
from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse
from moto.core.exceptions import ServiceException
from moto.core.models import DEFAULT_ACCOUNT_ID, botocore_stubber
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.dynamodb.responses import DynamoHandler, DynamoResult
from werkzeug.exceptions import HTTPException

from tests.support.aws import REGION
from tests.support.near_requests import answered, is_known, parsed

_ITEMS = {
    name: camelcase_to_underscores(name)
    for name in (
        *("GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem"),
        *("TransactWriteItems", "TransactGetItems", "BatchWriteItem"),
    )
}
"""The operations, and what moto calls them."""
_HOST = f"https://dynamodb.{REGION}.amazonaws.com"

_client: Any = BaseClient
_emit_params, _endpoint = _client._emit_api_params, _client._resolve_endpoint_ruleset
_convert, _make_request = _client._convert_to_request_dict, _client._make_request
_validator: Any = ParamValidator
_validate_structure = _validator._validate_structure
_over_http: Any = Endpoint.make_request
_stubbed = BotocoreStubber.__call__
_OF_THE_WIRE = ("resolve_checksum_context", "apply_request_checksum", "maybe_compress_request")


def bring_moto_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends."""
    monkeypatch.setattr(BaseClient, "_emit_api_params", _params)
    monkeypatch.setattr(BaseClient, "_resolve_endpoint_ruleset", _address)
    monkeypatch.setattr(BaseClient, "_convert_to_request_dict", _request)
    monkeypatch.setattr(BaseClient, "_make_request", _asked)
    monkeypatch.setattr(ParamValidator, "_validate_structure", _validated)
    monkeypatch.setattr(Endpoint, "make_request", _asked_by_request)
    for name in _OF_THE_WIRE:
        monkeypatch.setattr(botocore.client, name, _unless_near(name))


def _is_reached() -> bool:
    return botocore_stubber.enabled and BotocoreStubber.__call__ is _stubbed


def _is_of_items(client: Any, operation: Any) -> bool:
    is_ours = operation.name in _ITEMS and client._endpoint.host == _HOST
    return is_ours and _is_reached()


def _params(client: Any, api_params: Any, operation_model: Any, context: Any) -> Any:
    context["items"] = _is_of_items(client, operation_model)
    context["near"] = context["items"] or (_is_reached() and is_known(client._endpoint.host))
    # Whoever counts what is written listens here.
    return _emit_params(client, api_params, operation_model, context)


def _address(client: Any, operation: Any, params: Any, context: Any, **more: Any) -> Any:
    if context.get("items"):
        return _HOST, {}, {}
    return _endpoint(client, operation, params, context, **more)


def _request(client: Any, api_params: Any, operation_model: Any, **more: Any) -> Any:
    if not more["context"].get("items"):
        return _convert(client, api_params, operation_model, **more)
    report = client._serializer._param_validator.validate(api_params, operation_model.input_shape)
    if report.has_errors():
        raise ParamValidationError(report=report.generate_report())
    return {"headers": {}, "body": api_params, "url": _HOST, "context": more["context"]}


def _validated(validator: Any, params: Any, shape: Any, errors: Any, name: str) -> None:
    if shape.name != "AttributeValue" or not _is_value(params):
        _validate_structure(validator, params, shape, errors, name)


def _is_value(value: Any) -> bool:
    """What is a little strange is for botocore to look at."""
    if type(value) is not dict or len(value) != 1:
        return False
    ((kind, of),) = value.items()
    if kind == "M":
        return type(of) is dict and all(type(name) is str for name in of) and _are(of.values())
    if kind == "L":
        return type(of) is list and _are(of)
    return type(of) is _KINDS.get(kind)


def _are(values: Any) -> bool:
    return all(map(_is_value, values))


_KINDS = {"S": str, "N": str, "B": bytes, "BOOL": bool, "NULL": bool}


def _unless_near(name: str) -> Any:
    over_http: Any = getattr(botocore.client, name)

    def prepare(*given: Any) -> None:
        request = next(one for one in given if isinstance(one, dict) and "context" in one)
        if not request["context"].get("near"):
            over_http(*given)

    return prepare


def _asked(client: Any, operation: Any, request: Any, context: Any) -> Any:
    if not context.get("items"):
        return _make_request(client, operation, request, context)
    handler = _handler(request)
    try:
        result = getattr(handler, _ITEMS[operation.name])()
    except ServiceException as refused:
        return _refused(client._endpoint, operation, *handler.serialized(ActionResult(refused)))
    except HTTPException as refused:
        return _refused(client._endpoint, operation, refused.code, {}, refused.description)
    found: Any = result.result
    if not isinstance(result, DynamoResult):
        found = _copied(found)
    known = operation.output_shape.members
    parsed = {name: value for name, value in found.items() if name in known and value is not None}
    parsed["ResponseMetadata"] = {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}
    return SimpleNamespace(status_code=200), parsed


def _asked_by_request(endpoint: Any, operation: Any, request: Any) -> Any:
    if not request["context"].get("near"):
        return _over_http(endpoint, operation, request)
    return answered(endpoint, operation, request)


def _handler(request: Any) -> Any:
    handler: Any = DynamoHandler()
    handler.current_account, handler.region, handler.partition = DEFAULT_ACCOUNT_ID, REGION, "aws"
    handler.headers, handler.querystring, handler.response_headers = request["headers"], {}, {}
    handler.uri_match = {}
    handler.params = handler.body = _copied(request["body"])
    return handler


def _copied(value: Any) -> Any:
    """Moto keeps what it is given, and gives what it keeps."""
    if isinstance(value, dict):
        return {name: _copied(of) for name, of in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(of) for of in value]
    return value


def _refused(endpoint: Any, operation: Any, status: Any, headers: Any, body: Any) -> Any:
    answer = AWSResponse(_HOST, status, headers, MockRawResponse(body))
    return answer, parsed(endpoint, operation, answer)
