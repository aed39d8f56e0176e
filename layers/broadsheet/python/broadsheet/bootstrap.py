"""Where adapters meet use cases: made at the first invocation, kept for warm starts.

Each function imports only what it is made of.
"""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
import os
from typing import TYPE_CHECKING, Any, TypeVar

from broadsheet.adapters.aws.clients import LOST_MAIL_AFTER, client
from broadsheet.settings import (
    DeskSettings,
    EditSettings,
    ListenerSettings,
    MailSettings,
    MediaSettings,
    PlaceSettings,
    ProcessSettings,
    ReadbackSettings,
    ReaderSettings,
    ReadSettings,
    RenderSettings,
    RouteSettings,
    SearchSettings,
    SiteSettings,
    TableSettings,
)

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

    from broadsheet.adapters.aws.dead_letters import SqsDeadLetters
    from broadsheet.adapters.aws.dynamodb.table import DynamoTable
    from broadsheet.adapters.aws.edge_secret import EdgeSecret
    from broadsheet.adapters.aws.failures import SqsFailures
    from broadsheet.adapters.aws.kms_keys import KmsKeys
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.http.desk.answers import Desk
    from broadsheet.adapters.jinja.previews import Previews
    from broadsheet.adapters.tokens import Issuer
    from broadsheet.domain.site.site import Site
    from broadsheet.usecases.articles.ports import Colleagues
    from broadsheet.usecases.comments.ports import SpamService
    from broadsheet.usecases.comments.services import CommentServices
    from broadsheet.usecases.desk.ports import SignIn
    from broadsheet.usecases.desk.read_today import Failures
    from broadsheet.usecases.desk.receipt import Receipts
    from broadsheet.usecases.desk.sign_in import Door
    from broadsheet.usecases.mail.ports import MailQueue
    from broadsheet.usecases.mail.send_notice import NoticeSending
    from broadsheet.usecases.media.process_media import ImageProcessing
    from broadsheet.usecases.people.ports import Staff, StaffPool
    from broadsheet.usecases.search.ports import SearchIndex
    from broadsheet.usecases.shared.ports import Vault
    from broadsheet.usecases.shared.services import Services
    from broadsheet.usecases.site.ports import Renderer, RenderQueue
    from broadsheet.usecases.site.render_page import PageRendering


_S = TypeVar("_S", bound=SiteSettings)


@functools.cache
def _parsed(kind: type[SiteSettings]) -> Any:
    return kind.of(os.environ)


def _settings(kind: type[_S]) -> _S:
    # What is cached has lost its type variable.
    parsed: _S = _parsed(kind)
    return parsed


@functools.cache
def _table(name: str) -> "DynamoTable":
    from broadsheet.adapters.aws.dynamodb.table import DynamoTable

    return DynamoTable(client("dynamodb"), name)


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
        # Slugs are made when an article is: most functions never ask.
        own_sections=functools.cache(lambda: settings.own_sections),
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
        answer = client("ssm").get_parameter(Name=parameter, WithDecryption=True)
        return str(answer["Parameter"]["Value"])

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
    kms: KMSClient = client("kms")
    return kms


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

    return SqsMailQueue(client("sqs"), _settings(PlaceSettings).mail_queue_url)


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
    ses = client("sesv2", read_timeout=LOST_MAIL_AFTER)
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


def colleagues() -> "Colleagues":
    """Whom a story can be given to."""
    from broadsheet.usecases.articles.assign_article import WhoWorkedOnIt

    return WhoWorkedOnIt(reads())


def everybody_here() -> "Colleagues":
    """For `desk`: the same, and whoever else has an account."""
    from broadsheet.usecases.desk.colleagues import TheStaff

    return TheStaff(colleagues(), staff())


def time_zone() -> str:
    """The newsroom's, in which its days begin."""
    return _settings(TableSettings).time_zone


def site_url() -> str:
    """The site's address as configured; empty where only CloudFront knows it."""
    return _settings(SiteSettings).site_url


