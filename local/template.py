"""`template.yaml` as CloudFormation: as AWS gets it, and as MiniStack can bring it up."""

import functools
import hashlib
import json
import logging
import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from samtranslator.translator.transform import transform  # type: ignore[import-untyped]
from samtranslator.yaml_helper import intrinsics_multi_constructor  # type: ignore[import-untyped]

from client.running import REGION
from local.adaptations import ADAPTATIONS

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "template.yaml"

# The translator warns of its own feature switches, which are none of ours.
logging.getLogger("samtranslator").setLevel(logging.ERROR)


# The translator's own loader is written in Python, and takes a second longer for this file.
class _Loader(yaml.CSafeLoader):
    """YAML with CloudFormation's short forms."""


_Loader.add_multi_constructor("!", intrinsics_multi_constructor)


def load() -> dict[str, Any]:
    """The template as it is written."""
    template: dict[str, Any] = pickle.loads(_loaded(TEMPLATE.stat().st_mtime_ns))
    return template


@functools.cache
def _loaded(_changed: int) -> bytes:
    """Read once, as it takes a quarter of a second; whoever wants it may alter what they get."""
    return pickle.dumps(yaml.load(TEMPLATE.read_text("utf-8"), _Loader))


def functions(template: dict[str, Any]) -> dict[str, Path]:
    """Each function's folder, by its logical id."""
    return _of_type(template, "AWS::Serverless::Function", "CodeUri")


def layers(template: dict[str, Any]) -> dict[str, Path]:
    """Each layer's source folder, by its logical id."""
    return _of_type(template, "AWS::Serverless::LayerVersion", "ContentUri")


def _of_type(template: dict[str, Any], kind: str, uri: str) -> dict[str, Path]:
    return {
        name: ROOT / resource["Properties"][uri]
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def transformed(
    code: Mapping[str, str], parameters: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The stack's CloudFormation, as AWS gets it from the transform.

    `code` has the S3 address of each function and layer; what both are makes the release's name.
    """
    template = load()
    told = json.dumps([code, dict(parameters or {})], sort_keys=True).encode()
    variables = template["Globals"]["Function"]["Environment"]["Variables"]
    variables["RELEASE"] = hashlib.sha256(told).hexdigest()[:12]
    for name, address in code.items():
        properties = template["Resources"][name]["Properties"]
        properties["CodeUri" if "CodeUri" in properties else "ContentUri"] = address
    defaults = {k: v.get("Default", "") for k, v in template["Parameters"].items()}
    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    cloudformation: dict[str, Any] = transform(template, defaults, _NoManagedPolicies())
    return cloudformation


def translated(
    code: Mapping[str, str], gateway_port: int, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """The same, with all adaptations, as MiniStack gets it."""
    return adapted(transformed(code, parameters), gateway_port)


def adapted(cloudformation: dict[str, Any], gateway_port: int) -> dict[str, Any]:
    """What AWS gets, with all adaptations: it is changed, and returned."""
    for adaptation in ADAPTATIONS:
        adaptation.apply(cloudformation["Resources"], gateway_port)
    return cloudformation


class _NoManagedPolicies:
    """Every role in the template names its actions: no policy has to be looked up."""

    def load(self) -> dict[str, str]:
        return {}
