"""Requests of botocore that moto's handlers are given by hand, and what they answer.

Nothing is signed, sent, tried again or looked up by its address.
"""

import io
from typing import Any
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSResponse
from botocore.endpoint import convert_to_response_dict
from moto.core.botocore_stubber import MockRawResponse
from moto.core.request import (
    PRESERVED_HEADER_NAMES_ENVIRON_KEY,
    Request,
    environ_key_for_header,
    should_preserve_original_header_name,
)
from moto.dynamodb.responses import DynamoHandler
from moto.dynamodbstreams.responses import DynamoDBStreamsHandler
from moto.kms.responses import KmsResponse
from moto.s3.responses import S3Response
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.sqs.responses import SQSResponse
from werkzeug.exceptions import HTTPException

from tests.support.aws import REGION

_DISPATCH: dict[str, Any] = {
    f"https://dynamodb.{REGION}.amazonaws.com": DynamoHandler.dispatch,
    f"https://streams.dynamodb.{REGION}.amazonaws.com": DynamoDBStreamsHandler.dispatch,
    f"https://kms.{REGION}.amazonaws.com": KmsResponse.dispatch,
    f"https://secretsmanager.{REGION}.amazonaws.com": SecretsManagerResponse.dispatch,
    f"https://sqs.{REGION}.amazonaws.com": SQSResponse.dispatch,
}
_S3 = f"https://s3.{REGION}.amazonaws.com"
_SIGNED = f"AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/s3/aws4_request"
"""All that moto looks at of a signature."""


def is_known(host: str) -> bool:
    """Whether it is known who answers at this endpoint."""
    return host in _DISPATCH or host == _S3


def answered(endpoint: Any, operation: Any, request: Any) -> Any:
    """The response and what botocore reads in it."""
    made = _made(request)
    try:
        status, headers, body = _dispatch_of(endpoint.host, made)(made, made.raw_url, made.headers)
    except HTTPException as refused:
        status, headers, body = refused.code, refused.get_headers(), refused.get_body()
    answer = AWSResponse(request["url"], status, headers, MockRawResponse(body))
    return answer, parsed(endpoint, operation, answer)


def _dispatch_of(host: str, made: Request) -> Any:
    if host != _S3:
        return _DISPATCH[host]
    # The bucket is in the name of the host, or else leads the path.
    depth = len(list(filter(None, made.path.split("/")))) + (made.host != urlsplit(_S3).netloc)
    return S3Response.key_dispatch if depth > 1 else S3Response.bucket_dispatch


def parsed(endpoint: Any, operation: Any, answer: AWSResponse) -> Any:
    """What botocore reads in a response."""
    service = operation.service_model
    told = convert_to_response_dict(answer, operation)
    more: dict[str, Any] = {}
    endpoint._event_emitter.emit(
        f"before-parse.{service.service_id.hyphenize()}.{operation.name}",
        operation_model=operation,
        response_dict=told,
        customized_response_dict=more,
    )
    parser = endpoint._response_parser_factory.create_parser(service.resolved_protocol)
    found = parser.parse(told, operation.output_shape) | more
    if answer.status_code >= 300:
        endpoint._add_modeled_error_fields(told, found, operation, parser)
    found["ResponseMetadata"]["RetryAttempts"] = 0
    return found


def _made(request: Any) -> Request:
    where, body = urlsplit(request["url"]), _bytes(request["body"])
    headers = {name: _text(value) for name, value in request["headers"].items()}
    environ = {
        "REQUEST_METHOD": request["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(where.path, "latin-1"),
        "QUERY_STRING": where.query,
        "REQUEST_URI": request["url"],
        "RAW_URI": request["url"],
        "SERVER_NAME": where.netloc,
        "SERVER_PORT": "443",
        "HTTP_HOST": where.netloc,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": where.scheme,
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    if where.netloc.endswith(urlsplit(_S3).netloc):
        # Of others, moto would take the region of it.
        environ["HTTP_AUTHORIZATION"] = _SIGNED
    environ |= {environ_key_for_header(name): value for name, value in headers.items()}
    made = Request(environ)
    made.environ[PRESERVED_HEADER_NAMES_ENVIRON_KEY] = {
        environ_key_for_header(name): name
        for name in headers
        if should_preserve_original_header_name(name)
    }
    return made


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _bytes(body: Any) -> bytes:
    if hasattr(body, "read"):
        body = body.read()
    return body.encode() if isinstance(body, str) else bytes(body or b"")
