"""The environment of each function, parsed once; see `template.yaml` for the values.

A missing variable is a KeyError that names it, at the first invocation.
"""

from collections.abc import Mapping

import msgspec

from broadsheet.domain.article import Term
from broadsheet.domain.language import direction_of
from broadsheet.domain.site import Site
from broadsheet.domain.slug import slug_of

Environment = Mapping[str, str]


class NewsroomSettings(msgspec.Struct, frozen=True):
    """Functions that change the table."""

    table_name: str
    time_zone: str
    language: str

    @classmethod
    def of(cls, env: Environment) -> "NewsroomSettings":
        """From the environment."""
        return cls(
            table_name=env["TABLE_NAME"],
            time_zone=env.get("SITE_TIME_ZONE", "UTC"),
            language=env.get("SITE_LANGUAGE", "en"),
        )


class RouteSettings(msgspec.Struct, frozen=True):
    """`route_changes`."""

    table_name: str
    queue_url: str

    @classmethod
    def of(cls, env: Environment) -> "RouteSettings":
        """From the environment."""
        return cls(table_name=env["TABLE_NAME"], queue_url=env["RENDER_QUEUE_URL"])


class PressSettings(msgspec.Struct, frozen=True):
    """`render_pages`."""

    table_name: str
    bucket: str
    site: Site

    @classmethod
    def of(cls, env: Environment) -> "PressSettings":
        """From the environment."""
        return cls(table_name=env["TABLE_NAME"], bucket=env["SITE_BUCKET"], site=site_of(env))


class ReadSettings(msgspec.Struct, frozen=True):
    """`read_api`."""

    table_name: str
    site_url: str
    token_issuer: str
    token_audience: str
    jwks_url: str

    @classmethod
    def of(cls, env: Environment) -> "ReadSettings":
        """From the environment."""
        return cls(
            table_name=env["TABLE_NAME"],
            site_url=env.get("SITE_URL", ""),
            token_issuer=env["TOKEN_ISSUER"],
            token_audience=env["TOKEN_AUDIENCE"],
            jwks_url=env["JWKS_URL"],
        )


def site_of(env: Environment) -> Site:
    """The site, from the SITE_* variables."""
    language = env["SITE_LANGUAGE"]
    names = [name.strip() for name in env.get("SITE_SECTIONS", "").split(",")]
    return Site(
        title=env["SITE_TITLE"],
        url=env.get("SITE_URL", ""),
        language=language,
        direction=direction_of(language),
        time_zone=env["SITE_TIME_ZONE"],
        sections=tuple(Term(name, slug_of(name)) for name in names if name),
    )
