"""The language of a text in a folder: by its name, its folder, or the configuration."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from broadsheet.adapters.imports.old_site import language_in

_CODES = frozenset(
    re.findall(
        r"[a-z]{2}",
        "aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu "
        "cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he "
        "hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko "
        "kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd "
        "ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se "
        "sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty "
        "ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ",
    )
)
"""ISO 639-1: two letters alone may be a word as well, so they count where there are several."""
_TAG = re.compile(r"(?P<code>[a-z]{2,3})(?:[-_](?:[A-Za-z]{2}|[A-Za-z]{4}))?")


class Languages:
    """What parts of a path are languages, of all the texts of a site."""

    def __init__(self, config: dict[str, Any], names: Iterable[str]) -> None:
        self.default = tag_of(
            config.get("defaultContentLanguage")
            or config.get("default_language")
            or config.get("languageCode")
            or config.get("lang")
        )
        languages = config.get("languages")
        self._known = {str(one).lower() for one in languages or () if not isinstance(one, dict)}
        self._folders = _siblings(names)

    def of(self, name: str) -> tuple[str, str]:
        """The language of a text at this place, or none, and the place without it."""
        path = PurePosixPath(name)
        stem, dot, suffix = path.stem.rpartition(".")
        if dot and self._is_one(suffix):
            return tag_of(suffix), str(path.with_name(f"{stem}{path.suffix}"))
        for n, part in enumerate(path.parts[:-1]):
            parent = "/".join(path.parts[:n])
            if self._is_one(part) and (part.lower() in self._known or parent in self._folders):
                return tag_of(part), "/".join((*path.parts[:n], *path.parts[n + 1 :]))
        return "", name

    def _is_one(self, part: str) -> bool:
        return part.lower() in self._known or _is_code(part)


def _siblings(names: Iterable[str]) -> set[str]:
    """Folders with several folders of languages in them."""
    found: dict[str, set[str]] = {}
    for name in names:
        parts = PurePosixPath(name).parts[:-1]
        for n, part in enumerate(parts):
            if _is_code(part):
                found.setdefault("/".join(parts[:n]), set()).add(part)
    return {parent for parent, codes in found.items() if len(codes) > 1}


def _is_code(part: str) -> bool:
    match = _TAG.fullmatch(part)
    return match is not None and match["code"] in _CODES


def tag_of(value: object) -> str:
    """A BCP 47 tag, or nothing where it is none."""
    return language_in(str(value or ""))