@functools.cache
def edge() -> "EdgeSecret":
    """Tells our own CloudFront from anybody else: its word on the viewer is believed."""
    from broadsheet.adapters.aws.edge_secret import EdgeSecret

    # A reader waits for it, and a comment is taken without it too.
    soon = {"connect_timeout": 1, "read_timeout": 1, "retries": {"total_max_attempts": 2}}
    secret = _settings(ReaderSettings).edge_secret_id
    return EdgeSecret(client("secretsmanager", **soon), secret, services().clock)


@functools.cache
def site() -> "Site":
    """For functions that show a page themselves."""
    return _settings(SiteSettings).site()


@functools.cache
def desk() -> "Desk":
    """For `desk`: what makes its pages."""
    from broadsheet.adapters.http.desk.answers import Desk

    return Desk(site())


@functools.cache
def failures() -> "Failures":
    """For `desk`: what nobody could deal with."""
    from broadsheet.adapters.aws.given_up import DeadLetterCounts

    told = _settings(DeskSettings)
    queues = {
        "page": told.dead_pages_url,
        "change": told.dead_changes_url,
        "comment": told.dead_comments_url,
        "picture": told.dead_uploads_url,
        "mail": told.dead_mails_url,
    }
    return DeadLetterCounts(client("sqs"), queues)


@functools.cache
def desk_door() -> "Door":
    """For `desk`: how one signs in there."""
    from broadsheet.adapters.aes_seal import AesSeal
    from broadsheet.adapters.passwords import weakness
    from broadsheet.usecases.desk.sign_in import Door

    about = (site().title, site().url)
    pool, seal = desk_sign_in(), AesSeal()
    return Door(services=services(), pool=pool, seal=seal, weakness=weakness, about=about)


@functools.cache
def desk_sign_in() -> "SignIn":
    """For `desk`: the user pool, as its own app client asks it."""
    from broadsheet.adapters.aws.cognito_sign_in import CognitoSignIn
    from broadsheet.adapters.http.signed_in import principal_of

    settings = _settings(DeskSettings)
    pool, own = settings.user_pool_id, settings.desk_client_id
    return CognitoSignIn(_cognito(), pool, own, principal_of)


@functools.cache
def staff() -> "Staff":
    """For `desk`: the accounts of the user pool."""
    from broadsheet.adapters.aws.cognito_staff import THREADS, CognitoStaff

    cognito = client("cognito-idp", max_pool_connections=THREADS)
    return CognitoStaff(cognito, _settings(EditSettings).user_pool_id)


@functools.cache
def _cognito() -> Any:
    return client("cognito-idp")


@functools.cache
def uploading_desk() -> "Desk":
    """The same for pages that send files: those go straight to where pictures are kept."""
    from broadsheet.adapters.http.desk.answers import Desk

    return Desk(site(), pictures().origin())


@functools.cache
def renderer() -> "Renderer":
    """For functions that show a page of the site before readers do."""
    from broadsheet.adapters.jinja.renderer import JinjaRenderer

    return JinjaRenderer(site())


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

    s3 = client("s3", max_pool_connections=THREADS)
    return S3SearchIndex(s3, _settings(SearchSettings).site_bucket)


@functools.cache
def routing() -> "tuple[DynamoTable, RenderQueue]":
    """For `route_changes`: the table and the render queue."""
    from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue

    settings = _settings(RouteSettings)
    queue = SqsRenderQueue(client("sqs"), settings.render_queue_url)
    return _table(settings.table_name), queue


@functools.cache
def dead_letters() -> "SqsDeadLetters":
    """For functions that read the stream: where changes go that nobody can deal with."""
    from broadsheet.adapters.aws.dead_letters import SqsDeadLetters

    return SqsDeadLetters(client("sqs"), _settings(ListenerSettings).dead_letters_url)


