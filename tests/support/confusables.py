"""Makes `domain/comments/names/confusables.py` of Unicode's data, and keeps the rows it uses.

    python -m tests.support.confusables confusables.txt

The file: https://www.unicode.org/Public/security/latest/confusables.txt (UTS 39, 4; Unicode
License v3, `LICENSES/Unicode-3.0.txt`).
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parents[2]
ROWS = HERE / "tests/data/confusables.txt"
MODULE = HERE / "layers/broadsheet/python/broadsheet/domain/comments/names/confusables.py"

# A letter, the letters that it looks like, and the names of both. A star marks what is no letter.
_ROW = re.compile(r"([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA\t# \( .+? → .+? \) (.+?) → (.+?)\t#.*")
# Alphabets that run from left to right, and of which whole words look Latin. Latin letters have
# their ASCII forms from elsewhere (`lookalikes.skeleton`).
_SCRIPTS = re.compile(
    "(?:ARMENIAN|BAMUM|CANADIAN|CARIAN|CHEROKEE|COPTIC|CYRILLIC|DESERET|ELBASAN|GEORGIAN|GREEK|LISU|"
    "LYCIAN|MIAO|OLD ITALIC|OSAGE|RUNIC|TIFINAGH|WARANG CITI) "
)
_SMALL_CAPITAL = re.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")
_MARKS = re.compile("[\u0300-\u036f]")
_HEAD = '''"""Letters of other alphabets by the Latin ones that they look like. Made; do not edit.

confusables.txt {version} of {date}
© 1991-2025 Unicode, Inc. Unicode License v3: `LICENSES/Unicode-3.0.txt`
`tests/support/confusables.py` makes this file, of the rows in `tests/data/confusables.txt`.
"""
# ruff: noqa: RUF001

ALIKE = {{
'''


def rows_of(source: str) -> str:
    """Of a whole file its header and the rows that are used, as they are."""
    lines = source.removeprefix("\ufeff").splitlines()
    head = [line for line in lines[:12] if line.startswith("#")]
    return "\n".join([*head, *(line for line in lines if _pair(line))]) + "\n"


def module_of(rows: str) -> str:
    """The module, in the order of the Latin letters and of the code points."""
    alike: dict[str, list[str]] = {}
    for letter, latin in filter(None, map(_pair, rows.splitlines())):
        alike.setdefault(latin, []).append(letter)
    said = {key: re.search(rf"^# {key}: (\S+)", rows, re.MULTILINE) for key in ("Version", "Date")}
    version, date = (found[1].strip(",") if found else "" for found in said.values())
    lines = (f'    "{latin}": "{"".join(sorted(alike[latin]))}",\n' for latin in sorted(alike))
    return _HEAD.format(version=version, date=date) + "".join(lines) + "}\n"


def _pair(line: str) -> tuple[str, str] | None:
    """A letter and the Latin letters or the digit that it looks like, without their marks."""
    row = _ROW.fullmatch(line)
    if row is None or not _SCRIPTS.match(row[3]):
        return None
    capital = _SMALL_CAPITAL.fullmatch(row[4])
    prototype = "".join(chr(int(point, 16)) for point in row[2].split())
    latin = capital[1] if capital else _MARKS.sub("", prototype)
    return (chr(int(row[1], 16)), latin) if latin.isascii() and latin.isalnum() else None


if __name__ == "__main__":
    kept = rows_of(Path(sys.argv[1]).read_text("utf-8"))
    ROWS.write_text(kept, "utf-8")
    MODULE.write_text(module_of(kept), "utf-8")
