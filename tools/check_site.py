"""The newsroom's `layers/site` looked over before anything is built of it; run by `make lint`."""

import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from babel import Locale
from babel.core import parse_locale
from PIL import Image

from broadsheet.adapters import site_file
from broadsheet.adapters.jinja.environment import OWN_TEMPLATES
from broadsheet.adapters.site_file import SiteFile, SiteFileError
from broadsheet.adapters.struct_sentences import sentence_of
from broadsheet.domain.articles.hours import zone_called
from broadsheet.domain.articles.provider import Rule
from broadsheet.domain.articles.providers import VALUES
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.signals.wording import letters_of
from broadsheet.domain.comments.word_lists import wrong_with
from broadsheet.domain.shared.language import is_language_tag
from broadsheet.domain.shared.names import folded
from broadsheet.domain.shared.text import closed, is_blank, odd_character, where
from broadsheet.domain.shared.web_address import NotAnAddress, web_address
from broadsheet.domain.site.podcasts import ARTWORK, CATEGORIES
from client.running import ROOT
from tools.check_own_files import wrong_assets, wrong_icons, wrong_place, wrong_templates
from tools.contrast import hard_to_read

SITE = ROOT / "layers/site"
_ABOUT = {"sections": ("opinion", "section_slugs"), "logo": ("logo_dark",)}
"""What cannot be looked at where that which it is about is wrong."""
_MAILBOX = re.compile(r"mailto:[!-~]+@[!-~]+")


def mistakes(folder: Path) -> list[str]:
    """Everything that is wrong with the newsroom's files, each in a line; none if all is well."""
    try:
        raw = site_file.raw(folder)
    except SiteFileError as error:
        return [str(error)]
    found = _shape(raw, SiteFile, "")
    file = msgspec.convert(_right_part(raw), SiteFile)
    found += _sense(file, folder)
    found += hard_to_read(file)
    found += (f"comments.{mistake}" for mistake in _comments(file.comments))
    return [
        *(f"site.toml: {mistake}" for mistake in found),
        *wrong_icons(folder),
        *wrong_assets(folder),
        *wrong_templates(folder / OWN_TEMPLATES),
    ]


def _right_part(raw: dict[str, Any]) -> dict[str, Any]:
    """The settings that can be looked at further, while others are not even of their kind."""
    kinds = {field.encode_name: field.type for field in msgspec.structs.fields(SiteFile)}
    right = {n: v for n, v in raw.items() if n in kinds and not _shape(v, kinds[n], n)}
    left_out = kinds.keys() & raw.keys() - right.keys()
    about = {name for one in left_out for name in _ABOUT.get(one, ())}
    return {"title": "-"} | {n: v for n, v in right.items() if n not in about}


def _shape(value: Any, kind: Any, path: str) -> list[str]:
    """Where the value is not of the kind: as deep as can be told, and all such places."""
    if kind is None:
        return [f"{path}: there is no such setting"]
    if get_origin(kind) in (Union, UnionType):
        # Each is written in its own way: what is told is told of the one that was meant.
        as_table = isinstance(value, dict)
        kind = next(k for k in get_args(kind) if as_table is (get_origin(k) is None))
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        inner = [m for part in _parts(value, kind, path) for m in _shape(*part)]
        missing = _missing(value, kind, path)
        return inner + missing or [f"{path}: {_explained(value, kind, error)}"]
    return []


def _explained(value: Any, kind: Any, error: msgspec.ValidationError) -> str:
    rules = [rule.description for rule in get_args(kind) if isinstance(rule, msgspec.Meta)]
    if isinstance(value, str) and any(rules):
        return f"{value!r} {rules[0]}"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return f"{value!r} is none of {', '.join(kind)}"
    return sentence_of(error)


def _parts(value: Any, kind: Any, path: str) -> Iterator[tuple[Any, Any, str]]:
    """What the value consists of, each part with its kind, None if it has no place here."""
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        types = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        for name, part in value.items():
            yield part, types.get(name), f"{path}.{name}".lstrip(".")
    elif isinstance(value, dict) and get_origin(kind) is dict:
        names, of = get_args(kind)
        is_open = get_origin(names) is not Literal
        for name, part in value.items():
            known = of if is_open or name in get_args(names) else None
            yield part, known, f"{path}.{name}"
            if is_open:
                yield name, names, f"{path}.{name}"
    elif isinstance(value, list) and get_origin(kind) is tuple:
        for number, part in enumerate(value, 1):
            yield part, get_args(kind)[0], f"{path}[{number}]"


def _missing(value: Any, kind: Any, path: str) -> list[str]:
    if not (isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, SiteFile)):
        return []
    fields = msgspec.structs.fields(kind)
    return [f"{path}{f.name}: is missing" for f in fields if f.required and f.name not in value]


