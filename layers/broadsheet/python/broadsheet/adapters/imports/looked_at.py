"""What can be seen of a file or folder without reading it whole."""

import gzip
import re
import zipfile
import zlib
from functools import cached_property
from pathlib import Path

from broadsheet.adapters.imports.archive_files import MOST_FILES, FolderFiles, is_hidden
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.packed import opened
from broadsheet.adapters.imports.text_files import MARKS

_LOOKED_AT = 1 << 16
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_BEFORE_THE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))


class Look:
    """A path, and what it begins with: of a file that is packed with gzip what is in it.

    `names` are those of the files of a folder or a zip, else there are none.
    """

    def __init__(self, path: Path) -> None:
        """Raises BadFile where there is nothing, or no file: a device may never end."""
        self.path = path
        self.is_folder = path.is_dir()
        if not self.is_folder and not path.is_file():
            raise BadFile("There is no such file or folder.")
        self.is_zip = not self.is_folder and zipfile.is_zipfile(path)

    @cached_property
    def start(self) -> bytes:
        """The first bytes of a file. Raises BadFile where they are packed, and damaged."""
        if self.is_folder:
            return b""
        try:
            with opened(self.path) as file:
                return file.read(_LOOKED_AT)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise BadFile("The packed file ends too early, or is damaged.") from None

    @cached_property
    def text(self) -> str:
        """The same as text, whatever stands for what is none."""
        found = next((name for mark, name in MARKS if self.start.startswith(mark)), "")
        if not found and b"\0" in self.start[:200]:
            # UTF-16 without a mark, of which every second byte of a tag is null.
            return self.start.replace(b"\0", b"").decode("latin-1")
        return self.start.decode(found or "utf-8", "replace").lstrip("\ufeff \t\r\n")

    @cached_property
    def root(self) -> str:
        """The local name of an XML file's first element, in lower case; empty for what is none."""
        at = 0
        text = self.text
        while True:
            at += len(text[at:]) - len(text[at:].lstrip())
            aside = next((end for begin, end in _BEFORE_THE_ROOT if text.startswith(begin, at)), "")
            if not aside:
                break
            if aside == ">" and -1 < text.find("[", at) < text.find(">", at):
                aside = "]>"
            at = text.find(aside, at) + len(aside)
            if at < len(aside):
                return ""
        found = _ROOT.match(text, at)
        return found[2].lower() if found else ""

    @cached_property
    def names(self) -> list[str]:
        """The files of a folder or zip. Raises BadFile for one that is broken, or has too many."""
        if self.is_folder:
            return FolderFiles(self.path).names
        if not self.is_zip:
            return []
        try:
            with zipfile.ZipFile(self.path) as packed:
                infos = packed.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise BadFile(f"The zip is damaged: {error}") from None
        if len(infos) > MOST_FILES:
            raise BadFile(f"The zip has more than {MOST_FILES:,} files.")
        found = (info.filename for info in infos if not info.is_dir())
        return sorted(name for name in found if not is_hidden(name))

    def named(self, pattern: str) -> list[str]:
        """The names in which something is found."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return [name for name in self.names if wanted.search(name)]
