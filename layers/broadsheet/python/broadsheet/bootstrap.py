"""Where adapters meet use cases: made at the first invocation, kept for warm starts.

Each function imports only what it is made of.
"""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
import os
from typing import TYPE_CHECKING

from broadsheet.settings import (
    MailSettings,
    MediaSettings,
    ReadSettings,
    RenderSettings,
    RouteSettings,
    TableSettings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_kms import KMSClient

    from broadsheet.adapters.aws.dynamodb.table import DynamoTable
    from broadsheet.adapters.aws.kms_keys import KmsKeys
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.aws.sqs_render_queue import Received
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


@functools.cache
def _table(name: str) -> "DynamoTable":
    import boto3

    from broadsheet.adapters.aws.dynamodb.table import DynamoTable

    return DynamoTable(boto3.client("dynamodb"), name)


@functools.cache
def services() -> "Services":
    """For functions that change the table."""
    from broadsheet.adapters.clock import new_id, now
    from broadsheet.adapters.html.markup import CommonMark
    from broadsheet.usecases.shared.services import Services

    settings = TableSettings.of(os.environ)
    return Services(
        table=_table(settings.table_name),
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
    parameter = os.environ.get("SPAM_SERVICE_KEY_PARAMETER", "")
    if not parameter:
        return None
    import boto3

    from broadsheet.adapters.akismet import Akismet, AkismetSettings

    # Read with the first comment: were it read here, its loss would be the loss of comments.
    @functools.cache
    def key() -> str:
        answer = boto3.client("ssm").get_parameter(Name=parameter, WithDecryption=True)
        value: str = answer["Parameter"]["Value"]
        return value

    shares_reader = os.environ.get("SPAM_SERVICE_SHARES_READER", "off") == "on"
    return Akismet(AkismetSettings(site=site_url(), shares_reader=shares_reader), key)


@functools.cache
def keys() -> "KmsKeys":
    """For functions that hash e-mail and IP addresses."""
    from broadsheet.adapters.aws.kms_keys import KmsKeys

    table = _table(os.environ["TABLE_NAME"])
    return KmsKeys(_kms(), os.environ["KMS_KEY_ID"], table, services().clock)


@functools.cache
def _kms() -> "KMSClient":
    import boto3

    return boto3.client("kms")


def _vault() -> "Vault | None":
    if not os.environ.get("MAIL_FROM"):
        return None
    from broadsheet.adapters.aws.kms_vault import KmsVault

    return KmsVault(_kms(), os.environ["KMS_KEY_ID"])


@functools.cache
def mail_queue() -> "MailQueue":
    """For `place_comments`: where notices go."""
    import boto3

    from broadsheet.adapters.aws.sqs_mail_queue import SqsMailQueue

    return SqsMailQueue(boto3.client("sqs"), os.environ["MAIL_QUEUE_URL"])


@functools.cache
def notice_sending() -> "NoticeSending":
    """For `send_mails`."""
    import boto3

    from broadsheet.adapters.aws.kms_vault import KmsVault
    from broadsheet.adapters.aws.ses_mail import SesMailer
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.jinja.mails import JinjaLetters
    from broadsheet.usecases.mail.send_notice import NoticeSending

    settings = MailSettings.of(os.environ)
    sender, title = settings.sender, settings.site.title
    return NoticeSending(
        table=_table(settings.table_name),
        vault=KmsVault(_kms(), settings.key_id),
        letters=JinjaLetters(settings.site),
        mailer=SesMailer(boto3.client("sesv2"), sender, title) if sender else None,
        clock=now,
        site_url=settings.site.url,
    )


def table() -> "DynamoTable":
    """For functions that read the table and nothing else."""
    return _table(os.environ["TABLE_NAME"])


def site_url() -> str:
    """The site's address as configured; empty where only CloudFront knows it."""
    return os.environ.get("SITE_URL", "")


def edge() -> str:
    """What our own CloudFront says to the API, so that its word on the viewer is believed."""
    return os.environ.get("EDGE_TOKEN", "")


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

    from broadsheet.adapters.aws.s3_search_index import THREADS, S3SearchIndex

    client = boto3.client("s3", config=Config(max_pool_connections=THREADS))
    return S3SearchIndex(client, read_settings().bucket)


@functools.cache
def routing() -> "tuple[DynamoTable, RenderQueue]":
    """For `route_changes`: the table and the render queue."""
    import boto3

    from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue

    settings = RouteSettings.of(os.environ)
    return _table(settings.table_name), SqsRenderQueue(boto3.client("sqs"), settings.queue_url)


@functools.cache
def retries() -> "Callable[[Sequence[Received]], None]":
    """For `render_pages`: what lets messages that failed be tried again soon."""
    import boto3

    from broadsheet.adapters.aws.sqs_render_queue import try_again_soon

    return functools.partial(try_again_soon, boto3.client("sqs"), os.environ["RENDER_QUEUE_URL"])


@functools.cache
def pictures() -> "S3Pictures":
    """For `manage_media`: the private bucket of pictures."""
    import boto3
    from botocore.config import Config

    from broadsheet.adapters.aws.s3_pictures import S3Pictures

    # By the bucket's address in its own region: the global one redirects a new bucket's forms, and
    # no browser sends a form twice.
    config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    return S3Pictures(boto3.client("s3", config=config), MediaSettings.of(os.environ).bucket)


@functools.cache
def image_processing() -> "ImageProcessing":
    """For `process_media`."""
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.pillow_images import process
    from broadsheet.usecases.media.process_media import ImageProcessing

    table = _table(MediaSettings.of(os.environ).table_name)
    return ImageProcessing(table=table, store=pictures(), process=process, clock=now)


@functools.cache
def page_rendering() -> "PageRendering":
    """For `render_pages`."""
    import boto3

    from broadsheet.adapters.aws.s3_files import S3Files
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.jinja.renderer import JinjaRenderer
    from broadsheet.usecases.site.page_views import page_views
    from broadsheet.usecases.site.render_page import PageRendering

    settings = RenderSettings.of(os.environ)
    s3 = boto3.client("s3")
    renderer = JinjaRenderer(settings.site, S3Pictures(s3, settings.media_bucket))
    views = page_views(_table(settings.table_name), settings.site.sections, renderer.fixed_files())
    return PageRendering(views=views, renderer=renderer, files=S3Files(s3, settings.bucket))