def _sense(file: SiteFile, folder: Path) -> Iterator[str]:
    if not is_language_tag(file.language) or not _is_known(file.language):
        yield f"language: {file.language!r} is no BCP 47 tag of a language that there is"
    if zone_called(file.time_zone) is None:
        yield f"time_zone: there is no {file.time_zone!r} among the IANA time zones"
    yield from _sense_of_sections(file)
    yield from _sense_of_frames(file)
    yield from _unreadable(msgspec.to_builtins(file), "")
    for name, logo in (("logo", file.logo), ("logo_dark", file.logo_dark)):
        if logo and (told := wrong_place(folder, logo)):
            yield f"{name}: {told}"
    if file.logo_dark and not file.logo:
        yield "logo_dark: needs a logo for light pages"
    yield from _sense_of_podcasts(file, folder)
    links = [link.href for link in (*file.navigation, *file.footer.links)]
    for address in links:
        if wrong := _wrong_address(address):
            yield f"href: {address!r} {wrong}"
    for address in (*file.social, *filter(None, [file.security_contact, file.privacy_contact])):
        wrong = "is no whole address" if address.startswith("/") else _wrong_address(address)
        if wrong:
            yield f"social, security_contact, privacy_contact: {address!r} {wrong}"


def _unreadable(value: Any, path: str) -> Iterator[str]:
    """Words that readers would not see, or that would turn those after them around."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _unreadable(part, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value, 1):
            yield from _unreadable(part, f"{path}[{number}]")
    elif isinstance(value, str) and value:
        odd = odd_character(value)
        if odd:
            yield f"{path}: has {odd.name} {where(odd)}"
        elif is_blank(value):
            yield f"{path}: has nothing that is seen"
        elif closed(value) != value:
            yield f"{path}: turns the direction of text around, and does not end that"


def _sense_of_sections(file: SiteFile) -> Iterator[str]:
    if len({folded(name) for name in file.sections}) < len(file.sections):
        yield "sections: two of them have the same name"
    for name in file.section_slugs.keys() - set(file.sections):
        yield f"section_slugs: there is no section {name!r}"
    if file.opinion and file.opinion not in file.sections:
        yield f"opinion: there is no section {file.opinion!r}"
    if len(set(file.section_slugs.values())) < len(file.section_slugs):
        yield "section_slugs: two sections have the same address"


def _sense_of_frames(file: SiteFile) -> Iterator[str]:
    for rule in (rule for provider in file.providers for rule in provider.rules):
        if rule.frame and (wrong := _wrong_frame(rule)):
            yield f"embeds: {rule.address}: {wrong}"


def _wrong_frame(rule: Rule) -> str | None:
    """Why nothing would be shown of such an address; None where it would."""
    values = len(VALUES.findall(rule.address))
    named = [int(name) for name in re.findall(r"\{([1-9])\}", rule.frame)]
    if max(named, default=0) <= values:
        return None
    return f"its frame names {{{max(named)}}}, and it has {values} of * and {{number}}"


def _wrong_address(address: str) -> str | None:
    """Why it cannot stand on a page as it is; None where it can."""
    if _MAILBOX.fullmatch(address):
        return None
    try:
        kept = web_address(address)
    except NotAnAddress as wrong:
        return str(wrong)
    return None if kept == address else f"must be written {kept}"


def _sense_of_podcasts(file: SiteFile, folder: Path) -> Iterator[str]:
    for slug, podcast in file.podcasts.items():
        where = f"podcasts.{slug}"
        within = CATEGORIES.get(podcast.category)
        if within is None:
            yield f"{where}.category: {podcast.category!r} is none of {', '.join(CATEGORIES)}"
        elif podcast.subcategory and podcast.subcategory not in within:
            known = ", ".join(within) or "none at all"
            yield f"{where}.subcategory: {podcast.subcategory!r} is none of {known}"
        if podcast.language and not is_language_tag(podcast.language):
            yield f"{where}.language: {podcast.language!r} is no BCP 47 tag"
        if wrong := wrong_place(folder, podcast.artwork):
            yield f"{where}.artwork: {wrong}"
        elif wrong := _wrong_artwork(folder / podcast.artwork):
            yield f"{where}.artwork: {podcast.artwork} {wrong}"


def _wrong_artwork(path: Path) -> str:
    """What is wrong with a podcast's picture; empty, nothing is."""
    least, most = ARTWORK
    try:
        with Image.open(path, formats=("JPEG", "PNG")) as picture:
            width, height = picture.size
    except (OSError, ValueError):
        return "is no JPEG or PNG beside site.toml"
    is_fit = width == height and least <= width <= most
    return "" if is_fit else f"is {width} × {height}: it must be square, {least} to {most} pixels"


def _comments(rules: CommentRules) -> Iterator[str]:
    """Settings that would hold what ordinary readers write, or do nothing at all."""
    for name in ("sender_per_minute", "article_per_minute"):
        if getattr(rules, name) == 0:
            yield f"{name}: 0 would hold every comment"
    for name in ("words", "blocked"):
        for entry in getattr(rules, name):
            wrong = wrong_with(entry)
            if wrong:
                yield f"{name}: {wrong}"
    for entry in rules.staff:
        if not letters_of(entry):
            yield f"staff: {entry!r} is no name"


def _is_known(tag: str) -> bool:
    """Whether language, script and region are among those that Unicode's CLDR can name."""
    english = Locale("en")
    try:
        language, region, script = parse_locale(tag, sep="-")[:3]
    except ValueError:  # a tag for private use, which only its own people can judge
        language, region, script = tag.partition("-")[0].lower(), None, None
    return (
        language in english.languages
        and (region is None or region in english.territories)
        and (script is None or script in english.scripts)
    )


def main() -> None:
    """Print what is wrong, and fail if anything is."""
    found = mistakes(SITE)
    if found:
        sys.exit("\n".join(f"layers/site/{mistake}" for mistake in found))


if __name__ == "__main__":
    main()
