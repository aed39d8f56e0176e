"""Clients of AWS whose waits, for answers and between tries, fit into the time of a function.

They are botocore's. boto3's are the same, made by a package that also brings resources, and what
sends files to S3 in parts: a twelfth of a cold start, and nothing that a function calls.
"""

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.session import Session

LOST_AFTER = {"connect_timeout": 2, "read_timeout": 4}
"""Seconds after which an answer will not come any more. botocore's own 60 are longer than functions
have: they would end with the first answer that is lost, in place of asking again."""
LOST_MAIL_AFTER = 12
"""SES may take longer, and a mail that is sent again is a second mail."""
_RETRIES = {"dynamodb": 6, "kms": 2}
"""How often a refused call is made again, where botocore would wait for longer than a function has:
up to 25 seconds with DynamoDB. Here it is up to three."""

_CHEAPER: dict[str, dict[str, Any]] = {
    # A third to a half of the processor's time of a call. What we send is made in one place, and
    # DynamoDB looks at all of it itself; with others a missing part of an address is another call.
    "dynamodb": {"parameter_validation": False},
}
_SAYS_WHO = "Broadsheet"
"""Put together anew for each call, botocore's own words about itself take a sixth of it."""


def client(service: str, **options: Any) -> Any:
    """A client of a service; `options` are botocore's, in place of these."""
    from botocore.config import Config  # noqa: PLC0415 - at a cold start's first client

    config: dict[str, Any] = {**LOST_AFTER, "user_agent": _SAYS_WHO, **_CHEAPER.get(service, {})}
    if service in _RETRIES:
        config["retries"] = {"max_attempts": _RETRIES[service]}
    return made(service, config=Config(**config | options))


def made(service: str, config: Any) -> Any:
    """The client itself."""
    return session().create_client(service, config=config)


@functools.cache
def session() -> "Session":
    """What all clients share: where they are, whose they are, and what is known of services."""
    from botocore.session import get_session  # noqa: PLC0415

    from broadsheet.adapters.aws.service_models import ServiceModels  # noqa: PLC0415

    opened = get_session()
    opened.register_component("data_loader", ServiceModels())
    return opened
