"""Redirects of a site of Ghost (`redirects.json` or `.yaml`), where its archive has them.

https://ghost.org/tutorials/implementing-redirects/
"""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec
import yaml

from broadsheet.adapters.imports.archive_files import ArchiveFiles
from broadsheet.adapters.imports.text_files import text_of

_FILE = re.compile(r"(?:^|/)redirects(?:-[\d-]+)?\.(json|ya?ml)\Z")
_MOST = 4 << 20
_PLAIN = re.compile(r"/[\w\-./%~]*\Z")


class _Redirect(msgspec.Struct, rename={"source": "from", "target": "to"}):
    source: str
    target: str


def former_paths(files: ArchiveFiles | None) -> tuple[dict[str, list[str]], Counter[str]]:
    """The paths that led to each path (without its last slash), and what cannot be taken over.

    An address here is an address: what matches many of them by a rule is counted and stays behind.
    """
    former: dict[str, list[str]] = {}
    wrong: Counter[str] = Counter()
    for name in files.names if files else ():
        found = _FILE.search(name)
        if files is None or found is None:
            continue
        try:
            text = text_of(files.read(name, _MOST), name)
            redirects = list(_in_json(text) if found[1] == "json" else _in_yaml(text))
        except (msgspec.DecodeError, yaml.YAMLError, ValueError, RecursionError):
            wrong[f"redirects ({name} cannot be read)"] += 1
            continue
        for one in redirects:
            source = one.source.removeprefix("^").removesuffix("$").removesuffix("/?")
            source = source.replace("\\/", "/").replace("\\-", "-")
            if _PLAIN.match(source) and _PLAIN.match(one.target):
                former.setdefault(one.target.rstrip("/"), []).append(source)
            else:
                wrong["redirects by a rule, or to elsewhere,"] += 1
    return former, wrong


def _in_json(text: str) -> Iterator[_Redirect]:
    yield from msgspec.json.decode(text, type=list[_Redirect])


def _in_yaml(text: str) -> Iterator[_Redirect]:
    groups = msgspec.convert(yaml.safe_load(text) or {}, dict[int | str, dict[str, str]])
    for group in groups.values():
        yield from (_Redirect(source, target) for source, target in group.items())
