"""A checkout of the project with what `make build` would have made, for the local cloud.

`sam build` fetches Lambda's wheels, which takes minutes; here are the layers that `make run` has,
in the template as `local/template.py` adapts it. From there on `sam deploy` does what it does.
"""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

from local import layers, template
from tests.support.template import ROOT

BUILT = ".aws-sam/build"
_BUILDS = ROOT / ".local/build"
"""Where `make run` keeps the layers that it built; also of a test in a checkout of its own."""


def check_out(folder: Path) -> Path:
    """The files that are in the repository, or are about to be."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/images/", "local/ed")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def build(folder: Path, gateway_port: int) -> None:
    """What `make build` makes of a checkout."""
    built = folder / BUILT
    source = template.load()
    for name, where in template.functions(source).items():
        shutil.copytree(folder / where.relative_to(template.ROOT), built / name, dirs_exist_ok=True)
    for name, where in template.layers(source).items():
        _unpack(layers.pointer(layers.built(name, where, _BUILDS)), built / name)
    names = [*template.functions(source), *template.layers(source)]
    stack = template.translated({name: f"s3://built/{name}" for name in names}, gateway_port, {})
    (built / "template.yaml").write_text(yaml.safe_dump(_packaged(stack)), "utf-8")


def _unpack(archive: bytes, folder: Path) -> None:
    with zipfile.ZipFile(BytesIO(archive)) as files:
        files.extractall(folder)


def _packaged(stack: dict[str, Any]) -> dict[str, Any]:
    """With folders in place of addresses, and versions kept as on AWS."""
    for resource in stack["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Lambda::Function":
            properties["Code"] = properties["Code"]["S3Key"]
            properties["Environment"]["Variables"]["RELEASE"] = "unreleased"
        elif resource["Type"] == "AWS::Lambda::LayerVersion":
            properties["Content"] = properties["Content"]["S3Key"]
        elif resource["Type"] == "AWS::Lambda::Version":
            resource["DeletionPolicy"] = "Retain"
    return stack
