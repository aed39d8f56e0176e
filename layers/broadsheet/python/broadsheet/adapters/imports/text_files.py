"""The text of a file that somebody saved: with a mark before it, or in the encoding of Windows."""

import codecs

from broadsheet.adapters.imports.bad_file import BadFile

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(content: bytes, name: str) -> str:
    """The text, in UTF-8 unless a mark says otherwise.

    Raises BadFile for what is no text in that encoding: guessed, it would be other words.
    """
    encoding = next((known for mark, known in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        at = f"byte {error.start}"
        raise BadFile(f"{name} is not in {encoding.upper()} ({at}): save it in UTF-8.") from None
