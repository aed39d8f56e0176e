"""`make messages`: the template of the message catalogues, and every catalogue brought up to it.

Running it twice changes nothing: the files hold no dates, no line numbers and no wrapped lines.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from broadsheet.adapters.aws.system_figures import sentence_of
from broadsheet.adapters.jinja.catalogues import LOCALES, PACKAGE
from broadsheet.adapters.jinja.locale_sources import is_translated

POT = LOCALES / "broadsheet.pot"
FUNCTIONS = Path(__file__).parents[1] / "functions"
"""What they say at the desk is said in its reader's language, too."""
STACK = Path(__file__).parents[1] / "template.yaml"
"""What its alarms say stands on the desk's first page while they ring."""
_ALARM = re.compile(r'AlarmDescription: "([^"]+)"')
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")]
_KEYWORDS = {
    **dict.fromkeys(("N_", "sentence", "ui", "say", "site_ui", "site_say"), None),
    "counted": (1, 2),
}
_OPTIONS = {
    "**/templates/**.html": {
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
        "extensions": "tools.messages.Kept",
    }
}
_COMMENTS = ("Translators:",)
_HEADER = """\
# The words of the interface, in English. A translation is a copy of this file, named after its
# language: docs/translating.md tells how. `make messages` brings all of them up to date."""
_CHANGING = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By'
    r"|Report-Msgid-Bugs-To|Project-Id-Version): .*\n",
    re.MULTILINE,
)
"""Headers that say when and by what the file was written: nobody is to merge those."""


class Kept(Extension):
    """The tags `{% keep %}` and `{% endkeep %}` for who only reads the words between them."""

    tags = frozenset({"keep"})  # type: ignore[assignment]  # it is only looked into

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """The body."""
        next(parser.stream)
        return parser.parse_statements(("name:endkeep",), drop_needle=True)


def main() -> None:
    """Write what has changed, and say how much is left to translate."""
    template = extracted()
    POT.write_bytes(written(template))
    for path in sorted(LOCALES.glob("*.po")):
        catalogue = updated(path, template)
        path.write_bytes(written(catalogue))
        print(f"  {path.name}: {len(list(unfinished(catalogue)))} of {len(catalogue)} to translate")


def extracted() -> Catalog:
    """Every message of templates, Python modules and alarms. Raises for a bad template."""
    catalogue = Catalog(header_comment=_HEADER, charset="utf-8", fuzzy=False)
    found = [one for folder in (PACKAGE, FUNCTIONS) for one in _extracted(folder)]
    for file, _, message, comments, context in sorted(found, key=lambda one: one[:2]):
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    for description in _ALARM.findall(STACK.read_text("utf-8")):
        catalogue.add(sentence_of(description), locations=[(STACK.name, 0)])
    return catalogue


def _extracted(folder: Path) -> Iterator[Any]:
    return extract_from_dir(
        folder,
        method_map=_METHODS,
        options_map=_OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=_COMMENTS,
        strip_comment_tags=True,
    )


def updated(path: Path, template: Catalog) -> Catalog:
    """The catalogue with exactly the template's messages; those like an older one are fuzzy."""
    catalogue = read(path)
    header = catalogue.header_comment
    catalogue.update(template)
    catalogue.header_comment = header
    catalogue.obsolete.clear()
    return catalogue


def read(path: Path) -> Catalog:
    """The catalogue in a `.po` file. Raises PoFileError for what is not in the format."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file."""
    target = io.BytesIO()
    write_po(target, catalogue, width=0, include_lineno=False, sort_by_file=True)
    return _CHANGING.sub("", target.getvalue().decode()).encode()


def unfinished(catalogue: Catalog) -> Iterator[Message]:
    """The messages without a translation, or with one that somebody must look at."""
    for message in catalogue:
        if message.id and (message.fuzzy or not is_translated(message)):
            yield message


if __name__ == "__main__":
    main()
