"""What CloudFront does with `Compress: true`, which every behaviour of the template has.

Conditions, kinds and what becomes of an ETag: 'Serve compressed files' in the CloudFront Developer
Guide. Only gzip: browsers take Brotli over HTTPS alone, and nobody has that here.
"""

import gzip
import re
from typing import NamedTuple

_KINDS = frozenset(
    {
        "application/javascript", "application/json", "application/pdf", "application/rss+xml",
        "application/xml", "image/svg+xml", "text/css", "text/csv", "text/html", "text/javascript",
        "text/plain", "text/xml",
    }
)  # fmt: skip
"""Those of CloudFront's list that this stack serves: Atom and JSON Feed are not in it."""
_STATUSES = frozenset({200, 403, 404})
_SMALLEST, _LARGEST = 1_000, 10_000_000
_LEVEL = 6
_NOUGHT = re.compile(r"\s*q\s*=\s*0(?:\.0{0,3})?\s*")

Headers = list[tuple[str, str]]


class Sent(NamedTuple):
    """What leaves the edge."""

    headers: Headers
    body: bytes


def compressed(accepted: str, status: int, headers: Headers, body: bytes) -> Sent:
    """The answer to a `GET` as the edge sends it to who takes `accepted` (`Accept-Encoding`)."""
    known = {name.lower(): value for name, value in headers}
    kind = known.get("content-type", "").partition(";")[0].strip().lower()
    if (
        not _takes_gzip(accepted)
        or status not in _STATUSES
        or kind not in _KINDS
        or "content-encoding" in known
        or not _SMALLEST <= len(body) <= _LARGEST
    ):
        return Sent(headers, body)
    kept = [(name, _weak(name, value)) for name, value in headers]
    told = [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    return Sent([*kept, *told], gzip.compress(body, _LEVEL, mtime=0))


def _takes_gzip(accepted: str) -> bool:
    """RFC 9110, 12.5.3: a quality of nought is a refusal."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return not _NOUGHT.fullmatch(weight)
    return False


def _weak(name: str, value: str) -> str:
    """What is packed is not the same byte for byte, so its ETag cannot be a strong one."""
    is_strong = name.lower() == "etag" and not value.startswith("W/")
    return f"W/{value}" if is_strong else value


def of_the_origin(name: str, value: str) -> str:
    """What the edge asks the origin with: the ETags that it gave itself are the edge's own."""
    return value.replace('W/"', '"') if name.lower() == "if-none-match" else value
