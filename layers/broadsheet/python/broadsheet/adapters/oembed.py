"""Providers are asked what an address is, each at its own oEmbed address (https://oembed.com)."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from broadsheet.adapters.public_web import Got, Unreachable
from broadsheet.domain.articles.providers import Providers
from broadsheet.usecases.articles.ports import NoAnswer, PictureTaken, Said

MOST = 64 * 1024
"""Bytes of an answer."""
MOST_OF_PICTURE = 2 * 1024 * 1024
"""Bytes of a picture; previews are some hundred pixels wide."""
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
_JSON = frozenset({"application/json", "application/json+oembed", "text/json"})
_AGAIN = frozenset({408, 425, 429})
"""Statuses that say nothing of the address (RFC 9110, 6585, 8470)."""
Get = Callable[[str, int], Got]
"""Up to so many bytes of what stands at an address. Raises Unreachable."""


class OEmbed:
    """Implements `Asks`. `get` is who is asked for what stands at an address."""

    def __init__(self, providers: Providers, get: Get) -> None:
        self._providers, self._get = providers, get

    def __call__(self, url: str) -> Said | None:
        """See `Asks`."""
        rule = self._providers.rule_of(url)
        if rule is None or not rule.oembed:
            return None
        asked = urlencode({"format": "json", "url": url})
        try:
            answer = self._get(f"{rule.oembed}?{asked}", MOST)
        except Unreachable as error:
            raise NoAnswer(str(error)) from error
        if answer.status in _AGAIN or answer.status >= 500:
            raise NoAnswer(f"{answer.status}")
        return _said(answer, rule.pictures) if answer.status == 200 else Said()

    def take(self, url: str) -> PictureTaken | None:
        """See `TakesPictures`. What it shows, and whether it is one, is not looked at here."""
        try:
            answer = self._get(url, MOST_OF_PICTURE)
        except Unreachable:
            return None
        is_one = answer.status == 200 and answer.content_type in _PICTURES and answer.body
        return PictureTaken(answer.content_type, answer.body) if is_one else None


def _said(answer: Got, pictures: Sequence[str]) -> Said:
    """What is in it; where it is not what a provider answers, nothing is said."""
    if answer.content_type not in _JSON:
        return Said()
    try:
        told = msgspec.json.decode(answer.body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Said()
    picture = _text(told.get("thumbnail_url"))
    return Said(
        _text(told.get("title")),
        _text(told.get("author_name")),
        picture if _is_of(picture, pictures) else "",
    )


def _is_of(url: str, hosts: Sequence[str]) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and parts.netloc in hosts
    except ValueError:
        return False


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
