"""Files as people name them: what cannot be read is said in words, with what to do."""

import os
from pathlib import Path

from client.errors import CommandError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def text_in(path: Path) -> str:
    """The text of a file in UTF-8. Raises CommandError, which says what to do."""
    raw = bytes_in(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CommandError(
            f"{path}:{line}: this is not text in UTF-8; save the file as UTF-8 and send it again"
        ) from None


def bytes_in(path: Path) -> bytes:
    """What is in a file. Raises CommandError, which says what to do."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(words_of(error, path)) from None


def write_whole(path: Path, content: bytes | str, mode: int = 0o644) -> None:
    """Replace the file, or leave it as it was: it is never there in half. Raises OSError."""
    data = content.encode() if isinstance(content, str) else content
    new = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(os.open(new, _NEW, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def words_of(error: OSError, path: object = "") -> str:
    """What went wrong with a file, for a person."""
    named = path or error.filename or "a file"
    match error:
        case FileNotFoundError():
            return f"there is no file {named}; look at how its name is written"
        case IsADirectoryError():
            return f"{named} is a folder; name the files in it"
        case NotADirectoryError():
            return f"{named} would be in something that is no folder"
        case PermissionError():
            return f"{named} may not be read or written by you; ask whoever owns it"
    return f"{named}: {error.strerror or error}"
