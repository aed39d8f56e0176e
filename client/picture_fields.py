"""The lead image in the front matter of static site generators."""

from typing import Any

from client.errors import WrongField
from client.fields import Fields

PLACES = (
    *("image", "cover", "featured_image", "featuredImage", "hero_image", "heroImage"),
    *("coverImage", "cover_image", "banner", "ogImage", "og_image", "header"),
    *("thumbnail", "images"),
)
_ADDRESSES = ("url", "src", "image", "path", "feature", "file", "teaser", "overlay_image")
_DESCRIPTIONS = ("alt", "image_alt", "imageAlt", "coverAlt", "cover_alt", "heroImageAlt")
_OUTSIDE = {
    "caption": ("image_caption", "imageCaption", "caption"),
    "credit": ("image_credit", "imageCredit", "photo_credit"),
}
"""What is said of it beside it, as it is not in it."""


def picture_of(given: Fields, *, has_files: bool = False) -> dict[str, Any] | None:
    """The lead image, or none. Raises WrongField where it has no address, or says not what it is.

    `lead_image`, as the API has it, goes before all of them. With `has_files` it may be a file, as
    written, and may be without words.
    """
    found = given.sendable("lead_image")
    if isinstance(found, dict) and not found.keys() & {"src", "path", "file"}:
        return found
    place, picture = _first(given)
    if not picture:
        return None
    url = next((picture[name] for name in _ADDRESSES if picture.get(name)), None)
    alt = next((picture[n] for n in _DESCRIPTIONS if picture.get(n)), given.text(*_DESCRIPTIONS))
    if not isinstance(url, str) or not (has_files or url.startswith(("https://", "http://"))):
        raise WrongField(f"{place} must be a whole address, https://…: {url!r}", place)
    if not alt and not has_files:
        raise WrongField(f"{place} needs alt, which says what it shows", place)
    words = {n: picture[n] for n in ("caption", "credit", "width", "height") if picture.get(n)}
    for ours, names in _OUTSIDE.items():
        if said := given.text(*names):
            words.setdefault(ours, said)
    return {"url": url, "alt": alt} | words


def _first(given: Fields) -> tuple[str, dict[str, Any]]:
    """The first field that has a picture, and that as an object; or neither."""
    for place in ("lead_image", *PLACES):
        value = given.sendable(place)
        if isinstance(value, list):
            value = next(filter(None, value), None)
        if isinstance(value, dict) and any(value.get(name) for name in _ADDRESSES):
            given.read(*PLACES)
            return place, value
        # Of some themes `header` is HTML for the top of the page.
        if isinstance(value, str) and value.strip() and "<" not in value:
            given.read(*PLACES)
            return place, {"url": value.strip()}
        given.leave(place)
    return "", {}


def others_of(given: Fields, lead: dict[str, Any] | None) -> list[str]:
    """What is said of pictures beside the one that leads: each of another address."""
    if not lead:
        return []
    url = lead.get("url")
    named = {place: given.sendable(place) for place in PLACES if given.is_there(place)}
    others = [(place, one) for place, value in named.items() for one in _addresses(value)]
    return [
        f"{place}: {one} is left out, {url} is its picture"
        for place, one in dict.fromkeys(others)
        if one != url
    ]


def _addresses(value: Any) -> list[str]:
    """Those that a field has, in whichever form."""
    several = value if isinstance(value, list) else [value]
    found = (
        next((one[name] for name in _ADDRESSES if one.get(name)), "")
        if isinstance(one, dict)
        else one
        for one in several
    )
    return [one.strip() for one in found if isinstance(one, str) and one.strip() and "<" not in one]
