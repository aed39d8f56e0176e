"""In which encoding an XML file is: by its first bytes, and by what it declares.

XML 1.0, appendix F. Python has codecs that are no encodings of text (`zip`, `base64`, `idna`), and
some in which a file could say something else than it shows (UTF-7): those that exports are written
in are named here, and no others are read.
"""

import codecs
import re

from broadsheet.adapters.imports.bad_file import BadFile

_DECLARED = re.compile(r"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]{0,100})")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The first characters of any XML file, without a mark.
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_KNOWN = frozenset(
    {"ascii", "utf-8", "tis-620", "cp874", "mac-roman", "koi8-r", "koi8-u"}
    | {f"cp{number}" for number in (437, 850, 852, 866, *range(1250, 1259))}
    | {f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))}
    | {"big5", "big5hkscs", "cp949", "cp950", "euc_jp", "euc_kr", "gb2312", "gbk", "gb18030"}
    | {"shift_jis", "cp932", "euc_jis_2004", "shift_jis_2004"}
)
"""As Python calls them; ASCII means the same in each."""
_SINGLE = ("ascii", "iso8859-", "cp12", "cp4", "cp85", "cp866", "koi8", "mac-roman")
_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})


def encoding_of(start: bytes) -> str:
    """The name of Python's codec for a file that begins so.

    Raises BadFile for an encoding that is unknown, or that the file only says to be in.
    """
    seen = next((name for mark, name in _MARKS if start.startswith(mark)), "")
    declared = _DECLARED.match(start[:1000].decode(seen or "latin-1", "replace").lstrip("\ufeff"))
    if declared is None:
        return seen or "utf-8"
    name = _python_name(declared[1])
    if seen:
        # A file that was saved anew, in another encoding, still says which it was in.
        return seen
    if name in _WIDE:
        raise BadFile(f"The file says that it is in {declared[1]}, and is not.")
    return name


def is_utf_8_instead(name: str, chunk: bytes) -> bool:
    """Whether bytes that are said to be in a codec of single bytes are UTF-8.

    Of text in another encoding the bytes above 127 hardly ever are, and of ASCII nothing is known.
    """
    if not name.startswith(_SINGLE) or chunk.isascii():
        return False
    try:
        # The last character may go on in the next piece.
        codecs.getincrementaldecoder("utf-8")().decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _python_name(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        name = ""
    if name not in _KNOWN | _WIDE:
        told = declared.encode("ascii", "backslashreplace").decode()
        raise BadFile(f"The file is in an encoding that is not read here: {told}. Make it UTF-8.")
    return name