@functools.cache
def _failures(queue_url: str, dead_letters_url: str, longest: int = 360) -> "SqsFailures":
    from broadsheet.adapters.aws.failures import SqsFailures

    return SqsFailures(client("sqs"), queue_url, dead_letters_url, longest)


def pages_that_failed() -> "SqsFailures":
    """For `render_pages`: what becomes of messages that it could not deal with."""
    settings = _settings(RenderSettings)
    return _failures(settings.render_queue_url, settings.dead_letters_url)


def mails_that_failed() -> "SqsFailures":
    """For `send_mails`: in the end one is tried again each hour."""
    settings = _settings(MailSettings)
    return _failures(settings.mail_queue_url, settings.dead_letters_url, 3600)


def uploads_that_failed() -> "SqsFailures":
    """For `process_media`: only its queue says how soon one is tried again."""
    return _failures("", _settings(ProcessSettings).dead_letters_url)


@functools.cache
def staff_pool() -> "StaffPool":
    """For functions that end sessions: who may stay signed in."""
    from broadsheet.adapters.aws.cognito_staff_pool import CognitoStaffPool

    return CognitoStaffPool(_cognito(), _settings(EditSettings).user_pool_id)


@functools.cache
def pictures() -> "S3Pictures":
    """For `manage_media`: the private bucket of pictures."""
    from broadsheet.adapters.aws.s3_pictures import S3Pictures

    # By the bucket's address in its own region: the global one redirects a new bucket's forms, and
    # no browser sends a form twice.
    s3 = client("s3", signature_version="s3v4", s3={"addressing_style": "virtual"})
    return S3Pictures(s3, _settings(MediaSettings).media_bucket)


@functools.cache
def image_processing() -> "ImageProcessing":
    """For `process_media`."""
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.pictures_apart import process
    from broadsheet.usecases.media.process_media import ImageProcessing

    table = _table(_settings(MediaSettings).table_name)
    return ImageProcessing(table=table, store=pictures(), process=process, clock=now)


@functools.cache
def page_rendering() -> "PageRendering":
    """For `render_pages`."""
    from broadsheet.adapters.aws.s3_files import S3Files
    from broadsheet.adapters.aws.s3_pictures import S3Pictures
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.jinja.renderer import JinjaRenderer
    from broadsheet.usecases.site.page_views import page_views
    from broadsheet.usecases.site.render_page import PageRendering

    settings, s3 = _settings(RenderSettings), client("s3")
    site = settings.site()
    renderer = JinjaRenderer(site, S3Pictures(s3, settings.media_bucket))
    views = page_views(_table(settings.table_name), site.sections, renderer.fixed_files())
    files = S3Files(s3, settings.site_bucket, now)
    return PageRendering(views=views, renderer=renderer, files=files)


@functools.cache
def previews(site_url: str) -> "Previews":
    """For `desk`: pages as they will stand at this address."""
    import msgspec

    from broadsheet.adapters.jinja.previews import Previews

    return Previews(msgspec.structs.replace(site(), url=site_url))


_AT_ONCE = 8
"""Pages that are read back at once. A client has ten connections."""


@functools.cache
def receipts(site_url: str) -> "Receipts":
    """For whoever reads pages back: the site as `render_pages` knows it, at this address."""
    from concurrent.futures import ThreadPoolExecutor

    import msgspec

    from broadsheet.adapters.aws.s3_site_reading import S3SiteReading
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.jinja.renderer import JinjaRenderer
    from broadsheet.usecases.desk.receipt import Receipts
    from broadsheet.usecases.site.page_views import page_views

    settings = _settings(ReadbackSettings)
    site = msgspec.structs.replace(settings.site(), url=site_url)
    renderer, reads = JinjaRenderer(site), _table(settings.table_name)
    return Receipts(
        reads=reads,
        views=page_views(reads, site.sections, renderer.fixed_files()),
        renderer=renderer,
        files=S3SiteReading(client("s3"), settings.site_bucket),
        clock=now,
        together=ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pages").map,
    )
