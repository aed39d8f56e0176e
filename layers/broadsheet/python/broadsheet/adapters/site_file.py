"""`site.toml`: what a newsroom decides about its site; `docs/theming.md` explains each line.

It comes in a layer of its own, where the build has put it as JSON too, which reads a hundred
times as fast; in a checkout it is read from where it is written.
"""

import functools
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from broadsheet.adapters.struct_sentences import place_of, sentence_of
from broadsheet.domain.articles.provider import Pattern, Provider, Rule
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.media.recordings import DEFAULT_LIMITS, UploadLimits
from broadsheet.domain.shared.slug import LONGEST_SLUG
from broadsheet.domain.site.podcasts import Podcast
from broadsheet.domain.site.site import DEFAULT_THEME, Colours, SiteLink, Theme

LAYER = "broadsheet_site"
"""The folder that the layer puts on Python's path."""
TEMPLATES = "templates"
_CHECKOUT = Path(__file__).parents[4] / "site"

_FAMILY = r"""(?:"[\w .-]+"|'[\w .-]+'|[\w-]+(?: [\w-]+)*)"""
Colour = Annotated[
    str, msgspec.Meta(pattern=r"^#[0-9a-fA-F]{6}\Z", description="is no colour such as #1f4e79")
]
Fonts = Annotated[
    str,
    msgspec.Meta(
        pattern=rf"^{_FAMILY}(?:, *{_FAMILY})*\Z",
        description="are no font families with commas between them",
    ),
]
"""Nothing that could end the declaration that it is put into."""
Account = Annotated[
    str, msgspec.Meta(pattern=r"^(@[A-Za-z0-9_]{1,15})?\Z", description="is no @name")
]
Slug = Annotated[
    str,
    msgspec.Meta(
        pattern=rf"^(?=.{{1,{LONGEST_SLUG}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*\Z",
        description="is no part of an address such as home-news",
    ),
]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Palette = dict[Literal["paper", "ink", "soft", "line", "tint", "link", "alarm", "accent"], Colour]
Typefaces = dict[Literal["headline", "text", "interface"], Fonts]


class SiteFileError(Exception):
    """The file is not there, or is not as it should be; the message says where."""


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file."""


class Footer(_Table, frozen=True):
    """`[footer]`."""

    text: str = ""
    links: tuple[SiteLink, ...] = ()


class Palettes(_Table, frozen=True):
    """`[colours.light]` and `[colours.dark]`; a colour that is not named is the default one."""

    light: Palette = {}
    dark: Palette = {}


class SiteFile(_Table, frozen=True):
    """The whole file."""

    title: Text
    tagline: str = ""
    description: str = ""
    language: Text = "en"
    time_zone: Text = "UTC"
    sections: tuple[Text, ...] = ()
    section_slugs: dict[Text, Slug] = {}
    """Of sections by their names, where another address is wanted than the name would have."""
    opinion: str = ""
    """The section of which the front page shows who wrote: one of `sections`."""
    navigation: tuple[SiteLink, ...] = ()
    footer: Footer = Footer()
    logo: str = ""
    logo_dark: str = ""
    offline: bool = False
    social: tuple[Text, ...] = ()
    x_account: Account = ""
    security_contact: str = ""
    privacy_contact: str = ""
    colours: Palettes = Palettes()
    typefaces: Typefaces = {}
    comments: CommentRules = CommentRules()
    embeds: dict[Text, tuple[Pattern | Rule, ...]] = {}
    """What an address alone in its paragraph leads to, by the name on its card."""
    uploads: UploadLimits = DEFAULT_LIMITS
    podcasts: dict[Slug, Podcast] = {}
    """By the slugs of the sections that they are in."""

    @property
    def providers(self) -> tuple[Provider, ...]:
        """The newspaper's own providers of cards."""
        return tuple(
            Provider(
                name, tuple(Rule(address=one) if isinstance(one, str) else one for one in rules)
            )
            for name, rules in self.embeds.items()
        )

    @property
    def theme(self) -> Theme:
        """The default theme with what the file says otherwise."""
        return Theme(
            light=_painted(DEFAULT_THEME.light, self.colours.light),
            dark=_painted(DEFAULT_THEME.dark, self.colours.dark),
            headline_font=self.typefaces.get("headline", DEFAULT_THEME.headline_font),
            text_font=self.typefaces.get("text", DEFAULT_THEME.text_font),
            interface_font=self.typefaces.get("interface", DEFAULT_THEME.interface_font),
        )


def _painted(colours: Colours, palette: Mapping[Any, str]) -> Colours:
    return msgspec.structs.replace(colours, **palette)


def folder_of(named: str) -> Path:
    """The newsroom's folder: the one that is named, else the layer's, else the checkout's."""
    return Path(named) if named else _found()


@functools.cache
def _found() -> Path:
    spec = find_spec(LAYER)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else _CHECKOUT


@functools.cache
def site_file(folder: Path) -> SiteFile:
    """What the folder's file says. Raises SiteFileError where it is missing or wrong."""
    built = folder / "site.json"
    try:
        if built.is_file():
            return msgspec.json.decode(built.read_bytes(), type=SiteFile)
        return msgspec.convert(raw(folder), SiteFile)
    except msgspec.ValidationError as error:
        place = place_of(error)
        where = f"{place}: " if place else ""
        raise SiteFileError(f"site.toml: {where}{sentence_of(error)}") from error


def raw(folder: Path) -> dict[str, Any]:
    """The file as TOML reads it, not looked at. Raises SiteFileError."""
    import tomllib  # noqa: PLC0415 - a function reads the JSON that the layer's build made

    try:
        # Editors of Windows put a mark before the text.
        return tomllib.loads((folder / "site.toml").read_text("utf-8").removeprefix("\ufeff"))
    except FileNotFoundError as error:
        raise SiteFileError(f"there is no site.toml in {folder}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        told = f"site.toml, line {line}: is not text in UTF-8; save the file as UTF-8"
        raise SiteFileError(told) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SiteFileError(f"site.toml: {error}") from error
