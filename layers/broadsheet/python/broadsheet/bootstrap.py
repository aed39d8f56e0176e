"""Where adapters meet use cases: made at the first invocation, kept for warm starts.

Each function imports only what it is made of.
"""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
import os
from typing import TYPE_CHECKING

from broadsheet.settings import NewsroomSettings, PressSettings, ReadSettings, RouteSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from broadsheet.adapters.dynamodb.table import DynamoTable
    from broadsheet.adapters.sqs_queue import Received
    from broadsheet.domain.site import Site
    from broadsheet.usecases.newsroom import Newsroom
    from broadsheet.usecases.ports import RenderQueue, SearchIndex
    from broadsheet.usecases.render_page import Press


@functools.cache
def _table(name: str) -> "DynamoTable":
    import boto3

    from broadsheet.adapters.dynamodb.table import DynamoTable

    return DynamoTable(boto3.client("dynamodb"), name)


@functools.cache
def newsroom() -> "Newsroom":
    """For functions that change the table."""
    from broadsheet.adapters.clock import new_id, now
    from broadsheet.adapters.markup import CommonMark
    from broadsheet.usecases.newsroom import Newsroom

    settings = NewsroomSettings.of(os.environ)
    return Newsroom(
        table=_table(settings.table_name),
        markup=CommonMark(),
        clock=now,
        ids=new_id,
        time_zone=settings.time_zone,
        language=settings.language,
    )


def site_url() -> str:
    """The site's address as configured; empty where only CloudFront knows it."""
    return os.environ.get("SITE_URL", "")


@functools.cache
def site() -> "Site":
    """For functions that show a page themselves."""
    from broadsheet.settings import site_of

    return site_of(os.environ)


@functools.cache
def read_settings() -> ReadSettings:
    """What reads need to know."""
    return ReadSettings.of(os.environ)


def reads() -> "DynamoTable":
    """For functions that only read."""
    return _table(read_settings().table_name)


@functools.cache
def search_index() -> "SearchIndex":
    """For the search."""
    import boto3
    from botocore.config import Config

    from broadsheet.adapters.s3_search_index import THREADS, S3SearchIndex

    client = boto3.client("s3", config=Config(max_pool_connections=THREADS))
    return S3SearchIndex(client, read_settings().bucket)


@functools.cache
def routing() -> "tuple[DynamoTable, RenderQueue]":
    """For `route_changes`: the table and the render queue."""
    import boto3

    from broadsheet.adapters.sqs_queue import SqsRenderQueue

    settings = RouteSettings.of(os.environ)
    return _table(settings.table_name), SqsRenderQueue(boto3.client("sqs"), settings.queue_url)


@functools.cache
def retries() -> "Callable[[Sequence[Received]], None]":
    """For `render_pages`: what lets messages that failed be tried again soon."""
    import boto3

    from broadsheet.adapters.sqs_queue import try_again_soon

    return functools.partial(try_again_soon, boto3.client("sqs"), os.environ["RENDER_QUEUE_URL"])


@functools.cache
def press() -> "Press":
    """For `render_pages`."""
    import boto3

    from broadsheet.adapters.jinja.renderer import JinjaRenderer
    from broadsheet.adapters.s3_files import S3Files
    from broadsheet.usecases.page_view import PageViews
    from broadsheet.usecases.render_page import Press

    settings = PressSettings.of(os.environ)
    renderer = JinjaRenderer(settings.site)
    views = PageViews(_table(settings.table_name), settings.site.sections, renderer.fixed_files())
    return Press(views=views, renderer=renderer, files=S3Files(boto3.client("s3"), settings.bucket))
