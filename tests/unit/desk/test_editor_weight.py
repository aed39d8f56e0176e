"""What a browser gets of the desk is small, and what it is made of is named."""

import gzip
import json

from broadsheet.adapters.jinja.assets import ASSETS, assets
from tests.builders import make_site
from tests.support.template import ROOT
from tools.editor import LICENCES, SOURCES

HEAVIEST = 200_000
OF_LISTS = 20_000
"""The most that a page of the desk may weigh without what is for writing, compressed."""
_WRITING = ("desk-editor", "desk-write", "desk-pictures")


def _weight(name: str) -> int:
    return len(gzip.compress((ASSETS / name).read_bytes(), 6))


def _of_desk() -> list[str]:
    return [path.name for path in ASSETS.glob("desk*") if path.suffix in {".js", ".css"}]


def test_all_scripts_and_styles_of_the_desk_are_below_200_kb_compressed() -> None:
    weights = {name: _weight(name) for name in _of_desk()}
    assert weights["desk-editor.js"] > 100_000
    assert sum(weights.values()) < HEAVIEST, weights


def test_pages_that_list_have_a_tenth_of_that() -> None:
    lists = [name for name in _of_desk() if not name.startswith(_WRITING)]
    assert sum(map(_weight, lists)) < OF_LISTS


def test_readers_get_the_editor_as_it_was_built() -> None:
    assert assets(make_site())["desk-editor.js"].body == (ASSETS / "desk-editor.js").read_bytes()


def test_every_package_in_the_editor_is_in_the_bill_with_its_licence() -> None:
    bill = json.loads((ROOT / "docs/sbom.json").read_text("utf-8"))
    listed = {
        one["name"]: one["version"]
        for one in bill["components"]
        if {"name": "broadsheet:file", "value": "assets/desk-editor.js"}
        in one.get("properties", ())
    }
    lock = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((SOURCES / "package.json").read_text("utf-8"))["dependencies"]
    assert wanted.items() <= listed.items()
    locked = {path.rpartition("node_modules/")[2]: of for path, of in lock["packages"].items()}
    assert all(locked[name]["version"] == version for name, version in listed.items())
    licences = LICENCES.read_text("utf-8")
    assert all(f"{name} {version} (" in licences for name, version in listed.items())
