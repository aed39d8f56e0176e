"""A file, sent by a form that S3 takes (multipart/form-data, RFC 7578)."""

import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from typing import BinaryIO

_SECONDS = 120


def posted(url: str, fields: Mapping[str, str], name: str, file: BinaryIO) -> tuple[int, str]:
    """What S3 answers to the form with the file in it: the status, and its words."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    # S3 ignores whatever comes after the file.
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {fields['Content-Type']}\r\n\r\n"
    )
    body = "".join(parts).encode() + file.read() + f"\r\n--{boundary}--\r\n".encode()
    headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(url, body, headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read().decode(errors="replace")
