"""A profile between the fields of a page and the JSON that the API takes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from broadsheet.adapters.http.desk.form import Form
from broadsheet.domain.people.profile import PROFILE_LINKS, Profile

LINES = ("name", "role", "bio")
_PICTURE = ("picture_media", "picture_url", "picture_alt")
_MORE = 2
"""Empty rows for links after those that are filled."""


class TypedProfile(NamedTuple):
    """What stands in the fields: text by their names, and links as pairs of label and address."""

    text: Mapping[str, str]
    links: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The links, and some rows to fill in."""
        empty = min(_MORE, PROFILE_LINKS - len(self.links))
        return [*self.links, *([("", "")] * empty)]


def typed_in(form: Form) -> TypedProfile:
    """What was typed; rows that nobody filled in are none."""
    text = {name: form.text(name) for name in (*LINES, *_PICTURE)}
    rows = zip(form.all("link_label"), form.all("link_url"), strict=False)
    return TypedProfile(text, tuple(row for row in rows if any(part.strip() for part in row)))


def kept_in(profile: Profile) -> TypedProfile:
    """What a profile has in its fields."""
    picture = profile.picture
    own = bool(picture and picture.media)
    text = {
        **{name: getattr(profile, name) for name in LINES},
        "picture_media": picture.media or "" if picture else "",
        "picture_url": picture.url if picture and not own else "",
        "picture_alt": picture.alt if picture else "",
    }
    return TypedProfile(text, tuple((link.label, link.url) for link in profile.links))


def as_json(typed: TypedProfile) -> dict[str, Any]:
    """What the API would be sent; nothing is sent of what is empty."""
    fields: dict[str, Any] = {"name": typed.text["name"]}
    fields |= {n: typed.text[n] for n in ("role", "bio") if typed.text[n].strip()}
    said = {n.removeprefix("picture_"): typed.text[n] for n in _PICTURE if typed.text[n].strip()}
    if said:
        fields["picture"] = said
    fields["links"] = [{"label": label, "url": url} for label, url in typed.links]
    return fields
