"""The editor that is kept is what its sources and packages make."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.template import ROOT
from tests.support.tools import Unavailable, tool
from tools import editor

LOCK = ROOT / "layers/broadsheet/editor/package-lock.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it may be built; skips where nobody could build it."""
    try:
        tool("npm")
        tool("node")
    except Unavailable as why:
        pytest.skip(str(why))
    return tmp_path_factory.mktemp("editor")


def test_the_editor_that_is_kept_is_the_one_that_is_made_and_loses_nothing(folder: Path) -> None:
    try:
        made, licences = editor.built(folder)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"its packages cannot be had here: {error.stderr[-200:]!r}")
    assert made == editor.BUILT.read_bytes(), "make editor"
    assert licences == editor.LICENCES.read_text("utf-8"), "make editor"
    done = subprocess.run(
        [str(shutil.which("node")), "--test", "src"],
        cwd=folder,
        env=os.environ | {"EDITION": f"file://{ROOT}/local/edition"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "# fail 0" in done.stdout


def test_its_packages_are_pinned_and_no_host_is_named() -> None:
    text = LOCK.read_text("utf-8")
    assert text.count('"integrity": "sha512-') > 15
    assert '"resolved"' not in text
