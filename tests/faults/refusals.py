"""What AWS may answer instead of what was asked for, by service and operation.

The codes are those that the API references list under 'Errors' of each operation, and under
'Common Errors' of its service, as far as they may pass: DynamoDB (Amazon DynamoDB API Reference,
with 'Error handling' of the developer guide), S3 (API Reference, 'Error responses'), SQS, KMS,
SESv2, SSM, Cognito user pools. What tells of a mistake of ours (ValidationException, AccessDenied)
is no fault of AWS.
"""

import enum
import json
from collections.abc import Iterator
from dataclasses import dataclass


class When(enum.Enum):
    """Where a fault strikes."""

    BEFORE = "before the effect"
    AFTER = "after the effect"


class Often(enum.Enum):
    """How long it lasts."""

    ONCE = "once"
    CALL = "as often as botocore tries"
    OUTAGE = "as often as the function tries"


@dataclass(frozen=True)
class Fault:
    """One way in which a call goes wrong: an answer (with `status`), or none."""

    name: str
    when: When = When.BEFORE
    status: int = 0
    reasons: tuple[str, ...] = ()
    """Of a transaction that was cancelled."""

    def __str__(self) -> str:
        return f"{self.name} {self.when.value}"


def _refused(status: int, *codes: str) -> tuple[Fault, ...]:
    return tuple(Fault(code, status=status) for code in codes)


RESET, TIME_OUT = "connection reset", "time-out"
NETWORK = (
    Fault(RESET),
    Fault(RESET, When.AFTER),
    Fault(TIME_OUT),
    Fault(TIME_OUT, When.AFTER),
)
"""Whatever is called: the request, or its answer, does not arrive."""
IN_PROGRESS = Fault("TransactionInProgressException", When.AFTER, 400)
"""The answer was lost; who asks again is told that the first is being worked at."""
PARTLY, BROKEN = "a part left undone", "the body breaks off"
_CANCELLED = tuple(
    Fault("TransactionCanceledException", status=400, reasons=(reason,))
    for reason in (
        *("ConditionalCheckFailed", "TransactionConflict"),
        *("ThrottlingError", "ProvisionedThroughputExceeded"),
    )
)
_DYNAMODB = (
    *_refused(
        400,
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
    ),
    *_refused(500, "InternalServerError"),
    *_refused(503, "ServiceUnavailable"),
)
_S3 = (*_refused(503, "SlowDown", "ServiceUnavailable"), *_refused(500, "InternalError"))
_S3_WRITES = (*_S3, *_refused(400, "RequestTimeout"))
_ON_CONDITION = (*_refused(409, "ConditionalRequestConflict"), *_refused(412, "PreconditionFailed"))
_SQS = (
    *_refused(403, "RequestThrottled"),
    *_refused(400, "ThrottlingException"),
    *_refused(500, "InternalFailure"),
    *_refused(503, "ServiceUnavailable"),
)
_KMS = (
    *_refused(400, "ThrottlingException"),
    *_refused(500, "KMSInternalException", "KeyUnavailableException"),
    *_refused(503, "DependencyTimeoutException"),
)
FAULTS: dict[str, tuple[Fault, ...]] = {
    "dynamodb.GetItem": _DYNAMODB,
    "dynamodb.BatchGetItem": (*_DYNAMODB, Fault(PARTLY, When.AFTER)),
    "dynamodb.Query": _DYNAMODB,
    "dynamodb.PutItem": (*_DYNAMODB, *_refused(400, "TransactionConflictException")),
    "dynamodb.UpdateItem": (*_DYNAMODB, *_refused(400, "TransactionConflictException")),
    "dynamodb.TransactWriteItems": (*_DYNAMODB, *_CANCELLED, IN_PROGRESS),
    "s3.GetObject": (*_S3, Fault(BROKEN, When.AFTER)),
    "s3.HeadObject": _S3,
    "s3.ListObjectVersions": _S3,
    "s3.PutObject": _S3_WRITES,
    "s3.DeleteObject": _S3_WRITES,
    "sqs.SendMessage": _SQS,
    "sqs.SendMessageBatch": (*_SQS, Fault(PARTLY, When.AFTER)),
    "sqs.GetQueueAttributes": _SQS,
    "sqs.ChangeMessageVisibility": (*_SQS, *_refused(400, "MessageNotInflight")),
    "kms.Encrypt": _KMS,
    "kms.Decrypt": _KMS,
    "kms.GenerateDataKeyWithoutPlaintext": _KMS,
    "cognito-identity-provider.AdminUserGlobalSignOut": (
        *_refused(400, "TooManyRequestsException"),
        *_refused(500, "InternalErrorException"),
    ),
    "sesv2.SendEmail": (
        *_refused(429, "TooManyRequestsException"),
        *_refused(400, "LimitExceededException", "SendingPausedException"),
        *_refused(500, "InternalServiceErrorException"),
    ),
    "ssm.GetParameter": (
        *_refused(400, "ThrottlingException"),
        *_refused(500, "InternalServerError"),
    ),
}
"""An operation that a function calls and that is not here fails the run."""


def faults_of(operation: str, *, on_condition: bool) -> Iterator[tuple[Fault, Often]]:
    """All that may happen to a call; `on_condition` as S3's writes are made only where they fit.

    A condition that fails for ever is no fault but a fact, and so is a part left for ever.
    """
    more = _ON_CONDITION if on_condition else ()
    for fault in (*NETWORK, *FAULTS[operation], *more):
        yield fault, Often.ONCE
        if fault not in _ON_CONDITION and "ConditionalCheckFailed" not in fault.reasons:
            yield fault, Often.CALL
            if fault.when is When.BEFORE or fault.name == TIME_OUT:
                yield fault, Often.OUTAGE


def answer(operation: str, fault: Fault, request_body: bytes) -> tuple[int, dict[str, str], bytes]:
    """The refusal as it comes over the wire: status, headers, body."""
    service, _, name = operation.partition(".")
    if service == "s3":
        told = f"<Error><Code>{fault.name}</Code><Message>Injected.</Message></Error>"
        # What answers HEAD has no body: its code is its status.
        return fault.status, {}, b"" if name.startswith("Head") else told.encode()
    if service == "sesv2":
        return fault.status, {"x-amzn-ErrorType": fault.name}, b'{"message": "Injected."}'
    told_json: dict[str, object] = {"__type": f"aws#{fault.name}", "message": "Injected."}
    if fault.reasons:
        asked = len(json.loads(request_body)["TransactItems"])
        reasons = [{"Code": "None"}] * (asked - len(fault.reasons))
        told_json["CancellationReasons"] = [{"Code": code} for code in fault.reasons] + reasons
    return fault.status, {}, json.dumps(told_json).encode()
