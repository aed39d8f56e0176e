"""The site itself: its name, language, clock, navigation and looks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.provider import Provider
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.media.recordings import DEFAULT_LIMITS, UploadLimits
from broadsheet.domain.site.podcasts import Podcast


class SiteLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link that the newsroom put into the navigation or the footer."""

    text: str
    href: str


class Colours(msgspec.Struct, frozen=True, kw_only=True):
    """What the page is painted with, as `#rrggbb`: the style sheet's `--paper`, `--ink`…"""

    paper: str
    """Behind everything."""
    ink: str
    """Text and headlines."""
    soft: str
    """Text of less weight: dates, captions, bylines."""
    line: str
    """Hairlines between things; bears no meaning."""
    tint: str
    """Behind what is set apart: cards, code, quotes."""
    link: str
    """Links in text, and the ring around what has the focus."""
    alarm: str
    """Breaking news and mistakes in a form."""
    accent: str
    """The newsroom's own colour: section names, rules, buttons."""


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """Colours for both lights, and typefaces as CSS `font-family` lists."""

    light: Colours
    dark: Colours
    headline_font: str
    text_font: str
    interface_font: str


_HEADLINE = (
    'Newsreader, "Newsreader Georgia", "Newsreader Noto", "Newsreader Times", Georgia, serif'
)
_TEXT = 'Literata, "Literata Georgia", "Literata Noto", "Literata Times", Georgia, serif'
"""Ours, and what readers have in the same widths (`assets/fonts.css`)."""
_SANS = (
    'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Noto Sans Arabic", '
    '"PingFang SC", sans-serif'
)

DEFAULT_THEME = Theme(
    light=Colours(
        paper="#fbfaf7",
        ink="#1c1b19",
        soft="#5f5b54",
        line="#d8d3c8",
        tint="#f1eee6",
        link="#1f4e79",
        alarm="#a3161a",
        accent="#7a3b12",
    ),
    dark=Colours(
        paper="#161614",
        ink="#ebe8e1",
        soft="#aaa59b",
        line="#3b3933",
        tint="#211f1c",
        link="#9cc4ec",
        alarm="#ff8f87",
        accent="#e2a878",
    ),
    headline_font=_HEADLINE,
    text_font=_TEXT,
    interface_font=_SANS,
)
"""What a newsroom that chooses nothing gets."""


class Site(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """What every page knows of the site. `url` has no trailing slash."""

    title: str
    url: str
    language: str
    direction: str
    time_zone: str
    sections: tuple[Term, ...]
    tagline: str = ""
    description: str = ""
    navigation: tuple[SiteLink, ...] = ()
    """After the sections."""
    footer: tuple[SiteLink, ...] = ()
    footer_text: str = ""
    opinion: str = ""
    """The slug of the section whose newest stories stand on the front page with portraits."""
    logo: str | None = None
    """The asset that stands in place of the title in the masthead."""
    logo_dark: str | None = None
    """The one that stands there on dark pages, where it is another."""
    theme: Theme = DEFAULT_THEME
    social: tuple[str, ...] = ()
    """Addresses of the publication elsewhere (schema.org's `sameAs`)."""
    x_account: str = ""
    """With its @, or empty."""
    security_contact: str = ""
    """A URI (RFC 9116); empty, the mailbox that RFC 2142 names."""
    privacy_contact: str = ""
    """A URI: whom readers ask for what is kept of them; empty, privacy@ at the site's own host."""
    comments: CommentRules = CommentRules()
    offline: bool = False
    """Whether browsers keep the stories that were read last for when there is no network."""
    uploads: UploadLimits = DEFAULT_LIMITS
    podcasts: tuple[tuple[str, Podcast], ...] = ()
    """What can be listened to, each with the slug of the section that it is in."""
    sends_mail: bool = False
    """Whether readers can be told of replies by e-mail."""
    embeds: tuple[Provider, ...] = ()
    """The newspaper's own providers of cards, before ours."""
    files: str = ""
    """The folder of the newsroom's own logo, icons and templates; empty, there are none."""

    def podcast_of(self, slug: str) -> Podcast | None:
        """The podcast of the section with this slug."""
        return next((podcast for of, podcast in self.podcasts if of == slug), None)

    def local(self, moment: datetime) -> datetime:
        """The moment on the newsroom's wall clock."""
        return _local(moment, self.time_zone)


def month_of(moment: datetime, time_zone: str) -> str:
    """The month (`yyyy-mm`) of a moment on the newsroom's wall clock."""
    local = _local(moment, time_zone)
    # `%Y` has fewer than four digits for years before 1000 (POSIX strftime).
    return f"{local.year:04}-{local.month:02}"


def _local(moment: datetime, time_zone: str) -> datetime:
    """On the wall clock; what would be before the first of all years there is as it is in UTC."""
    try:
        return moment.astimezone(ZoneInfo(time_zone))
    except OverflowError:
        return moment
