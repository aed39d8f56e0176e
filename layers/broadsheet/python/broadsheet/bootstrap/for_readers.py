"""For functions that deal with what readers send, and with what they are sent."""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
from typing import TYPE_CHECKING

from broadsheet.adapters.aws.clients import LOST_MAIL_AFTER, client
from broadsheet.bootstrap.shared import (
    failures_of,
    services,
    settings_of,
    site,
    site_url,
    table_named,
)
from broadsheet.settings import MailSettings, PlaceSettings, ReaderSettings

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

    from broadsheet.adapters.aws.edge_secret import EdgeSecret
    from broadsheet.adapters.aws.failures import SqsFailures
    from broadsheet.adapters.aws.kms_keys import KmsKeys
    from broadsheet.usecases.comments.ports import SpamService
    from broadsheet.usecases.comments.services import CommentServices
    from broadsheet.usecases.mail.ports import MailQueue
    from broadsheet.usecases.mail.send_notice import NoticeSending
    from broadsheet.usecases.shared.ports import Vault


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
    settings = settings_of(ReaderSettings)
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

    settings = settings_of(ReaderSettings)
    return KmsKeys(_kms(), settings.kms_key_id, table_named(settings.table_name), services().clock)


@functools.cache
def _kms() -> "KMSClient":
    kms: KMSClient = client("kms")
    return kms


def _vault() -> "Vault | None":
    settings = settings_of(ReaderSettings)
    if not settings.mail_from:
        return None
    from broadsheet.adapters.aws.kms_vault import KmsVault

    return KmsVault(_kms(), settings.kms_key_id)


@functools.cache
def edge() -> "EdgeSecret":
    """Tells our own CloudFront from anybody else: its word on the viewer is believed."""
    from broadsheet.adapters.aws.edge_secret import EdgeSecret

    # A reader waits for it, and a comment is taken without it too.
    soon = {"connect_timeout": 1, "read_timeout": 1, "retries": {"total_max_attempts": 2}}
    secret = settings_of(ReaderSettings).edge_secret_id
    return EdgeSecret(client("secretsmanager", **soon), secret, services().clock)


@functools.cache
def mail_queue() -> "MailQueue":
    """For `place_comments`: where notices go."""
    from broadsheet.adapters.aws.sqs_mail_queue import SqsMailQueue

    return SqsMailQueue(client("sqs"), settings_of(PlaceSettings).mail_queue_url)


@functools.cache
def notice_sending() -> "NoticeSending":
    """For `send_mails`."""
    from broadsheet.adapters.aws.kms_vault import KmsVault
    from broadsheet.adapters.aws.ses_mail import SesMailer
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.jinja.mails import JinjaLetters
    from broadsheet.usecases.mail.send_notice import NoticeSending

    settings = settings_of(MailSettings)
    sender, site = settings.mail_from, settings.site()
    ses = client("sesv2", read_timeout=LOST_MAIL_AFTER)
    return NoticeSending(
        table=table_named(settings.table_name),
        vault=KmsVault(_kms(), settings.kms_key_id),
        letters=JinjaLetters(site),
        mailer=SesMailer(ses, sender, site.title) if sender else None,
        clock=now,
        site_url=site.url,
    )


def mails_that_failed() -> "SqsFailures":
    """For `send_mails`: in the end one is tried again each hour."""
    settings = settings_of(MailSettings)
    return failures_of(settings.mail_queue_url, settings.dead_letters_url, 3600)
