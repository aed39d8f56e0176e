"""The comment desk of a stack, for commands that read or write many comments: here or on AWS."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import boto3
from botocore.config import Config

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.kms_keys import KmsKeys
from broadsheet.adapters.clock import new_id, now
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.settings import TableSettings
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.services import Services
from local import note
from local.deployment import STACK
from local.stack import HOME

_PATIENT = Config(retries={"mode": "adaptive", "max_attempts": 12})


class Stack(NamedTuple):
    """What such a command works with: `table` reads everything, `desk` writes."""

    table: DynamoTable
    desk: CommentServices


def desk_of(name: str | None) -> Stack:
    """The desk of a stack on AWS, or of the one of `make run`. Raises CloudError without one.

    Rules, time zone, table and key are what `submit_comment` is told itself.
    """
    clients = clients_of(name)
    function = clients("lambda").get_function_configuration(
        FunctionName=f"{name or STACK}-submit_comment"
    )
    return made(clients, function["Environment"]["Variables"])


def made(clients: Any, variables: Mapping[str, str]) -> Stack:
    """The same from a function's environment."""
    settings = TableSettings.of(variables)
    table = DynamoTable(clients("dynamodb"), settings.table_name)
    newsroom = Services(
        table=table,
        markup=CommonMark(),
        clock=now,
        ids=new_id,
        time_zone=settings.time_zone,
        language=settings.language,
        rules=settings.comments,
    )
    keys = KmsKeys(clients("kms"), variables["KMS_KEY_ID"], table, now)
    return Stack(table, CommentServices(**vars(newsroom), keys=keys))


def clients_of(name: str | None) -> Any:
    """What makes clients for a stack on AWS, or for the one of `make run`. Raises CloudError."""
    return _patient if name else note.read(HOME).client


def _patient(service: str) -> Any:
    make: Any = boto3.client  # with the user's own region and credentials
    return make(service, config=_PATIENT)
