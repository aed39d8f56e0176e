"""A file of another site as one of the newsroom's own that is about to be made."""

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from broadsheet.domain.media.kinds import FILES, TYPES
from broadsheet.domain.media.media import WAITING_SECONDS, Media, PictureWords
from broadsheet.domain.shared.cut import shortened
from broadsheet.domain.transfer.file_names import extension_of, place_of
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportedImage
from broadsheet.usecases.transfer.bringing import Bringing
from broadsheet.usecases.transfer.brought_files import Reference

_LONGEST = {"alt": 500, "caption": 500, "credit": 200}
"""Characters of what may be said of a picture, as whoever uploads one may say it."""
_TYPES = {"jpg": "jpeg", "jpe": "jpeg", "tif": "tiff", "svg": "svg+xml"}


def announced(
    bringing: Bringing, article: ImportedArticle, reference: Reference, path: Path, kind: str
) -> Media:
    """What the file that `reference` named is to be here; the article is the first to show it.

    Raises OSError.
    """
    now, who = bringing.processing.clock(), bringing.request.who
    name = unicodedata.normalize("NFC", path.name)
    said = PictureWords() if kind else _words(bringing, article, reference)
    return Media(
        id=_id_of(article.source, reference.address, path, kind),
        version=1,
        status="waiting",
        content_type=FILES.get(kind) or _type_of(name),
        alt=said.alt,
        caption=said.caption,
        credit=said.credit,
        name=name if kind else "",
        created_at=now,
        created_by=who.name,
        created_by_id=who.id,
        modified_at=now,
        modified_by=who.name,
        modified_by_id=who.id,
        expires_at=int(now.timestamp()) + WAITING_SECONDS,
    )


def _words(bringing: Bringing, article: ImportedArticle, reference: Reference) -> PictureWords:
    """What is said of the picture; where nobody says what it shows, the article's title is."""
    known = _known(bringing, article, reference)
    alt = (known.alt if known else "") or reference.alt
    return PictureWords(
        alt=said_in("alt", alt) or said_in("alt", article.title),
        caption=said_in("caption", known.caption if known else ""),
        credit=said_in("credit", known.credit if known else ""),
    )


def _known(
    bringing: Bringing, article: ImportedArticle, reference: Reference
) -> ImportedImage | None:
    known, lead = bringing.words(reference.address), article.image
    return lead if known is None and lead and lead.url == reference.address else known


def said_in(name: str, words: str) -> str:
    """In one line, and no longer than may be said of a picture."""
    return shortened(" ".join(words.split()), _LONGEST[name])


def words_cut(bringing: Bringing, article: ImportedArticle, reference: Reference) -> Iterator[str]:
    """What is too long to be said of the picture, in full."""
    known = _known(bringing, article, reference)
    for name, most in _LONGEST.items():
        words = getattr(known, name, "") or (reference.alt if name == "alt" else "")
        if len(" ".join(words.split())) > most:
            yield f"{reference.address}: {name}: {words}"


def _id_of(source: str, address: str, path: Path, kind: str) -> str:
    """The id that a file of another system has here, the same at every import.

    Sizes of a picture are one, as they have one original. An address that is relative to its
    article says not which file it is: its bytes do. Ids of uploads begin with their time; these
    begin before all of them, and are told by their version (RFC 9562, 5.8).
    """
    place = place_of(address)
    above = (place.below_root() or place.steps)[:-1] if place else ()
    said = "\0".join((source, *above, unicodedata.normalize("NFC", path.name))).encode()
    if place and not place.host and not address.startswith("/"):
        said += hashlib.sha256(path.read_bytes()).digest()
    hashed = hashlib.sha256(said).hexdigest()
    stem = f"00000000-0000-8{hashed[:3]}-8{hashed[3:6]}-{hashed[6:18]}"
    return f"{stem}-{kind}" if kind else stem


def _type_of(name: str) -> str:
    extension = extension_of(name)
    said = f"image/{_TYPES.get(extension, extension)}"
    return said if said in TYPES else TYPES[0]
