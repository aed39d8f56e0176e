"""`make lock` writes `docs/sbom.json`: what others made of what runs in the stack (CycloneDX 1.6).

It is made of locks alone: same locks, same bytes, so neither date nor serial number.
"""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import msgspec

from client.running import ROOT
from tools.editor import in_editor
from tools.fonts import in_pages
from tools.lock import Pin, locked

SBOM = ROOT / "docs/sbom.json"
LAYERS = {
    "DependenciesLayer": ROOT / "layers/dependencies/requirements.lock",
    "PicturesLayer": ROOT / "layers/pictures/requirements.lock",
}
_DATA: dict[str, Any] = {
    "type": "data",
    "name": "Unicode security data: confusables",
    "version": "17.0.0",
    "licenses": [{"license": {"id": "Unicode-3.0"}}],
    "properties": [{"name": "broadsheet:layer", "value": "BroadsheetLayer"}],
}
"""Copied into `domain/comments/names/confusables.py`."""
_OF_THE_RUNTIME: dict[str, Any] = {
    "type": "framework",
    "name": "AWS Lambda runtime python3.14, with boto3 and botocore",
    "properties": [{"name": "broadsheet:updated-by", "value": "AWS, as the runtime is"}],
}
_CLASSIFIED = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: Artistic License": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
"""Where a package has no `License-Expression` (PEP 639)."""
_NAMED = frozenset({"MIT", "Apache-2.0", "MIT-0"})
"""What the older field may hold to be taken by its word: in others it has the whole text."""


def bill() -> bytes:
    """The bill of materials as JSON. Raises LookupError for a package without a known licence."""
    components = [_component(pin, layer) for layer, pin in _pins()]
    components += [_in_browsers("desk-editor.js", *package) for package in in_editor()]
    components += [_in_browsers("*.woff2", *package) for package in in_pages()]
    return (
        msgspec.json.format(
            msgspec.json.encode(
                {
                    "bomFormat": "CycloneDX",
                    "specVersion": "1.6",
                    "version": 1,
                    "metadata": {
                        "component": {"type": "application", "name": "broadsheet"},
                        "lifecycles": [{"phase": "build"}],
                    },
                    "components": [*components, _DATA, _OF_THE_RUNTIME],
                }
            ),
            indent=1,
        )
        + b"\n"
    )


def _pins() -> Iterator[tuple[str, Pin]]:
    for layer, lock in LAYERS.items():
        for pin in locked(lock):
            yield layer, pin


def _component(pin: Pin, layer: str) -> dict[str, Any]:
    url = f"pkg:pypi/{pin.name}@{pin.version}"
    return {
        "type": "library",
        "bom-ref": url,
        "name": pin.name,
        "version": pin.version,
        "purl": url,
        "scope": "required",
        "licenses": [{"expression": _licence(pin.name)}],
        "properties": [
            {"name": "broadsheet:layer", "value": layer},
            {"name": "broadsheet:files-by-hash", "value": str(len(pin.hashes))},
        ],
    }


def _in_browsers(
    file: str, name: str, version: str, licence: str, integrity: str
) -> dict[str, Any]:
    url = f"pkg:npm/{name.replace('@', '%40')}@{version}"
    return {
        "type": "library",
        "bom-ref": url,
        "name": name,
        "version": version,
        "purl": url,
        "scope": "required",
        "licenses": [{"expression": licence}],
        "properties": [
            {"name": "broadsheet:layer", "value": "BroadsheetLayer"},
            {"name": "broadsheet:file", "value": f"assets/{file}"},
            {"name": "broadsheet:integrity", "value": integrity},
        ],
    }


def _licence(name: str) -> str:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        raise LookupError(f"{name} is not installed here, so its licence is not known") from None
    for field in ("License-Expression", "License"):
        for said in told.get_all(field) or ():
            if field == "License-Expression" or said in _NAMED:
                return str(said)
    for classifier in told.get_all("Classifier") or ():
        if classifier in _CLASSIFIED:
            return _CLASSIFIED[classifier]
    raise LookupError(f"{name} says of no licence what it is")


def main(target: Path = SBOM) -> None:
    """Write it, and say what of."""
    target.write_bytes(bill())
    print(f"  {target.name}: {sum(1 for _ in _pins())} packages in {len(LAYERS)} layers")


if __name__ == "__main__":
    main()
