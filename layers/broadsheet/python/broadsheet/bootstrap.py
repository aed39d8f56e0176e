"""Where adapters meet use cases: made at the first invocation, kept for warm starts.

Each function imports only what it is made of.
"""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
import os
from typing import TYPE_CHECKING, Any, TypeVar

from broadsheet.settings import (
    MailSettings,
    MediaSettings,
    PlaceSettings,
    ReaderSettings,
    ReadSettings,
    RenderSettings,
    RouteSettings,
    SiteSettings,
    TableSettings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_kms import KMSClient

    from broadsheet.adapters.aws.dynamodb.table import DynamoTable
    from broadsheet.adapters.aws.kms_keys import KmsKeys
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.aws.sqs_render_queue import Received
    from broadsheet.adapters.tokens import Issuer
    from broadsheet.domain.site.site import Site
    from broadsheet.usecases.comments.ports import SpamService
    from broadsheet.usecases.comments.services import CommentServices
    from broadsheet.usecases.mail.ports import MailQueue
    from broadsheet.usecases.mail.send_notice import NoticeSending
    from broadsheet.usecases.media.process_media import ImageProcessing
    from broadsheet.usecases.search.ports import SearchIndex
    from broadsheet.usecases.shared.ports import Vault
    from broadsheet.usecases.shared.services import Services
    from broadsheet.usecases.site.ports import RenderQueue
    from broadsheet.usecases.site.render_page import PageRendering


_S = TypeVar("_S", bound=SiteSettings)


@functools.cache
def _parsed(kind: type[SiteSettings]) -> Any:
    return kind.of(os.environ)


def _settings(kind: type[_S]) -> _S:
    # What is cached has lost its type variable.
    parsed: _S = _parsed(kind)
    return parsed


LOST_AFTER = {"connect_timeout": 2, "read_timeout": 4}
"""Seconds after which an answer will not come any more. botocore's own 60 are longer than functions
have: they would end with the first answer that is lost, in place of asking again."""
LOST_MAIL_AFTER = 12
"""SES may take longer, and a mail that is sent again is a second mail."""
_RETRIES = {"dynamodb": 6, "kms": 2}
"""How often a refused call is made again, where botocore would wait for longer than a function has:
up to 25 seconds with DynamoDB. Here it is up to three."""


def _client(service: str, **options: Any) -> Any:
    """A client whose waits, for answers and between tries, fit into the time of a function."""
    import boto3
    from botocore.config import Config

    config: dict[str, Any] = {**LOST_AFTER, **options}
    if service in _RETRIES:
        config["retries"] = {"max_attempts": _RETRIES[service]}
    made: Any = boto3.client
    return made(service, config=Config(**config))


@functools.cache
def _table(name: str) -> "DynamoTable":
    from broadsheet.adapters.aws.dynamodb.table import DynamoTable

    return DynamoTable(_client("dynamodb"), name)


@functools.cache
def services() -> "Services":
    """For functions that change the table."""
    settings = _settings(TableSettings)
    return services_on(_table(settings.table_name), settings)


def services_on(table: "DynamoTable", settings: TableSettings) -> "Services":
    """For whoever has a table: what changes it as the functions of its stack do."""
    from broadsheet.adapters.clock import new_id, now
    from broadsheet.adapters.html.markup import CommonMark
    from broadsheet.usecases.shared.services import Services

    return Services(
        table=table,
        markup=CommonMark(),
        clock=now,
        ids=new_id,
        time_zone=settings.time_zone,
        language=settings.language,
        rules=settings.comments,
    )


@functools.cache
def comment_services() -> "CommentServices":
    """For functions that receive comments."""
    from broadsheet.usecases.comments.services import CommentServices

    return CommentServices(
        **vars(services()),
        keys=keys(),
        title=site().title,
        site_url=site_url(),
        service=_spam_service(),
        vault=_vault(),
    )


def _spam_service() -> "SpamService | None":
    settings = _settings(ReaderSettings)
    parameter = settings.spam_service_key_parameter
    if not parameter:
        return None
    from broadsheet.adapters.akismet import Akismet, AkismetSettings

    # Read with the first comment: were it read here, its loss would be the loss of comments.
    @functools.cache
    def key() -> str:
        answer = _client("ssm").get_parameter(Name=parameter, WithDecryption=True)
        value: str = answer["Parameter"]["Value"]
        return value

    shares_reader = settings.spam_service_shares_reader == "on"
    return Akismet(AkismetSettings(site=site_url(), shares_reader=shares_reader), key)


@functools.cache
def keys() -> "KmsKeys":
    """For functions that hash e-mail and IP addresses."""
    from broadsheet.adapters.aws.kms_keys import KmsKeys

    settings = _settings(ReaderSettings)
    return KmsKeys(_kms(), settings.kms_key_id, _table(settings.table_name), services().clock)


@functools.cache
def _kms() -> "KMSClient":
    client: KMSClient = _client("kms")
    return client


def _vault() -> "Vault | None":
    settings = _settings(ReaderSettings)
    if not settings.mail_from:
        return None
    from broadsheet.adapters.aws.kms_vault import KmsVault

    return KmsVault(_kms(), settings.kms_key_id)


@functools.cache
def mail_queue() -> "MailQueue":
    """For `place_comments`: where notices go."""
    from broadsheet.adapters.aws.sqs_mail_queue import SqsMailQueue

    return SqsMailQueue(_client("sqs"), _settings(PlaceSettings).mail_queue_url)


@functools.cache
def notice_sending() -> "NoticeSending":
    """For `send_mails`."""
    from broadsheet.adapters.aws.kms_vault import KmsVault
    from broadsheet.adapters.aws.ses_mail import SesMailer
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.jinja.mails import JinjaLetters
    from broadsheet.usecases.mail.send_notice import NoticeSending

    settings = _settings(MailSettings)
    sender, site = settings.mail_from, settings.site()
    ses = _client("sesv2", read_timeout=LOST_MAIL_AFTER)
    return NoticeSending(
        table=_table(settings.table_name),
        vault=KmsVault(_kms(), settings.kms_key_id),
        letters=JinjaLetters(site),
        mailer=SesMailer(ses, sender, site.title) if sender else None,
        clock=now,
        site_url=site.url,
    )


def reads() -> "DynamoTable":
    """For functions that only read."""
    return _table(_settings(TableSettings).table_name)


def site_url() -> str:
    """The site's address as configured; empty where only CloudFront knows it."""
    return _settings(SiteSettings).site_url


def edge() -> str:
    """What our own CloudFront says to the API, so that its word on the viewer is believed."""
    return _settings(ReaderSettings).edge_token


@functools.cache
def site() -> "Site":
    """For functions that show a page themselves."""
    return _settings(SiteSettings).site()


@functools.cache
def issuer() -> "Issuer":
    """For `read_api`: whose tokens it takes."""
    from broadsheet.adapters.tokens import Issuer

    settings = _settings(ReadSettings)
    clients = tuple(settings.token_audience.split(","))
    return Issuer(settings.token_issuer, clients, settings.jwks_url)


@functools.cache
def search_index() -> "SearchIndex":
    """For the search."""
    from broadsheet.adapters.aws.s3_search_index import THREADS, S3SearchIndex

    client = _client("s3", max_pool_connections=THREADS)
    return S3SearchIndex(client, _settings(ReadSettings).site_bucket)


@functools.cache
def routing() -> "tuple[DynamoTable, RenderQueue]":
    """For `route_changes`: the table and the render queue."""
    from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue

    settings = _settings(RouteSettings)
    queue = SqsRenderQueue(_client("sqs"), settings.render_queue_url)
    return _table(settings.table_name), queue


@functools.cache
def retries() -> "Callable[[Sequence[Received]], None]":
    """For `render_pages`: what lets messages that failed be tried again soon."""
    from broadsheet.adapters.aws.sqs_render_queue import try_again_soon

    queue_url = _settings(RenderSettings).render_queue_url
    return functools.partial(try_again_soon, _client("sqs"), queue_url)


@functools.cache
def pictures() -> "S3Pictures":
    """For `manage_media`: the private bucket of pictures."""
    from broadsheet.adapters.aws.s3_pictures import S3Pictures

    # By the bucket's address in its own region: the global one redirects a new bucket's forms, and
    # no browser sends a form twice.
    s3 = _client("s3", signature_version="s3v4", s3={"addressing_style": "virtual"})
    return S3Pictures(s3, _settings(MediaSettings).media_bucket)


@functools.cache
def image_processing() -> "ImageProcessing":
    """For `process_media`."""
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.pillow_images import process
    from broadsheet.usecases.media.process_media import ImageProcessing

    table = _table(_settings(MediaSettings).table_name)
    return ImageProcessing(table=table, store=pictures(), process=process, clock=now)


@functools.cache
def page_rendering() -> "PageRendering":
    """For `render_pages`."""
    from broadsheet.adapters.aws.s3_files import S3Files
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.jinja.renderer import JinjaRenderer
    from broadsheet.usecases.site.page_views import page_views
    from broadsheet.usecases.site.render_page import PageRendering

    settings, s3 = _settings(RenderSettings), _client("s3")
    site = settings.site()
    renderer = JinjaRenderer(site, S3Pictures(s3, settings.media_bucket))
    views = page_views(_table(settings.table_name), site.sections, renderer.fixed_files())
    return PageRendering(views=views, renderer=renderer, files=S3Files(s3, settings.site_bucket))
