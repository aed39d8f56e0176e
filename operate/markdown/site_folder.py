"""The folder of a static site: which generator's it is, its configuration, and its files.

Nothing outside of it is read, and no symbolic link that leads out of it is followed.
"""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.old_site import host_in
from client.files_beside import found_in, safe_in

TEXTS = frozenset({".md", ".markdown", ".mdx", ".mkd", ".mkdn", ".mdown"})
OTHER_TEXTS = frozenset({".adoc", ".asciidoc", ".rst", ".org", ".dj", ".textile", ".ipynb"})
"""Texts of other formats, which are named."""
_UP = 3
"""Folders above the one that is given, in which the generator's configuration may be."""
_LARGEST = 1024 * 1024
"""Bytes of a configuration."""
_CONFIGURED = (
    ("hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default")),
    ("astro", tuple(f"astro.config.{end}" for end in ("mjs", "js", "ts", "mts", "cjs"))),
    ("eleventy", (".eleventy.js", *(f"eleventy.config.{e}" for e in ("js", "mjs", "cjs", "ts")))),
    ("gatsby", ("gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs")),
    ("pelican", ("pelicanconf.py",)),
    ("obsidian", (".obsidian",)),
)
_NOT_TEXTS = frozenset(
    {"node_modules", "vendor", "themes", "layouts", "archetypes", "i18n", "resources", "dist"}
    | {"build", "target", "test", "tests", "bin", "scripts", "patches", "templates", "sass"}
)
"""Folders in the site's own in which a generator has no articles."""
_START = {
    "hugo": ("content",),
    "zola": ("content",),
    "pelican": ("content",),
    "astro": ("src/content", "src/pages", "src/posts", "content"),
    "gatsby": ("content", "src/pages", "blog", "posts"),
    "hexo": ("source",),
}


class SiteFolder:
    """A site's folder, from the folder of it that is given: `kind` is its generator's, or empty."""

    def __init__(self, given: Path) -> None:
        if not given.is_dir():
            raise BadFile(f"{given} is no folder")
        self.given = given.resolve()
        self.root, self.kind = self.given, ""
        for folder in (self.given, *self.given.parents[:_UP]):
            if kind := _kind_of(folder):
                self.root, self.kind = folder, kind
                break
        if not self.kind and any(self.given.glob("**/_posts")):
            self.kind = "jekyll"
        self.config = self._configuration()

    def texts(self) -> Iterator[Path]:
        """Files that may be articles, in the order of their names."""
        starts = _START.get(self.kind, ()) if self.given == self.root else ()
        there = [self.given / one for one in starts if (self.given / one).is_dir()]
        for start in there or [self.given]:
            for name, folders, files in os.walk(start):
                at = Path(name)
                folders[:] = sorted(one for one in folders if self._may_have_texts(at / one))
                yield from (at / one for one in sorted(files) if self.safe(at / one))

    def _may_have_texts(self, folder: Path) -> bool:
        name = folder.name
        if name.startswith(".") or folder.is_symlink():
            return False
        if name.startswith("_"):
            return name in ("_posts", "_drafts", "_pages") or name[1:] in self.collections
        if name in ("public", "static", "_site") and folder.parent == self.root and self.kind:
            return False
        return not (name in _NOT_TEXTS and folder.parent == self.root)

    @property
    def host(self) -> str:
        """Where the site stood, as its configuration says; empty where it does not."""
        config = self.config
        url = str(config.get("baseURL") or config.get("base_url") or config.get("url") or "")
        return host_in(url) if "://" in url else ""

    @property
    def collections(self) -> Mapping[str, Any]:
        """Jekyll's, by their names."""
        found = self.config.get("collections")
        return found if isinstance(found, dict) else dict.fromkeys(found or ())

    def safe(self, path: Path) -> Path | None:
        """The file itself, if it is one and is in this folder, wherever a link leads."""
        return safe_in(self.root, path)

    def found(self, address: str, beside: Path | None = None) -> Path | None:
        """The file that an address without a host names, beside a text or from the site's root."""
        return found_in(self.root, address, beside)

    def named(self, name: str) -> str:
        """A file's place in the folder, as its name everywhere."""
        return Path(name).relative_to(self.root).as_posix()

    def data(self, *names: str) -> Any:
        """What the first of these files without their ends has in YAML, TOML or JSON, or None."""
        for name in names:
            for end in (".yml", ".yaml", ".toml", ".json"):
                if (real := self.safe(self.root / f"{name}{end}")) is not None:
                    return read_data(real)
        return None

    def _configuration(self) -> dict[str, Any]:
        names = {
            "hugo": ("hugo", "config", "config/_default/hugo", "config/_default/config"),
            "zola": ("config",),
            "jekyll": ("_config",),
            "hexo": ("_config",),
        }
        found = self.data(*names.get(self.kind, ()))
        merged = dict(found) if isinstance(found, dict) else {}
        if self.kind == "hugo":
            for name in ("languages", "permalinks"):
                if isinstance(more := self.data(f"config/_default/{name}"), dict):
                    merged.setdefault(name, more)
        return merged


def read_data(path: Path) -> Any:
    """A file of YAML, TOML or JSON. Raises BadFile with the reason."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadFile(f"{path} is larger than {_LARGEST} bytes")
        text = path.read_text("utf-8-sig")
        if path.suffix == ".toml":
            return tomllib.loads(text)
        return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise BadFile(f"{path} cannot be read: {error}") from error


def _kind_of(folder: Path) -> str:
    for kind, names in _CONFIGURED:
        if any((folder / name).exists() for name in names):
            return kind
    if (folder / "_config.yml").is_file() or (folder / "_config.yaml").is_file():
        is_hexo = (folder / "scaffolds").is_dir() or (folder / "source" / "_posts").is_dir()
        return "hexo" if is_hexo else "jekyll"
    for name in ("config.toml", "config.yaml", "config.yml"):
        if (folder / name).is_file():
            text = (folder / name).read_text("utf-8", "replace")[:_LARGEST]
            return "zola" if "base_url" in text else "hugo" if "baseurl" in text.lower() else ""
    return ""
