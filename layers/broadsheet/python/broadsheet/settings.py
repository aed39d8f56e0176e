"""The environment of each function, parsed once; see `template.yaml` for the values.

A missing variable is a KeyError that names it, at the first invocation. SITE_TITLE, SITE_LANGUAGE,
SITE_TIME_ZONE and SITE_SECTIONS may be missing or empty: then it is as `site.toml` says.
"""

from collections.abc import Mapping

import msgspec

from broadsheet.adapters.site_file import SiteFile, folder_of, site_file
from broadsheet.domain.articles.article import Term
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.site.site import Site

Environment = Mapping[str, str]


class TableSettings(msgspec.Struct, frozen=True):
    """Functions that change the table."""

    table_name: str
    time_zone: str
    language: str
    comments: CommentRules

    @classmethod
    def of(cls, env: Environment) -> "TableSettings":
        """From the environment."""
        return cls(
            table_name=env["TABLE_NAME"],
            time_zone=env.get("SITE_TIME_ZONE") or _file(env).time_zone,
            language=env.get("SITE_LANGUAGE") or _file(env).language,
            comments=_file(env).comments,
        )


class MediaSettings(msgspec.Struct, frozen=True):
    """Functions that deal with pictures."""

    table_name: str
    bucket: str

    @classmethod
    def of(cls, env: Environment) -> "MediaSettings":
        """From the environment."""
        return cls(table_name=env["TABLE_NAME"], bucket=env["MEDIA_BUCKET"])


class RouteSettings(msgspec.Struct, frozen=True):
    """`route_changes`."""

    table_name: str
    queue_url: str

    @classmethod
    def of(cls, env: Environment) -> "RouteSettings":
        """From the environment."""
        return cls(table_name=env["TABLE_NAME"], queue_url=env["RENDER_QUEUE_URL"])


class RenderSettings(msgspec.Struct, frozen=True):
    """`render_pages`."""

    table_name: str
    bucket: str
    media_bucket: str
    site: Site

    @classmethod
    def of(cls, env: Environment) -> "RenderSettings":
        """From the environment."""
        return cls(
            table_name=env["TABLE_NAME"],
            bucket=env["SITE_BUCKET"],
            media_bucket=env["MEDIA_BUCKET"],
            site=site_of(env),
        )


class ReadSettings(msgspec.Struct, frozen=True):
    """`read_api`."""

    table_name: str
    bucket: str
    site_url: str
    token_issuer: str
    token_audience: str
    """The ids of the app clients whose tokens are taken, with commas between them."""
    jwks_url: str

    @classmethod
    def of(cls, env: Environment) -> "ReadSettings":
        """From the environment."""
        return cls(
            table_name=env["TABLE_NAME"],
            bucket=env["SITE_BUCKET"],
            site_url=env.get("SITE_URL", ""),
            token_issuer=env["TOKEN_ISSUER"],
            token_audience=env["TOKEN_AUDIENCE"],
            jwks_url=env["JWKS_URL"],
        )


class MailSettings(msgspec.Struct, frozen=True):
    """`send_mails`. `sender` is empty where no mail is sent."""

    table_name: str
    key_id: str
    sender: str
    site: Site

    @classmethod
    def of(cls, env: Environment) -> "MailSettings":
        """From the environment."""
        return cls(
            table_name=env["TABLE_NAME"],
            key_id=env["KMS_KEY_ID"],
            sender=env["MAIL_FROM"],
            site=site_of(env),
        )


def _file(env: Environment) -> SiteFile:
    return site_file(folder_of(env))


def site_of(env: Environment) -> Site:
    """The site: what the SITE_* variables say, and for the rest what `site.toml` says.

    Raises SiteFileError if the file is missing or wrong.
    """
    file = _file(env)
    language = env.get("SITE_LANGUAGE") or file.language
    given = (name.strip() for name in env.get("SITE_SECTIONS", "").split(","))
    names = tuple(name for name in given if name) or file.sections
    return Site(
        title=env.get("SITE_TITLE") or file.title,
        url=env.get("SITE_URL", ""),
        language=language,
        direction=direction_of(language),
        time_zone=env.get("SITE_TIME_ZONE") or file.time_zone,
        sections=tuple(Term(name, slug_of(name)) for name in names),
        tagline=file.tagline,
        description=file.description,
        navigation=file.navigation,
        footer=file.footer.links,
        footer_text=file.footer.text,
        logo=file.logo or None,
        theme=file.theme,
        social=file.social,
        x_account=file.x_account,
        security_contact=file.security_contact,
        privacy_contact=file.privacy_contact,
        comments=file.comments,
        sends_mail=bool(env.get("MAIL_FROM")),
        files=str(folder_of(env)),
    )
