"""Where a text of a static site stood: by its own words, the configuration, or its kind's rule.

Rules: https://gohugo.io/content-management/urls/, https://jekyllrb.com/docs/permalinks/,
https://www.getzola.org/documentation/content/page/, https://www.11ty.dev/docs/permalinks/,
https://hexo.io/docs/permalinks, https://docs.getpelican.com/en/latest/settings.html#url-settings.
"""

import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PART = re.compile(r":([a-z_]+)|:?\{([a-z_]+)\}")
_DATED = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[-_]?")
_COLLECTIONS = ("src/content/", "content/", "src/pages/", "source/", "pages/", "src/")
_GENERATED = frozenset({"zola", "eleventy", "astro", "gatsby", "hugo", "pelican"})


class Place(NamedTuple):
    """What an address is made of: the path in the site's folder without its language, and the
    rest. `own` is what the text itself says of its address."""

    name: str
    slug: str
    own: str
    language: str
    at: datetime | None
    categories: tuple[str, ...]
    title: str


def address_of(kind: str, config: dict[str, Any], place: Place) -> str:
    """The path at which it stood, or nothing where that cannot be known."""
    if place.own:
        return _own(kind, config, place)
    pattern = _pattern(kind, config, place)
    if pattern:
        return _prefixed(kind, config, place, _filled(pattern, place))
    if kind not in _GENERATED:
        return ""
    folder, name = _inside(place.name)
    last = place.slug or _DATED.sub("", name) or name
    if kind == "pelican":
        return f"/{last}.html"
    if kind == "astro" and folder.startswith("pages"):
        folder = folder.removeprefix("pages").strip("/")
    parts = [part for part in (folder, last) if part and part != "index"]
    return _prefixed(kind, config, place, f"/{'/'.join(parts)}/".replace("//", "/"))


def bundled(name: str) -> bool:
    """Whether the text is a folder's, with its pictures beside it."""
    return PurePosixPath(name).stem.lower() in ("index", "_index")


def _inside(name: str) -> tuple[str, str]:
    """The folder of a text in the generator's own, and its name: a bundle's is its folder's."""
    for start in _COLLECTIONS:
        if name.startswith(start):
            name = name.removeprefix(start)
            break
    path = PurePosixPath(name)
    if bundled(name):
        path = path.parent
        return str(path.parent).removeprefix("."), path.name
    return str(path.parent).removeprefix("."), path.stem


def last_part(name: str) -> str:
    """What names a text in its address: its file's name, or its folder's, without a date."""
    stem = _inside(name)[1]
    return _DATED.sub("", stem) or stem


def _own(kind: str, config: dict[str, Any], place: Place) -> str:
    """Its own words: a path, an address in full, or Jekyll's pattern."""
    own = place.own
    if "{{" in own or "{%" in own:
        return ""
    if "://" in own:
        own = urlsplit(own).path
    if kind in ("jekyll", "hexo") or ":" in own:
        own = _filled(_STYLES.get(own, own), place)
    own = own.removesuffix("index.html")
    path = own if own.startswith("/") else f"/{own}"
    return _prefixed("", config, place, path) if kind == "hugo" else path


def _pattern(kind: str, config: dict[str, Any], place: Place) -> str:
    name = place.name
    if kind == "jekyll" and ("_posts/" in name or "_drafts/" in name):
        given = config.get("permalink")
        return _STYLES.get(str(given or "date"), str(given or ""))
    if kind == "jekyll":
        pretty = str(config.get("permalink") or "").endswith(("/", "pretty"))
        stem = name.rpartition(".")[0].removeprefix("_pages/").removesuffix("index").rstrip("/")
        return f"/{stem}/" if pretty or not stem else f"/{stem}.html"
    if kind == "hexo":
        is_post = "_posts/" in name
        return f"/{config.get('permalink') or ':year/:month/:day/:title/'}" if is_post else ""
    if kind == "hugo":
        rules = config.get("permalinks")
        rules = rules if isinstance(rules, dict) else {}
        pages = rules.get("page")
        rules = pages if isinstance(pages, dict) else rules
        found = rules.get(_inside(name)[0].partition("/")[0])
        return found if isinstance(found, str) else ""
    return ""


def _prefixed(kind: str, config: dict[str, Any], place: Place, path: str) -> str:
    """With the language before it that is not the site's first, and Jekyll's folder of the site."""
    path = re.sub(r"/{2,}", "/", path if path.startswith("/") else f"/{path}")
    if kind in ("hugo", "zola", "astro", "eleventy", "gatsby") and place.language:
        first = config.get("defaultContentLanguage") or config.get("default_language") or ""
        is_below = config.get("defaultContentLanguageInSubdir") is True
        if is_below or place.language.lower() != str(first).lower():
            path = f"/{place.language.lower()}{path}"
    base = config.get("baseurl") if kind == "jekyll" else ""
    is_path = isinstance(base, str) and base.startswith("/")
    return f"{base.rstrip('/')}{path}" if is_path and isinstance(base, str) else path


def _filled(pattern: str, place: Place) -> str:
    """The pattern with what stands for its parts."""
    values = _words(place) | (_days(place.at) if place.at else {})
    names = (found[1] or found[2] for found in _PART.finditer(pattern))
    if any(name not in values for name in names):
        return ""
    filled = _PART.sub(lambda found: values[found[1] or found[2]], pattern)
    return re.sub(r"/{2,}", "/", f"/{filled}")


def _words(place: Place) -> dict[str, str]:
    """What stands for the parts of a pattern, by the names of all generators."""
    slug = place.slug or last_part(place.name)
    folder = _inside(place.name)[0]
    return {
        "title": slug,
        "slug": slug,
        "slugorfilename": slug,
        "slugorcontentbasename": slug,
        "contentbasename": last_part(place.name),
        "filename": last_part(place.name),
        "name": last_part(place.name),
        "post_title": slug,
        "categories": "/".join(part.lower().replace(" ", "-") for part in place.categories),
        "category": "/".join(part.lower().replace(" ", "-") for part in place.categories[:1]),
        "section": folder.partition("/")[0],
        "sections": folder,
        "path": folder,
        "collection": folder.removeprefix("_"),
        "output_ext": ".html",
        "lang": place.language,
    }


def _days(at: datetime) -> dict[str, str]:
    """The same, of its date."""
    return {
        "year": f"{at.year:04}",
        "short_year": f"{at:%y}",
        "month": f"{at:%m}",
        "i_month": str(at.month),
        "day": f"{at:%d}",
        "i_day": str(at.day),
        "y_day": f"{at:%j}",
        "yearday": f"{at:%j}",
        "short_month": f"{at:%b}",
        "monthname": f"{at:%B}".lower(),
        "week": f"{at:%V}",
        "short_day": f"{at:%a}",
        "hour": f"{at:%H}",
        "minute": f"{at:%M}",
        "second": f"{at:%S}",
    }
