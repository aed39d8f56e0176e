"""What WordPress and its plugins know of a post beside its fields: names with values."""

from collections.abc import Collection

from broadsheet.adapters.imports.xml_stream import Element


def meta_of(item: Element, known: Collection[str]) -> dict[str, list[str]]:
    """The values of each name that is known, in their order."""
    found: dict[str, list[str]] = {}
    for child in item.children:
        if child.name == "wp:postmeta" and (key := child.said("wp:meta_key")) in known:
            found.setdefault(key, []).append(child.said("wp:meta_value"))
    return found


def first_meta(item: Element, key: str) -> str:
    """The first value of a name; empty without one."""
    return next(iter(meta_of(item, (key,)).get(key, [])), "")
