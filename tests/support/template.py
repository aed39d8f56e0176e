"""`template.yaml` as tests look into it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


# In C: the loader that is written in Python takes seconds for this file.
class _Loader(yaml.CSafeLoader):
    """YAML with CloudFormation's short forms, as plain values."""


def _short_form(loader: yaml.CSafeLoader, _tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_Loader.add_multi_constructor("!", _short_form)


@cache
def template() -> dict[str, Any]:
    """The whole of it; not to be changed."""
    loaded: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text("utf-8"), _Loader)
    return loaded


def properties(name: str) -> dict[str, Any]:
    """Those of a resource."""
    found: dict[str, Any] = template()["Resources"][name]["Properties"]
    return found
