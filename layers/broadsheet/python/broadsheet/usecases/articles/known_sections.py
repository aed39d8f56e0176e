"""The sections that a story can stand in: a typing mistake is not to become one."""

from broadsheet.domain.articles.article import Article, Term
from broadsheet.domain.articles.listing import Entry, Listing, ListingKind, ListingName
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.names import same_name
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.names import address_of
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.shared.services import Services

NEAREST = 3
"""Sections that are offered for one that is not there."""
_MOST = 100
_ALIKE = 0.6
"""As `difflib` has it, of names without their case."""

_NONE_NEAR = sentence("There is no such section. Editors can make it by ticking the box.")
_NEAREST = sentence(
    "There is no such section. Did you mean {names}? Editors can make it by ticking the box."
)


def is_known(services: Services, section: Term) -> bool:
    """Whether it is one of the newspaper's own, or has a story."""
    if any(same_name(own.name, section.name) for own in services.own_sections()):
        return True
    there = address_of(services.table, ListingKind.SECTION, section.name, section.slug)
    return there.title is not None and _has_story(services.table, there.slug)


def must_be_known(
    services: Services, who: Principal, section: Term, before: Article | None, *, is_new: bool
) -> None:
    """Raises Invalid for a section that is not there, which names those that are nearest.

    An article keeps the one that it has, and whoever may publish makes new ones by saying so.
    """
    if before and same_name(before.content.section.name, section.name):
        return
    makes_new = who.may(Scope.ARTICLES_PUBLISH)
    if (is_new and makes_new) or is_known(services, section):
        return
    nearest = _nearest(services, section.name)
    meant = f"; did you mean {' or '.join(nearest)}?" if nearest else "."
    how = 'To make it, send "new_section": true.' if makes_new else "Editors make new ones."
    words = f"names a section that is not there: {section.name}{meant} {how}"
    said = _NEAREST if nearest else _NONE_NEAR
    told = said.of(names=nearest).but(words)
    raise Invalid([FieldError("/section", "unknown_section", told, nearest=nearest)])


def _has_story(reads: Reads, slug: str) -> bool:
    return bool(reads.query(Entry, Span(ListingName(ListingKind.SECTION, slug).pk), limit=1))


def _nearest(services: Services, name: str) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - few name one that is not there

    span = Span(f"LISTINGS#{ListingKind.SECTION}")
    others = services.table.query(Listing, span, limit=_MOST)
    slugs = {one.title: one.listing.name for one in others}
    own = {term.name for term in services.own_sections()}
    by_case = {known.casefold(): known for known in (*slugs, *own)}
    found = [by_case[one] for one in get_close_matches(name.casefold(), by_case, NEAREST, _ALIKE)]
    return tuple(one for one in found if one in own or _has_story(services.table, slugs[one]))
