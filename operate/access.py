"""The table of a stack and the services on it, for commands that read or write much of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.kms_keys import KmsKeys
from broadsheet.bootstrap import services_on
from broadsheet.settings import ReaderSettings
from broadsheet.usecases.comments.services import CommentServices
from operate.stack import stack_of


class Access(NamedTuple):
    """What such a command works with: `table` reads everything, `services` write."""

    table: DynamoTable
    services: CommentServices


def access_to(name: str | None) -> Access:
    """To a stack on AWS, or to the one of `make run`. Raises CommandError without one.

    Rules, time zone, table and key are what `submit_comment` is told itself.
    """
    stack = stack_of(name)
    return made(stack.clients, stack.environment("submit_comment"))


def made(clients: Any, variables: Mapping[str, str]) -> Access:
    """The same from a function's environment."""
    settings = ReaderSettings.of(variables)
    table = DynamoTable(clients("dynamodb"), settings.table_name)
    base = services_on(table, settings)
    keys = KmsKeys(clients("kms"), settings.kms_key_id, table, base.clock)
    return Access(table, CommentServices(**vars(base), keys=keys))
