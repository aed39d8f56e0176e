"""Fields in the first lines of a text (`Title: Boats`), as Pelican and MultiMarkdown write them.

https://python-markdown.github.io/extensions/meta_data/
"""

import re

from client.front_matter import Document

_FIELD = re.compile(r" {0,3}([A-Za-z][\w-]*):[ \t]*(.*)")
_MORE = re.compile(r"(?: {4,}|\t)\s*(\S.*)")
_FIRST = frozenset(
    {"title", "date", "slug", "category", "tags", "author", "authors", "status", "summary"}
    | {"modified", "lang", "template", "save_as", "url"}
)
"""By one of these it begins: a text may begin with a word and a colon as well."""


def with_metadata(document: Document) -> Document:
    """The document with the fields that its first lines are, where nothing else says any.

    All values are texts; of two of one name both are, in one, with a comma between them.
    """
    lines = document.body.split("\n")
    first = _FIELD.fullmatch(lines[0])
    if document.kind or first is None or first[1].lower() not in _FIRST:
        return document
    fields: dict[str, str] = {}
    places: dict[str, int] = {}
    last, at = "", len(lines)
    for n, line in enumerate(lines):
        if found := _FIELD.fullmatch(line):
            last = found[1].lower()
            places.setdefault(last, document.begins + n)
            before = fields.get(last)
            fields[last] = f"{before}, {found[2].strip()}" if before else found[2].strip()
        elif more := _MORE.fullmatch(line):
            fields[last] = f"{fields[last]} {more[1].strip()}".strip()
        else:
            at = n
            break
    body = "\n".join(lines[at:]).strip() + "\n"
    return Document(dict(fields), body, dict(fields), places, document.begins + at, "lines")
