"""Which kinds of files are taken as pictures, and what to do about others."""

from collections.abc import Mapping

from broadsheet.domain.shared.sentence import N_

TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/avif",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/tiff",
    "image/bmp",
)
"""The media types that are taken."""
UPLOAD_BYTES = 20 * 1024 * 1024
"""The largest picture, and the largest file of an import that is no recording."""
FILES = {
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp4": "video/mp4",
    "video": "video/mp4",
    "webm": "video/webm",
    "zip": "application/zip",
    "epub": "application/epub+zip",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "slides": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ole": "application/octet-stream",
    "vtt": "text/vtt",
    "plain": "text/plain",
}
"""Files that are kept beside pictures, by kind, with the type that they are served with. None has
an x in its name: by that, files are known that somebody put into the bucket by hand. `aac` and
`video` are of imports alone: what comes now and plays is `m4a` and `mp4`, which podcasts' readers
know by the ends of their names."""
NAMED = "JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF"

MOVES = N_("moves: only still pictures are taken; export one of its pictures as JPEG or PNG")
"""The words of it stand after the picture: they are the reason of a refusal."""

ADVICE: Mapping[str, str] = {
    "svg": N_("is a drawing (SVG), which is a program: export it as PNG"),
    "photoshop": N_("is a document of an image editor: export it as JPEG or PNG"),
    "raw": N_("is a camera's raw file: develop it, and export it as JPEG"),
    "film": N_("is a film or a sound, and was announced as a picture: announce it as what it is"),
    "print": N_("is a document, not a picture: export the page as JPEG or PNG"),
    "jxl": N_("is JPEG XL, which few browsers show: export it as JPEG or PNG"),
    "jp2": N_("is JPEG 2000: export it as JPEG or PNG"),
    "icon": N_("is an icon (ICO): export its largest size as PNG"),
    "page": N_("is a web page, not a picture: save the picture itself"),
    "packed": N_("is packed (ZIP, or a document of an office program): send the picture itself"),
    "emptiness": N_("is empty: nothing was sent"),
}
"""What to do about a file of a kind that is not taken."""

_BY_TYPE: Mapping[str, str] = {
    "image/svg+xml": "svg",
    "image/vnd.adobe.photoshop": "photoshop",
    "image/x-psd": "photoshop",
    "image/x-xcf": "photoshop",
    "image/x-adobe-dng": "raw",
    "image/x-canon-cr2": "raw",
    "image/x-canon-cr3": "raw",
    "image/x-nikon-nef": "raw",
    "image/x-sony-arw": "raw",
    "image/jxl": "jxl",
    "image/jp2": "jp2",
    "image/vnd.microsoft.icon": "icon",
    "image/x-icon": "icon",
    "application/pdf": "print",
    "application/postscript": "print",
    "application/zip": "packed",
    "text/html": "page",
}


def advice_on(media_type: str) -> str | None:
    """What to do about a file of this media type; None for one that is not known."""
    kind = _BY_TYPE.get(media_type)
    return ADVICE[kind] if kind else None


def kind_of(head: bytes) -> str | None:
    """Which kind of `ADVICE` a file is by its first kilobytes; None for what may be a picture.

    https://www.iana.org/assignments/media-types and the formats' own specifications
    """
    if not head:
        return "emptiness"
    for begins, kind in _BEGINNINGS:
        if head.startswith(begins):
            return kind
    if head[:4] in (b"II*\0", b"MM\0*") and head[8:10] == b"CR":
        return "raw"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    if head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"WAVE"):
        return "film"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<"):
        return "svg" if b"<svg" in text else "page"
    return None


_BEGINNINGS = (
    (b"8BPS", "photoshop"),
    (b"gimp xcf", "photoshop"),
    (b"%PDF-", "print"),
    (b"%!PS", "print"),
    (b"\xc5\xd0\xd3\xc6", "print"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"\0\0\x01\0", "icon"),
    (b"PK\x03\x04", "packed"),
    (b"\x1f\x8b", "packed"),
    (b"\x1a\x45\xdf\xa3", "film"),
    (b"FUJIFILMCCD-RAW", "raw"),
    (b"IIRO", "raw"),
    (b"IIRS", "raw"),
    (b"MMOR", "raw"),
    (b"IIU\0", "raw"),
    (b"FOVb", "raw"),
)
_BRANDS: Mapping[bytes, str] = {
    b"crx ": "raw",
    **dict.fromkeys((b"qt  ", b"isom", b"iso2", b"iso4", b"iso5", b"iso6"), "film"),
    **dict.fromkeys((b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VH", b"M4VP", b"M4A "), "film"),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3g2a", b"dash", b"MSNV"), "film"),
}
"""Of ISO/IEC 14496-12, 4.3, what is neither HEIF nor AVIF."""
