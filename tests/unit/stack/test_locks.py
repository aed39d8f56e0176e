"""What is installed is what was locked, all of it by hash, and the bill of materials is of that."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from client.running import ROOT
from tools.audit import main as audit
from tools.audit import troubles
from tools.editor import in_editor
from tools.fonts import in_pages
from tools.lock import LISTS, listed, lock_of, locked
from tools.sbom import LAYERS, SBOM, bill

LOCK = "one==1.0 \\\n    --hash=sha256:" + "a" * 64 + "\ntwo==2.0 ; sys_platform == 'linux' \\\n"


@pytest.mark.parametrize("name", LISTS)
def test_a_lock_has_every_package_of_its_list_in_that_version(name: str) -> None:
    held = {(pin.name, pin.version) for pin in locked(lock_of(ROOT / name))}
    assert set(listed(ROOT / name)) <= held


@pytest.mark.parametrize("name", LISTS)
def test_a_lock_has_hashes_of_every_package(name: str) -> None:
    assert [pin.name for pin in locked(lock_of(ROOT / name)) if not pin.hashes] == []


def test_what_several_locks_have_is_in_one_version() -> None:
    # Environments of their own.
    apart = {f"requirements/{name}.txt" for name in ("sam", "security", "fonts")}
    versions: dict[str, set[str]] = {}
    for name in LISTS:
        for pin in locked(lock_of(ROOT / name)) if name not in apart else ():
            versions.setdefault(pin.name, set()).add(pin.version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_locks_are_of_all_lists_that_there_are() -> None:
    there = {*ROOT.glob("requirements/*.txt"), *ROOT.glob("layers/*/requirements.txt")}
    there |= set(ROOT.glob("layers/*/*/*requirements.txt"))
    assert {str(path.relative_to(ROOT)) for path in there} == set(LISTS)


def test_whatever_installs_demands_hashes() -> None:
    makefiles = [
        ROOT / "Makefile",
        *ROOT.glob("layers/*/Makefile"),
        *ROOT.glob("layers/*/*/Makefile"),
    ]
    installs = [
        line
        for path in makefiles
        for line in re.sub(r"\\\n\s*", "", path.read_text("utf-8")).splitlines()
        if "pip install" in line and "--requirement" in line
    ]
    assert len(installs) == len(LISTS)
    assert [line for line in installs if "--require-hashes" not in line] == []


def test_the_bill_of_materials_is_of_the_locks_as_they_are() -> None:
    assert SBOM.read_bytes() == bill(), "call `make lock`"
    components = json.loads(SBOM.read_text("utf-8"))["components"]
    named = {(c["name"], c["version"]) for c in components if c["type"] == "library"}
    in_functions = {(p.name, p.version) for lock in LAYERS.values() for p in locked(lock)}
    assert named == in_functions | {
        (name, version) for name, version, *_ in (*in_editor(), *in_pages())
    }


def test_a_list_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one>=1\n", "utf-8")
    with pytest.raises(ValueError, match="one>=1 names no version"):
        list(listed(tmp_path / "a.txt"))


def lock_in(folder: Path) -> Path:
    lock = folder / "a.lock"
    lock.write_text(LOCK, "utf-8")
    return lock


def answer(*audited: Mapping[str, object]) -> str:
    return json.dumps({"dependencies": audited})


def test_an_audit_names_what_is_weak_and_what_it_did_not_look_up(tmp_path: Path) -> None:
    weak = {"name": "One", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
    told = list(troubles(lock_in(tmp_path), lambda _: answer(weak)))
    assert told == ["One 1.0: CVE-1, mended in 1.1", "two: not looked up"]


def test_an_audit_that_skipped_a_package_is_no_audit(tmp_path: Path) -> None:
    skipped = {"name": "two", "skip_reason": "not reached"}
    well = {"name": "one", "version": "1.0", "vulns": []}
    assert list(troubles(lock_in(tmp_path), lambda _: answer(well, skipped))) == [
        "two: not looked up: not reached"
    ]


def test_an_audit_without_an_answer_says_why(tmp_path: Path) -> None:
    (told,) = troubles(lock_in(tmp_path), lambda _: "no network\n")
    assert told.endswith("a.lock: no audit: no network")


def test_an_audit_is_well_only_if_all_was_looked_up_and_nothing_found() -> None:
    lists = ["requirements/node.txt"]
    (pin,) = locked(lock_of(ROOT / lists[0]))
    well = answer({"name": pin.name, "version": pin.version, "vulns": []})
    assert audit(lists, lambda _: well) == 0
    assert audit(lists, lambda _: answer()) == 1
