"""For functions that make pages and pictures, listen to the table, and find things."""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
from typing import TYPE_CHECKING

from broadsheet.adapters.aws.clients import client
from broadsheet.bootstrap.shared import failures_of, settings_of, site, table_named
from broadsheet.settings import (
    ChangeSettings,
    FetchSettings,
    ListenerSettings,
    MediaSettings,
    ProcessSettings,
    ReadSettings,
    RenderSettings,
    SearchSettings,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from broadsheet.adapters.aws.dead_letters import SqsDeadLetters
    from broadsheet.adapters.aws.dynamodb.table import DynamoTable
    from broadsheet.adapters.aws.failures import SqsFailures
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.tokens import Issuer
    from broadsheet.usecases.articles.fetch_embed import EmbedFetching
    from broadsheet.usecases.media.process_media import ImageProcessing
    from broadsheet.usecases.search.ports import SearchIndex
    from broadsheet.usecases.shared.at_once import AtOnce
    from broadsheet.usecases.site.ports import EmbedQueue, Renderer, RenderQueue
    from broadsheet.usecases.site.render_page import PageRendering


@functools.cache
def renderer() -> "Renderer":
    """For functions that show a page of the site before readers do."""
    from broadsheet.adapters.jinja.renderer import JinjaRenderer

    return JinjaRenderer(site())


@functools.cache
def page_rendering() -> "PageRendering":
    """For `render_pages`."""
    from broadsheet.adapters.aws.s3_files import S3Files
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.jinja.renderer import JinjaRenderer
    from broadsheet.usecases.site.page_views import views_by
    from broadsheet.usecases.site.render_page import PageRendering

    settings, s3 = settings_of(RenderSettings), client("s3")
    site = settings.site()
    renderer = JinjaRenderer(site, S3Pictures(s3, settings.media_bucket))
    return PageRendering(
        table=table_named(settings.table_name),
        views=views_by(site.sections, renderer.fixed_files(), site.opinion),
        renderer=renderer,
        files=S3Files(s3, settings.site_bucket, now, settings.media_bucket),
        at_once=at_once(),
    )


def pages_that_failed() -> "SqsFailures":
    """For `render_pages`: what becomes of messages that it could not deal with."""
    settings = settings_of(RenderSettings)
    return failures_of(settings.render_queue_url, settings.dead_letters_url)


@functools.cache
def routing() -> "tuple[DynamoTable, RenderQueue]":
    """For `route_changes`: the table and the render queue."""
    from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue

    settings = settings_of(ChangeSettings)
    queue = SqsRenderQueue(client("sqs"), settings.render_queue_url)
    return table_named(settings.table_name), queue


def podcasts() -> "Collection[str]":
    """For `route_changes`: the slugs of the sections that are podcasts."""
    return settings_of(ChangeSettings).podcasts.keys()


@functools.cache
def at_once() -> "AtOnce":
    """For `route_changes` and `render_pages`: how what does not wait for each other is done."""
    from broadsheet.adapters.threads import KeptThreads

    return KeptThreads()


@functools.cache
def embed_queue() -> "EmbedQueue":
    """For `route_changes`: where addresses go that somebody is to be asked about."""
    from broadsheet.adapters.aws.sqs_embed_queue import SqsEmbedQueue

    return SqsEmbedQueue(client("sqs"), settings_of(ChangeSettings).embed_queue_url)


@functools.cache
def embed_fetching() -> "EmbedFetching":
    """For `fetch_embeds`."""
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.clock import new_id, now
    from broadsheet.adapters.oembed import OEmbed
    from broadsheet.adapters.public_web import PublicWeb, one_machine
    from broadsheet.domain.articles.providers import Providers
    from broadsheet.usecases.articles.fetch_embed import EmbedFetching

    settings = settings_of(FetchSettings)
    here = settings.providers_endpoint
    ask = OEmbed(Providers(settings.embeds), one_machine(here) if here else PublicWeb().get)
    return EmbedFetching(
        table=table_named(settings.table_name),
        ask=ask,
        take=ask.take,
        uploads=S3Pictures(client("s3"), settings.media_bucket),
        clock=now,
        ids=new_id,
    )


def embeds_that_failed() -> "SqsFailures":
    """For `fetch_embeds`: in the end an address is tried again each half an hour."""
    settings = settings_of(FetchSettings)
    return failures_of(settings.embed_queue_url, settings.dead_letters_url, 1800)


@functools.cache
def dead_letters() -> "SqsDeadLetters":
    """For functions that read the stream: where changes go that nobody can deal with."""
    from broadsheet.adapters.aws.dead_letters import SqsDeadLetters

    return SqsDeadLetters(client("sqs"), settings_of(ListenerSettings).dead_letters_url)


@functools.cache
def pictures() -> "S3Pictures":
    """For `manage_media`: the private bucket of pictures."""
    from broadsheet.adapters.aws.s3_pictures import S3Pictures

    # By the bucket's address in its own region: the global one redirects a new bucket's forms, and
    # no browser sends a form twice.
    s3 = client("s3", signature_version="s3v4", s3={"addressing_style": "virtual"})
    settings = settings_of(MediaSettings)
    return S3Pictures(s3, settings.media_bucket, settings.uploads)


@functools.cache
def image_processing() -> "ImageProcessing":
    """For `process_media`."""
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.pictures_apart import process
    from broadsheet.adapters.recordings.inspected import inspect
    from broadsheet.usecases.media.process_media import ImageProcessing

    table = table_named(settings_of(MediaSettings).table_name)
    return ImageProcessing(
        table=table, store=pictures(), process=process, inspect=inspect, clock=now
    )


def uploads_that_failed() -> "SqsFailures":
    """For `process_media`: only its queue says how soon one is tried again."""
    return failures_of("", settings_of(ProcessSettings).dead_letters_url)


@functools.cache
def search_index() -> "SearchIndex":
    """For the search."""
    from broadsheet.adapters.aws.s3_search_index import THREADS, S3SearchIndex

    s3 = client("s3", max_pool_connections=THREADS)
    return S3SearchIndex(s3, settings_of(SearchSettings).site_bucket)


@functools.cache
def issuer() -> "Issuer":
    """For `read_api`: whose tokens it takes."""
    from broadsheet.adapters.tokens import Issuer

    settings = settings_of(ReadSettings)
    clients = tuple(settings.token_audience.split(","))
    return Issuer(settings.token_issuer, clients, settings.jwks_url)
