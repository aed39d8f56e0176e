"""Files that are packed with gzip are read as if they were not."""

import gzip
from pathlib import Path
from typing import BinaryIO, cast

GZIP = b"\x1f\x8b"


def opened(path: Path) -> BinaryIO:
    """The file, unpacked on the way where it is packed (Disqus sends `.xml.gz`)."""
    file = path.open("rb")
    is_packed = file.read(2) == GZIP
    file.seek(0)
    return cast("BinaryIO", gzip.GzipFile(fileobj=file)) if is_packed else file
