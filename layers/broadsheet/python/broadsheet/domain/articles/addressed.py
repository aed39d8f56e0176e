"""The names that an article has, each with an address of its own."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from broadsheet.domain.articles.article import Author, Term
from broadsheet.domain.shared.names import folded
from broadsheet.domain.shared.slug import addresses_for

Named = TypeVar("Named", Term, Author)


def addressed(items: Iterable[Named], known: Iterable[Named] = ()) -> tuple[Named, ...]:
    """The items in their order, each name once, with slugs: no two of them have the same.

    A slug that an item has stays. Without one it is that of the same name in `known`, or the
    likeliest for its name that no other item has. Names that are what their address says are first
    to have it, wherever they stand: of `C++` and `C`, `C`.
    """
    own = {folded(one.name): one.slug for one in known}
    once = _once(items)
    slugs: dict[str, str] = {}
    taken = {item.slug for item in once}
    likely = _likely([item.name for item in once if not item.slug], own)
    for fold in sorted(likely, key=lambda fold: (fold not in own, not _is_plain(fold, likely))):
        slugs[fold] = next(slug for slug in likely[fold] if slug not in taken)
        taken.add(slugs[fold])
    return tuple(
        item if item.slug else msgspec.structs.replace(item, slug=slugs[folded(item.name)])
        for item in once
    )


def each_once(items: Iterable[Named]) -> tuple[Named, ...]:
    """The items in their order, without those whose address another one has already."""
    found: dict[str, Named] = {}
    for item in items:
        found.setdefault(item.slug, item)
    return tuple(found.values())


def _once(items: Iterable[Named]) -> tuple[Named, ...]:
    """Each name once; with slugs of their own, two of the same name are two people."""
    found: dict[tuple[str, str], Named] = {}
    for item in items:
        found.setdefault((folded(item.name), item.slug), item)
    return tuple(found.values())


def _likely(names: Iterable[str], own: dict[str, str]) -> dict[str, list[str]]:
    """Of each folded name the slugs that it may have."""
    found = {folded(name): addresses_for(name) for name in names}
    return {fold: [own[fold], *slugs] if fold in own else slugs for fold, slugs in found.items()}


def _is_plain(fold: str, likely: dict[str, list[str]]) -> bool:
    return likely[fold][0] == fold.replace(" ", "-")
