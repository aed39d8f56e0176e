"""The lead image in the front matter of static site generators."""

from collections.abc import Mapping
from typing import Any

from client.errors import CommandError

_PLACES = (
    *("image", "cover", "featured_image", "featuredImage", "hero_image", "heroImage"),
    *("thumbnail", "images"),
)
_ADDRESSES = ("url", "src", "image", "path", "feature", "file")
_DESCRIPTIONS = ("alt", "image_alt", "imageAlt")


def picture_of(given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The lead image, or none. Raises CommandError where it has no address, or says not what it is.

    `lead_image`, as the API has it, goes before all of them.
    """
    if given.get("lead_image") is not None:
        found = given["lead_image"]
        if not isinstance(found, dict):
            raise CommandError("lead_image must have url and alt")
        return found
    value = next((given[place] for place in _PLACES if given.get(place)), None)
    if isinstance(value, list):
        value = value[0]
    if value is None:
        return None
    picture = value if isinstance(value, dict) else {"url": value}
    url = next((picture[name] for name in _ADDRESSES if picture.get(name)), None)
    alt = next((where[n] for where in (picture, given) for n in _DESCRIPTIONS if where.get(n)), "")
    if not str(url or "").startswith(("https://", "http://")):
        raise CommandError(f"the picture must be a whole address, https://…: {url!r}")
    if not alt:
        raise CommandError("the picture needs alt, which says what it shows")
    found = {"url": url, "alt": alt}
    return found | {n: picture[n] for n in ("caption", "credit", "width", "height") if n in picture}
