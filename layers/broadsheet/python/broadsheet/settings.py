"""The environment of the functions, one struct for each kind of them; see `template.yaml`.

A field is the variable of its name in capitals. One that has no default must be there, at the first
invocation. SITE_TITLE, SITE_LANGUAGE, SITE_TIME_ZONE and SITE_SECTIONS may be missing or empty:
then it is as `site.toml` says.
"""

from collections.abc import Mapping
from typing import Self

import msgspec

from broadsheet.adapters.site_file import SiteFile, folder_of, site_file
from broadsheet.domain.articles.addressed import addressed
from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.provider import Provider
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.media.recordings import UploadLimits
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.site.podcasts import Podcast
from broadsheet.domain.site.site import Site


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True, rename="upper"):
    """What a deployment says of the site. `mail_from` is empty where no mail is sent."""

    site_title: str = ""
    site_url: str = ""
    site_language: str = ""
    site_time_zone: str = ""
    site_sections: str = ""
    """Their names, with commas between them."""
    site_files: str = ""
    mail_from: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """From the environment. Raises msgspec.ValidationError, which names what is missing."""
        return msgspec.convert(dict(environment), cls)

    @property
    def language(self) -> str:
        """BCP 47."""
        return self.site_language or self._file.language

    @property
    def time_zone(self) -> str:
        """The newsroom's, in the IANA tz database."""
        return self.site_time_zone or self._file.time_zone

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of the newspaper's own, which are there before the first story is."""
        given = (name.strip() for name in self.site_sections.split(","))
        return tuple(name for name in given if name) or self._file.sections

    @property
    def comments(self) -> CommentRules:
        """What the newsroom decides about comments."""
        return self._file.comments

    @property
    def embeds(self) -> tuple[Provider, ...]:
        """The newsroom's own providers of cards."""
        return self._file.providers

    @property
    def uploads(self) -> UploadLimits:
        """How large films and sounds may be."""
        return self._file.uploads

    @property
    def podcasts(self) -> Mapping[str, Podcast]:
        """What can be listened to, by the slugs of the sections that it is in."""
        return self._file.podcasts

    @property
    def own_sections(self) -> tuple[Term, ...]:
        """The site's own sections, each with an address of its own.

        Raises SiteFileError if the file is missing or wrong.
        """
        file = self._file
        names = self.sections
        return addressed(Term(name, file.section_slugs.get(name, "")) for name in names)

    def site(self) -> Site:
        """The site: what the deployment says, and for the rest what `site.toml` says.

        Raises SiteFileError if the file is missing or wrong.
        """
        file = self._file
        return Site(
            title=self.site_title or file.title,
            url=self.site_url,
            language=self.language,
            direction=direction_of(self.language),
            time_zone=self.time_zone,
            sections=self.own_sections,
            opinion=next((t.slug for t in self.own_sections if t.name == file.opinion), ""),
            tagline=file.tagline,
            description=file.description,
            navigation=file.navigation,
            footer=file.footer.links,
            footer_text=file.footer.text,
            logo=file.logo or None,
            logo_dark=file.logo_dark or None,
            offline=file.offline,
            theme=file.theme,
            social=file.social,
            x_account=file.x_account,
            security_contact=file.security_contact,
            privacy_contact=file.privacy_contact,
            comments=file.comments,
            uploads=file.uploads,
            podcasts=tuple(file.podcasts.items()),
            sends_mail=bool(self.mail_from),
            embeds=file.providers,
            files=str(folder_of(self.site_files)),
        )

    @property
    def _file(self) -> SiteFile:
        return site_file(folder_of(self.site_files))


class TableSettings(SiteSettings, frozen=True, kw_only=True):
    """What every function is told."""

    table_name: str


class EditSettings(TableSettings, frozen=True, kw_only=True):
    """`edit_publication`."""

    user_pool_id: str


class ReadbackSettings(TableSettings, frozen=True, kw_only=True):
    """Functions that read pages back."""

    site_bucket: str


class DeskSettings(EditSettings, frozen=True, kw_only=True):
    """`desk`, which is also told where everything is that waits, or nobody could deal with."""

    stack_name: str
    render_queue_url: str
    uploads_url: str
    mail_queue_url: str
    dead_pages_url: str
    dead_changes_url: str
    dead_comments_url: str
    dead_uploads_url: str
    dead_mails_url: str
    dead_embeds_url: str

    desk_client_id: str
    """The app client that people sign in with at the desk."""

    media_bucket: str


class MediaSettings(TableSettings, frozen=True, kw_only=True):
    """Functions that deal with pictures."""

    media_bucket: str


class ListenerSettings(TableSettings, frozen=True, kw_only=True):
    """Functions that no request calls: what they cannot deal with, they put aside."""

    dead_letters_url: str


class RouteSettings(ListenerSettings, frozen=True, kw_only=True):
    """Functions that pages are queued by, or for."""

    render_queue_url: str


class ChangeSettings(RouteSettings, frozen=True, kw_only=True):
    """`route_changes`, which also hands on what providers are to be asked."""

    embed_queue_url: str


class FetchSettings(ListenerSettings, frozen=True, kw_only=True):
    """`fetch_embeds`. `providers_endpoint` stands in for all of them, on one machine."""

    embed_queue_url: str
    media_bucket: str
    providers_endpoint: str = ""


class RenderSettings(RouteSettings, frozen=True, kw_only=True):
    """`render_pages`."""

    site_bucket: str
    media_bucket: str


class ProcessSettings(ListenerSettings, frozen=True, kw_only=True):
    """`process_media`."""

    media_bucket: str


class SearchSettings(TableSettings, frozen=True, kw_only=True):
    """Functions that search."""

    site_bucket: str


class ReadSettings(SearchSettings, frozen=True, kw_only=True):
    """`read_api`."""

    token_issuer: str
    token_audience: str
    """The ids of the app clients whose tokens are taken, with commas between them."""
    jwks_url: str


class ReaderSettings(TableSettings, frozen=True, kw_only=True):
    """Functions that deal with what is known of readers.

    `edge_secret_id` names the secret by which our own CloudFront is known. Without
    `spam_service_key_parameter` no service is asked about spam.
    """

    kms_key_id: str
    edge_secret_id: str = ""
    spam_service_key_parameter: str = ""
    spam_service_shares_reader: str = "off"


class PlaceSettings(ListenerSettings, frozen=True, kw_only=True):
    """`place_comments`."""

    mail_queue_url: str


class MailSettings(ReaderSettings, frozen=True, kw_only=True):
    """`send_mails`."""

    mail_from: str
    mail_queue_url: str
    dead_letters_url: str
