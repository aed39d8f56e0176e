"""What is built is what was promised, and nothing is written into other people's folders."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from local.installed import gather

ROOT = Path(__file__).parents[3]
LAYERS = {
    "DependenciesLayer": "layers/dependencies",
    "PicturesLayer": "layers/pictures",
    "BroadsheetLayer": "layers/broadsheet/python",
}


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What make says, in a folder; it knows nothing of the make that runs the tests."""
    kept = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=kept, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("compiler", ["/nowhere/python3.14", "false", sys.executable])
@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_is_not_built_without_the_python_that_compiles_it(
    layer: str, compiler: str, tmp_path: Path
) -> None:
    given = (f"ARTIFACTS_DIR={tmp_path}", f"COMPILER={compiler}", "TARGET_PYTHON=3.99")
    made = make(ROOT / LAYERS[layer], f"build-{layer}", f"PYTHON={sys.executable}", *given)
    assert made.returncode != 0
    assert "Python 3.99 is missing" in made.stderr
    assert "COMPILER=" in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_module_of_a_layer_is_compiled_and_holds_whatever_its_time_stamp(
    tmp_path: Path,
) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / LAYERS["BroadsheetLayer"], source)
    given = (f"ARTIFACTS_DIR={tmp_path / 'built'}", f"PYTHON={sys.executable}", "NATIVE=1")
    made = make(source, "build-BroadsheetLayer", *given)
    assert made.returncode == 0, made.stderr
    modules = list((tmp_path / "built").rglob("*.py"))
    assert len(modules) > 100
    for module in modules:
        tag = sys.implementation.cache_tag
        compiled = module.parent / "__pycache__" / f"{module.stem}.{tag}.pyc"
        # Flags 0b01: by hash, unchecked (PEP 552).
        assert compiled.read_bytes()[4:8] == b"\x01\0\0\0"


def test_a_layer_of_this_machine_is_made_of_packages_that_are_here_already(tmp_path: Path) -> None:
    lock = ROOT / LAYERS["DependenciesLayer"] / "requirements.lock"
    assert gather(lock, tmp_path)
    pins = re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE)
    there = {path.name for path in tmp_path.glob("*.dist-info")}
    assert {f"{name.replace('-', '_')}-{version}.dist-info" for name, version in pins} == there
    modules = list(tmp_path.rglob("*.py"))
    assert len(modules) > 100
    # Nothing of the environment beside them, and nothing that leads out of the folder.
    assert not [path for path in tmp_path.rglob("*") if path.is_symlink()]
    assert not (tmp_path / "moto").exists()


@pytest.mark.parametrize("pin", ["msgspec==0.0.1", "no-such-package==1.0"])
def test_a_layer_is_installed_where_one_of_its_packages_is_not_here(
    pin: str, tmp_path: Path
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"nh3=={version('nh3')} \\\n    --hash=sha256:aa\n{pin} \\\n", "utf-8")
    assert not gather(lock, tmp_path / "built")
    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize("linked", [".venv", ".venv/sam", ".local"])
@pytest.mark.parametrize("target", ["test", "run", "reset"])
def test_nothing_is_written_through_a_symbolic_link(
    linked: str, target: str, tmp_path: Path
) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    (ours / linked).parent.mkdir(parents=True)
    (ours / linked).symlink_to(theirs)
    shutil.copy(ROOT / "Makefile", ours)
    made = make(ours, target)
    assert made.returncode != 0
    assert f"{linked} is a symbolic link" in made.stderr
    assert f"rm {linked}" in made.stderr
    assert list(theirs.iterdir()) == []


def test_what_make_starts_keeps_what_it_compiled_whatever_the_shell_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = "--eval=asked: ; @printenv PYTHONDONTWRITEBYTECODE || echo kept"
    assert (
        make(tmp_path, "--silent", f"--file={ROOT / 'Makefile'}", asked, "asked").stdout == "kept\n"
    )
