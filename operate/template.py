"""What of `template.yaml` is looked at before a deployment: its parameters, what it reserves."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from broadsheet.adapters.site_file import site_file
from broadsheet.domain.articles.providers import Providers

ROOT = Path(__file__).parents[1]
FILE = ROOT / "template.yaml"
SITE = ROOT / "layers/site"


class _Loader(yaml.SafeLoader):
    """Knows CloudFormation's tags."""


def _function(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> list[Any]:
    if isinstance(node, yaml.ScalarNode):
        return [name, loader.construct_scalar(node)]
    if isinstance(node, yaml.SequenceNode):
        return [name, *loader.construct_sequence(node, deep=True)]
    if isinstance(node, yaml.MappingNode):
        return [name, loader.construct_mapping(node, deep=True)]
    raise TypeError(node)


_Loader.add_multi_constructor("!", _function)


@cache
def read(file: Path = FILE) -> dict[str, Any]:
    """A template; a function of CloudFormation is a list of its name and its arguments."""
    told: dict[str, Any] = yaml.load(file.read_text("utf-8"), _Loader)
    return told


def defaults() -> dict[str, str]:
    """Each parameter with its default."""
    told = read()["Parameters"]
    return {name: str(parameter.get("Default", "")) for name, parameter in told.items()}


def of_the_site(folder: Path = SITE) -> dict[str, str]:
    """The parameters that follow from what a newspaper's `site.toml` says, and from nothing else.

    Raises SiteFileError if the file is missing or wrong.
    """
    frames = Providers(site_file(folder).providers).frame_origins
    return {"FrameSources": " ".join(frames) or "'none'"}


def reserved() -> int:
    """How many copies of functions are reserved in all, where they are."""
    functions = (one["Properties"] for one in read()["Resources"].values())
    asked = (one.get("ReservedConcurrentExecutions", []) for one in functions)
    return sum(number for choice in asked for number in choice if isinstance(number, int))
