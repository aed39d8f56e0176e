"""What every function is made of: settings, the table, the site."""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
import os
from typing import TYPE_CHECKING, Any, TypeVar

from broadsheet.adapters.aws.clients import client
from broadsheet.settings import SiteSettings, TableSettings

if TYPE_CHECKING:
    from broadsheet.adapters.aws.dynamodb.table import DynamoTable
    from broadsheet.adapters.aws.failures import SqsFailures
    from broadsheet.domain.site.site import Site
    from broadsheet.usecases.shared.services import Services


_S = TypeVar("_S", bound=SiteSettings)


@functools.cache
def _parsed(kind: type[SiteSettings]) -> Any:
    return kind.of(os.environ)


def settings_of(kind: type[_S]) -> _S:
    """What the environment says. Raises what `SiteSettings.of` does where something is missing."""
    # What is cached has lost its type variable.
    parsed: _S = _parsed(kind)
    return parsed


@functools.cache
def table_named(name: str) -> "DynamoTable":
    """The one that everything of this process reads and writes."""
    from broadsheet.adapters.aws.dynamodb.table import DynamoTable

    return DynamoTable(client("dynamodb"), name)


@functools.cache
def services() -> "Services":
    """For functions that change the table."""
    settings = settings_of(TableSettings)
    return services_on(table_named(settings.table_name), settings)


def services_on(table: "DynamoTable", settings: TableSettings) -> "Services":
    """For whoever has a table: what changes it as the functions of its stack do."""
    from broadsheet.adapters.clock import new_id, now
    from broadsheet.adapters.html.when_asked import MarkupWhenAsked
    from broadsheet.usecases.shared.services import Services

    return Services(
        table=table,
        markup=MarkupWhenAsked(settings.embeds),
        clock=now,
        ids=new_id,
        time_zone=settings.time_zone,
        language=settings.language,
        rules=settings.comments,
        # Slugs are made when an article is: most functions never ask.
        own_sections=functools.cache(lambda: settings.own_sections),
    )


def reads() -> "DynamoTable":
    """For functions that only read."""
    return table_named(settings_of(TableSettings).table_name)


def time_zone() -> str:
    """The newsroom's, in which its days begin."""
    return settings_of(TableSettings).time_zone


def site_url() -> str:
    """The site's address as configured; empty where only CloudFront knows it."""
    return settings_of(SiteSettings).site_url


@functools.cache
def site() -> "Site":
    """For functions that show a page themselves."""
    return settings_of(SiteSettings).site()


@functools.cache
def failures_of(queue_url: str, dead_letters_url: str, longest: int = 360) -> "SqsFailures":
    """What becomes of messages of a queue that could not be dealt with."""
    from broadsheet.adapters.aws.failures import SqsFailures

    return SqsFailures(client("sqs"), queue_url, dead_letters_url, longest)
